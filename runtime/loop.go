// The loop: the one goroutine that writes.

package runtime

import (
	"fmt"
	"math"
	goruntime "runtime"
	"runtime/debug"
	"slices"
	"time"
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
	open    *batch   // being worked on; nil between batches
	flight  *flight  // the batch on its way to the disk; nil for none
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
		w.land()
		w.gather()
		w.work()
		w.launch()
		w.feed()
		w.settleDrains()
	}
	w.end()
}

// pumping reports whether timers fire and messages leave.
func (w *writer) pumping() bool { return w.running > 0 || len(w.drains) > 0 }

// due reports whether a timer is due.
func (w *writer) due() bool {
	return w.open == nil && w.pumping() && w.e.broken == nil && w.next != 0 && w.next <= w.e.micros() && time.Now().After(w.pause)
}

// stuck reports whether the open batch takes no more, but has to wait for the one before it.
func (w *writer) stuck() bool { return w.open != nil && (w.open.full() || w.open.fault != nil) }

// ready reports whether there is something to do at once.
func (w *writer) ready() bool {
	switch {
	case w.open != nil && w.flight == nil:
		return true
	case w.stuck():
		return false
	}
	return len(w.inputs) > 0 || w.due() || w.pumping() && w.e.broken == nil && w.e.pool.answersWait()
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
	if w.ready() {
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
	var landed chan error
	if w.flight != nil {
		landed = w.flight.done
	}
	live, bulk, news := w.e.live, w.e.bulk, w.e.pool.news
	if w.stuck() {
		live, bulk, news = nil, nil, nil
	}
	if !w.pumping() {
		news = nil
	}
	select {
	case in := <-live:
		w.inputs = append(w.inputs, in)
	case in := <-bulk:
		w.inputs = append(w.inputs, in)
	case c := <-w.e.commands:
		w.command(c)
	case err := <-landed:
		w.landed(err)
	case <-news:
	case <-tick:
	case <-w.e.stop:
		return false
	}
	return true
}

// timer wakes the loop in real time when the next timer is due; nil when nothing is to come by itself.
func (w *writer) timer() *time.Timer {
	if _, virtual := w.e.config.Clock.(*VirtualClock); virtual || !w.pumping() || w.next == 0 || w.open != nil {
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
// for one input as for a thousand; when nothing else can run it goes on at once. While the batch before is on its way to
// the disk there is no need to linger: what comes later joins this one.
func (w *writer) gather() {
	if len(w.inputs) == 0 && w.open == nil {
		return
	}
	if w.flight != nil {
		w.take()
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

// do runs an input. A panic outside of its turns leaves nobody knows what: the whole batch is given up.
func (b *batch) do(in *input) (err error) {
	b.now = b.e.micros()
	defer func() {
		if p := recover(); p != nil {
			b.e.log.Error("an input failed", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = &turnPanic{fmt.Sprint(p)}
			b.fail(err)
		}
	}()
	return in.run(b)
}

// setFloor keeps the moment before which no timer is due; 0 says that there are none at all.
func (e *Engine) setFloor(next int64) {
	if next == 0 {
		next = math.MaxInt64
	}
	e.floor.Store(next)
}

// look finds the next timers in what was committed.
func (w *writer) look() {
	tx := w.e.config.Store.Begin(false)
	defer tx.Discard()
	w.e.near = newNear()
	w.e.near.all = w.e.transient != nil
	w.next, w.quiet = w.e.nextTimers(tx)
	w.e.setFloor(w.next)
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
	busy := len(w.inputs) > 0 || w.open != nil || w.flight != nil || len(w.e.live) > 0 || len(w.e.bulk) > 0 || w.due() || !w.e.pool.idle()
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

// end brings what was begun to the disk, with the answers that came while the senders were stopped, and closes the store.
func (w *writer) end() {
	e := w.e
	w.settle()
	e.pool.close()
	if answers := e.pool.collect(); len(answers) > 0 && e.broken == nil {
		b := e.begin(e.config.Store.Begin(true))
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
	e.closeErr = e.closeStore()
}
