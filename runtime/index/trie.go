package index

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// node is a bucket of premises; one that grows splits by a property that many of them compare for equality.
type node[T any] struct {
	leaves   []leaf[T]
	by       int32 // the property it is split by, when children is there
	children *slots[*node[T]]
	others   *node[T] // premises that do not compare the property
}

// leaf is a premise in a bucket.
type leaf[T any] struct {
	ref[T]
	hint hint
}

// bucket is how many premises a node keeps without looking for a property to split by. Since a leaf has one more test
// beside it, a dozen are passed over about as fast as a level of the trie is found in memory, and take less of it.
const bucket = 16

// widest is how many values a test may take and still lead into children: it is in each of them.
const widest = 8

// add puts a premise into the node. path are the properties whose values lead here.
func (n *node[T]) add(r ref[T], path []int32) {
	if n.children != nil {
		n.descend(r, path)
		return
	}
	n.leaves = append(n.leaves, leaf[T]{r, r.hint(path)})
	// A bucket that cannot be split is looked at again each time it has doubled.
	if size := len(n.leaves) - 1; size >= bucket && size&(size-1) == 0 {
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
		child := n.children.get(k)
		if child == nil {
			child = &node[T]{}
			n.children.set(k, child)
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
	for _, r := range n.leaves {
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
	leaves := n.leaves
	n.leaves, n.by, n.children, n.others = nil, best, &slots[*node[T]]{}, &node[T]{}
	for _, l := range leaves {
		n.descend(l.ref, path)
	}
}

// remove takes a premise out and reports whether the node is empty.
func (n *node[T]) remove(r ref[T]) (empty bool) {
	if n.children == nil {
		for i := range n.leaves {
			if n.leaves[i].ref == r {
				last := len(n.leaves) - 1
				n.leaves[i], n.leaves[last] = n.leaves[last], leaf[T]{}
				n.leaves = n.leaves[:last]
				break
			}
		}
		return len(n.leaves) == 0
	}
	values := r.valuesOf(n.by)
	if values == nil {
		n.others.remove(r)
	}
	for _, v := range values {
		k := keyOf(n.by, v)
		if n.children.get(k).remove(r) {
			n.children.delete(k)
		}
	}
	return n.children.len() == 0 && n.others.empty()
}

func (n *node[T]) empty() bool { return n.children == nil && len(n.leaves) == 0 }

// find appends the premises that the record meets and that were not met before by the test that led here. A test of one
// value was not: the value that the record has now is another one than before.
func (n *node[T]) find(found []T, c *change) []T {
	for ; n.children != nil; n = n.others {
		if child := n.children.get(c.keyOf(n.by)); child != nil {
			found = child.find(found, c)
		}
	}
	for i := range n.leaves {
		l := &n.leaves[i]
		if !l.hint.passes(c) {
			continue
		}
		if l.hint.whole && !c.appeared {
			found = append(found, l.e.item)
			continue
		}
		if c.news(l.ref.e.gated, l.at) && (l.at == untested && !l.e.gated || l.e.met(c.now, untested)) && !l.metBefore(c) {
			found = append(found, l.e.item)
		}
	}
	return found
}

// metBefore reports whether the test that led here held before.
func (r ref[T]) metBefore(c *change) bool {
	return !c.appeared && r.at != untested && r.e.tests[r.at].equals(c.old)
}
