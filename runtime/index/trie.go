package index

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// node is a bucket of premises; one that grows splits by a property that many of them compare for equality.
type node[T any] struct {
	refs     []ref[T]
	by       int32 // the property it is split by, when children is there
	children map[valueKey]*node[T]
	others   *node[T] // premises that do not compare the property
}

// bucket is how many premises a node keeps without looking for a property to split by.
const bucket = 8

// widest is how many values a test may take and still lead into children: it is in each of them.
const widest = 8

// add puts a premise into the node. path are the properties whose values lead here.
func (n *node[T]) add(r ref[T], path []int32) {
	if n.children != nil {
		n.descend(r, path)
		return
	}
	n.refs = append(n.refs, r)
	// A bucket that cannot be split is looked at again each time it has doubled.
	if size := len(n.refs) - 1; size >= bucket && size&(size-1) == 0 {
		n.split(path)
	}
}

func (n *node[T]) descend(r ref[T], path []int32) {
	values := r.valuesOf(n.by)
	if values == nil {
		n.others.add(r, append(path[:len(path):len(path)], n.by))
		return
	}
	for _, v := range values {
		k := keyOf(n.by, v)
		child := n.children[k]
		if child == nil {
			child = &node[T]{}
			n.children[k] = child
		}
		child.add(r, append(path[:len(path):len(path)], n.by))
	}
}

// valuesOf are the values that a premise wants of a property; nil when it says nothing that splits.
func (r ref[T]) valuesOf(number int32) []schema.Value {
	if r.at == untested && !r.e.gated {
		return nil
	}
	for i := range r.e.tests {
		if t := &r.e.tests[i]; t.number == number && t.op == opEqual && len(t.values) <= widest {
			return t.values
		}
	}
	return nil
}

// split gives the premises to children by the property that most of them compare.
func (n *node[T]) split(path []int32) {
	best, most := int32(-1), 1
	counts := map[int32]int{}
	for _, r := range n.refs {
		for i := range r.e.tests {
			number := r.e.tests[i].number
			if slices.Contains(path, number) || r.valuesOf(number) == nil {
				continue // it leads here already, or does not split
			}
			if counts[number]++; counts[number] > most || counts[number] == most && number < best {
				best, most = number, counts[number]
			}
		}
	}
	if best < 0 {
		return
	}
	refs := n.refs
	n.refs, n.by, n.children, n.others = nil, best, map[valueKey]*node[T]{}, &node[T]{}
	for _, r := range refs {
		n.descend(r, path)
	}
}

// remove takes a premise out and reports whether the node is empty.
func (n *node[T]) remove(r ref[T]) (empty bool) {
	if n.children == nil {
		for i := range n.refs {
			if n.refs[i] == r {
				last := len(n.refs) - 1
				n.refs[i], n.refs[last] = n.refs[last], ref[T]{}
				n.refs = n.refs[:last]
				break
			}
		}
		return len(n.refs) == 0
	}
	values := r.valuesOf(n.by)
	if values == nil {
		n.others.remove(r)
	}
	for _, v := range values {
		k := keyOf(n.by, v)
		if n.children[k].remove(r) {
			delete(n.children, k)
		}
	}
	return len(n.children) == 0 && n.others.empty()
}

func (n *node[T]) empty() bool { return n.children == nil && len(n.refs) == 0 }

// find appends the premises that the record meets and that were not met before by the test that led here.
func (n *node[T]) find(found []T, now *schema.Record, old schema.Value, appeared bool) []T {
	for n.children != nil {
		found = n.others.find(found, now, old, appeared)
		child := n.children[keyOf(n.by, now.Get(int(n.by)))]
		if child == nil {
			return found
		}
		n = child
	}
	for _, r := range n.refs {
		if r.at == untested {
			if !r.e.gated || r.e.met(now, untested) {
				found = append(found, r.e.item)
			}
			continue
		}
		if appeared && (r.at != 0 || !r.e.gated) || !appeared && r.e.tests[r.at].equals(old) {
			continue
		}
		if r.e.met(now, r.at) {
			found = append(found, r.e.item)
		}
	}
	return found
}
