// What the engine tells about its work: history, issues, messages, counts, enrollments.

package runtime

import (
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// Filter narrows down what is told. Empty fields do not.
type Filter struct {
	Workflow   string
	Record     schema.Ref // by id or key; without one, all records of the object. An unknown object is an *UnknownError
	Enrollment string
}

// ids yields the numbers of the enrollments and refusals that a filter lets through, in order.
func (r *reader) ids(f Filter) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		workflow := -1
		switch {
		case f.Enrollment != "":
			if id, ok := parseEnrollmentID(f.Enrollment); ok {
				yield(id)
			}
			return
		case f.Record.ID != "":
			at, ok := r.placeOf(f.Record)
			if !ok {
				return // the record never was
			}
			for _, id := range r.visitsAt(at) {
				if !yield(id) {
					return
				}
			}
			return
		case f.Workflow != "":
			if workflow = r.known.names.workflow(f.Workflow); workflow < 0 {
				return
			}
		}
		if r.transient != nil {
			for _, id := range slices.Sorted(maps.Keys(r.transient.enrollments.now)) {
				if (workflow < 0 || r.knownEnrollment(id).workflow == workflow) && !yield(id) {
					return
				}
			}
			return
		}
		for k, v := range r.under(key('e')) {
			if workflow >= 0 && !isOf(workflow, v) {
				continue
			}
			if !yield(numberAt(k[1:])) {
				return
			}
		}
	}
}

// placeOf finds a record by id or key, also a deleted one.
func (r *reader) placeOf(ref schema.Ref) (place, bool) {
	if om := r.model.objects[ref.Object]; om != nil {
		return r.lookUp(om, ref.ID)
	}
	no := r.known.names.object(ref.Object)
	return place{no, ref.ID}, no >= 0
}

// enrollments yields what a filter lets through.
func (r *reader) enrollments(f Filter) iter.Seq[*enrollment] {
	return func(yield func(*enrollment) bool) {
		workflow, object := -1, -1
		if f.Workflow != "" {
			workflow = r.known.names.workflow(f.Workflow)
		}
		if f.Record != (schema.Ref{}) {
			if object = r.known.names.object(f.Record.Object); object < 0 {
				r.fail(&UnknownError{"object", f.Record.Object})
				return
			}
		}
		for id := range r.ids(f) {
			en := r.enrollment(id)
			if en == nil || f.Workflow != "" && en.workflow != workflow || object >= 0 && en.record.object != object {
				continue
			}
			if !yield(en) {
				return
			}
		}
	}
}

// History yields what happened, by enrollment in the order in which they began, and within one in order of time.
// An error ends it.
func (e *Engine) History(f Filter) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		r := e.read()
		defer r.end()
		for en := range r.enrollments(f) {
			for turn, said := range r.turnsOf(en) {
				at, lines, err := decodeLines(said, r.model.schema)
				if err != nil {
					r.fail(fmt.Errorf("history of %s: %w", enrollmentID(en.id), err))
					break
				}
				for _, l := range lines {
					if !yield(r.entry(en, turn, at, l), nil) {
						return
					}
				}
			}
		}
		if err := r.end(); err != nil {
			yield(Entry{}, err)
		}
	}
}

func (r *reader) entry(en *enrollment, turn int, at int64, l line) Entry {
	entry := Entry{At: time.UnixMicro(at).UTC(), Enrollment: enrollmentID(en.id), Workflow: r.workflowName(en.workflow), Record: r.ref(en.record),
		Kind: l.kind.String(), Text: l.text, Status: l.status, Reason: l.reason, Outputs: l.outputs, Number: l.step}
	if en.state == refused {
		entry.Enrollment = ""
	}
	entry.Step, entry.Action, _ = r.step(en.programAt(turn), l.step)
	return entry
}

// step names a step of a version: by its label, else by its place.
func (r *reader) step(version, number int) (name, action, label string) {
	p := r.program(version)
	if p == nil || number < 0 || number >= len(p.Steps) {
		return "", "", ""
	}
	s := p.Steps[number]
	return stepName(p, number), s.Action, s.Label
}

// Issues yields the failed actions, oldest first. An error ends it.
func (e *Engine) Issues() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		r := e.read()
		defer r.end()
		for k := range r.under(key('f')) {
			id, turn, number := numberAt(k[9:]), int(binary.BigEndian.Uint32(k[17:])), int(binary.BigEndian.Uint16(k[21:]))
			en := r.enrollment(id)
			if en == nil {
				continue
			}
			lines := r.linesOf(en, turn)
			if number >= len(lines) {
				r.fail(errDamaged)
				break
			}
			if !yield(r.entry(en, turn, timeAt(k[1:]), lines[number]), nil) {
				return
			}
		}
		if err := r.end(); err != nil {
			yield(Entry{}, err)
		}
	}
}

// Messages yields what was handed to the outbox, in that order. An error ends it.
func (e *Engine) Messages() iter.Seq2[Sent, error] {
	return func(yield func(Sent, error) bool) {
		r := e.read()
		defer r.end()
		for k, v := range r.under(key('m')) {
			m, err := decodeMessage(numberAt(k[1:]), v, r.model.schema)
			if err != nil {
				r.fail(err)
				break
			}
			if !yield(r.sent(m), nil) {
				return
			}
		}
		if err := r.end(); err != nil {
			yield(Sent{}, err)
		}
	}
}

func (r *reader) sent(m *message) Sent {
	s := Sent{At: time.UnixMicro(m.at).UTC(), Enrollment: enrollmentID(m.enrollment), Message: m.content, State: "pending", Text: m.text, Tries: m.tries}
	if m.done != 0 {
		s.Done, s.State = time.UnixMicro(m.done).UTC(), "sent"
	}
	if m.failed {
		s.State = "failed"
	}
	if en := r.enrollment(m.enrollment); en != nil {
		s.Workflow, s.Record = r.workflowName(en.workflow), r.ref(en.record)
		s.Step, s.Action, _ = r.step(en.programAt(m.turn), m.step)
	}
	return s
}

// Enrollments yields runs in the order in which they began, without refusals. An error ends it.
func (e *Engine) Enrollments(f Filter) iter.Seq2[Enrollment, error] {
	return func(yield func(Enrollment, error) bool) {
		r := e.read()
		defer r.end()
		for en := range r.enrollments(f) {
			if en.state != refused && !yield(r.public(en), nil) {
				return
			}
		}
		if err := r.end(); err != nil {
			yield(Enrollment{}, err)
		}
	}
}

func (r *reader) public(en *enrollment) Enrollment {
	states := [...]State{finished: StateFinished, leftState: StateLeft, brokenOff: StateFailed}
	p := Enrollment{ID: enrollmentID(en.id), Workflow: r.workflowName(en.workflow), Record: r.ref(en.record), At: time.UnixMicro(en.at).UTC(),
		State: StateWaiting, Failed: en.failed}
	if program := r.program(en.program); program != nil {
		p.Version = program.Hash
	}
	if !en.state.inside() {
		p.State, p.Ended = states[en.state], time.UnixMicro(en.ended).UTC()
		return p
	}
	p.Step, _, p.Label = r.step(en.program, en.step)
	p.Note = en.note
	if en.due != 0 {
		p.Until = time.UnixMicro(en.due).UTC()
	}
	return p
}

// nextScan is how many timers Status looks at to find the next of each workflow.
const nextScan = 10_000

// Status counts the enrollments of every workflow that is deployed or has records inside, by name.
func (e *Engine) Status() ([]WorkflowStatus, error) {
	r := e.read()
	byNo := map[int]*WorkflowStatus{}
	for no, name := range r.known.names.workflows {
		w := r.workflow(no)
		if w == nil || w.program < 0 && w.waiting() == 0 {
			continue
		}
		s := &WorkflowStatus{Workflow: name, On: !w.off && w.program >= 0, Enrolled: w.enrolled, Finished: w.finished,
			Reached: w.reached, Waiting: w.waiting(), Left: w.left, Failed: w.failed}
		if p := r.titleOf(w); p != nil {
			s.Title, s.Object = p.Title, p.Object
		}
		byNo[no] = s
	}
	r.nextTimers(byNo)
	var list []WorkflowStatus
	names := map[string]int{}
	for no, s := range byNo {
		names[s.Workflow] = no
	}
	for _, name := range sortedKeys(names) {
		list = append(list, *byNo[names[name]])
	}
	return list, r.end()
}

func (r *reader) titleOf(w *workflowState) *vm.Program {
	if w.program >= 0 {
		return r.program(w.program)
	}
	return r.program(w.inside[0].program)
}

// timers yields the timers from a moment on.
func (r *reader) timers(from int64) iter.Seq2[[]byte, []byte] {
	begin, end := appendTime(keyTimers(), from), after(keyTimers())
	if r.transient != nil {
		return func(yield func(k, v []byte) bool) { r.e.near.keys.Clone().Scan(begin, end, false, yield) }
	}
	return r.r.Scan(begin, end, false)
}

// nextTimers fills in when something happens next in each workflow.
func (r *reader) nextTimers(byNo map[int]*WorkflowStatus) {
	n, missing := 0, len(byNo)
	if r.transient != nil {
		for _, h := range r.transient.enrollments.now {
			en := h.value
			if s, due := byNo[en.workflow], time.UnixMicro(en.due).UTC(); s != nil && en.due != 0 && (s.Next.IsZero() || due.Before(s.Next)) {
				s.Next = due
			}
		}
	}
	for k := range r.timers(r.e.floor.Load()) {
		if n++; n > nextScan || missing == 0 {
			return
		}
		due := time.UnixMicro(timeAt(k[1:])).UTC()
		workflow := -1
		switch timerKind(k[9]) {
		case timerWake:
			if en := r.enrollment(numberAt(k[10:])); en != nil {
				workflow = en.workflow
			}
		case timerEvery:
			workflow = int(binary.BigEndian.Uint32(k[10:]))
		}
		if s := byNo[workflow]; s != nil && (s.Next.IsZero() || due.Before(s.Next)) {
			s.Next = due
			missing--
		}
	}
}
