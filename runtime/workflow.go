// A workflow and its versions, as the store keeps them.

package runtime

import (
	"fmt"
	"slices"
	"time"

	"github.com/wflang/wf/vm"
)

// workflowState is what the store keeps of a workflow. One that is committed is never changed.
type workflowState struct {
	program int // number of the version that new enrollments run; -1 when the workflow was removed
	off     bool

	enrolled, finished, reached, failed, left int

	inside []versionCount // live enrollments by version, in the order of their numbers
}

// versionCount is how many enrollments run a version.
type versionCount struct{ program, count int }

func (w *workflowState) copy() *workflowState {
	c := *w
	c.inside = slices.Clone(w.inside)
	return &c
}

// tally is what is added to the counts of a workflow.
type tally struct {
	enrolled, finished, reached, failed, left int

	program, inside int // how many more run a version
}

func (c tally) negated() tally {
	return tally{-c.enrolled, -c.finished, -c.reached, -c.failed, -c.left, c.program, -c.inside}
}

func (w *workflowState) add(c tally) {
	w.enrolled += c.enrolled
	w.finished += c.finished
	w.reached += c.reached
	w.failed += c.failed
	w.left += c.left
	if c.inside == 0 {
		return
	}
	i, known := slices.BinarySearchFunc(w.inside, c.program, func(v versionCount, program int) int { return v.program - program })
	if !known {
		w.inside = slices.Insert(w.inside, i, versionCount{program: c.program})
	}
	if w.inside[i].count += c.inside; w.inside[i].count == 0 {
		w.inside = slices.Delete(w.inside, i, i+1)
	}
}

func (w *workflowState) waiting() int { return w.enrolled - w.finished - w.left }

// running reports whether a version has something to do: new enrollments, or some that are inside.
func (w *workflowState) running(program int) bool {
	return w.program == program || slices.ContainsFunc(w.inside, func(v versionCount) bool { return v.program == program })
}

func (w *workflowState) encode() []byte {
	buf := appendInt(nil, int64(w.program))
	buf = appendBool(buf, w.off)
	for _, n := range [...]int{w.enrolled, w.finished, w.reached, w.failed, w.left} {
		buf = appendUint(buf, uint64(n))
	}
	buf = appendUint(buf, uint64(len(w.inside)))
	for _, v := range w.inside {
		buf = appendUint(appendUint(buf, uint64(v.program)), uint64(v.count))
	}
	return buf
}

func decodeWorkflow(data []byte) (*workflowState, error) {
	d := &decoder{data: data}
	w := &workflowState{program: int(d.int()), off: d.bool()}
	for _, n := range [...]*int{&w.enrolled, &w.finished, &w.reached, &w.failed, &w.left} {
		*n = int(d.uint())
	}
	for range d.count() {
		w.inside = append(w.inside, versionCount{int(d.uint()), int(d.uint())})
	}
	slices.SortFunc(w.inside, func(a, b versionCount) int { return a.program - b.program }) // older stores have another order
	return w, d.err
}

// program is a version of a workflow, ready to run.
type program struct {
	*vm.Program
	no       int // of the version
	workflow int // number of the workflow
	// stepNames are the steps as the history names them.
	stepNames []string
	// heldAlready says of a trigger of Enroll that it held before its workflow came.
	heldAlready []string
	// stepKeys name the steps from one version to the next.
	stepKeys []string
	zone     *time.Location
	runner   *vm.Machine
	judge    *vm.Machine // for conditions, also while runner is in the middle of a run
	// leavesOnTime says that an exit may turn true by the passing of time alone.
	leavesOnTime bool
}

func (e *Engine) newProgram(p *vm.Program, no, workflow int) *program {
	names := make([]string, len(p.Steps))
	for i := range names {
		names[i] = stepName(p, i)
	}
	running := &program{Program: p, no: no, workflow: workflow, stepNames: names, stepKeys: stepKeys(p), zone: e.zone(p.Zone),
		runner: vm.NewMachine(p), judge: vm.NewMachine(p)}
	for _, trigger := range p.Enroll {
		running.heldAlready = append(running.heldAlready, trigger.Text+" (it held already)")
	}
	for _, exit := range running.exits() {
		timed := slices.ContainsFunc(exit.triggers, func(t vm.Trigger) bool { return len(t.Moments) > 0 })
		running.leavesOnTime = running.leavesOnTime || timed
	}
	return running
}

// stepKeys name the steps of a program by their labels, or by their actions, counted.
func stepKeys(p *vm.Program) []string {
	keys, counts := make([]string, len(p.Steps)), map[string]int{}
	for i, s := range p.Steps {
		counts[s.Action]++
		if keys[i] = s.Label; s.Label == "" {
			keys[i] = fmt.Sprintf("%s %d", s.Action, counts[s.Action])
		}
	}
	return keys
}

// exitList are the triggers of one setting by which records leave.
type exitList struct {
	kind     listKind
	triggers []vm.Trigger
}

// exits are the settings by which records leave, in the order in which they are looked at.
func (p *program) exits() [3]exitList {
	return [3]exitList{{listSuppress, p.Suppress}, {listGoal, p.Goal}, {listUnenroll, p.Unenroll}}
}

// leaves reports whether a condition can take records out.
func (p *program) leaves() bool { return len(p.Unenroll)+len(p.Goal)+len(p.Suppress) > 0 }
