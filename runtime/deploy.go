// Deployment: a bundle takes the place of the one before.

package runtime

import (
	"context"
	"fmt"
	"slices"

	"github.com/wflang/wf/vm"
)

// Deploy puts a bundle to work: its declarations take the place of those before, its workflows enroll from now on, and
// workflows that it lacks stop enrolling. Records that are inside finish on the version they entered.
func (e *Engine) Deploy(ctx context.Context, bundle *vm.Bundle, o DeployOptions) (DeployReport, error) {
	var report DeployReport
	err := e.submit(ctx, e.live, func(b *batch) error {
		var err error
		report, err = b.deploy(bundle, o)
		return err
	})
	if err != nil {
		return DeployReport{}, err
	}
	return report, nil
}

// Decode reads a compiled project, as vm.Encode writes it, with the catalog of the engine.
func (e *Engine) Decode(data []byte) (*vm.Bundle, error) { return vm.Decode(data, e.config.Catalog) }

func (b *batch) deploy(bundle *vm.Bundle, o DeployOptions) (report DeployReport, err error) {
	e := b.e
	first := len(e.names.workflows) == 0
	declared, err := b.declared(bundle.Schema)
	if err != nil {
		return report, err
	}
	// Programs are stored and read back like after a restart, so that an engine runs nothing that its store lacks.
	linked := make([]*vm.Program, len(bundle.Programs))
	encoded := make([][]byte, len(bundle.Programs))
	for i, p := range bundle.Programs {
		encoded[i] = p.Encode()
		if linked[i], err = vm.DecodeProgram(encoded[i], declared.schema); err != nil {
			return report, fmt.Errorf("the workflow `%s` cannot be stored: %w", p.Name, err)
		}
	}
	for _, p := range linked {
		if declared.names.workflow(p.Name) < 0 {
			declared.names.workflows = append(declared.names.workflows, p.Name)
		}
	}
	if err := b.declare(declared); err != nil {
		return report, err
	}
	for i, p := range linked {
		b.deployOne(p, encoded[i], o, &report)
	}
	b.removeOthers(linked, &report)
	b.forgetVersions()
	e.rewatch(b.workflow)
	if first {
		b.setExpiry()
	}
	return report, nil
}

// deployOne makes a program the current version of its workflow.
func (b *batch) deployOne(p *vm.Program, encoded []byte, o DeployOptions, report *DeployReport) {
	e := b.e
	workflow := e.names.workflow(p.Name)
	w := b.changeWorkflow(workflow)
	before := e.programs[w.program]
	no := -1
	for _, known := range sortedNumbers(e.programs) {
		if q := e.programs[known]; q.workflow == workflow && q.Hash == p.Hash {
			no = known
		}
	}
	if no < 0 {
		no = int(b.counter("versions"))
		b.setCounter("versions", int64(no+1))
	}
	b.set(keyProgram(no), encoded) // the same behavior may have other places in its source
	running := e.newProgram(p, no, workflow)
	e.programs[no] = running
	w.program = no
	same := before != nil && before.no == no
	switch {
	case before == nil:
		report.New = append(report.New, p.Name)
	case same:
		report.Same = append(report.Same, p.Name)
	default:
		report.Changed = append(report.Changed, p.Name)
	}
	moments := before == nil && w.enrolled > 0 && p.Center != nil && p.Center.EveryYear // for records that it knows from before it was removed
	for i, trigger := range p.Enroll {
		if trigger.Every != nil && !same {
			b.setEvery(running, i, b.now)
		}
		moments = moments || len(trigger.Moments) > 0 && !same
	}
	switch {
	case o.Existing:
		b.startSweep(sweep{kind: sweepExisting, workflow: workflow})
	case moments:
		b.startSweep(sweep{kind: sweepMoments, workflow: workflow})
	}
}

// removeOthers stops the workflows that a bundle lacks.
func (b *batch) removeOthers(kept []*vm.Program, report *DeployReport) {
	for no, name := range b.e.names.workflows {
		here := slices.ContainsFunc(kept, func(p *vm.Program) bool { return p.Name == name })
		if !here && b.workflow(no).program >= 0 {
			b.changeWorkflow(no).program = -1
			report.Removed = append(report.Removed, name)
		}
	}
	slices.Sort(report.Removed)
}

// forgetVersions drops the versions that nothing runs any more. The store keeps them: the history names their steps.
func (b *batch) forgetVersions() {
	for no, p := range b.e.programs {
		if !b.workflow(p.workflow).running(no) {
			delete(b.e.programs, no)
		}
	}
}

func sortedNumbers[V any](m map[int]V) []int {
	numbers := make([]int, 0, len(m))
	for n := range m {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return numbers
}
