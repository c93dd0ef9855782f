// From turns to the disk: one batch is worked on while the one before it is being committed.

package runtime

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/wflang/wf/runtime/store"
)

// flight is a batch on its way to the disk. Nobody was told of it yet.
type flight struct {
	b    *batch
	next store.Tx // for the batch after it; nil when that has begun
	done chan error
}

func (e *Engine) begin(tx store.Tx) *batch {
	now := e.micros()
	s := newState(tx, e.model, e.config.People)
	if s.transient = e.transient; s.transient == nil {
		s.use(e.working)
	}
	b := &batch{state: s, e: e, tx: tx, now: now, began: now, seq: e.seq, workflows: map[int]*workflowState{}}
	b.log, e.spareLog = e.spareLog, nil
	s.r = caughtUp{b}
	if e.config.Observer != nil {
		b.opened = time.Now()
	}
	return b
}

// begin opens a batch: above the one on its way, if there is one.
func (w *writer) begin() *batch {
	if w.flight == nil {
		return w.e.begin(w.e.config.Store.Begin(true))
	}
	tx := w.flight.next
	w.flight.next = nil
	return w.e.begin(tx)
}

// work does as much as fits into one transaction. Inputs come before timers: an event that arrives at the moment a wait
// ends has come in time. What wakes up while the batch is open goes on in it: its timer then never reaches the disk, nor
// does the state in which it slept.
func (w *writer) work() {
	e := w.e
	if e.broken != nil {
		w.answer(w.inputs, e.broken)
		return
	}
	if w.stuck() {
		return
	}
	answers := e.pool.collect()
	if len(w.inputs) == 0 && len(answers) == 0 && !w.due() {
		return
	}
	if w.open == nil {
		w.open = w.begin()
	}
	b := w.open
	for _, a := range answers {
		b.answers = append(b.answers, a)
		b.units++
		b.answered(a)
		b.work()
	}
	if w.pumping() && time.Now().After(w.pause) {
		w.workInputs(maxBatchTurns / 2) // so that no stream of inputs keeps timers from firing
		for b.fault == nil && !b.full() && b.fire() {
		}
	}
	w.workInputs(maxBatchTurns)
}

// workInputs runs inputs until the batch has so many turns.
func (w *writer) workInputs(room int) {
	b, n := w.open, 0
	for n < len(w.inputs) && b.fault == nil && (b.units == 0 || !b.full() && b.turns < room) {
		in := w.inputs[n]
		n++
		b.units++
		b.inputs = append(b.inputs, in)
		in.err = b.do(in)
		b.work()
	}
	w.inputs = append(w.inputs[:0], w.inputs[n:]...)
}

// launch sends the open batch to the disk, unless the one before it is still on its way. With a virtual clock it waits
// there, so that nothing depends on how fast the disk is.
func (w *writer) launch() {
	b, e := w.open, w.e
	if b == nil || w.flight != nil {
		return
	}
	w.open = nil
	next, quiet := e.nextTimers(b.tx)
	b.seal()
	if b.fault != nil {
		b.tx.Discard()
		w.undo(b, b.fault)
		return
	}
	clear(b.log)
	e.spareLog, b.log = b.log[:0], nil // there is nothing to go back to any more
	e.near.forget()
	w.next, w.quiet = next, quiet
	e.seq = b.seq
	for no, changed := range b.workflows {
		e.workflows[no] = changed
	}
	w.flight = &flight{b: b, done: make(chan error, 1)}
	if pipeline := e.pipeline(); pipeline != nil {
		w.flight.next = pipeline.BeginAfter(b.tx)
		done := w.flight.done
		go func() { done <- b.persist() }()
		return
	}
	w.landed(b.persist())
}

// pipeline is the store, where batches overlap; nil where each is committed before the next begins.
func (e *Engine) pipeline() store.Pipelined {
	if _, virtual := e.config.Clock.(*VirtualClock); virtual {
		return nil
	}
	p, _ := e.config.Store.(store.Pipelined)
	return p
}

// land takes in the batch on its way, if it has arrived.
func (w *writer) land() {
	if w.flight == nil {
		return
	}
	select {
	case err := <-w.flight.done:
		w.landed(err)
	default:
	}
}

// settle brings all that was begun to the disk.
func (w *writer) settle() {
	for w.flight != nil || w.open != nil {
		if w.flight != nil {
			w.landed(<-w.flight.done)
		}
		w.launch()
	}
}

// landed ends a batch whose commit has ended: callers hear of it, and messages may leave.
func (w *writer) landed(err error) {
	e, f := w.e, w.flight
	w.flight = nil
	if f.next != nil {
		f.next.Discard()
	}
	if err != nil {
		w.undo(f.b, err)
		return
	}
	w.failed = nil
	e.setFloor(w.next)
	e.oversize = nil
	e.limit = min(maxBatchBytes, e.limit+e.limit/8+1)
	e.pool.landed(f.b.answers)
	for channel := range f.b.ready {
		e.pool.expect(channel)
	}
	if e.transient != nil {
		e.transient.settle()
	}
	for _, in := range f.b.inputs {
		close(in.done)
	}
}

// undo ends a batch that could not be committed: nothing of it happened. What was begun above it has to be done again.
func (w *writer) undo(b *batch, err error) {
	e := w.e
	var above []*input
	if w.open != nil {
		w.open.tx.Discard()
		above = w.open.inputs
		e.pool.putBack(w.open.answers)
		w.open = nil
	}
	e.pool.putBack(b.answers)
	fault := err // what is held in memory alone cannot be read anew
	if e.transient == nil {
		fault = e.load()
	}
	if fault != nil {
		e.broken = fmt.Errorf("the store failed and cannot be read any more: %w", fault)
		close(e.dead)
		e.log.Error("the engine stopped", "error", e.broken)
		w.inputs = append(append(b.inputs, above...), w.inputs...)
		w.fail(w.inputs, e.broken)
		return
	}
	w.look()
	w.inputs = append(above, w.inputs...)
	switch {
	case errors.Is(err, store.ErrTooBig) && b.units > 1:
		e.limit = max(1, min(e.limit, b.size)/2) // the same again, in smaller batches
		w.inputs = append(b.inputs, w.inputs...)
		return
	case errors.Is(err, store.ErrTooBig) && b.timer != nil:
		e.oversize = bytes.Clone(b.timer) // the timer alone is too much: it is dropped, so that others have their turn
		return
	}
	e.log.Error("a batch was not stored", "error", err)
	w.inputs = append(b.inputs, w.inputs...)
	w.fail(w.inputs[:len(b.inputs)], fmt.Errorf("%w: %w", ErrNotStored, err))
}
