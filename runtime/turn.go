// One turn: what one input or one run does to the world, and what it was before.

package runtime

import (
	"github.com/wflang/wf/lang/schema"
)

// turn keeps what it changes, so that triggers can compare before and after.
type turn struct {
	*batch
	depth    int // how many enrollments, each set off by the one before, led here within one instant
	firstSeq uint64
	now      *view

	touched []place
	before  map[place]*stored // nil: the turn made it
	joins   []joinChange
	sets    []setChange
	evented []happened
}

// joinChange is an association that began or ended.
type joinChange struct {
	a, b       place
	seqA, seqB uint64
	added      bool
}

// setChange is a membership that began or ended.
type setChange struct {
	set, member string
	had         bool
}

// happened is an event of the turn with the records that it reached.
type happened struct {
	occurrence *schema.Occurrence
	reached    []place
}

func newTurn(b *batch, depth int) *turn {
	t := &turn{batch: b, depth: depth, firstSeq: b.seq}
	t.now = b.view(t)
	return t
}

// past is the world before the turn.
func (t *turn) past() *view {
	v := *t.now
	v.past = true
	return &v
}

// put gives a place another record, and keeps the one that was there when the turn began.
func (t *turn) put(p place, s *stored) {
	if _, seen := t.before[p]; !seen {
		if t.before == nil {
			t.before = map[place]*stored{}
		}
		t.before[p] = t.record(p)
		t.touched = append(t.touched, p)
	}
	t.records[p] = s
}

// changes counts what the turn changed so far.
func (t *turn) changes() int { return len(t.touched) + len(t.joins) + len(t.sets) + len(t.evented) }

// changed are the numbers of the properties of a record that differ from before the turn.
func (t *turn) changed(p place) []int {
	before, now := t.before[p], t.record(p)
	if before == now || now == nil {
		return nil
	}
	var numbers []int
	for i := range now.record.Props {
		var old schema.Value
		if before != nil {
			old = before.record.Get(i)
		}
		if !now.record.Props[i].Equal(old) {
			numbers = append(numbers, i)
		}
	}
	return numbers
}

// settle ends a turn: changed records are written, and what the changes start is found.
func (t *turn) settle() {
	for _, p := range t.touched {
		if len(t.changed(p)) > 0 {
			// What differs is the turn's own copy, and nobody looks at it yet.
			t.record(p).record.Props[schema.PropUpdatedAt] = schema.MomentValue(t.batch.now)
		}
	}
	if t.fault == nil && t.changes() > 0 {
		t.match()
	}
	for _, p := range t.touched {
		if s := t.record(p); s != t.before[p] {
			t.set(keyRecord(p), s.encode(t.model.byNo[p.object]))
		}
	}
}
