package ordered

import "bytes"

// Cursor stands at a key of a map. It is of the map as it was when the cursor was made: changes do not disturb it.
type Cursor struct {
	path []place // from the root to the leaf; empty: past the end
}

type place struct {
	n *node
	i int
}

// Seek returns a cursor at the first key that is not below `from`; with a nil `from` at the first key.
func (m *Map) Seek(from []byte) *Cursor {
	c := m.cursor()
	for n := m.root; n != nil; {
		if n.children == nil {
			i, _ := n.find(from)
			c.path = append(c.path, place{n, i})
			c.settle(1)
			break
		}
		i := n.child(from)
		c.path = append(c.path, place{n, i})
		n = n.children[i]
	}
	return c
}

// SeekLast returns a cursor at the last key below `to`; with a nil `to` at the last key.
func (m *Map) SeekLast(to []byte) *Cursor {
	c := m.cursor()
	for n := m.root; n != nil; {
		i := len(n.keys) - 1
		if n.children == nil {
			if to != nil {
				i, _ = n.find(to)
				i--
			}
			c.path = append(c.path, place{n, i})
			c.settle(-1)
			break
		}
		if to != nil {
			i = n.child(to)
		}
		c.path = append(c.path, place{n, i})
		n = n.children[i]
	}
	return c
}

// cursor gives up the map's right to change its nodes in place, so that the cursor keeps what it sees.
func (m *Map) cursor() *Cursor {
	m.owner = nil
	return &Cursor{}
}

// Valid reports whether the cursor stands at a key.
func (c *Cursor) Valid() bool { return len(c.path) > 0 }

// Key is the key at the cursor.
func (c *Cursor) Key() []byte { p := c.path[len(c.path)-1]; return p.n.keys[p.i] }

// Value is the value at the cursor.
func (c *Cursor) Value() []byte { p := c.path[len(c.path)-1]; return p.n.values[p.i] }

// Next moves to the key after this one.
func (c *Cursor) Next() { c.path[len(c.path)-1].i++; c.settle(1) }

// Prev moves to the key before this one.
func (c *Cursor) Prev() { c.path[len(c.path)-1].i--; c.settle(-1) }

// settle leads a cursor that left its leaf to the next leaf in the direction given, or past the end.
func (c *Cursor) settle(step int) {
	for {
		top := &c.path[len(c.path)-1]
		if top.i >= 0 && top.i < len(top.n.keys) {
			break
		}
		c.path = c.path[:len(c.path)-1]
		if len(c.path) == 0 {
			return
		}
		c.path[len(c.path)-1].i += step
	}
	for {
		top := c.path[len(c.path)-1]
		if top.n.children == nil {
			return
		}
		n, i := top.n.children[top.i], 0
		if step < 0 {
			i = len(n.keys) - 1
		}
		c.path = append(c.path, place{n, i})
	}
}

// Scan calls yield for the keys from `from` (included) up to `to` (not included; nil: no end), in order or from the last
// to the first, until it returns false.
func (m *Map) Scan(from, to []byte, reverse bool, yield func(key, value []byte) bool) {
	if reverse {
		for c := m.SeekLast(to); c.Valid() && bytes.Compare(c.Key(), from) >= 0; c.Prev() {
			if !yield(c.Key(), c.Value()) {
				return
			}
		}
		return
	}
	for c := m.Seek(from); c.Valid() && (to == nil || bytes.Compare(c.Key(), to) < 0); c.Next() {
		if !yield(c.Key(), c.Value()) {
			return
		}
	}
}
