package badger

import (
	"bytes"

	"github.com/wflang/wf/runtime/store/ordered"
)

// written walks over what was written and is not in Badger yet, in the direction of a scan: what a transaction wrote
// itself, and below it what the one before it wrote.
type written struct {
	layers   []*ordered.Cursor // the first that has a key counts
	from, to []byte
	reverse  bool
}

func (t *tx) written(from, to []byte, reverse bool) *written {
	w := &written{from: from, to: to, reverse: reverse}
	for _, m := range [...]*ordered.Map{&t.writes, t.below} {
		switch {
		case m == nil || m.Len() == 0:
		case reverse:
			w.layers = append(w.layers, m.SeekLast(to))
		default:
			w.layers = append(w.layers, m.Seek(from))
		}
	}
	return w
}

// cursor is the layer with the next key; nil when there is none in the range.
func (w *written) cursor() (next *ordered.Cursor) {
	for _, c := range w.layers {
		if c.Valid() && !outside(c.Key(), w.from, w.to, w.reverse) && (next == nil || w.sooner(c.Key(), next.Key())) {
			next = c
		}
	}
	return next
}

// sooner reports whether a key comes before another in the direction of the scan.
func (w *written) sooner(a, b []byte) bool {
	order := bytes.Compare(a, b)
	return order < 0 && !w.reverse || order > 0 && w.reverse
}

// before reports whether a written key comes before the store's key; nil is after all.
func (w *written) before(key []byte) bool {
	c := w.cursor()
	return c != nil && (key == nil || w.sooner(c.Key(), key))
}

// at reports whether the store's key was written too, so that what was written counts.
func (w *written) at(key []byte) bool {
	c := w.cursor()
	return c != nil && bytes.Equal(c.Key(), key)
}

// yield gives the next key, unless it was deleted, and moves on in every layer that has it.
func (w *written) yield(yield func([]byte, []byte) bool) bool {
	next := w.cursor()
	key, value := next.Key(), next.Value()
	for _, c := range w.layers {
		if !c.Valid() || !bytes.Equal(c.Key(), key) {
			continue
		}
		if w.reverse {
			c.Prev()
		} else {
			c.Next()
		}
	}
	return value == nil || yield(key, value)
}
