package runtime

import "testing"

// Who has left is not found again as it was before, when it was used a while ago.
func TestWorkingSetForgetsWhoLeft(t *testing.T) {
	w := newWorkingSet(0)
	for id := range uint64(maxWorking + 1) {
		w.enrollments.set(id, &enrollment{id: id, state: asleep})
	}
	w.settle()
	w.age()
	s := &state{}
	s.use(w)
	if en := s.knownEnrollment(7); en == nil || en.state != asleep {
		t.Fatalf("an enrollment of a while ago is %v", en)
	}
	w.enrollments.set(7, &enrollment{id: 7, state: finished})
	w.behind.enrollments = append(w.behind.enrollments, 7)
	if en := s.knownEnrollment(7); en == nil || en.state != finished {
		t.Fatalf("within its batch it is %v", en)
	}
	w.settle()
	if en := s.knownEnrollment(7); en != nil {
		t.Errorf("it was found as it was before: %v", en)
	}
}

// What is taken back was not written either: it is written when it comes again.
func TestWorkingSetGoesBack(t *testing.T) {
	w := newWorkingSet(0)
	at := place{1, "a"}
	first, second := &stored{}, &stored{}
	w.records.set(at, first)
	w.behind.records = append(w.behind.records, at)
	mark := w.mark()
	w.records.set(at, second)
	w.behind.records = append(w.behind.records, at)
	w.behind.written.records = 2
	w.rewind(mark)
	if w.records.now[at] != first || len(w.behind.records) != 1 || w.behind.written.records != 0 {
		t.Errorf("%d records are behind, %d of them written; the first is back: %v", len(w.behind.records), w.behind.written.records, w.records.now[at] == first)
	}
}
