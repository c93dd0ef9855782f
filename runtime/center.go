// Centers: workflows around a date, which may move, and which may return every year.

package runtime

import (
	"fmt"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// recenter lets an enrollment count anew that waits for a moment counted from its center.
func (b *batch) recenter(id uint64) {
	b.resume(id, 0, func(r *running) bool {
		if r.en.state != asleep || !r.p.runner.AtCenter() {
			return false
		}
		r.p.runner.Back()
		r.p.runner.Ready(b.now)
		return true
	})
}

// again lets a record enter anew when its date, which returns every year, is over.
func (r *running) again(env *schema.Env) {
	if r.p.Center == nil || !r.p.Center.EveryYear {
		return
	}
	center, ok := r.p.runner.Center(env, r.t.record(r.en.record).record, r.en.at)
	if !ok {
		return
	}
	r.t.setYear(r.en, center)
}

// setYear sets the timer for the day after a center, when its record may enter for the next return of the date.
func (t *turn) setYear(en *enrollment, center time.Time) {
	next := calendar.Midnight(calendar.DayOf(center)+1, center.Location()).UnixMicro()
	t.setTimer(en.record.append(append32(keyTimer(max(next, t.batch.now), timerYear), en.workflow)), nil)
}

// refusedThisYear lets a record that was refused try again when the date is over for which it wanted to enter: for the one
// after it. The judge of p was started for the enrollment.
func (t *turn) refusedThisYear(p *program, en *enrollment, s *stored, env *schema.Env) {
	if p.Center == nil || !p.Center.EveryYear {
		return
	}
	if _, inside := s.liveRunOf(en.workflow, en.per); inside {
		return // its end does so
	}
	if _, before := t.lastVisit(en.record, s, en.workflow, en.per); !before {
		return // it was never there
	}
	if center, ok := p.judge.Center(env, s.record, en.at); ok {
		t.setYear(en, center)
	}
}

// nextYear lets a record enter again that a workflow with a date of every year knows from before it was removed.
func (t *turn) nextYear(p *program, env *schema.Env, at place, s *stored) {
	if p.Center == nil || !p.Center.EveryYear {
		return
	}
	per := ""
	if p.Per != vm.NoCode {
		per = perText(p.judge.EvalOn(p.Per, env, s.record, nil))
	}
	if _, inside := s.liveRunOf(p.workflow, per); inside {
		return // its end does so
	}
	last, before := t.lastVisit(at, s, p.workflow, per)
	if !before {
		return
	}
	if center, ok := p.judge.Center(env, s.record, last); ok {
		t.setYear(&enrollment{workflow: p.workflow, record: at}, center)
	}
}

// fireYear enrolls a record for the next return of its date, when the condition of the workflow still holds for it.
func (b *batch) fireYear(workflow int, rest []byte) {
	p := b.current(workflow)
	if p == nil || p.Center == nil || !p.Center.EveryYear {
		return
	}
	at, _ := cutPlace(rest)
	_ = b.turn(0, func(t *turn) error {
		s := t.record(at)
		if s == nil || s.record.Gone {
			return nil
		}
		if t.workflow(workflow).off { // it is asked again each day, until somebody switches the workflow on
			t.setTimer(at.append(append32(keyTimer(t.batch.now+microsPerDay, timerYear), workflow)), nil)
			return nil
		}
		p.judge.Forget()
		for _, trigger := range p.Enroll {
			if trigger.Kind == vm.When && p.judge.Holds(trigger.Cond, t.env(p, t.now), s.record, nil) {
				t.enterLater(p, at, trigger.Text+" (every year)")
				return nil
			}
		}
		return nil
	})
}

// sameYear says why a record does not enter that was here for the same return of its date; "" when it was not. last is
// the moment of its last enrollment.
func (t *turn) sameYear(p *program, en *enrollment, last time.Time) string {
	if p.Center == nil || !p.Center.EveryYear {
		return ""
	}
	env, r := t.env(p, t.now), t.record(en.record).record
	now, ok := p.judge.Center(env, r, en.at)
	before, known := p.judge.Center(env, r, last.UnixMicro())
	if !ok || !known || !now.Equal(before) {
		return ""
	}
	return fmt.Sprintf("was enrolled on %s for %s: one run a year", last.Format(time.DateTime), now.Format(time.DateOnly))
}
