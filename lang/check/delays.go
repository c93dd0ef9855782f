// Delays. Whether `delay until EXPR` names a moment or a condition is decided by the type of the expression.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func (w *workflow) delay(s *ast.Delay) *typed.Delay {
	out := &typed.Delay{Since: s.Since}
	ok := true
	switch {
	case s.For != nil:
		d, fine := w.duration(s.For)
		out.For, ok = &d, fine
		if w.typed.Center != nil {
			w.report(delayInCentered(s))
			ok = false
		}
	case s.Days != nil:
		out.Days = &typed.DayGoal{Days: s.Days.Days, Time: s.Days.Time}
	case s.Moment != nil:
		ok = w.moment(s, out)
	case s.Event != nil:
		out.Events, out.Where = w.eventTrigger(s.Event)
		ok = len(out.Events) > 0
	case s.Change != nil:
		out.Change, out.Where = w.changeTrigger(s.Change)
		ok = out.Change != nil
	default:
		return nil
	}
	if s.UpTo != nil {
		d, fine := w.duration(s.UpTo)
		out.UpTo, ok = &d, ok && fine
		if ok && out.Moment != nil { // for days and lengths the parser said so
			w.report(limitWithoutWait(s))
			ok = false
		}
	}
	if !ok {
		return nil
	}
	return out
}

// moment settles what `until [3 days before] EXPR [at 09:00]` is.
func (w *workflow) moment(s *ast.Delay, out *typed.Delay) bool {
	goal := s.Moment
	moment := &typed.Moment{After: goal.After, Time: goal.Time}
	ok := true
	if goal.Offset != nil {
		d, fine := w.duration(goal.Offset)
		moment.Offset, ok = &d, fine
	}
	if goal.Center {
		if w.typed.Center == nil {
			w.report(centerWithout(goal.Place))
			return false
		}
		out.Moment = moment
		return ok
	}
	if goal.Expr == nil {
		return false
	}
	e := w.scope.value(goal.Expr)
	if e == nil {
		return false
	}
	switch t := e.Type(); t.Kind {
	case schema.Date, schema.DateTime, schema.Invalid:
		moment.Expr = e
		out.Moment = moment
		return ok
	case schema.Bool:
		if goal.Offset != nil || goal.Time != calendar.NoClock {
			w.report(momentOfCondition(goal))
			return false
		}
		if k, isConst := e.(*typed.Const); isConst {
			w.report(constantCondition(k))
		}
		out.Cond = e
		var timed bool
		out.Mentions, out.Moments, timed = w.dependsOn(e, "wait for a moment: `delay until DATE at 09:00`")
		return ok && timed
	default:
		w.report(delayNeedsMoment(goal, t))
		return false
	}
}
