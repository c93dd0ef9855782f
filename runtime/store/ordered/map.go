// Package ordered is a sorted map of byte strings that is copied in no time: a B+ tree whose nodes are shared between
// copies and copied when one of them is changed. The stores are made of it: a transaction is a copy.
package ordered

import (
	"bytes"
	"sort"
)

const maxItems = 64 // of a node; a full one is split in halves

// Map is a sorted map. The zero Map is empty and ready. It is not safe for concurrent changes, but copies of it may be
// used by different goroutines.
type Map struct {
	root  *node
	owner *owner
	size  int
}

// owner marks the nodes that a map may change in place: those that it made itself since it was last copied.
type owner struct{ _ byte }

// node is a leaf with keys and values, or an inner node with children; keys[i] is then at most the least key below
// children[i], and keys[0] stands for everything below keys[1].
type node struct {
	owner    *owner
	keys     [][]byte
	values   [][]byte
	children []*node
}

// Len is the number of keys.
func (m *Map) Len() int { return m.size }

// Clone returns a copy; from then on the two change independently. It takes constant time.
func (m *Map) Clone() *Map {
	m.owner = nil
	return &Map{root: m.root, size: m.size}
}

// Get returns the value of a key.
func (m *Map) Get(key []byte) (value []byte, ok bool) {
	n := m.root
	if n == nil {
		return nil, false
	}
	for n.children != nil {
		n = n.children[n.child(key)]
	}
	if i, found := n.find(key); found {
		return n.values[i], true
	}
	return nil, false
}

// Ceil returns the first key that is not below `from`, with its value; ok is false when there is none.
func (m *Map) Ceil(from []byte) (key, value []byte, ok bool) {
	if m.root == nil {
		return nil, nil, false
	}
	return m.root.ceil(from)
}

func (n *node) ceil(from []byte) (key, value []byte, ok bool) {
	if n.children == nil {
		if i, _ := n.find(from); i < len(n.keys) {
			return n.keys[i], n.values[i], true
		}
		return nil, nil, false
	}
	for i := n.child(from); i < len(n.children); i++ {
		if key, value, ok = n.children[i].ceil(from); ok {
			return key, value, true
		}
	}
	return nil, nil, false
}

// Set adds a key or replaces its value, and returns the value it had. Key and value belong to the map from then on.
func (m *Map) Set(key, value []byte) (old []byte, had bool) {
	if m.owner == nil {
		m.owner = new(owner)
	}
	if m.root == nil {
		m.root = &node{owner: m.owner}
	}
	m.root = m.root.editable(m.owner)
	old, had, right := m.root.set(key, value, m.owner)
	if !had {
		m.size++
	}
	if right != nil {
		m.root = &node{owner: m.owner, keys: [][]byte{nil, right.keys[0]}, children: []*node{m.root, right}}
	}
	return old, had
}

// Delete removes a key, and returns the value it had.
func (m *Map) Delete(key []byte) (old []byte, had bool) {
	if old, had = m.Get(key); !had {
		return nil, false
	}
	if m.owner == nil {
		m.owner = new(owner)
	}
	m.root = m.root.editable(m.owner)
	m.root.remove(key, m.owner)
	m.size--
	for len(m.root.children) == 1 {
		m.root = m.root.children[0]
	}
	if m.size == 0 {
		m.root = nil
	}
	return old, true
}

// editable is the node itself when o made it, else a copy that o owns.
func (n *node) editable(o *owner) *node {
	if n.owner == o {
		return n
	}
	c := &node{owner: o, keys: append(make([][]byte, 0, len(n.keys)+1), n.keys...)}
	if n.children != nil {
		c.children = append(make([]*node, 0, len(n.children)+1), n.children...)
	} else {
		c.values = append(make([][]byte, 0, len(n.values)+1), n.values...)
	}
	return c
}

// find is the place of a key in a leaf, or where it would stand.
func (n *node) find(key []byte) (i int, found bool) {
	i = sort.Search(len(n.keys), func(i int) bool { return bytes.Compare(n.keys[i], key) >= 0 })
	return i, i < len(n.keys) && bytes.Equal(n.keys[i], key)
}

// child is the number of the child below which a key belongs.
func (n *node) child(key []byte) int {
	return sort.Search(len(n.keys)-1, func(i int) bool { return bytes.Compare(n.keys[i+1], key) > 0 })
}

// set adds below n, which o owns; right is the new half when n had to be split.
func (n *node) set(key, value []byte, o *owner) (old []byte, had bool, right *node) {
	if n.children == nil {
		i, found := n.find(key)
		if found {
			old = n.values[i]
			n.keys[i], n.values[i] = key, value
			return old, true, nil
		}
		n.keys = insert(n.keys, i, key)
		n.values = insert(n.values, i, value)
		return nil, false, n.split(o, i == len(n.keys)-1)
	}
	i := n.child(key)
	c := n.children[i].editable(o)
	n.children[i] = c
	old, had, half := c.set(key, value, o)
	if half == nil {
		return old, had, nil
	}
	n.keys = insert(n.keys, i+1, half.keys[0])
	n.children = insert(n.children, i+1, half)
	return old, had, n.split(o, i+1 == len(n.keys)-1)
}

// split moves the upper half of a node that is too full to a new one. Where keys arrive in order, the old node is left
// nearly full.
func (n *node) split(o *owner, atEnd bool) *node {
	if len(n.keys) <= maxItems {
		return nil
	}
	half := len(n.keys) / 2
	if atEnd {
		half = len(n.keys) - 2
	}
	right := &node{owner: o, keys: append(make([][]byte, 0, maxItems+1), n.keys[half:]...)}
	clear(n.keys[half:])
	n.keys = n.keys[:half]
	if n.children != nil {
		right.children = append(make([]*node, 0, maxItems+1), n.children[half:]...)
		clear(n.children[half:])
		n.children = n.children[:half]
		return right
	}
	right.values = append(make([][]byte, 0, maxItems+1), n.values[half:]...)
	clear(n.values[half:])
	n.values = n.values[:half]
	return right
}

// remove takes a key that is there out of the tree below n, which o owns. Nodes that become empty go; others are not
// joined: the keys of a queue come and go at its ends, and random deletes leave room that later keys fill.
func (n *node) remove(key []byte, o *owner) {
	if n.children == nil {
		i, _ := n.find(key)
		n.keys = cut(n.keys, i)
		n.values = cut(n.values, i)
		return
	}
	i := n.child(key)
	c := n.children[i].editable(o)
	n.children[i] = c
	c.remove(key, o)
	if len(c.keys) == 0 {
		n.keys = cut(n.keys, i)
		n.children = cut(n.children, i)
	}
}

func insert[T any](s []T, i int, v T) []T {
	var zero T
	s = append(s, zero)
	copy(s[i+1:], s[i:])
	s[i] = v
	return s
}

func cut[T any](s []T, i int) []T {
	var zero T
	copy(s[i:], s[i+1:])
	s[len(s)-1] = zero
	return s[:len(s)-1]
}
