// The loop: the one goroutine that writes.

package runtime

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	goruntime "runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/wflang/wf/runtime/store"
)

// command changes what the loop does beside inputs: timers fire and messages leave while somebody wants it.
type command struct {
	run    int          // +1: somebody runs the engine; -1: no more
	drain  chan drained // answered once nothing is due; has room for one
	cancel chan drained // of a drain that is not waited for any more
}

// drained says what a drain left.
type drained struct {
	next time.Time // when the next timer is due; zero for none
	err  error
}

// writer is the loop's own state.
type writer struct {
	e       *Engine
	inputs  []*input // taken from the queue, not done yet
	running int
	drains  []chan drained
	next    int64 // when the earliest timer is due; 0 for none
	quiet   int64 // the same without housekeeping
	pause   time.Time
	failed  error // of the last batch
}

func (e *Engine) loop() {
	defer close(e.done)
	w := &writer{e: e}
	w.look()
	for w.wait() {
		w.gather()
		w.batch()
		w.feed()
		w.settleDrains()
	}
	w.end()
}

// pumping reports whether timers fire and messages leave.
func (w *writer) pumping() bool { return w.running > 0 || len(w.drains) > 0 }

// due reports whether a timer is due.
func (w *writer) due() bool {
	return w.pumping() && w.e.broken == nil && w.next != 0 && w.next <= w.e.micros() && time.Now().After(w.pause)
}

// micros is the time of the clock; it never goes back.
func (e *Engine) micros() int64 {
	e.last = max(e.last, e.config.Clock.Now().UnixMicro())
	return e.last
}

// wait blocks until there is something to do. It reports false when the engine ends.
func (w *writer) wait() bool {
	select {
	case <-w.e.stop:
		return false
	default:
	}
	if len(w.inputs) > 0 || w.due() || w.pumping() && w.e.broken == nil && w.e.pool.answersWait() {
		return true
	}
	timer := w.timer()
	if timer != nil {
		defer timer.Stop()
	}
	var tick <-chan time.Time
	if timer != nil {
		tick = timer.C
	}
	var news <-chan struct{}
	if w.pumping() {
		news = w.e.pool.news
	}
	select {
	case in := <-w.e.live:
		w.inputs = append(w.inputs, in)
	case in := <-w.e.bulk:
		w.inputs = append(w.inputs, in)
	case c := <-w.e.commands:
		w.command(c)
	case <-news:
	case <-tick:
	case <-w.e.stop:
		return false
	}
	return true
}

// timer wakes the loop in real time when the next timer is due; nil when nothing is to come by itself.
func (w *writer) timer() *time.Timer {
	if _, virtual := w.e.config.Clock.(*VirtualClock); virtual || !w.pumping() || w.next == 0 {
		return nil
	}
	wait := max(time.Duration(w.next-w.e.micros())*time.Microsecond, time.Until(w.pause), 0)
	return time.NewTimer(wait)
}

func (w *writer) command(c command) {
	w.running += c.run
	if c.drain != nil {
		w.drains = append(w.drains, c.drain)
		w.failed, w.pause = nil, time.Time{}
	}
	w.drains = slices.DeleteFunc(w.drains, func(d chan drained) bool { return d == c.cancel })
}

// gather takes what waits in the queue. While others are about to give more it lingers, since a commit costs the same
// for one input as for a thousand; when nothing else can run it goes on at once.
func (w *writer) gather() {
	if len(w.inputs) == 0 {
		return
	}
	begin := time.Now()
	for quiet := 0; quiet < 3 && len(w.inputs) < maxBatchTurns; {
		if w.take() {
			quiet = 0
			continue
		}
		if time.Since(begin) > w.e.config.Linger {
			return
		}
		quiet++
		goruntime.Gosched()
	}
}

// bulkShare is how many inputs of imports one batch takes beside live ones.
const bulkShare = 4

// take takes all that waits, live changes first, and reports whether there was anything.
func (w *writer) take() (any bool) {
	for len(w.inputs) < maxBatchTurns {
		select {
		case in := <-w.e.live:
			w.inputs = append(w.inputs, in)
			any = true
			continue
		default:
		}
		break
	}
	for range bulkShare {
		select {
		case in := <-w.e.bulk:
			w.inputs = append(w.inputs, in)
			any = true
			continue
		default:
		}
		break
	}
	return any
}

// batch does as much as fits into one transaction, commits it, and answers those who waited for it. Inputs come before
// timers: an event that arrives at the moment a wait ends has come in time.
func (w *writer) batch() {
	e := w.e
	if e.broken != nil {
		w.answer(w.inputs, e.broken)
		return
	}
	answers := e.pool.collect()
	if len(w.inputs) == 0 && len(answers) == 0 && !w.due() {
		return
	}
	b := e.begin()
	for _, a := range answers {
		b.units++
		b.answered(a)
		b.work()
	}
	n := 0
	for n < len(w.inputs) && b.fault == nil && (n == 0 || !b.full()) {
		in := w.inputs[n]
		n++
		b.units++
		in.err = b.do(in)
		b.work()
	}
	for w.pumping() && b.fault == nil && !b.full() && b.fire() {
	}
	next, quiet := b.look(b.floor)
	if err := b.commit(); err != nil {
		w.undo(b, answers, n, err)
		return
	}
	w.next, w.quiet, w.failed = next, quiet, nil
	e.setFloor(next)
	e.seq = b.seq
	e.oversize = nil
	e.limit = min(maxBatchBytes, e.limit+e.limit/8+1)
	for no, changed := range b.workflows {
		e.workflows[no] = changed
	}
	e.pool.landed(answers)
	for channel := range b.ready {
		e.pool.expect(channel)
	}
	for _, in := range w.inputs[:n] {
		close(in.done)
	}
	w.inputs = append(w.inputs[:0], w.inputs[n:]...)
}

// do runs an input. A panic outside of its turns leaves nobody knows what: the whole batch is given up.
func (b *batch) do(in *input) (err error) {
	defer func() {
		if p := recover(); p != nil {
			b.e.log.Error("an input failed", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = &turnPanic{fmt.Sprint(p)}
			b.fail(err)
		}
	}()
	return in.run(b)
}

func (e *Engine) begin() *batch {
	tx := e.config.Store.Begin(true)
	return &batch{state: newState(tx, e.model, e.config.People), e: e, tx: tx, now: e.micros(), seq: e.seq, taken: e.seq,
		floor: e.floor.Load(), workflows: map[int]*workflowState{}}
}

// setFloor keeps the moment before which no timer is due; 0 says that there are none at all.
func (e *Engine) setFloor(next int64) {
	if next == 0 {
		next = math.MaxInt64
	}
	e.floor.Store(next)
}

// look finds the next timers when the loop begins.
func (w *writer) look() {
	tx := w.e.config.Store.Begin(false)
	defer tx.Discard()
	w.next, w.quiet = newState(tx, w.e.model, w.e.config.People).look(math.MinInt64)
	w.e.setFloor(w.next)
}

// undo ends a batch that could not be committed: nothing of it happened. The first n inputs were part of it.
func (w *writer) undo(b *batch, answers []answer, n int, err error) {
	e := w.e
	b.tx.Discard()
	e.pool.putBack(answers)
	if fault := e.load(); fault != nil {
		e.broken = fmt.Errorf("the store failed and cannot be read any more: %w", fault)
		e.log.Error("the engine stopped", "error", e.broken)
		w.fail(w.inputs, e.broken)
		return
	}
	switch {
	case errors.Is(err, store.ErrTooBig) && b.units > 1:
		e.limit = max(1, min(e.limit, b.size)/2) // the same again, in smaller batches
		return
	case errors.Is(err, store.ErrTooBig) && b.timer != nil:
		e.oversize = bytes.Clone(b.timer) // the timer alone is too much: it is dropped, so that others have their turn
		return
	}
	e.log.Error("a batch was not stored", "error", err)
	w.fail(w.inputs[:n], fmt.Errorf("nothing was stored: %w", err))
}

// fail answers inputs with an error, and lets timers rest a while before they are tried again.
func (w *writer) fail(inputs []*input, err error) {
	w.failed = err
	w.pause = time.Now().Add(time.Second)
	w.answer(inputs, err)
}

func (w *writer) answer(inputs []*input, err error) {
	for _, in := range inputs {
		in.err = err
		close(in.done)
	}
	w.inputs = append(w.inputs[:0], w.inputs[len(inputs):]...)
}

// feed hands messages to the senders.
func (w *writer) feed() {
	if !w.pumping() || len(w.e.pool.waiting) == 0 || w.e.broken != nil {
		return
	}
	tx := w.e.config.Store.Begin(false)
	defer tx.Discard()
	s := newState(tx, w.e.model, w.e.config.People)
	w.e.pool.feed(s)
	if s.fault != nil {
		w.e.log.Error("the outbox could not be read", "error", s.fault)
		w.failed = s.fault
	}
}

// settleDrains answers those who wait until nothing is due.
func (w *writer) settleDrains() {
	if len(w.drains) == 0 {
		return
	}
	busy := len(w.inputs) > 0 || len(w.e.live) > 0 || len(w.e.bulk) > 0 || w.due() || !w.e.pool.idle()
	if busy && w.failed == nil && w.e.broken == nil {
		return
	}
	d := drained{err: w.failed}
	if w.e.broken != nil {
		d.err = w.e.broken
	}
	if w.quiet != 0 {
		d.next = time.UnixMicro(w.quiet).UTC()
	}
	for _, c := range w.drains {
		c <- d
	}
	w.drains = nil
}

// end stores the answers that came while the senders were stopped, and closes the store.
func (w *writer) end() {
	e := w.e
	e.pool.close()
	if answers := e.pool.collect(); len(answers) > 0 && e.broken == nil {
		b := e.begin()
		for _, a := range answers {
			b.answered(a)
			b.work()
		}
		if err := b.commit(); err != nil {
			e.log.Error("answers of senders were not stored: their messages are sent again", "error", err)
		}
	}
	for _, c := range w.drains {
		c <- drained{err: ErrClosed}
	}
	e.closeErr = e.config.Store.Close()
}
