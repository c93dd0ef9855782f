// Triggers: what makes a record enter (`enroll`) or leave (`unenroll`, `goal`, `suppress`).

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func (w *workflow) enroll(s *ast.Enroll) {
	if e := w.trigger(s.Trigger, "enroll"); e != nil {
		w.typed.Enroll = append(w.typed.Enroll, e)
	}
}

func (w *workflow) leave(s *ast.Leave) {
	word := "unenroll"
	if s.Goal {
		word = "goal"
	}
	e := w.trigger(s.Trigger, word)
	if e == nil {
		return
	}
	w.leaving = append(w.leaving, &leaving{word: word, entry: e})
	if s.Goal {
		w.typed.Goal = append(w.typed.Goal, e)
		return
	}
	w.typed.Unenroll = append(w.typed.Unenroll, e)
}

func (w *workflow) suppress(s *ast.Suppress) {
	if s.Cond == nil {
		return
	}
	cond := w.scope.condition(s.Cond)
	if cond == nil {
		return
	}
	w.constantCondition(cond)
	entry := &typed.Entry{Span: s.Place, When: cond}
	ok := true
	if entry.Mentions, entry.Moments, ok = w.dependsOn(cond, w.whenUntimed("suppress")); !ok {
		return
	}
	w.typed.Suppress = append(w.typed.Suppress, entry)
	w.leaving = append(w.leaving, &leaving{word: "suppress", entry: entry})
}

func (w *workflow) trigger(t *ast.Trigger, word string) *typed.Entry {
	if t == nil {
		return nil
	}
	entry := &typed.Entry{Span: t.Place}
	switch {
	case t.When != nil:
		if entry.When = w.scope.condition(t.When); entry.When == nil {
			return nil
		}
		w.constantCondition(entry.When)
		ok := true
		if entry.Mentions, entry.Moments, ok = w.dependsOn(entry.When, w.whenUntimed(word)); !ok {
			return nil
		}
	case t.Event != nil:
		entry.Events, entry.Where = w.eventTrigger(t.Event)
		if len(entry.Events) == 0 {
			return nil
		}
	case t.Change != nil:
		entry.Change, entry.Where = w.changeTrigger(t.Change)
		if entry.Change == nil {
			return nil
		}
	case t.Every != nil:
		entry.Every = &t.Every.Schedule
		if t.Every.When != nil {
			if entry.When = w.scope.condition(t.Every.When); entry.When == nil {
				return nil
			}
			w.constantCondition(entry.When)
		}
	default:
		return nil
	}
	return entry
}

// whenUntimed is what to do where a condition depends on time in a way that names no moment.
func (w *workflow) whenUntimed(word string) string {
	if word == "enroll" {
		return "write `enroll every day at 08:00 when …`, or compare a date with `now()` or `today()`"
	}
	return "compare a date, moved by a fixed duration, with `now()` or `today()`"
}

// eventTrigger resolves `event a, b where …`; no events when it has a fault.
func (w *workflow) eventTrigger(t *ast.EventTrigger) (events []*schema.Event, where typed.Expr) {
	for i, n := range t.Events {
		for _, other := range t.Events[:i] {
			if other.Text == n.Text && n.Text != "" {
				w.report(duplicateEvent(n, other.Place))
			}
		}
		if e := w.eventNamed(n); e != nil {
			events = append(events, e)
		}
	}
	if t.Where == nil || len(events) < len(t.Events) {
		return events, nil
	}
	scope := w.scope
	scope.Event = events
	if where = scope.condition(t.Where); where == nil {
		return nil, nil
	}
	w.constantCondition(where)
	return events, where
}

// changeTrigger resolves `change of PATH where …`: a property of the enrolled record or of its associated one.
func (w *workflow) changeTrigger(t *ast.ChangeTrigger) (*typed.Change, typed.Expr) {
	target := w.target(t.Path)
	if target == nil {
		return nil, nil
	}
	switch of := target.Of.(type) {
	case *typed.Enrolled:
	case *typed.Associated:
		if of.Plural {
			w.report(changeOfMany(t.Path.Place, of.Object))
			return nil, nil
		}
	default:
		w.report(changeOfVariable(t.Path.Place))
		return nil, nil
	}
	if target.Property == nil {
		w.report(changeNeedsProperty(t.Path))
		return nil, nil
	}
	if p := target.Property; p.Number == schema.PropID || p.Number == schema.PropCreatedAt {
		w.report(neverChanges(t.Path))
		return nil, nil
	}
	change := &typed.Change{Of: target.Of, Property: target.Property}
	if t.Where == nil {
		return change, nil
	}
	where := w.scope.condition(t.Where)
	if where == nil {
		return nil, nil
	}
	w.constantCondition(where)
	return change, where
}

// constantCondition warns of a condition that is the same for every record.
func (c *checker) constantCondition(e typed.Expr) {
	if k, ok := e.(*typed.Const); ok && k.T.Kind != schema.Invalid {
		c.report(constantCondition(k))
	}
}
