// The plan of a deployment: what it would change, told before it is done.

package runtime

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// PlannedWorkflow is what a deployment would do to one workflow.
type PlannedWorkflow struct {
	Workflow, Title string
	Change          string // "new", "changed", "same", "removed"
	Off             bool   // it was switched off, and stays so
	Inside          int    // enrollments that are inside now
	Stands          []PlannedStand
	Matching        int          // records that meet an `enroll when` now and that it never saw: with DeployOptions.Existing they enter
	Examples        []schema.Ref // the first of them
}

// PlannedStand is a step at which enrollments of another version stand, and where Migrate would move them.
type PlannedStand struct {
	Position
	To     string // label, or `file:line`, in the version to be deployed; "" when they would stay
	Reason string // why they would stay
}

// planExamples is how many records a plan names for each workflow.
const planExamples = 5

// Plan tells what Deploy would do with a bundle, in alphabetical order of the workflows, and changes nothing.
func (e *Engine) Plan(bundle *vm.Bundle) ([]PlannedWorkflow, error) {
	r := e.read()
	copied, err := vm.Decode(vm.Encode(bundle), e.config.Catalog)
	if err != nil {
		return nil, r.refuse(fmt.Errorf("the project cannot be stored: %w", err))
	}
	names := r.known.names.clone()
	if _, err := names.learn(copied.Schema); err != nil {
		return nil, r.refuse(err)
	}
	later := newState(r.tx, newModel(copied.Schema, names), e.config.People)
	planned := map[string]PlannedWorkflow{}
	for _, p := range copied.Programs {
		planned[p.Name] = r.plan(p, later)
	}
	for no, name := range r.known.names.workflows {
		w := r.workflow(no)
		if _, kept := planned[name]; kept || w == nil || w.program < 0 {
			continue
		}
		gone := PlannedWorkflow{Workflow: name, Change: "removed", Off: w.off, Inside: w.waiting()}
		if p := r.program(w.program); p != nil {
			gone.Title = p.Title
		}
		planned[name] = gone
	}
	var list []PlannedWorkflow
	for _, name := range sortedKeys(planned) {
		list = append(list, planned[name])
	}
	if later.fault != nil {
		r.fail(later.fault)
	}
	return list, r.end()
}

// plan compares a program with what the store has of its workflow. The state later reads records as the program's
// project declares them.
func (r *reader) plan(p *vm.Program, later *state) PlannedWorkflow {
	out := PlannedWorkflow{Workflow: p.Name, Title: p.Title, Change: "new"}
	no := r.known.names.workflow(p.Name)
	var w *workflowState
	if no >= 0 {
		w = r.workflow(no)
	}
	if w != nil {
		out.Off, out.Inside = w.off, w.waiting()
		if w.program >= 0 {
			out.Change = "changed"
			if before := r.program(w.program); before != nil && before.Hash == p.Hash {
				out.Change = "same"
			}
		}
		list, versions := r.positions(no)
		for i, at := range list {
			if at.Version == p.Hash {
				continue
			}
			at.Current = false
			stand := PlannedStand{Position: at}
			if old := r.program(versions[i]); old != nil {
				if move := vm.NewMoves(old, p).At(at.Number); move.Reason == "" {
					stand.To = stepName(p, move.Step)
				} else {
					stand.Reason = move.Reason
				}
			}
			out.Stands = append(out.Stands, stand)
		}
	}
	if out.Change != "same" {
		out.Matching, out.Examples = r.newcomers(p, no, later)
	}
	return out
}

// newcomers are the records that would enter a workflow if those that match already did; with -1 for its number all that
// match.
func (r *reader) newcomers(p *vm.Program, workflow int, later *state) (n int, examples []schema.Ref) {
	om := later.model.objects[p.Object]
	if om == nil {
		return 0, nil
	}
	m := vm.NewMachine(p)
	env := &schema.Env{Now: r.e.config.Clock.Now().UnixMicro(), Zone: r.e.zone(p.Zone), Hours: &p.Working, View: &view{s: later, keep: r.e.oldest()}}
	for at, s := range later.each(om) {
		if s.record.Gone || !matchesNow(m, p, env, s.record) || workflow >= 0 && later.knows(m, p, env, workflow, at, s) {
			continue
		}
		if n++; len(examples) < planExamples {
			examples = append(examples, s.record.Ref())
		}
	}
	return n, examples
}

// matchesNow reports whether a record meets an `enroll when`.
func matchesNow(m *vm.Machine, p *vm.Program, env *schema.Env, r *schema.Record) bool {
	for _, t := range p.Enroll {
		if t.Kind == vm.When && m.Holds(t.Cond, env, r, nil) {
			return true
		}
	}
	return false
}

// stepName names a step of a program: by its label, else by its place.
func stepName(p *vm.Program, number int) string {
	s := p.Steps[number]
	if s.Label != "" {
		return s.Label
	}
	return fmt.Sprintf("%s:%d", s.File, s.Line)
}
