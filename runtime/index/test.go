package index

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// test is a test of a premise, ready to be held against a record.
type test struct {
	number    int32
	op        testOp
	low, high int64          // of opWithin: the ordinals of the least and the greatest value
	values    []schema.Value // of all others
}

type testOp uint8

const (
	opEqual testOp = iota
	opWithin
	opContains
	opStarts
	opEnds
)

// settle finds the properties that a premise names. Several bounds of one property become one range, and
// several equalities one. A test that does not
// fit the type of its property any more is dropped: every change of the property leads to the condition instead.
func settle(o *schema.Object, p vm.Premise) (tests []test, rest []int32) {
	for _, name := range p.Rest {
		if prop := o.Property(name); prop != nil {
			rest = append(rest, int32(prop.Number))
		}
	}
	for _, t := range p.Tests {
		prop := o.Property(t.Property)
		if prop == nil {
			continue
		}
		number := int32(prop.Number)
		made, ok := newTest(number, prop.Type.Kind, t)
		switch {
		case !ok:
			if !slices.Contains(rest, number) {
				rest = append(rest, number)
			}
		case made.op == opWithin || made.op == opEqual:
			tests = narrow(tests, made)
		default:
			tests = append(tests, made)
		}
	}
	return tests, rest
}

// narrow adds a test to those of other properties, or to the one of its kind for the same property.
func narrow(tests []test, t test) []test {
	for i := range tests {
		known := &tests[i]
		if known.number != t.number || known.op != t.op {
			continue
		}
		known.low, known.high = max(known.low, t.low), min(known.high, t.high)
		var both []schema.Value
		for _, v := range known.values {
			if t.equals(v) {
				both = append(both, v)
			}
		}
		known.values = both
		return tests
	}
	return append(tests, t)
}

func newTest(number int32, kind schema.Kind, t vm.Test) (made test, ok bool) {
	made = test{number: number, values: t.Values}
	switch t.Op {
	case vm.OneOf:
		for _, v := range t.Values {
			if (v.Kind() == schema.Date || v.Kind() == schema.DateTime) && v.Kind() != kind {
				return made, false // a day equals the moment of its midnight, which depends on the zone
			}
		}
		return made, true
	case vm.Containing, vm.Starting, vm.Ending:
		made.op = opContains + testOp(t.Op-vm.Containing)
		return made, t.Values[0].Text() != ""
	}
	at, ok := ordinal(t.Values[0])
	if !ok || t.Values[0].Kind() != kind {
		return made, false
	}
	made.op, made.low, made.high, made.values = opWithin, math.MinInt64, math.MaxInt64, nil
	switch t.Op {
	case vm.AtLeast:
		made.low = at
	case vm.Above:
		made.low = at + 1
	case vm.AtMost:
		made.high = at
	case vm.Below:
		made.high = at - 1
	}
	return made, true
}

// ordinal gives numbers, days and moments whole numbers in the same order, one after the other without gaps: of a number
// the bits, turned so that they order. The extremes are left free.
func ordinal(v schema.Value) (n int64, ok bool) {
	switch v.Kind() {
	case schema.Date:
		return v.Days(), true
	case schema.DateTime:
		return v.Micros(), true
	case schema.Number:
		n := int64(math.Float64bits(v.Number() + 0)) // -0 becomes 0
		if n < 0 {
			n = math.MinInt64 - n
		}
		return n, true
	}
	return 0, false
}

// keyOf hashes a property with a value; values that are equal have one key. It looks at the length and at most sixteen
// bytes of a text, which tells apart what people put into one property.
func keyOf(number int32, v schema.Value) uint64 {
	h := uint64(number)*0x9e3779b97f4a7c15 + uint64(schema.Text)
	switch {
	case v.IsText():
		text := v.Text()
		h ^= uint64(len(text)) << 48
		if len(text) >= 8 {
			h = mix(h ^ binary.LittleEndian.Uint64([]byte(text[:8])))
			return mix(h ^ binary.LittleEndian.Uint64([]byte(text[len(text)-8:])))
		}
		var n uint64
		for i := range len(text) {
			n = n<<8 | uint64(text[i])
		}
		return mix(h ^ n)
	case v.Kind() == schema.Bool:
		if v.Bool() {
			return mix(h + 1)
		}
		return mix(h + 2)
	}
	n, _ := ordinal(v)
	return mix(h ^ uint64(v.Kind())<<56 ^ uint64(n))
}

// mix spreads the bits of a hash: the finalizer of MurmurHash3.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// met reports whether a record meets all tests but one that is known to hold.
func (e *Entry[T]) met(r *schema.Record, but int32) bool {
	for i := range e.tests {
		if int32(i) != but && !e.tests[i].holds(r.Get(int(e.tests[i].number))) {
			return false
		}
	}
	return true
}

func (t *test) holds(v schema.Value) bool {
	switch t.op {
	case opEqual:
		return t.equals(v)
	case opWithin:
		n, ok := ordinal(v)
		return ok && t.low <= n && n <= t.high
	case opContains:
		return v.IsText() && strings.Contains(v.Text(), t.values[0].Text())
	case opStarts:
		return v.IsText() && strings.HasPrefix(v.Text(), t.values[0].Text())
	}
	return v.IsText() && strings.HasSuffix(v.Text(), t.values[0].Text())
}

func (t *test) equals(v schema.Value) bool {
	for i := range t.values {
		if t.values[i].Equal(v) {
			return true
		}
	}
	return false
}
