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
	equal  map[uint64]*node[T] // by a property and one value that a test takes
	ranges map[int32]*ranges[T]
	texts  map[int32]*texts[T]
	any    map[int32]*node[T] // by a property that is read in other ways
	untold *node[T]           // premises without tests: every new record may meet them
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
		t = &table[T]{equal: map[uint64]*node[T]{}, ranges: map[int32]*ranges[T]{}, texts: map[int32]*texts[T]{},
			any: map[int32]*node[T]{}, untold: &node[T]{}}
		x.objects[o.Name] = t
	}
	for i := range e.tests {
		t.addTest(ref[T]{e, int32(i)})
	}
	for _, number := range e.rest {
		n := t.any[number]
		if n == nil {
			n = &node[T]{}
			t.any[number] = n
		}
		n.add(ref[T]{e, untested}, nil)
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
			n := t.equal[k]
			if n == nil {
				n = &node[T]{}
				t.equal[k] = n
			}
			n.add(r, []int32{test.number})
		}
	case opWithin:
		list := t.ranges[test.number]
		if list == nil {
			list = &ranges[T]{}
			t.ranges[test.number] = list
		}
		list.add(r)
	default:
		list := t.texts[test.number]
		if list == nil {
			list = &texts[T]{grams: map[gram][]ref[T]{}}
			t.texts[test.number] = list
		}
		list.add(r)
	}
}

// Remove forgets a premise.
func (x *Index[T]) Remove(e *Entry[T]) {
	t := x.objects[e.object]
	for i := range e.tests {
		t.removeTest(ref[T]{e, int32(i)})
	}
	for _, number := range e.rest {
		if n := t.any[number]; n.remove(ref[T]{e, untested}) {
			delete(t.any, number)
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
			if t.equal[k].remove(r) {
				delete(t.equal, k)
			}
		}
	case opWithin:
		t.ranges[test.number].remove(r)
	default:
		t.texts[test.number].remove(r)
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
	if n := t.any[c.number]; n != nil {
		found = n.find(found, &c)
	}
	return t.byTest(found, &c)
}

// Appeared appends to found what may be true of a record that is new.
func (x *Index[T]) Appeared(found []T, now *schema.Record) []T {
	t := x.objects[now.Object.Name]
	if t == nil {
		return found
	}
	found = t.untold.find(found, &change{now: now})
	for number := range now.Object.Properties {
		c := change{now: now, number: int32(number), value: now.Get(number), appeared: true}
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
}

func (t *table[T]) byTest(found []T, c *change) []T {
	if n := t.equal[keyOf(c.number, c.value)]; n != nil {
		found = n.find(found, c)
	}
	if list := t.ranges[c.number]; list != nil {
		found = list.find(found, c)
	}
	if list := t.texts[c.number]; list != nil {
		found = list.find(found, c)
	}
	return found
}

// news reports whether a test that holds now tells something new: of a record that appeared, each premise about it is
// found by its first test alone.
func (c *change) news(gated bool, at int32) bool { return !c.appeared || gated && at == 0 }
