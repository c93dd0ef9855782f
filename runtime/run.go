// Running: a machine goes on until it sleeps, waits or ends.

package runtime

import (
	"fmt"
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// running is an enrollment whose machine is at work in a turn.
type running struct {
	t     *turn
	p     *program
	en    *enrollment
	lines []line
	woken int64 // when it was to go on that was held back; 0 when it was not
	edits int   // of the turn when the exits were last looked at

	env    schema.Env  // what the machine sees
	world  world       // what its actions may do
	action schema.Turn // what they are given
}

// start makes an enrollment one whose machine is at work. There is one at a time.
func (t *turn) start(p *program, en *enrollment) *running {
	r := t.spareRun
	if r == nil {
		r = &running{}
		t.spareRun = r
	}
	*r = running{t: t, p: p, en: en, lines: t.spareLines[:0], env: t.envOf(p, t.now)}
	r.world = world{t, r}
	return r
}

func (r *running) say(l line) {
	if l.status == schema.Failed && !r.en.failed {
		r.en.failed = true
		r.t.count(r.en.workflow, tally{failed: 1})
	}
	if r.lines == nil {
		r.lines = make([]line, 0, 6) // most turns say no more
	}
	r.lines = append(r.lines, l)
}

// run goes on until the enrollment pauses or ends, and stores it there.
func (r *running) run() {
	for r.t.fault == nil && r.step() {
	}
	r.store()
}

// step does what the machine wants next and reports whether it can go on.
func (r *running) step() bool {
	effect := r.p.runner.Run(&r.env)
	for _, l := range r.p.runner.Lines() {
		if l.Passed {
			r.say(line{kind: lineActed, step: l.Step, status: schema.Skipped, reason: l.Text})
			continue
		}
		r.say(line{kind: lineBranched, step: l.Step, text: l.Text})
	}
	r.en.step = effect.Step
	switch effect.Kind {
	case vm.Act:
		return r.act(effect) && !r.leftByItself()
	case vm.Sleep:
		return r.sleep(effect)
	case vm.Wait:
		return r.wait(effect, &r.env)
	}
	if effect.Fault != "" {
		r.breakOff(effect.Fault)
		return false
	}
	r.end(finished)
	r.say(line{kind: lineFinished, step: -1})
	r.again(&r.env)
	return false
}

func (r *running) sleep(effect vm.Effect) bool {
	l := line{kind: lineWaited, step: effect.Step, text: effect.Note}
	if effect.Until <= r.t.batch.now {
		r.say(l)
		r.p.runner.Resume(false, schema.Value{})
		return true
	}
	if r.en.due != effect.Until { // a center that was looked at again may have stayed where it was
		l.status = schema.Waiting
		r.say(l)
	}
	r.pause(asleep, effect.Until, effect.Note)
	return false
}

// pause leaves the enrollment where it is, with a timer unless due is 0.
func (r *running) pause(state enrollmentState, due int64, note string) {
	r.en.state, r.en.note, r.en.limit = state, note, 0
	r.t.setDue(r.en, due)
}

// end takes the enrollment out.
func (r *running) end(state enrollmentState) {
	r.en.state, r.en.ended = state, r.t.batch.now
	r.t.setDue(r.en, 0)
	r.t.dropLive(r.en)
	c := tally{program: r.en.program, inside: -1}
	if state == finished {
		c.finished = 1
	} else {
		c.left = 1
	}
	r.t.count(r.en.workflow, c)
}

// breakOff ends an enrollment by a fault that is not its own.
func (r *running) breakOff(reason string) {
	r.say(line{kind: lineFailed, step: r.en.step, status: schema.Failed, reason: reason})
	r.end(brokenOff)
}

// snapshotRoom is what most machines fit in.
const snapshotRoom = 96

// store writes the enrollment and what was said on the way.
func (r *running) store() {
	if r.en.state.inside() {
		r.en.machine = r.p.runner.Snapshot(make([]byte, 0, snapshotRoom))
	}
	r.t.write(r.en, r.lines)
	r.t.save(r.en)
	r.t.spareLines = r.lines
}

// leftByItself looks at the exits after an action that changed something: a record leaves at once.
func (r *running) leftByItself() bool {
	if !r.p.leaves() || r.t.edits == r.edits {
		return false
	}
	r.edits = r.t.edits
	return r.leftNow()
}

// leftNow takes the enrollment out when one of the exits holds.
func (r *running) leftNow() bool {
	s := r.t.record(r.en.record)
	if s == nil {
		return false
	}
	env := r.t.env(r.p, r.t.now)
	if err := r.p.judge.Restore(r.p.runner.Snapshot(nil)); err != nil {
		r.t.fail(err)
		return true
	}
	for _, exit := range r.p.exits() {
		for i, trigger := range exit.triggers {
			if r.meetsNow(&watch{program: r.p, list: exit.kind, number: i, trigger: trigger}, env, s) {
				r.exit(exitReason(exit.kind, trigger.Text), exit.kind == listGoal)
				return true
			}
		}
	}
	return false
}

// meetsNow reports whether the record is out by a trigger: by its condition, or by a change or an event of this turn. The
// judge was given the state of the machine.
func (r *running) meetsNow(w *watch, env *schema.Env, s *stored) bool {
	trigger := &w.trigger
	switch trigger.Kind {
	case vm.When:
		return r.p.judge.Holds(trigger.Cond, env, s.record, nil)
	case vm.OnChange:
		return r.t.isPrimary(candidate{watch: w, record: r.en.record}, s.record) && meets(r.p, trigger.Cond, env, s.record, nil)
	case vm.OnEvent:
		for _, h := range r.t.evented {
			if slices.Contains(trigger.Events, h.occurrence.Event.Name) && slices.Contains(h.reached, r.en.record) &&
				meets(r.p, trigger.Cond, env, s.record, h.occurrence) {
				return true
			}
		}
	}
	return false
}

// exit takes the enrollment out by one of its settings, or from outside.
func (r *running) exit(reason string, goal bool) {
	if !goal {
		r.say(line{kind: lineLeft, step: -1, text: reason})
		r.end(leftState)
		return
	}
	r.say(line{kind: lineFinished, step: -1, text: reason})
	r.end(finished)
	r.t.count(r.en.workflow, tally{reached: 1})
}

// resume loads an enrollment, lets f answer the machine, and runs on. f reports whether there was anything to answer.
func (b *batch) resume(id uint64, depth int, f func(r *running) bool) {
	err := b.turn(depth, func(t *turn) error {
		r := t.load(id)
		if r == nil {
			return nil
		}
		if err := r.p.runner.Restore(r.en.machine); err != nil {
			r.breakOff(err.Error())
			r.store()
			return nil
		}
		if f(r) {
			r.run()
		}
		return nil
	})
	if panicked, ok := err.(*turnPanic); ok {
		_ = b.turn(depth, func(t *turn) error {
			if r := t.load(id); r != nil {
				r.breakOff(panicked.Error())
				r.store()
			}
			return nil
		})
	}
}

// load finds an enrollment that is inside.
func (t *turn) load(id uint64) *running {
	en := t.enrollment(id)
	if en == nil || !en.state.inside() {
		return nil
	}
	if en.home != nil {
		t.latest, t.latestThere, t.latestCell = en.record, en.home.value, en.home
	}
	p := t.program(en.program)
	if p == nil {
		t.fail(fmt.Errorf("enrollment %s: its version of the workflow is missing", enrollmentID(id)))
		return nil
	}
	return t.start(p, en)
}

// wake ends a wait that is still on.
func (b *batch) wake(id uint64, step int, v schema.Value, depth int) {
	b.resume(id, depth, func(r *running) bool {
		if r.en.state != waiting || r.en.step != step {
			return false
		}
		text := "it happened"
		if o := v.Occurrence(); o != nil {
			text = "event " + o.Event.Name
		}
		r.say(line{kind: lineResumed, step: step, text: text})
		r.t.setDue(r.en, 0)
		r.p.runner.Ready(b.now)
		r.p.runner.Resume(false, v)
		return true
	})
}

// leave takes an enrollment out.
func (b *batch) leave(id uint64, reason string, goal bool) (was bool) {
	_ = b.turn(0, func(t *turn) error {
		if r := t.load(id); r != nil {
			was = true
			r.exit(reason, goal)
			r.store()
		}
		return nil
	})
	return was
}

// generation is how many creations of workflows led to the enrolled record.
func (r *running) generation() int {
	if s := r.t.record(r.en.record); s != nil {
		return s.generation
	}
	return 0
}

// wouldEnroll reports whether a new record would be enrolled in the workflow that runs: now, or when it is next looked for
// records that meet a condition.
func (r *running) wouldEnroll(p place) bool {
	s := r.t.record(p)
	if s.record.Object.Name != r.p.Object {
		return false
	}
	env := r.t.env(r.p, r.t.now)
	r.p.judge.Forget()
	for _, exit := range r.p.exits() {
		for _, trigger := range exit.triggers {
			if trigger.Kind == vm.When && r.p.judge.Holds(trigger.Cond, env, s.record, nil) {
				return false
			}
		}
	}
	for _, trigger := range r.p.Enroll {
		switch trigger.Kind {
		case vm.When, vm.Every:
			if meets(r.p, trigger.Cond, env, s.record, nil) {
				return true
			}
		case vm.OnEvent:
			for _, name := range trigger.Events {
				if e := r.t.model.schema.Event(name); name == recordCreated && e != nil &&
					meets(r.p, trigger.Cond, env, s.record, created(s.record, e)) {
					return true
				}
			}
		}
	}
	return false
}
