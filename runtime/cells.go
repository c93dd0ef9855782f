// A map in memory for what a transaction changes again and again.

package runtime

// cells is a revised map whose values keep their places: who knows the place of a key need not look for it again.
type cells[K comparable, V any] struct {
	now   map[K]*cell[K, V]
	log   []cellRevision[K, V]
	spare []cell[K, V] // for keys to come
	asked *cell[K, V]  // for last; nil when it is not known
}

// cell is what a key of such a map has.
type cell[K comparable, V any] struct {
	key   K
	value V
}

// cellRevision is a change: what a key had before it.
type cellRevision[K comparable, V any] struct {
	of   *cell[K, V]
	old  V
	kind cellRevisionKind
}

type cellRevisionKind uint8

const (
	wasChanged cellRevisionKind = iota
	wasAdded
	wasRemoved
)

func newCells[K comparable, V any]() cells[K, V] { return cells[K, V]{now: map[K]*cell[K, V]{}} }

// room makes room for so many keys in a map that has none.
func (r *cells[K, V]) room(n int) { r.now, r.spare = make(map[K]*cell[K, V], n), make([]cell[K, V], n) }

// get is the value of a key, zero when it has none.
func (r *cells[K, V]) get(k K) (v V) {
	if h := r.find(k); h != nil {
		v = h.value
	}
	return v
}

// find is the cell of a key, nil when it has none. One key is asked for several times in a row.
func (r *cells[K, V]) find(k K) *cell[K, V] {
	if r.asked != nil && r.asked.key == k {
		return r.asked
	}
	h := r.now[k]
	if h != nil {
		r.asked = h
	}
	return h
}

// set reports whether the key is new.
func (r *cells[K, V]) set(k K, v V) (h *cell[K, V], fresh bool) {
	if h = r.find(k); h != nil {
		r.change(h, v)
		return h, false
	}
	if len(r.spare) == 0 {
		r.spare = make([]cell[K, V], 1)
	}
	h, r.spare = &r.spare[0], r.spare[1:]
	h.key, h.value = k, v
	r.now[k] = h
	r.log = append(r.log, cellRevision[K, V]{of: h, kind: wasAdded})
	return h, true
}

// change gives a key that is there another value.
func (r *cells[K, V]) change(h *cell[K, V], v V) {
	r.log = append(r.log, cellRevision[K, V]{h, h.value, wasChanged})
	h.value = v
}

func (r *cells[K, V]) delete(k K) {
	if h := r.find(k); h != nil {
		r.log = append(r.log, cellRevision[K, V]{h, h.value, wasRemoved})
		r.asked = nil
		delete(r.now, k)
	}
}

func (r *cells[K, V]) rewind(mark int) {
	r.asked = nil
	for i := len(r.log) - 1; i >= mark; i-- {
		switch c := r.log[i]; c.kind {
		case wasChanged:
			c.of.value = c.old
		case wasAdded:
			delete(r.now, c.of.key)
		case wasRemoved:
			r.now[c.of.key] = c.of
		}
	}
	r.log = r.log[:mark]
}

func (r *cells[K, V]) settle() {
	clear(r.log)
	r.log = r.log[:0]
}
