// An enrollment as the store keeps it.

package runtime

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// enrollment is one run of a record through a workflow: its machine, and what it waits for. Refusals are kept in the
// same form, so that the history finds them.
type enrollment struct {
	id       uint64
	workflow int
	program  int // number of the version
	past     []pastVersion
	record   place
	per      string
	at       int64
	state    enrollmentState
	failed   bool // an action failed
	turns    int  // of the history
	tailFrom int  // the first of them that is kept here
	tail     []byte
	ended    int64 // 0 while it is inside

	step    int   // where it stands
	due     int64 // of its timer; 0 without
	limit   int64 // of a wait: the end of its time; 0 without. With a slot: how far the slots had moved
	shape   int   // of a wait: what it waits for
	paid    bool  // a slot of the workflow's rate was taken already
	note    string
	machine []byte

	shown string // its number as people see it, when somebody asked for it
	pass  uint32 // in which it was written last

	home *recordCell // of a transient world: where its record is
}

// pastVersion is a version that an enrollment ran before it was moved to another: the turns before this one.
type pastVersion struct{ turn, program int }

// programAt is the version that a turn of the history ran.
func (en *enrollment) programAt(turn int) int {
	for _, p := range en.past {
		if turn < p.turn {
			return p.program
		}
	}
	return en.program
}

// enrollmentState is where an enrollment stands.
type enrollmentState uint8

const (
	asleep    enrollmentState = iota // until due
	held                             // until due, then the action is tried again
	waiting                          // for what its shape says, or until due
	answering                        // for the answer to a message
	finished
	leftState
	brokenOff
	refused
)

func (s enrollmentState) inside() bool { return s <= answering }

// enrollmentWeight is what the parts of an enrollment take that have no size of their own, with its key.
const enrollmentWeight = 96

// encode appends the stored form.
func (en *enrollment) encode(buf []byte) []byte {
	buf = append(buf, byte(en.state))
	buf = appendBool(buf, en.failed)
	buf = appendUint(buf, uint64(en.workflow))
	buf = appendInt(buf, int64(en.program))
	buf = appendUint(buf, uint64(en.record.object))
	buf = appendText(buf, en.record.id)
	buf = appendText(buf, en.per)
	buf = appendInt(buf, en.at)
	buf = appendUint(buf, uint64(en.turns))
	buf = appendUint(buf, uint64(len(en.past)))
	for _, p := range en.past {
		buf = appendUint(appendUint(buf, uint64(p.turn)), uint64(p.program))
	}
	buf = appendBytes(appendUint(buf, uint64(en.tailFrom)), en.tail)
	if !en.state.inside() {
		return appendInt(buf, en.ended-en.at)
	}
	buf = appendUint(buf, uint64(en.step))
	buf = appendInt(buf, en.due)
	buf = appendInt(buf, en.limit)
	buf = appendUint(buf, uint64(en.shape))
	buf = appendBool(buf, en.paid)
	buf = appendText(buf, en.note)
	return append(buf, en.machine...)
}

func decodeEnrollment(id uint64, data []byte) (*enrollment, error) {
	d := &decoder{data: data}
	en := &enrollment{id: id, state: enrollmentState(d.byte()), failed: d.bool()}
	en.workflow, en.program = int(d.uint()), int(d.int())
	en.record = place{int(d.uint()), d.text()}
	en.per, en.at, en.turns = d.text(), d.int(), int(d.uint())
	for range d.count() {
		en.past = append(en.past, pastVersion{int(d.uint()), int(d.uint())})
	}
	en.tailFrom, en.tail = int(d.uint()), d.bytes()
	if !en.state.inside() {
		en.ended = en.at + d.int()
		return en, d.err
	}
	en.step, en.due, en.limit, en.shape = int(d.uint()), d.int(), d.int(), int(d.uint())
	en.paid, en.note = d.bool(), d.text()
	en.machine = d.data
	return en, d.err
}

// isOf reports whether a stored enrollment may be one of a workflow, of which it reads no more than that. It may be when
// it is damaged, so that whoever reads it whole hears of that.
func isOf(workflow int, data []byte) bool {
	d := &decoder{data: data}
	d.byte()
	d.bool()
	return d.uint() == uint64(workflow) || d.err != nil
}

// knownEnrollment is one that is in memory, not to be changed; nil when it is not.
func (s *state) knownEnrollment(id uint64) *enrollment {
	if s.transient != nil {
		return s.transient.enrollments.get(id)
	}
	if en := s.enrollments[id]; en != nil {
		return en
	}
	return s.earlierEnrollments[id]
}

// enrollment is an enrollment as it was saved last, nil when there is none. It is the caller's own.
func (s *state) enrollment(id uint64) *enrollment {
	if known := s.knownEnrollment(id); known != nil {
		en := *known
		return &en
	}
	if s.transient != nil {
		return nil
	}
	data, ok := s.get(keyEnrollment(id))
	if !ok {
		return nil
	}
	en, err := decodeEnrollment(id, data)
	if err != nil {
		s.fail(fmt.Errorf("enrollment %s: %w", enrollmentID(id), err))
		return nil
	}
	return en
}

// name is the number of the enrollment as people see it.
func (en *enrollment) name() string {
	if en.shown == "" {
		en.shown = enrollmentID(en.id)
	}
	return en.shown
}

// enrollmentID is the number of an enrollment as people see it.
func enrollmentID(id uint64) string {
	text := append(make([]byte, 0, 24), 'e')
	return string(strconv.AppendUint(text, id, 10))
}

func parseEnrollmentID(text string) (id uint64, ok bool) {
	digits, ok := strings.CutPrefix(text, "e")
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseUint(digits, 10, 64)
	return id, err == nil
}

// save stores an enrollment as it is now. It must not be changed afterwards.
func (b *batch) save(en *enrollment) {
	if b.transient != nil {
		if en.home == nil && b.record(en.record) != nil {
			en.home = b.latestCell
		}
		b.transient.save(en, b.revisable)
		return
	}
	h := b.e.working
	h.enrollments.set(en.id, en)
	h.behind.enrollments = append(h.behind.enrollments, en.id)
	b.size += enrollmentWeight + len(en.record.id) + len(en.per) + len(en.note) + len(en.machine) + len(en.tail)
}

// setDue gives an enrollment a timer, or none for 0.
func (b *batch) setDue(en *enrollment, due int64) {
	if b.transient != nil {
		if due != 0 && en.due != due {
			b.transient.wakes.push(wake{due, en.id})
		}
		en.due = due
		return
	}
	if en.due != 0 && en.due != due {
		b.delete(keyWake(en.due, en.id))
	}
	if due != 0 && en.due != due {
		b.setWake(keyWake(due, en.id))
	}
	en.due = due
}

// liveRunOf finds an enrollment among those that are inside.
func (s *stored) liveRunOf(workflow int, per string) (liveRun, bool) {
	for _, l := range s.live {
		if l.workflow == workflow && l.per == per {
			return l, true
		}
	}
	return liveRun{}, false
}

// addLive and dropLive keep the list of enrollments in the record.
func (t *turn) addLive(en *enrollment) {
	s := *t.record(en.record)
	s.live = append(slices.Clip(s.live), liveRun{en.workflow, en.per, en.id})
	t.visited(&s, en)
	t.put(en.record, &s)
}

func (t *turn) dropLive(en *enrollment) {
	old := t.record(en.record)
	if old == nil {
		return
	}
	s := *old
	s.live = nil
	for _, l := range old.live {
		if l.id != en.id {
			s.live = append(s.live, l)
		}
	}
	t.put(en.record, &s)
}

// perText is the value of `per` as text, which tells runs of one record apart: as JSON, since text for people drops the
// seconds of a moment.
func perText(v schema.Value) string {
	if v.IsNil() {
		return ""
	}
	return v.Kind().String() + " " + string(schema.ToJSON(v))
}
