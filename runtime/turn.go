// One turn: what one input or one run does to the world, and what it was before.

package runtime

import (
	"iter"

	"github.com/wflang/wf/lang/schema"
)

// turn keeps what it changes, so that triggers can compare before and after.
type turn struct {
	*batch
	depth    int // how many enrollments, each set off by the one before, led here within one instant
	edits    int // what was done to records, associations and sets, and the events
	firstSeq uint64
	now      *view
	present  view // what now points to

	touched []touch
	places  map[place]int // where they are in touched, when they are many
	joins   []joinChange
	sets    []setChange
	evented []happened
}

// touch is a record that the turn changes, with how it was before: nil when the turn made it.
type touch struct {
	at     place
	before *stored
	set    propertySet // that were given a value, be it the same
}

// propertySet are properties by number. Those of large objects that are beyond its bits are all in it.
type propertySet uint64

const propertyBits = 64

func (s propertySet) has(number int) bool { return number >= propertyBits || s>>number&1 != 0 }

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

// newTurn returns the turn that comes next. There is one at a time, so that all of a batch share its room.
func (b *batch) newTurn(depth int) *turn {
	t := b.spareTurn
	if t == nil {
		t = &turn{}
		b.spareTurn = t
	}
	clear(t.touched)
	*t = turn{batch: b, depth: depth, firstSeq: b.seq, touched: t.touched[:0]}
	t.present = b.view(t)
	t.now = &t.present
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
	t.edits++
	if _, seen := t.before(p); !seen {
		t.touched = append(t.touched, touch{at: p, before: t.record(p)})
		if t.places != nil {
			t.places[p] = len(t.touched) - 1
		}
	}
	t.setRecord(p, s)
}

func (t *turn) setRecord(p place, s *stored) {
	if t.transient != nil {
		if t.latestCell != nil && t.latest == p {
			t.transient.records.change(t.latestCell, s)
		} else {
			t.latestCell = t.transient.put(p, s)
		}
		t.latest, t.latestThere = p, s
		return
	}
	t.latest, t.latestThere = p, s
	t.e.working.records.set(p, s)
}

// fewTouched is up to how many records are searched one by one.
const fewTouched = 8

// touchOf is where a record is in touched; -1 when the turn does not touch it.
func (t *turn) touchOf(p place) int {
	if len(t.touched) <= fewTouched {
		for i := range t.touched {
			if t.touched[i].at == p {
				return i
			}
		}
		return -1
	}
	if t.places == nil {
		t.places = make(map[place]int, 2*len(t.touched))
		for i := range t.touched {
			t.places[t.touched[i].at] = i
		}
	}
	if i, touched := t.places[p]; touched {
		return i
	}
	return -1
}

// before is the record as it was when the turn began, and whether the turn touches it at all.
func (t *turn) before(p place) (s *stored, touched bool) {
	if i := t.touchOf(p); i >= 0 {
		return t.touched[i].before, true
	}
	return nil, false
}

// untouch forgets the records that were touched last, but for n.
func (t *turn) untouch(n int) {
	t.touched, t.places = t.touched[:n], nil
}

// changes counts what the turn changed so far.
func (t *turn) changes() int { return len(t.touched) + len(t.joins) + len(t.sets) + len(t.evented) }

// noteSet notes that a property of a record that was touched was given a value.
func (t *turn) noteSet(p place, number int) {
	if i := t.touchOf(p); i >= 0 && number < propertyBits {
		t.touched[i].set |= 1 << number
	}
}

// changed are the numbers of the properties of a record that differ from before the turn.
func (c *touch) changed(now *stored) iter.Seq[int] {
	return func(yield func(int) bool) {
		before := c.before
		if before == now || now == nil || before != nil && before.record == now.record {
			return
		}
		for i := range now.record.Props {
			var old schema.Value
			if before != nil {
				if !c.set.has(i) {
					continue
				}
				old = before.record.Get(i)
			}
			if !now.record.Props[i].Equal(old) && !yield(i) {
				return
			}
		}
	}
}

// settle ends a turn: changed records are written, and what the changes start is found.
func (t *turn) settle() {
	for i := range t.touched {
		p := &t.touched[i]
		now := t.record(p.at)
		for range p.changed(now) {
			// What differs is the turn's own copy, and nobody looks at it yet.
			now.record.Props[schema.PropUpdatedAt] = schema.MomentValue(t.batch.now)
			p.set |= 1 << schema.PropUpdatedAt
			break
		}
	}
	if t.fault == nil && t.changes() > 0 {
		t.match()
	}
	if t.transient != nil {
		return
	}
	for _, p := range t.touched {
		if s := t.record(p.at); s != p.before {
			t.size += s.weight() + len(p.at.id)
			t.e.working.behind.records = append(t.e.working.behind.records, p.at)
		}
	}
}
