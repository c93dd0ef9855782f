// Waits: an enrollment that stands until an event, a change or a condition, or until its time is over.

package runtime

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// shape is what the waits of one step of one version wait for. Every enrollment that waits there refers to it, so that
// it takes no place in each of them, and so that the index knows it as long as the version lives.
type shape struct {
	no      int
	program int
	step    int
	trigger vm.Trigger
}

// wait begins a wait, or answers it when what it waits for is there already.
func (r *running) wait(effect vm.Effect, env *schema.Env) bool {
	trigger := awaited(effect)
	switch trigger.Kind {
	case vm.OnEvent:
		if o := r.happenedSince(effect); o != nil {
			r.say(line{kind: lineWaited, step: effect.Step, text: "event " + o.Event.Name + " had happened already"})
			r.p.runner.Resume(false, schema.EventValue(o))
			return true
		}
	case vm.When:
		if r.p.runner.Eval(effect.Cond, env, nil).Bool() {
			r.say(line{kind: lineWaited, step: effect.Step, text: "it holds already"})
			r.p.runner.Resume(false, schema.BoolValue(true))
			return true
		}
	}
	if effect.Until != 0 && effect.Until <= r.t.batch.now {
		r.say(line{kind: lineWaited, step: effect.Step, text: "there was no time to wait"})
		r.p.runner.Resume(false, ranOut(trigger.Kind))
		return true
	}
	r.say(line{kind: lineWaited, step: effect.Step, text: effect.Note, status: schema.Waiting})
	r.pause(waiting, r.t.nextMoment(r.p.runner, effect.Moments, env, effect.Until), effect.Note)
	r.en.limit = effect.Until
	r.en.shape = r.t.shapeOf(r.p, effect.Step, trigger).no
	return false
}

// awaited is what ends a wait.
func awaited(effect vm.Effect) vm.Trigger {
	trigger := vm.Trigger{Text: effect.Note, Mentions: effect.Mentions, Moments: effect.Moments}
	switch {
	case len(effect.Events) > 0:
		trigger.Kind, trigger.Events, trigger.Cond = vm.OnEvent, effect.Events, effect.Match
	case effect.Change != nil:
		trigger.Kind, trigger.Change, trigger.Cond = vm.OnChange, effect.Change, effect.Match
	default:
		trigger.Kind, trigger.Cond = vm.When, effect.Cond
	}
	return trigger
}

// ranOut is what a wait gives whose time is over.
func ranOut(k vm.TriggerKind) schema.Value {
	if k == vm.OnEvent {
		return schema.Value{}
	}
	return schema.BoolValue(false)
}

// happenedSince is the first of the awaited events since the enrollment, for a wait that counts these.
func (r *running) happenedSince(effect vm.Effect) *schema.Occurrence {
	s := r.t.record(r.en.record)
	if !effect.Since || s == nil {
		return nil
	}
	env := r.t.env(r.p, r.t.now)
	var first *schema.Occurrence
	for _, name := range effect.Events {
		for _, e := range r.t.events(r.en.record, name, r.en.at) {
			o := e.occurrence
			if e.seq <= r.en.id || first != nil && first.Get(0).Micros() <= o.Get(0).Micros() {
				continue
			}
			if effect.Match == vm.NoCode || r.p.runner.Eval(effect.Match, env, o).Bool() {
				first = o
				break
			}
		}
	}
	return first
}

// nextMoment is when a waiting condition has to be looked at again although nothing changed: the next of its moments,
// or its limit when that comes first; 0 for never.
func (t *turn) nextMoment(m *vm.Machine, moments []vm.Code, env *schema.Env, limit int64) int64 {
	due := limit
	for _, code := range moments {
		at, ok := moment(m.Eval(code, env, nil), env)
		if ok && at > t.batch.now && (due == 0 || at < due) {
			due = at
		}
	}
	return due
}

// shapeOf finds or makes the shape of a step.
func (b *batch) shapeOf(p *program, step int, trigger vm.Trigger) *shape {
	k := shapeKey{p.no, step}
	if s := b.e.shapes[k]; s != nil {
		return s
	}
	s := &shape{no: len(b.e.shapes), program: p.no, step: step, trigger: trigger}
	b.set(keyShape(s.no), s.encode())
	b.e.addShape(s)
	return s
}

// shapeKey names the step of a version.
type shapeKey struct{ program, step int }

// judgeWait wakes an enrollment when what it waits for is there.
func (t *turn) judgeWait(c candidate, en *enrollment) {
	if en.state != waiting || en.shape != c.watch.shape.no || en.limit != 0 && en.limit < t.batch.now {
		return // what comes after the end of its time is no answer, though the timer may not have fired yet
	}
	p, trigger, s := c.watch.program, &c.watch.trigger, t.record(c.record)
	if err := p.judge.Restore(en.machine); err != nil {
		t.fail(err)
		return
	}
	env := t.env(p, t.now)
	switch trigger.Kind {
	case vm.When:
		if !p.judge.Holds(trigger.Cond, env, s.record, nil) {
			if due := t.nextMoment(p.judge, trigger.Moments, env, en.limit); due != en.due { // a change may move it
				t.setDue(en, due)
				t.save(en)
			}
			return
		}
	case vm.OnEvent:
		if !meets(p, trigger.Cond, env, s.record, c.occurrence) {
			return
		}
	case vm.OnChange:
		if !t.isPrimary(c, s.record) || !meets(p, trigger.Cond, env, s.record, nil) {
			return
		}
	}
	t.jobs = append(t.jobs, job{kind: jobResume, enrollment: en.id, step: en.step, occurrence: c.occurrence, depth: t.depth + 1})
}

// overdue answers a wait whose timer came: its condition may hold by now, its time may be over, or it is to be looked at
// again later. It reports whether the machine can go on.
func (r *running) overdue() bool {
	s := r.t.e.shapeByNo(r.en.shape)
	if s == nil {
		r.t.fail(errDamaged)
		return false
	}
	env := r.t.env(r.p, r.t.now)
	if s.trigger.Kind == vm.When && r.p.runner.Eval(s.trigger.Cond, env, nil).Bool() {
		r.say(line{kind: lineResumed, step: r.en.step, text: "it holds now"})
		r.p.runner.Ready(r.en.due)
		r.t.setDue(r.en, 0)
		r.p.runner.Resume(false, schema.BoolValue(true))
		return true
	}
	if r.en.limit != 0 && r.en.limit <= r.t.batch.now {
		r.say(line{kind: lineResumed, step: r.en.step, text: "the time ran out"})
		r.p.runner.Ready(r.en.due)
		r.t.setDue(r.en, 0)
		r.p.runner.Resume(false, ranOut(s.trigger.Kind))
		return true
	}
	r.t.setDue(r.en, r.t.nextMoment(r.p.runner, s.trigger.Moments, env, r.en.limit))
	r.t.save(r.en)
	return false
}

func (s *shape) encode() []byte {
	buf := appendUint(nil, uint64(s.program))
	buf = appendUint(buf, uint64(s.step))
	buf = append(buf, byte(s.trigger.Kind))
	buf = appendText(buf, s.trigger.Text)
	buf = appendInt(buf, int64(s.trigger.Cond))
	buf = appendTexts(buf, s.trigger.Events)
	buf = appendBool(buf, s.trigger.Change != nil)
	if s.trigger.Change != nil {
		buf = appendMention(buf, *s.trigger.Change)
	}
	buf = appendUint(buf, uint64(len(s.trigger.Mentions)))
	for _, m := range s.trigger.Mentions {
		buf = appendMention(buf, m)
	}
	buf = appendUint(buf, uint64(len(s.trigger.Moments)))
	for _, c := range s.trigger.Moments {
		buf = appendInt(buf, int64(c))
	}
	return buf
}

func appendMention(buf []byte, m vm.Mention) []byte {
	buf = appendTexts(buf, m.Via)
	for _, text := range [...]string{m.Object, m.Property, m.Event, m.Set} {
		buf = appendText(buf, text)
	}
	return buf
}

func (d *decoder) mention() vm.Mention {
	return vm.Mention{Via: d.texts(), Object: d.text(), Property: d.text(), Event: d.text(), Set: d.text()}
}

func decodeShape(no int, data []byte) (*shape, error) {
	d := &decoder{data: data}
	s := &shape{no: no, program: int(d.uint()), step: int(d.uint())}
	s.trigger = vm.Trigger{Kind: vm.TriggerKind(d.byte()), Text: d.text(), Cond: vm.Code(d.int()), Events: d.texts()}
	if d.bool() {
		m := d.mention()
		s.trigger.Change = &m
	}
	for range d.count() {
		s.trigger.Mentions = append(s.trigger.Mentions, d.mention())
	}
	for range d.count() {
		s.trigger.Moments = append(s.trigger.Moments, vm.Code(d.int()))
	}
	return s, d.err
}
