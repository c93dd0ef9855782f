// A record as the store keeps it.

package runtime

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// stored is a record with what only the engine knows about it. It is never changed: a changed record is another one.
type stored struct {
	record     *schema.Record
	changed    []int64 // by property number: when it last changed, microseconds; 0 never
	kept       []keptSlot
	generation int // how many workflows, each creating a record for the next, led to this one
	live       []liveRun
	visits     visits
	pass       uint32 // in which it was written last
}

// keptSlot is a value of a property that is not declared any more.
type keptSlot struct {
	slot    int
	changed int64
	value   schema.Value
}

// liveRun is an enrollment that is inside.
type liveRun struct {
	workflow int
	per      string
	id       uint64
}

// recordFormat is the first byte of a stored record.
const recordFormat = 2

const (
	flagGone    = 1
	flagEarlier = 2 // visits have keys of their own
)

// clone is a copy whose record and times may be changed.
func (s *stored) clone() *stored {
	c := newStored(*s.record)
	r := c.record
	*c = *s
	c.record = r
	r.Props = slices.Clone(r.Props)
	c.changed = slices.Clone(s.changed)
	return c
}

// newStored makes room for a record and what is known about it at once.
func newStored(r schema.Record) *stored {
	c := &struct {
		stored
		record schema.Record
	}{record: r}
	c.stored.record = &c.record
	return &c.stored
}

func (s *stored) createdAt() int64 { return s.record.Get(schema.PropCreatedAt).Micros() }

func (s *stored) changedAt(number int) int64 {
	if number < len(s.changed) {
		return s.changed[number]
	}
	return 0
}

// encode appends a record: the format, flags, generation, creation, visits, its slots (number, when it changed counted from the creation,
// value), and its runs.
func (s *stored) encode(buf []byte, om *objectModel) []byte {
	flags := byte(0)
	if s.record.Gone {
		flags |= flagGone
	}
	if s.visits.earlier {
		flags |= flagEarlier
	}
	buf = append(buf, recordFormat, flags)
	buf = appendUint(buf, uint64(s.generation))
	created := s.createdAt()
	buf = appendInt(buf, created)
	buf = appendBytes(appendUint(buf, uint64(s.visits.n)), s.visits.encoded)
	n := len(s.kept)
	for i := range s.record.Props {
		if s.fills(i) {
			n++
		}
	}
	buf = appendUint(buf, uint64(n))
	for i, v := range s.record.Props {
		if s.fills(i) {
			buf = appendUint(buf, uint64(om.slot[i]))
			buf = appendInt(buf, s.since(i, created))
			buf = schema.AppendValue(buf, v)
		}
	}
	for _, k := range s.kept {
		buf = appendInt(appendUint(buf, uint64(k.slot)), k.changed-created)
		buf = schema.AppendValue(buf, k.value)
	}
	buf = appendUint(buf, uint64(len(s.live)))
	for _, l := range s.live {
		buf = appendUint(buf, uint64(l.workflow))
		buf = appendText(buf, l.per)
		buf = appendUint(buf, l.id)
	}
	return buf
}

// weight is about how many bytes a record takes in a transaction.
func (s *stored) weight() int {
	n := 64 + len(s.visits.encoded)
	for _, v := range s.record.Props {
		n += valueWeight(v)
	}
	for _, k := range s.kept {
		n += 16 + valueWeight(k.value)
	}
	for _, l := range s.live {
		n += 16 + len(l.per)
	}
	return n
}

func valueWeight(v schema.Value) int {
	switch v.Kind() {
	case schema.Nil:
		return 0
	case schema.Set:
		n := 16
		for _, item := range v.Items() {
			n += valueWeight(item)
		}
		return n
	}
	return 24 + len(v.Text())
}

// fills reports whether a property takes a slot: the id is in the key and the creation ahead of the slots.
func (s *stored) fills(number int) bool {
	if number == schema.PropID || number == schema.PropCreatedAt {
		return false
	}
	return !s.record.Props[number].IsNil() || s.changedAt(number) != 0
}

func (s *stored) since(number int, created int64) int64 {
	if at := s.changedAt(number); at != 0 {
		return at - created
	}
	return 0
}

// recordHead is what a stored record begins with.
type recordHead struct {
	gone       bool
	generation int
	created    int64
	visits     visits
}

func (d *decoder) recordHead() recordHead {
	if d.byte() != recordFormat {
		d.fail()
	}
	flags := d.byte()
	h := recordHead{gone: flags&flagGone != 0, generation: int(d.uint()), created: d.int()}
	h.visits = visits{n: int(d.uint()), encoded: d.bytes(), earlier: flags&flagEarlier != 0}
	return h
}

func decodeRecord(data []byte, m *model, om *objectModel, id string) (*stored, error) {
	d := &decoder{data: data}
	head := d.recordHead()
	created := head.created
	s := &stored{generation: head.generation, visits: head.visits, changed: make([]int64, len(om.object.Properties))}
	props := make([]schema.Value, len(om.object.Properties))
	props[schema.PropID] = schema.TextValue(id)
	props[schema.PropCreatedAt] = schema.MomentValue(created)
	for range d.count() {
		slot, at := int(d.uint()), created+d.int()
		v := d.value(m.schema)
		if slot >= len(om.prop) || om.prop[slot] < 0 {
			s.kept = append(s.kept, keptSlot{slot, at, v})
			continue
		}
		props[om.prop[slot]] = v
		s.changed[om.prop[slot]] = at
	}
	for range d.count() {
		s.live = append(s.live, liveRun{int(d.uint()), d.text(), d.uint()})
	}
	s.record = &schema.Record{Object: om.object, ID: id, Props: props, Gone: head.gone}
	return s, d.err
}
