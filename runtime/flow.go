// Moving records between workflows, as the actions `enroll in` and `unenroll from` do: schema.Flow of a turn.

package runtime

import (
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// Enroll enrolls a record in another workflow once this turn is over. What is known now to be in the way is the error;
// what comes in the way until then is noted in the line of the action.
func (w *world) Enroll(workflow string, r *schema.Record) error {
	t := w.t
	no := t.e.names.workflow(workflow)
	if no < 0 || t.current(no) == nil {
		return &UnknownError{"workflow", workflow}
	}
	at, ok := t.model.place(r.Ref())
	s := t.record(at)
	if !ok || s == nil || s.record.Gone {
		return fmt.Errorf("the record was deleted")
	}
	p := t.current(no)
	en := &enrollment{workflow: no, record: at, at: t.batch.now}
	env := t.env(p, t.now)
	p.beginJudging(en, s, env, vm.Start{Record: s.record.Ref(), At: en.at})
	if reason := t.refusal(p, en, s, env, t.depth+1); reason != "" {
		return errors.New(reason)
	}
	j := job{kind: jobEnter, workflow: no, record: at, text: "by the workflow `" + w.run.p.Name + "`", depth: t.depth + 1,
		caller: lineAt{w.run.en.id, w.run.en.turns, len(w.run.lines)}}
	t.revisable = true
	if n := len(t.jobs); n > 0 && t.jobs[n-1].caller == j.caller {
		t.jobs[n-1].several, j.several = true, true
	}
	t.jobs = append(t.jobs, j)
	return nil
}

// Unenroll takes a record out of another workflow once this turn is over.
func (w *world) Unenroll(workflow string, r *schema.Record) error {
	t := w.t
	no := t.e.names.workflow(workflow)
	if no < 0 {
		return &UnknownError{"workflow", workflow}
	}
	at, ok := t.model.place(r.Ref())
	s := t.record(at)
	if !ok || s == nil {
		return fmt.Errorf("the record was deleted")
	}
	found := false
	for _, l := range s.live {
		if l.workflow == no {
			found = true
			t.jobs = append(t.jobs, job{kind: jobLeave, enrollment: l.id, text: "by the workflow `" + w.run.p.Name + "`"})
		}
	}
	if !found {
		return &schema.Refused{Reason: "not inside"}
	}
	return nil
}
