// Rates: when the messages of a workflow leave that may not leave at once.

package runtime

import (
	"fmt"
	"time"
)

// tardy is how late a message may leave that has a slot before the others move with it.
const tardy = time.Second

// heldByRate puts a message off until its slot. Slots lie in open hours, in the order in which the messages came. When one
// is missed, because nothing ran or because the hours were changed, all slots behind it move by as much: what has
// gathered leaves at the rate, too. open is the first moment from now on that lies in the hours.
func (r *running) heldByRate(now, open time.Time) bool {
	t, moved := r.t, r.t.counter(counterMoved(r.p))
	if !r.en.paid {
		due := t.takeSlot(r.p, moved)
		if due <= t.batch.now {
			return false
		}
		at := time.UnixMicro(due).In(r.p.zone)
		note := fmt.Sprintf("%d messages per %s, until %s", r.p.Rate.Count, r.p.Rate.Unit, shown(at, "15:04:05"))
		if open.After(now) {
			note = outside(at)
		}
		r.hold(due, note)
		r.en.paid, r.en.limit = true, moved
		return true
	}
	due := r.woken + moved - r.en.limit
	switch {
	case due > t.batch.now:
		r.p.runner.Back()
		r.pause(held, due, r.en.note)
	case open.After(now):
		moved += open.UnixMicro() - due
		t.setCounter(counterMoved(r.p), moved)
		r.hold(open.UnixMicro(), outside(open))
	default:
		if late := t.batch.now - due; late > tardy.Microseconds() {
			t.setCounter(counterMoved(r.p), moved+late)
		}
		return false
	}
	r.en.limit = moved
	return true
}

// counterMoved is the counter of the microseconds by which the slots of a workflow have moved. A slot that was taken
// earlier is as much later as the counter has grown since.
func counterMoved(p *program) string { return "moved:" + p.Name }

// takeSlot gives a message of a workflow its time: each message takes the place of the one that left Count messages ago,
// and follows it by one unit at least. So no stretch of one unit holds more than Count.
func (t *turn) takeSlot(p *program, moved int64) int64 {
	unit := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}[p.Rate.Unit]
	name := "rate:" + p.Name
	n := t.counter(name)
	t.setCounter(name, n+1)
	k := keyRate(p.workflow, int(n%int64(p.Rate.Count)))
	due := t.batch.now
	if data, ok := t.get(k); ok && len(data) == 8 {
		due = max(due, timeAt(data)+moved+unit.Microseconds())
	}
	if open, ok := p.Hours.NextOpen(time.UnixMicro(due).In(p.zone)); ok {
		due = open.UnixMicro()
	}
	t.set(k, appendTime(nil, due-moved))
	return due
}
