// How a record enters a workflow, and why it may not.

package runtime

import (
	"fmt"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// maxDepth is how many enrollments may set each other off within one instant.
const maxDepth = 100

// enter enrolls a record. The refusal says why it did not.
func (b *batch) enter(j job) (id uint64, refusal string) {
	p := b.current(j.workflow)
	if p == nil {
		return 0, fmt.Sprintf("the workflow `%s` does not exist", b.e.names.workflows[j.workflow])
	}
	err := b.turn(j.depth, func(t *turn) error {
		id, refusal = t.enter(p, j)
		return nil
	})
	if panicked, ok := err.(*turnPanic); ok {
		_ = b.turn(j.depth, func(t *turn) error {
			id = t.breakEntry(p, j, panicked.Error())
			return nil
		})
		return id, ""
	}
	return id, refusal
}

func (t *turn) enter(p *program, j job) (id uint64, refusal string) {
	s := t.record(j.record)
	if s == nil || s.record.Gone {
		return 0, fmt.Sprintf("there is no %s `%s`", p.Object, j.record.id)
	}
	en := &enrollment{id: t.next(), workflow: p.workflow, program: p.no, record: j.record, at: t.batch.now}
	start := vm.Start{Enrollment: en.name(), Record: s.record.Ref(), At: en.at, Trigger: j.occurrence}
	env := t.env(p, t.now)
	p.beginJudging(en, s, env, start)
	if refusal := t.refusal(p, en, s, env, j.depth); refusal != "" {
		en.state, en.ended = refused, en.at
		t.write(en, []line{{kind: lineRefused, step: -1, text: j.text, status: schema.Skipped, reason: refusal}})
		t.refusedThisYear(p, en, s, env)
		s := *t.record(en.record)
		t.visited(&s, en)
		t.put(en.record, &s)
		t.save(en)
		return 0, refusal
	}
	t.begin(en)
	p.runner.Start(start)
	r := t.start(p, en)
	r.say(line{kind: lineEnrolled, step: -1, text: j.text})
	t.setExitMoments(p, s)
	r.run()
	return en.id, ""
}

// beginJudging starts the judge of a program for an enrollment, and finds the value that it is the only run for.
func (p *program) beginJudging(en *enrollment, s *stored, env *schema.Env, start vm.Start) {
	p.judge.Start(start)
	if p.Per != vm.NoCode {
		en.per = perText(p.judge.EvalOn(p.Per, env, s.record, nil))
		p.judge.Start(start)
	}
}

// setExitMoments sets timers for the moments at which a record may leave although nothing changes.
func (t *turn) setExitMoments(p *program, s *stored) {
	for _, exit := range p.exits() {
		for i, trigger := range exit.triggers {
			t.setMoments(&watch{program: p, list: exit.kind, number: i, trigger: trigger}, s.record)
		}
	}
}

// begin makes an enrollment one of those that are inside.
func (t *turn) begin(en *enrollment) {
	t.addLive(en)
	t.count(en.workflow, tally{enrolled: 1, program: en.program, inside: 1})
}

// breakEntry records an enrollment that failed before its first pause.
func (t *turn) breakEntry(p *program, j job, reason string) uint64 {
	en := &enrollment{id: t.next(), workflow: p.workflow, program: p.no, record: j.record, at: t.batch.now}
	t.begin(en)
	r := t.start(p, en)
	r.say(line{kind: lineEnrolled, step: -1, text: j.text})
	r.breakOff(reason)
	r.store()
	return en.id
}

// refusal says why a record may not enter; "" when it may. The judge of p was started for the enrollment.
func (t *turn) refusal(p *program, en *enrollment, s *stored, env *schema.Env, depth int) string {
	w := t.workflow(p.workflow)
	switch {
	case w.off:
		return "the workflow is off"
	case s.record.Object.Name != p.Object:
		return fmt.Sprintf("the workflow is for a %s, not for a %s", p.Object, s.record.Object.Name)
	case depth > maxDepth:
		return fmt.Sprintf("more than %d enrollments set each other off at once", maxDepth)
	}
	if _, inside := s.liveRunOf(en.workflow, en.per); inside {
		return "already inside"
	}
	if reason := t.tooSoon(p, en); reason != "" {
		return reason
	}
	for _, exit := range p.exits() {
		for _, trigger := range exit.triggers {
			if trigger.Kind == vm.When && p.judge.Holds(trigger.Cond, env, s.record, nil) {
				return exitWords[exit.kind] + ": " + trigger.Text
			}
		}
	}
	return ""
}

// exitWords say why a record that would leave at once does not enter.
var exitWords = [...]string{listSuppress: "suppressed", listGoal: "the goal is reached already", listUnenroll: "it would leave at once"}

// tooSoon holds the workflow's rule of re-enrollment against the last enrollment.
func (t *turn) tooSoon(p *program, en *enrollment) string {
	if p.Reenroll.Mode == "always" && p.Center == nil {
		return ""
	}
	at, ok := t.lastVisit(en.record, t.record(en.record), en.workflow, en.per)
	if !ok {
		return ""
	}
	last := time.UnixMicro(at).In(p.zone)
	switch p.Reenroll.Mode {
	case "always":
		return t.sameYear(p, en, last)
	case "after":
		again := p.Reenroll.After.After(last, &p.Working)
		if again.UnixMicro() <= en.at {
			return t.sameYear(p, en, last)
		}
		return fmt.Sprintf("was enrolled on %s: not again before %s", last.Format(time.DateTime), again.Format(time.DateTime))
	}
	return fmt.Sprintf("was enrolled on %s, and enrolls once only", last.Format(time.DateTime))
}
