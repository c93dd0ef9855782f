// What the writer holds decoded of its store from one batch to the next, and what of it the store does not have yet.

package runtime

import "iter"

// workingSet are the records and enrollments that the writer used lately: whoever enters is soon looked at again. They are
// what it would read, since nobody else writes. What a turn changes is encoded and written when the batch ends, so that
// what several turns of it change is encoded once.
type workingSet struct {
	records     revised[place, *stored] // nil: there is none
	enrollments revised[uint64, *enrollment]

	earlierRecords     map[place]*stored // used a while ago
	earlierEnrollments map[uint64]*enrollment

	recent *recordCache // what is not decoded any more

	behind behind
	passes uint32 // of writing
}

// behind is what is held and not written: what was changed, some of it more than once.
type behind struct {
	records     []place
	enrollments []uint64
	written     behindMark // how much of both was written already
}

type behindMark struct{ records, enrollments int }

// maxWorking is how many records, and how many enrollments, are held of late, and as many from before.
const maxWorking = 8192

// newWorkingSet returns an empty one, which keeps so many bytes of records in their stored form.
func newWorkingSet(recent int) *workingSet {
	return &workingSet{records: newRevised[place, *stored](), enrollments: newRevised[uint64, *enrollment](),
		recent: newRecordCache(recent)}
}

// age forgets what was not used for long. It must not be called while a batch is open.
func (h *workingSet) age() {
	if len(h.records.now) > maxWorking {
		h.earlierRecords, h.records.now = h.records.now, make(map[place]*stored, maxWorking)
	}
	if len(h.enrollments.now) > maxWorking {
		h.earlierEnrollments, h.enrollments.now = h.enrollments.now, make(map[uint64]*enrollment, maxWorking)
	}
}

// workingMark is a savepoint of what is held.
type workingMark struct {
	records, enrollments int
	behind, written      behindMark
}

func (h *workingSet) mark() workingMark {
	b := &h.behind
	return workingMark{len(h.records.log), len(h.enrollments.log), behindMark{len(b.records), len(b.enrollments)}, b.written}
}

// rewind takes back all that was changed since a mark, with the transaction: what was written since is not any more.
func (h *workingSet) rewind(m workingMark) {
	h.records.rewind(m.records)
	h.enrollments.rewind(m.enrollments)
	h.behind = behind{h.behind.records[:m.behind.records], h.behind.enrollments[:m.behind.enrollments], m.written}
}

// settle forgets how it was before, and who is not inside any more. Everything must have been written.
func (h *workingSet) settle() {
	for _, id := range h.behind.enrollments {
		if en := h.enrollments.now[id]; en != nil && !en.state.inside() {
			delete(h.enrollments.now, id)
			delete(h.earlierEnrollments, id)
		}
	}
	h.records.settle()
	h.enrollments.settle()
	clear(h.behind.records)
	h.behind = behind{records: h.behind.records[:0], enrollments: h.behind.enrollments[:0]}
}

// forgetRecords is for when records are to be decoded in another way from now on. Everything must have been written.
func (h *workingSet) forgetRecords() {
	clear(h.records.now)
	h.earlierRecords = nil
	h.records.settle()
}

// catchUp writes what turns changed and what is only held yet; last says that nothing of it is taken back any more.
func (b *batch) catchUp(last bool) {
	h := b.e.working
	todo := &h.behind
	h.passes++
	for _, p := range todo.records[todo.written.records:] {
		if s := b.records[p]; s.pass != h.passes {
			s.pass = h.passes
			k := b.room.use(p.append(append(b.room.next(), 'r')))
			v := b.room.use(s.encode(b.room.next(), b.model.byNo[p.object]))
			b.assign(k, v)
			if last {
				h.recent.put(p, v)
			} else {
				h.recent.forget(p) // it may be taken back
			}
		}
	}
	for _, id := range todo.enrollments[todo.written.enrollments:] {
		if en := b.enrollments[id]; en.pass != h.passes {
			en.pass = h.passes
			k := b.room.use(append64(append(b.room.next(), 'e'), id))
			b.assign(k, b.room.use(en.encode(b.room.next())))
		}
	}
	todo.written = behindMark{len(todo.records), len(todo.enrollments)}
}

// caughtUp reads what a batch changed so far. A single record or enrollment that is not written yet is not asked for:
// it is held.
type caughtUp struct{ b *batch }

func (r caughtUp) Get(key []byte) ([]byte, error) { return r.b.tx.Get(key) }

func (r caughtUp) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	if len(from) == 0 || from[0] == 'r' || from[0] == 'e' {
		r.b.catchUp(false)
	}
	return r.b.tx.Scan(from, to, reverse)
}
