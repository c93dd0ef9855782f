// One transaction of the writer: many turns, one commit.

package runtime

import (
	"encoding/binary"
	"fmt"
	"math"
	"runtime/debug"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/store"
)

// batch is what the writer does between two commits.
type batch struct {
	*state
	e   *Engine
	tx  store.Tx
	now int64 // of the input at hand

	began   int64 // when the batch began: timers that are due by then fire in it
	inputs  []*input
	answers []answer

	seq    uint64    // the last number given
	size   int       // bytes written
	opened time.Time // of the first turn, where somebody observes
	turns  int
	units  int    // inputs, answers and timers
	timer  []byte // key of the last timer

	workflows map[int]*workflowState // those that changed, by number
	log       []workflowLog          // how they were before, for mark
	jobs      []job                  // what the turns so far led to, first come first served
	ready     map[string]bool        // channels that got a message
	issues    int                    // failed actions
	told      []testimony            // for the witness
	revisable bool                   // lines among told may have to be corrected
	room      room                   // of what catchUp writes

	spareLines  []line   // room for what the next run says
	spareFields []Field  // room for what the next change sets
	said        []byte   // room for its stored form
	spareTurn   *turn    // for the next turn
	spareRun    *running // for its run
}

// A batch ends when it holds this much, so that its transaction stays under what a store takes. Where a store takes less,
// the engine learns it.
const (
	maxBatchBytes = 4 << 20
	maxBatchTurns = 2_000 // more would keep the disk idle for long, and callers waiting
)

func (b *batch) full() bool { return b.size >= b.e.limit || b.turns >= maxBatchTurns }

func (b *batch) next() uint64 {
	b.seq++
	return b.seq
}

func (b *batch) set(k, v []byte) {
	b.size += len(k) + len(v) + 32
	if k[0] == 't' {
		b.e.near.set(k, v)
		if b.transient != nil {
			return
		}
	}
	b.assign(k, v)
}

// assign sets what was counted already.
func (b *batch) assign(k, v []byte) {
	if err := b.tx.Set(k, v); err != nil {
		b.fail(err)
	}
}

func (b *batch) delete(k []byte) {
	b.size += len(k) + 32
	if k[0] == 't' {
		if alone := b.e.near.delete(k); alone || b.transient != nil {
			return
		}
	}
	if err := b.tx.Delete(k); err != nil {
		b.fail(err)
	}
}

func (b *batch) setCounter(name string, n int64) {
	b.set(keyCounter(name), binary.AppendVarint(nil, n))
}

// turn runs f against the world. When f fails or panics, nothing of what it did remains. What it changed is then matched
// against the triggers; what they start becomes jobs.
func (b *batch) turn(depth int, f func(t *turn) error) (err error) {
	before := b.mark()
	defer func() {
		if p := recover(); p != nil {
			b.back(before)
			b.e.log.Error("a turn failed", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = &turnPanic{fmt.Sprint(p)}
		}
	}()
	b.turns++
	t := b.newTurn(depth)
	if err := f(t); err != nil {
		b.back(before)
		return err
	}
	t.settle()
	return b.fault
}

// turnPanic is the error of a turn that panicked.
type turnPanic struct{ value string }

func (p *turnPanic) Error() string { return "internal fault: " + p.value }

// savepoint is how a batch was.
type savepoint struct {
	rewind                  func() // the transaction
	near                    int
	seq                     uint64
	jobs, log, shapes, told int
	transient               transientMark
	working                 workingMark
}

// mark returns a savepoint: what back takes the batch to.
func (b *batch) mark() savepoint {
	p := savepoint{rewind: b.tx.Savepoint(), near: b.e.near.undo.Mark(), seq: b.seq, jobs: len(b.jobs), log: len(b.log),
		shapes: len(b.e.shapeList), told: len(b.told)}
	if b.transient != nil {
		p.transient = b.transient.mark()
	} else {
		p.working = b.e.working.mark()
	}
	return p
}

// back takes the batch back to a savepoint.
func (b *batch) back(p savepoint) {
	p.rewind()
	b.e.near.undo.Rewind(&b.e.near.keys, p.near)
	b.dropShapes(p.shapes)
	b.seq, b.jobs, b.told = p.seq, b.jobs[:p.jobs], b.told[:p.told]
	clear(b.linked)
	b.forgetLatest()
	if b.transient != nil {
		b.transient.rewind(p.transient)
	} else {
		b.e.working.rewind(p.working)
	}
	b.uncount(p.log)
}

// workflowLog is a change of a workflow: what was counted, or how it was before.
type workflowLog struct {
	no      int
	before  *workflowState // nil: the batch had not changed it
	counted bool           // tally was added to it
	tally   tally
}

// workflow is the state of a workflow, not to be changed.
func (b *batch) workflow(no int) *workflowState {
	if w := b.workflows[no]; w != nil {
		return w
	}
	if w := b.e.workflows[no]; w != nil {
		return w
	}
	return &workflowState{program: -1}
}

// changeWorkflow is a copy of the state of a workflow that takes the place of the state.
func (b *batch) changeWorkflow(no int) *workflowState {
	w := b.workflow(no).copy()
	b.log = append(b.log, workflowLog{no: no, before: b.workflows[no]})
	b.workflows[no] = w
	return w
}

// count adds to the counts of a workflow.
func (b *batch) count(no int, c tally) {
	w := b.workflows[no]
	if w == nil {
		w = b.changeWorkflow(no)
	}
	w.add(c)
	b.log = append(b.log, workflowLog{no: no, counted: true, tally: c})
}

// uncount takes back what was done to workflows since the log had so many entries.
func (b *batch) uncount(mark int) {
	for i := len(b.log) - 1; i >= mark; i-- {
		switch l := &b.log[i]; {
		case l.counted:
			b.workflows[l.no].add(l.tally.negated())
		case l.before == nil:
			delete(b.workflows, l.no)
		default:
			b.workflows[l.no] = l.before
		}
	}
	b.log = b.log[:mark]
}

// commit makes all of the batch durable.
func (b *batch) commit() error {
	b.seal()
	if b.fault != nil {
		b.tx.Discard()
		return b.fault
	}
	return b.persist()
}

// seal writes what the turns share.
func (b *batch) seal() {
	b.catchUp(true)
	b.e.working.settle()
	b.e.near.write(b.set)
	b.set([]byte(keySeq), append64(append64(nil, b.seq), uint64(b.now)))
	for _, no := range sortedNumbers(b.workflows) {
		b.set(keyWorkflow(no), b.workflows[no].encode())
	}
}

// view is the world of a turn as it is now.
func (b *batch) view(t *turn) view {
	return view{s: b.state, turn: t, keep: b.oldest()}
}

// oldest is the moment from which on events are kept.
func (b *batch) oldest() int64 {
	if at := b.now - b.e.config.KeepEvents.Microseconds(); at > 0 {
		return at
	}
	return math.MinInt64
}

// ref is the record at a place.
func (b *batch) ref(p place) schema.Ref {
	r, _ := b.model.ref(p)
	return r
}
