// Timers: what is due at a moment. They live in the store alone, in order of time.

package runtime

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/vm"
)

// timerKind says what a timer does. Timers that are due at one moment come in this order.
type timerKind byte

const (
	timerJob    timerKind = iota // a job that did not fit into its turn
	timerWake                    // an enrollment goes on
	timerSend                    // a message is tried again
	timerMoment                  // a condition may turn true by itself
	timerEvery                   // a schedule enrolls
	timerSweep                   // all records of an object are looked at, some at a time
	timerExpire                  // old events go
	timerTrim                    // old history goes
	timerAnswer                  // an outcome that was to be told later is not awaited any more
	timerYear                    // a date that returns every year is over: its record may enter for the next one
)

// housekeeping reports whether a timer is the engine's own, which nobody waits for.
func (k timerKind) housekeeping() bool { return k == timerExpire || k == timerTrim }

func keyWake(due int64, id uint64) []byte { return append64(keyTimer(due, timerWake), id) }

// setTimer sets a timer.
func (b *batch) setTimer(k, v []byte) { b.set(k, v) }

// setWake sets a timer that wakes an enrollment up.
func (b *batch) setWake(k []byte) {
	if b.transient == nil && b.e.near.setFresh(k) {
		b.size += len(k) + 32
		return
	}
	b.setTimer(k, nil)
}

// fire does what is due, earliest first, until the batch is full or nothing more is due. It reports whether there was
// anything. What became due after the batch began waits for the next one, but for enrollments that wake up.
func (b *batch) fire() (any bool) {
	b.now = b.e.micros()
	until := after(appendTime(keyTimers(), b.now))
	for from := append(make([]byte, 0, 64), keyTimers()...); !b.full() && b.fault == nil; {
		k, v, ok := b.e.near.next(b.r, from)
		if w, first := b.e.wakesBefore(k, ok); first {
			if w.due > b.now {
				break
			}
			b.transient.wakes.pop()
			any, from = true, append64(append(appendTime(append(from[:0], 't'), w.due), byte(timerWake)), w.id+1)
			b.units++
			b.fireWake(w.due, w.id, nil)
			b.work()
			continue
		}
		if !ok || bytes.Compare(k, until) >= 0 {
			break
		}
		due, kind, rest := timeAt(k[1:]), timerKind(k[9]), k[10:]
		if due > b.began && kind != timerWake {
			break
		}
		any, from = true, append(append(from[:0], k...), 0)
		b.units++
		b.timer = k
		if kind != timerWake {
			b.delete(k)
		}
		if bytes.Equal(k, b.e.oversize) {
			b.drop(kind, rest)
			continue
		}
		b.fireOne(due, kind, rest, v, k)
		b.work()
	}
	return any
}

func (b *batch) fireOne(due int64, kind timerKind, rest, v, k []byte) {
	switch kind {
	case timerJob:
		j, err := decodeJob(v, b.model.schema)
		if err != nil {
			b.fail(err)
			return
		}
		b.doJob(j)
	case timerWake:
		b.fireWake(due, numberAt(rest), k)
	case timerSend:
		b.retry(numberAt(rest))
	case timerMoment:
		b.fireMoment(due, rest)
	case timerEvery:
		b.fireEvery(due, int(binary.BigEndian.Uint32(rest)), int(binary.BigEndian.Uint16(rest[4:])))
	case timerSweep:
		b.sweep(v)
	case timerExpire:
		b.expire()
	case timerTrim:
		b.trim(v)
	case timerYear:
		b.fireYear(int(binary.BigEndian.Uint32(rest)), rest[4:])
	case timerAnswer:
		b.giveUp(numberAt(rest))
	default:
		b.fail(fmt.Errorf("the store holds a timer of the unknown kind %d", kind))
	}
}

// drop gives up a timer that does more than the store takes at once.
func (b *batch) drop(kind timerKind, rest []byte) {
	const reason = "one turn changes more than the store takes at once"
	b.e.log.Error("a timer was given up", "kind", int(kind), "reason", reason)
	if kind != timerWake {
		return
	}
	_ = b.turn(0, func(t *turn) error {
		if r := t.load(numberAt(rest)); r != nil {
			r.breakOff(reason)
			r.store()
		}
		return nil
	})
}

// wakesBefore is the first timer of an enrollment that is held in memory alone, where it comes before the timer with the
// key k, or there is no such key.
func (e *Engine) wakesBefore(k []byte, there bool) (w wake, first bool) {
	if e.transient == nil || len(e.transient.wakes) == 0 {
		return wake{}, false
	}
	w = e.transient.wakes[0]
	if !there {
		return w, true
	}
	due := timeAt(k[1:])
	return w, w.due < due || w.due == due && timerWake < timerKind(k[9])
}

// nextTimers is when the next timers are due; quiet is the next without those of the engine's own housekeeping. 0 is none.
func (e *Engine) nextTimers(r store.Reader) (next, quiet int64) {
	next, quiet = e.near.look(r)
	if e.transient == nil || len(e.transient.wakes) == 0 {
		return next, quiet
	}
	due := e.transient.wakes[0].due
	if next == 0 || due < next {
		next = due
	}
	if quiet == 0 || due < quiet {
		quiet = due
	}
	return next, quiet
}

// fireWake lets an enrollment go on whose time has come. k is the key of its timer, nil where it has none.
func (b *batch) fireWake(due int64, id uint64, k []byte) {
	en := b.knownEnrollment(id)
	if en == nil {
		en = b.enrollment(id)
	}
	if en == nil || !en.state.inside() || en.due != due {
		if k != nil {
			b.delete(k) // nothing waits for it
		}
		return
	}
	b.resume(id, 0, func(r *running) bool {
		if r.p.leavesOnTime && r.leftNow() { // its moment is this one, or passed while nothing ran: no step comes before it
			r.store()
			return false
		}
		switch r.en.state {
		case asleep:
			r.t.setDue(r.en, 0)
			r.p.runner.Ready(due)
			r.p.runner.Resume(false, schema.Value{})
			return true
		case held:
			r.woken = due
			r.t.setDue(r.en, 0)
			return true
		}
		return r.overdue()
	})
}

// moment is the time a moment expression gives: a day begins at midnight.
func moment(v schema.Value, env *schema.Env) (micros int64, ok bool) {
	switch v.Kind() {
	case schema.DateTime:
		return v.Micros(), true
	case schema.Date:
		return calendar.Midnight(v.Days(), env.Zone).UnixMicro(), true
	}
	return 0, false
}

// setMoments sets timers for the moments at which a condition may turn true for a record although nothing changes.
func (t *turn) setMoments(w *watch, r *schema.Record) { t.setMomentsFrom(w, r, t.batch.now) }

func (t *turn) setMomentsFrom(w *watch, r *schema.Record, from int64) {
	if len(w.trigger.Moments) == 0 {
		return
	}
	at, ok := t.model.place(r.Ref())
	if !ok {
		return
	}
	env := t.env(w.program, t.now)
	for _, code := range w.trigger.Moments {
		due, ok := moment(w.program.judge.EvalOn(code, env, r, nil), env)
		if ok && due >= from {
			t.setTimer(keyMoment(due, w, at), nil)
		}
	}
}

// overdue reports whether a condition turned true at a moment that passed while nothing ran: its timer has not fired yet,
// and will find another moment. The timer is dropped, since that moment may come back before it fires.
func (t *turn) overdue(w *watch, p place, s *stored) (found bool) {
	past := t.past()
	before := past.stored(p)
	if len(w.trigger.Moments) == 0 || before == nil {
		return false
	}
	then, now := t.env(w.program, past), t.env(w.program, t.now)
	for _, code := range w.trigger.Moments {
		due, ok := moment(w.program.judge.EvalOn(code, then, before.record, nil), then)
		if !ok || due > t.batch.now {
			continue
		}
		if moved, known := moment(w.program.judge.EvalOn(code, now, s.record, nil), now); known && moved == due {
			continue
		}
		if t.dropMoment(keyMoment(due, w, p)) {
			found = true
		}
	}
	return found
}

// dropOverdue drops the timers of moments that have passed for a record that enters now: it would enter for them again.
func (t *turn) dropOverdue(w *watch, p place, s *stored) {
	env := t.env(w.program, t.now)
	for _, code := range w.trigger.Moments {
		if due, ok := moment(w.program.judge.EvalOn(code, env, s.record, nil), env); ok && due <= t.batch.now {
			t.dropMoment(keyMoment(due, w, p))
		}
	}
}

// dropMoment drops a timer; there is false when there was none.
func (t *turn) dropMoment(k []byte) (there bool) {
	if near := t.e.near; near.holds(k) {
		_, there = near.keys.Get(k)
	} else {
		_, there = t.get(k)
	}
	if there {
		t.delete(k)
	}
	return there
}

func keyMoment(due int64, w *watch, at place) []byte {
	k := append32(keyTimer(due, timerMoment), w.program.workflow)
	k = append16(append(k, byte(w.list)), w.number)
	return at.append(k)
}

// fireMoment looks at a condition around the moment at which it may flip: just before, and just after.
func (b *batch) fireMoment(due int64, rest []byte) {
	workflow, list, number := int(binary.BigEndian.Uint32(rest)), listKind(rest[4]), int(binary.BigEndian.Uint16(rest[5:]))
	at, _ := cutPlace(rest[7:])
	_ = b.turn(0, func(t *turn) error {
		switch s := t.record(at); {
		case s == nil || s.record.Gone:
		case list == listEnroll:
			t.flip(workflow, number, at, s, due)
		default:
			t.flipExit(workflow, list, number, at, s, due)
		}
		return nil
	})
}

// timed is a condition of a version that may turn true by itself; nil when the version has none of that number.
func timed(p *program, list listKind, number int) *watch {
	if p == nil {
		return nil
	}
	triggers := map[listKind][]vm.Trigger{listEnroll: p.Enroll, listUnenroll: p.Unenroll, listGoal: p.Goal, listSuppress: p.Suppress}[list]
	if number >= len(triggers) || triggers[number].Kind != vm.When {
		return nil
	}
	return &watch{program: p, list: list, number: number, trigger: triggers[number]}
}

// flipExit looks at a condition by which records leave, in the version that each of them runs.
func (t *turn) flipExit(workflow int, list listKind, number int, at place, s *stored, due int64) {
	for _, l := range s.live {
		if l.workflow != workflow {
			continue
		}
		en := t.enrollment(l.id)
		if en == nil {
			continue
		}
		if w := timed(t.program(en.program), list, number); w != nil {
			t.judgeExit(candidate{w, at, nil}, en, due)
		}
	}
}

// flip looks at a condition by which records enter.
func (t *turn) flip(workflow, number int, at place, s *stored, due int64) {
	p := t.current(workflow)
	w := timed(p, listEnroll, number)
	if w == nil {
		return
	}
	before, later := t.env(p, t.now), t.env(p, t.now)
	before.Now, later.Now = due-1, due+1
	p.judge.Forget()
	if p.judge.Holds(w.trigger.Cond, later, s.record, nil) && !p.judge.Holds(w.trigger.Cond, before, s.record, nil) {
		t.jobs = append(t.jobs, job{kind: jobEnter, workflow: p.workflow, record: at, text: w.trigger.Text, depth: 1})
	}
	t.setMomentsFrom(w, s.record, max(due, t.batch.now)+1)
}

// setEvery sets the timer of a schedule.
func (b *batch) setEvery(p *program, number int, from int64) {
	next := p.Enroll[number].Every.Next(time.UnixMicro(from).In(p.zone))
	k := append32(keyTimer(next.UnixMicro(), timerEvery), p.workflow)
	b.setTimer(append16(k, number), nil)
}

// fireEvery enrolls all records that match, a schedule's moment having come. Moments that were missed while nothing ran
// are made up for once.
func (b *batch) fireEvery(due int64, workflow, number int) {
	p := b.current(workflow)
	if p == nil || number >= len(p.Enroll) || p.Enroll[number].Every == nil {
		return
	}
	from := time.UnixMicro(due - 1).In(p.zone)
	if !p.Enroll[number].Every.Next(from).Equal(time.UnixMicro(due)) {
		return // the timer of an earlier version
	}
	b.setEvery(p, number, max(due, b.now))
	if b.workflow(workflow).off {
		return
	}
	b.startSweep(sweep{kind: sweepEvery, workflow: workflow, number: number})
}
