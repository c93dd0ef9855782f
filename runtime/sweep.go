// Sweeps: all records of an object are looked at, some hundred in a turn, in the order of the store. Where a sweep stands
// is in the store, so that it goes on after a restart.

package runtime

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

type sweepKind uint8

const (
	sweepEvery    sweepKind = iota // a schedule fired: all that match enter
	sweepExisting                  // those that match already enter
	sweepMoments                   // a workflow is new: conditions on time, and dates that return, get their timers
)

// sweep is one walk over the records of a workflow's object.
type sweep struct {
	kind     sweepKind
	workflow int
	number   int    // of the trigger, for sweepEvery
	from     []byte // key of the next record; nil at the start
}

const sweepRecords = 500

func (s sweep) encode() []byte {
	buf := append([]byte(nil), byte(s.kind))
	buf = appendUint(appendUint(buf, uint64(s.workflow)), uint64(s.number))
	return append(buf, s.from...)
}

func decodeSweep(data []byte) (sweep, error) {
	d := &decoder{data: data}
	s := sweep{kind: sweepKind(d.byte()), workflow: int(d.uint()), number: int(d.uint())}
	s.from = d.data
	return s, d.err
}

// begin is the id of the next record; "" at the start.
func (s sweep) begin() string {
	if len(s.from) == 0 {
		return ""
	}
	at, _ := cutPlace(s.from[1:])
	return at.id
}

func (b *batch) startSweep(s sweep) {
	b.setTimer(append64(keyTimer(b.now, timerSweep), b.next()), s.encode())
}

// sweep looks at some records and goes on later, where it is not at the end.
func (b *batch) sweep(data []byte) {
	s, err := decodeSweep(data)
	if err != nil {
		b.fail(err)
		return
	}
	p := b.current(s.workflow)
	if p == nil || b.model.objects[p.Object] == nil {
		return
	}
	_ = b.turn(0, func(t *turn) error {
		n, env := 0, t.env(p, t.now)
		for at := range t.placesFrom(b.model.objects[p.Object], s.begin()) {
			if n == sweepRecords {
				s.from = keyRecord(at)
				t.startSweep(s)
				break
			}
			n++
			if r := t.record(at); r != nil && !r.record.Gone {
				t.sweepRecord(s, p, env, at, r)
			}
		}
		return nil
	})
}

func (t *turn) sweepRecord(s sweep, p *program, env *schema.Env, at place, r *stored) {
	p.judge.Forget()
	if s.kind != sweepEvery {
		t.nextYear(p, env, at, r)
	}
	for i, trigger := range p.Enroll {
		switch {
		case s.kind == sweepEvery && i == s.number:
			if meets(p, trigger.Cond, env, r.record, nil) {
				t.enterLater(p, at, trigger.Text)
			}
		case s.kind == sweepEvery || trigger.Kind != vm.When:
		default:
			t.setMoments(&watch{program: p, list: listEnroll, number: i, trigger: trigger}, r.record)
			if s.kind == sweepExisting && p.judge.Holds(trigger.Cond, env, r.record, nil) && !t.knows(p.judge, p.Program, env, p.workflow, at, r) {
				t.enterLater(p, at, p.heldAlready[i])
				return
			}
		}
	}
}

func (t *turn) enterLater(p *program, at place, text string) {
	t.jobs = append(t.jobs, job{kind: jobEnter, workflow: p.workflow, record: at, text: text, depth: 1})
}

// knows reports whether a workflow knows a record already: such a one is no news to it, and no line in the history either.
func (s *state) knows(m *vm.Machine, p *vm.Program, env *schema.Env, workflow int, at place, r *stored) bool {
	per := ""
	if p.Per != vm.NoCode {
		per = perText(m.EvalOn(p.Per, env, r.record, nil))
	}
	if _, inside := r.liveRunOf(workflow, per); inside {
		return true
	}
	_, before := s.lastVisit(at, r, workflow, per)
	return before
}
