// The latest visits of a record to workflows, kept with the record: they say when it was enrolled last, and which
// enrollments and refusals are its own. Older ones have keys of their own.

package runtime

import "encoding/binary"

// maxVisits is how many are kept with the record.
const maxVisits = 16

// visits are the latest, oldest first, each in its stored form.
type visits struct {
	n       int
	encoded []byte // not to be changed in place
	earlier bool   // there are some that have keys of their own
}

// visit is an enrollment of a record, or a refusal.
type visit struct {
	id       uint64
	workflow int
	per      string
	at       int64
	refused  bool
}

// visitRoom is what a visit takes at most, without its `per`.
const visitRoom = 4*binary.MaxVarintLen64 + 1

func (v visit) append(buf []byte) []byte {
	buf = appendUint(appendUint(buf, v.id), uint64(v.workflow))
	return appendBool(appendInt(appendText(buf, v.per), v.at), v.refused)
}

func (d *decoder) visit() visit {
	return visit{id: d.uint(), workflow: int(d.uint()), per: d.text(), at: d.int(), refused: d.bool()}
}

// each calls f for each visit until it returns false.
func (v visits) each(f func(v visit) bool) {
	d := &decoder{data: v.encoded}
	for range v.n {
		if !f(d.visit()) {
			return
		}
	}
}

// visited adds an enrollment or a refusal to a record.
func (t *turn) visited(s *stored, en *enrollment) {
	all := s.visits.encoded
	if s.visits.n == maxVisits {
		d := &decoder{data: all}
		first := d.visit()
		all = d.data
		t.set(keyOfRecord(en.record, first.id), nil)
		if !first.refused {
			t.set(keyLast(en.record, first.workflow, first.per), appendInt(nil, first.at))
		}
		s.visits.earlier = true
		s.visits.n--
	}
	room := make([]byte, 0, len(all)+visitRoom+len(en.per))
	s.visits.encoded = visit{en.id, en.workflow, en.per, en.at, en.state == refused}.append(append(room, all...))
	s.visits.n++
}

// lastVisit is when a record was enrolled last in a workflow.
func (s *state) lastVisit(p place, r *stored, workflow int, per string) (at int64, ok bool) {
	r.visits.each(func(v visit) bool {
		if v.workflow == workflow && v.per == per && !v.refused {
			at, ok = v.at, true
		}
		return true
	})
	if ok || !r.visits.earlier {
		return at, ok
	}
	data, ok := s.get(keyLast(p, workflow, per))
	if !ok {
		return 0, false
	}
	d := &decoder{data: data}
	return d.int(), d.err == nil
}

// headOf is what is known of a record whether its object is declared or not.
func (s *state) headOf(p place) (h recordHead, ok bool) {
	if s.transient != nil {
		r := s.record(p)
		if r == nil {
			return h, false
		}
		return recordHead{visits: r.visits}, true
	}
	data, ok := s.get(keyRecord(p))
	if !ok {
		return h, false
	}
	d := &decoder{data: data}
	if h = d.recordHead(); d.err != nil {
		s.fail(d.err)
		return h, false
	}
	return h, true
}

// visitsAt are the numbers of the enrollments and refusals of a record, oldest first, also of one whose object is not
// declared any more.
func (s *state) visitsAt(p place) (ids []uint64) {
	head, ok := s.headOf(p)
	if !ok {
		return nil
	}
	if head.visits.earlier {
		for k := range s.under(p.append(key('y'))) {
			ids = append(ids, numberAt(k[len(k)-8:]))
		}
	}
	head.visits.each(func(v visit) bool {
		ids = append(ids, v.id)
		return true
	})
	return ids
}
