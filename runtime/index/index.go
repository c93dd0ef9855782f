// Package index finds, of many conditions, those that a change of a record may turn true, without looking at the others.
//
// It keeps what is known of each condition without evaluating it: its premises. A premise is reached by any of its tests:
// equality by the value, in a trie that splits by further equalities where it grows; bounds in the order of their
// thresholds; texts by a few bytes of what is looked for. So a change costs what it finds. What a condition reads in
// other ways leads to it at every change of the property.
package index

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// Index is an index of conditions; T stands for one of them. It is not safe for concurrent use while it is changed.
type Index[T any] struct {
	objects map[string]*table[T]
}

// table is what the index knows of the records of one object.
type table[T any] struct {
	equal  slots[*node[T]] // by a property and one value that a test takes
	fields []field[T]      // by number of the property
	untold node[T]         // premises without tests: every new record may meet them
}

// field is what the index knows of one property, beside equalities.
type field[T any] struct {
	any    *node[T] // premises that read it in other ways
	ranges *ranges[T]
	texts  *texts[T]
}

// field is that of a property, made when it is not there.
func (t *table[T]) field(number int32) *field[T] {
	for int(number) >= len(t.fields) {
		t.fields = append(t.fields, field[T]{})
	}
	return &t.fields[number]
}

// Entry is a premise in an index; Remove takes it.
type Entry[T any] struct {
	item   T
	object string
	tests  []test
	rest   []int32
	gated  bool // the tests hold for every change: the record is the enrolled one
}

// New returns an empty index.
func New[T any]() *Index[T] { return &Index[T]{objects: map[string]*table[T]{}} }

// Add makes a premise about records of an object known. What the object does not declare can lead to nothing.
func (x *Index[T]) Add(o *schema.Object, p vm.Premise, item T) *Entry[T] {
	e := &Entry[T]{item: item, object: o.Name, gated: len(p.Via) == 0}
	e.tests, e.rest = settle(o, p)
	t := x.objects[o.Name]
	if t == nil {
		t = &table[T]{}
		x.objects[o.Name] = t
	}
	for i := range e.tests {
		t.addTest(ref[T]{e, int32(i)})
	}
	for _, number := range e.rest {
		f := t.field(number)
		if f.any == nil {
			f.any = &node[T]{}
		}
		f.any.add(ref[T]{e, untested}, nil)
	}
	if len(e.tests) == 0 && e.gated {
		t.untold.add(ref[T]{e, untested}, nil)
	}
	return e
}

// ref is a premise with the test by which it is reached.
type ref[T any] struct {
	e  *Entry[T]
	at int32
}

// untested is the test of a ref that is reached by another way.
const untested = -1

func (t *table[T]) addTest(r ref[T]) {
	switch test := &r.e.tests[r.at]; test.op {
	case opEqual:
		for _, v := range test.values {
			k := keyOf(test.number, v)
			n := t.equal.get(k)
			if n == nil {
				n = &node[T]{}
				t.equal.set(k, n)
			}
			n.add(r, []int32{test.number})
		}
	case opWithin:
		f := t.field(test.number)
		if f.ranges == nil {
			f.ranges = &ranges[T]{}
		}
		f.ranges.add(r)
	default:
		f := t.field(test.number)
		if f.texts == nil {
			f.texts = &texts[T]{}
		}
		f.texts.add(r)
	}
}

// Remove forgets a premise.
func (x *Index[T]) Remove(e *Entry[T]) {
	t := x.objects[e.object]
	for i := range e.tests {
		t.removeTest(ref[T]{e, int32(i)})
	}
	for _, number := range e.rest {
		if f := &t.fields[number]; f.any.remove(ref[T]{e, untested}) {
			f.any = nil
		}
	}
	if len(e.tests) == 0 && e.gated {
		t.untold.remove(ref[T]{e, untested})
	}
}

func (t *table[T]) removeTest(r ref[T]) {
	switch test := &r.e.tests[r.at]; test.op {
	case opEqual:
		for _, v := range test.values {
			k := keyOf(test.number, v)
			if t.equal.get(k).remove(r) {
				t.equal.delete(k)
			}
		}
	case opWithin:
		t.fields[test.number].ranges.remove(r)
	default:
		t.fields[test.number].texts.remove(r)
	}
}

// Changed appends to found what may turn true by the change of one property of a record: old is what it was, now the
// record as it is. Something may be found twice when it is known by several premises.
func (x *Index[T]) Changed(found []T, now *schema.Record, number int, old schema.Value) []T {
	t := x.objects[now.Object.Name]
	if t == nil {
		return found
	}
	c := change{now: now, number: int32(number), old: old, value: now.Get(number)}
	if number < len(t.fields) && t.fields[number].any != nil {
		found = t.fields[number].any.find(found, &c)
	}
	return t.byTest(found, &c)
}

// Appeared appends to found what may be true of a record that is new.
func (x *Index[T]) Appeared(found []T, now *schema.Record) []T {
	t := x.objects[now.Object.Name]
	if t == nil {
		return found
	}
	c := change{now: now}
	found = t.untold.find(found, &c)
	c.appeared = true
	for number := range now.Object.Properties {
		c.number, c.value = int32(number), now.Get(number)
		found = t.byTest(found, &c)
	}
	return found
}

// change is a property with what it was; of a record that appeared it was nothing, which is not even the unknown.
type change struct {
	now      *schema.Record
	number   int32
	old      schema.Value
	value    schema.Value
	appeared bool
	keys     [16]knownKey // those of the record's values that were asked for
}

// knownKey is the key of a property's value; before is the number of the property plus one, 0 for none.
type knownKey struct {
	before int32
	key    uint64
}

// keyOf is the key of the record's value of a property.
func (c *change) keyOf(number int32) uint64 {
	known := &c.keys[number&int32(len(c.keys)-1)]
	if known.before != number+1 {
		*known = knownKey{number + 1, keyOf(number, c.now.Get(int(number)))}
	}
	return known.key
}

func (t *table[T]) byTest(found []T, c *change) []T {
	if n := t.equal.get(c.keyOf(c.number)); n != nil && (c.appeared || !c.old.Equal(c.value)) {
		found = n.find(found, c)
	}
	if int(c.number) >= len(t.fields) {
		return found
	}
	f := &t.fields[c.number]
	if f.ranges != nil {
		found = f.ranges.find(found, c)
	}
	if f.texts != nil {
		found = f.texts.find(found, c)
	}
	return found
}

// news reports whether a test that holds now tells something new: of a record that appeared, each premise about it is
// found by its first test alone.
func (c *change) news(gated bool, at int32) bool { return !c.appeared || gated && at == 0 }
