// The world of an engine with a witness: records, enrollments, keys and timers, decoded and in memory alone. A simulation
// lives and dies with its process, so that nothing of it has to be encoded, or read back.

package runtime

import (
	"iter"
	"slices"
	"strings"
)

// transient is such a world.
type transient struct {
	records     cells[place, *stored]
	enrollments cells[uint64, *enrollment]
	owners      revised[ownerKey, string] // ids of records, by the value of their key property
	ended       []uint64                  // enrollments that are over, and kept until nothing can be said of them any more
	wakes       wakes                     // timers of the enrollments
	order       map[int][]place           // by object: its records in the order of a store; missing when one came or went
}

// expect makes room for so many more records, each of which may enter a workflow: a map that grows moves all it has.
func (w *transient) expect(n int) {
	if len(w.records.now) > 0 {
		return
	}
	w.records.room(n)
	w.enrollments.room(n)
	w.owners.now = make(map[ownerKey]string, n)
}

// recordCell is what is known of the record at a place.
type recordCell = cell[place, *stored]

// ownerKey is a value of an object's key property.
type ownerKey struct {
	object int
	text   string
}

func newTransient() *transient {
	return &transient{records: newCells[place, *stored](), enrollments: newCells[uint64, *enrollment](),
		owners: newRevised[ownerKey, string](), order: map[int][]place{}}
}

// transientMark is a savepoint of a transient world.
type transientMark struct{ records, enrollments, owners int }

func (w *transient) mark() transientMark {
	return transientMark{len(w.records.log), len(w.enrollments.log), len(w.owners.log)}
}

// rewind takes back all that was changed since a mark, but for wakes, which nothing then waits for.
func (w *transient) rewind(m transientMark) {
	w.records.rewind(m.records)
	w.enrollments.rewind(m.enrollments)
	w.owners.rewind(m.owners)
	clear(w.order)
}

// settle forgets how it was before: there is nothing to go back to any more.
func (w *transient) settle() {
	w.records.settle()
	w.enrollments.settle()
	w.owners.settle()
}

func (w *transient) put(p place, s *stored) *recordCell {
	h, fresh := w.records.set(p, s)
	if fresh {
		w.arrange(p)
	}
	return h
}

// arrange keeps the order of an object's records while each comes after those that are there.
func (w *transient) arrange(p place) {
	list, ok := w.order[p.object]
	switch {
	case len(w.records.now) == 1:
		w.order[p.object] = append(make([]place, 0, 16), p)
	case ok && compareIDs(list[len(list)-1].id, p.id) < 0:
		w.order[p.object] = append(list, p)
	default:
		delete(w.order, p.object)
	}
}

// save keeps an enrollment while it is inside, or may still be marked as failed. It must not be changed afterwards.
func (w *transient) save(en *enrollment, revisable bool) {
	switch {
	case en.state.inside():
		w.enrollments.set(en.id, en)
	case revisable:
		w.enrollments.set(en.id, en)
		w.ended = append(w.ended, en.id)
	default:
		w.enrollments.delete(en.id)
	}
}

// forgetEnded drops those that save kept although they are over.
func (w *transient) forgetEnded() {
	for _, id := range w.ended {
		if en := w.enrollments.get(id); en != nil && !en.state.inside() {
			w.enrollments.delete(id)
		}
	}
	w.ended = w.ended[:0]
}

// places yields the records of an object from a place on, in the order of a store: shorter ids first.
func (w *transient) places(object int, from string) iter.Seq[place] {
	all, ok := w.order[object]
	if !ok {
		for p := range w.records.now {
			if p.object == object {
				all = append(all, p)
			}
		}
		slices.SortFunc(all, func(a, b place) int { return compareIDs(a.id, b.id) })
		w.order[object] = all
	}
	begin, _ := slices.BinarySearchFunc(all, from, func(p place, id string) int { return compareIDs(p.id, id) })
	return slices.Values(all[begin:])
}

func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// revised is a map that can be taken back to how it was.
type revised[K comparable, V any] struct {
	now map[K]V
	log []revision[K, V]
}

// revision is what a key had before it was changed.
type revision[K comparable, V any] struct {
	key K
	old V
	had bool
}

func newRevised[K comparable, V any]() revised[K, V] { return revised[K, V]{now: map[K]V{}} }

// set reports whether the key is new.
func (r *revised[K, V]) set(k K, v V) (fresh bool) {
	old, had := r.now[k]
	r.log = append(r.log, revision[K, V]{k, old, had})
	r.now[k] = v
	return !had
}

func (r *revised[K, V]) delete(k K) {
	if old, had := r.now[k]; had {
		r.log = append(r.log, revision[K, V]{k, old, true})
		delete(r.now, k)
	}
}

func (r *revised[K, V]) rewind(mark int) {
	for i := len(r.log) - 1; i >= mark; i-- {
		if c := r.log[i]; c.had {
			r.now[c.key] = c.old
		} else {
			delete(r.now, c.key)
		}
	}
	r.log = r.log[:mark]
}

func (r *revised[K, V]) settle() {
	clear(r.log)
	r.log = r.log[:0]
}
