package vm

import (
	"cmp"
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// loop is one predicate at work: over records, events, values, or the whole numbers of a range.
type loop struct {
	records []*schema.Record
	events  []*schema.Occurrence
	values  []schema.Value
	low     int64
	kind    loopKind

	at, size int // the element at hand, from 0; -1 before the first
	event    *schema.Occurrence

	count int            // of tally
	total float64        // of sum
	kept  schema.Value   // of keep, min and max
	out   []schema.Value // of collect
	keys  []schema.Value // of sortBy, beside out
}

type loopKind uint8

const (
	overRecords loopKind = iota
	overEvents
	overValues
	overRange
)

// begin clears what an earlier use left, without touching what does not matter to this kind of loop.
func (l *loop) begin(kind loopKind, size int) {
	l.kind, l.size, l.at = kind, size, -1
	l.count, l.total, l.event = 0, 0, nil
	l.kept = schema.Value{}
	l.out, l.keys = nil, nil
}

func (l *loop) overRecords(r []*schema.Record) {
	l.begin(overRecords, len(r))
	l.records = r
}

func (l *loop) overEvents(e []*schema.Occurrence) {
	l.begin(overEvents, len(e))
	l.events = e
}

// overValue loops over a list, set or range; anything else, the unknown above all, is empty.
func (l *loop) overValue(v schema.Value) {
	if v.Kind() == schema.Range {
		lo, hi := v.Range()
		l.begin(overRange, max(int(int64(hi)-int64(lo)+1), 0))
		l.low = int64(lo)
		return
	}
	l.values = v.Items()
	l.begin(overValues, len(l.values))
}

// bind makes one record the only element, already at hand.
func (l *loop) bind(m *Machine, level uint8, v schema.Value) {
	l.begin(overRecords, 0)
	l.at = 0
	m.regs[RegItem+Src(level)] = v.Record()
}

// next goes to the next element and puts it where instructions find it.
func (m *Machine) next(level uint8) bool {
	l := &m.loops[level]
	l.at++
	if l.at >= l.size {
		return false
	}
	switch l.kind {
	case overRecords:
		m.regs[RegItem+Src(level)] = l.records[l.at]
	case overEvents:
		l.event = l.events[l.at]
	case overValues:
		m.regs[RegItem+Src(level)] = l.values[l.at].Record()
		l.event = l.values[l.at].Occurrence()
	}
	return true
}

// element is the element at hand as a value.
func (l *loop) element(r *schema.Record) schema.Value {
	switch l.kind {
	case overRecords:
		return schema.RecordValue(r)
	case overEvents:
		return schema.EventValue(l.event)
	case overRange:
		return schema.NumberValue(float64(l.low + int64(l.at)))
	}
	if l.at < 0 || l.at >= len(l.values) {
		return schema.Value{}
	}
	return l.values[l.at]
}

// collect adds a value to the list that the loop makes.
func (m *Machine) collect(level uint8, v schema.Value) {
	if m.afford(valueSize) {
		m.loops[level].out = append(m.loops[level].out, v)
	}
}

func (l *loop) collected() schema.Value {
	v := schema.ListValue(l.out)
	l.out = nil
	return v
}

// sum adds a number. Lengths of time add up as well.
func (m *Machine) sum(level uint8, v schema.Value) {
	l := &m.loops[level]
	switch v.Kind() {
	case schema.Number:
		l.total += v.Number()
	case schema.Duration:
		if l.kept.IsNil() {
			l.kept = v
		} else {
			l.kept = m.add(l.kept, v)
		}
	}
}

func (l *loop) summed() schema.Value {
	if l.kept.Kind() == schema.Duration {
		return l.kept
	}
	return schema.NumberValue(l.total)
}

// best keeps the least or greatest value; unknown ones do not count.
func (m *Machine) best(level uint8, v schema.Value, greatest bool) {
	l := &m.loops[level]
	if v.IsNil() {
		return
	}
	relation := Less
	if greatest {
		relation = Greater
	}
	if l.kept.IsNil() || m.related(v, l.kept, relation, nil) {
		l.kept = v
	}
}

// sortKey notes the element at hand with the key it is sorted by.
func (m *Machine) sortKey(level uint8, key schema.Value, options *schema.Options) {
	l := &m.loops[level]
	if !m.afford(2 * valueSize) {
		return
	}
	if options != nil && key.IsText() {
		if i, ok := options.Index(key.Text()); ok {
			key = schema.NumberValue(float64(i))
		}
	}
	l.out = append(l.out, l.element(m.regs[RegItem+Src(level)]))
	l.keys = append(l.keys, key)
}

// sorted is the elements in order of their keys; equal keys keep the order of the list, unknown keys come last.
func (m *Machine) sorted(level uint8, backwards bool) schema.Value {
	l := &m.loops[level]
	order := make([]int, len(l.out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := l.keys[i], l.keys[j]
		if a.IsNil() || b.IsNil() {
			return cmp.Compare(unknownLast(a), unknownLast(b))
		}
		n, _ := m.order(a, b)
		if backwards {
			return -n
		}
		return n
	})
	items := make([]schema.Value, len(order))
	for i, n := range order {
		items[i] = l.out[n]
	}
	l.out, l.keys = nil, nil
	return schema.ListValue(items)
}

func unknownLast(v schema.Value) int {
	if v.IsNil() {
		return 1
	}
	return 0
}
