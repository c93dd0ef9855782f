// Positions: where the enrollments of a workflow stand, counted by step.

package runtime

import (
	"cmp"
	"slices"
	"time"
)

// Position is a step at which enrollments stand.
type Position struct {
	Version string // hash of the program they run
	Current bool   // it is the version that new enrollments run
	Number  int    // of the step in that program
	Step    string // label, or `file:line`
	Text    string // the step as written, one line
	Count   int
	Next    time.Time // the earliest of their timers; zero when none has one
}

// Positions counts those that are inside a workflow by version and step: the current version first, then in the order of
// the steps.
func (e *Engine) Positions(workflow string) ([]Position, error) {
	r := e.read()
	no := r.known.names.workflow(workflow)
	if no < 0 {
		return nil, r.refuse(&UnknownError{"workflow", workflow})
	}
	list, _ := r.positions(no)
	return list, r.end()
}

// positions are those of one workflow, and their versions by number.
func (r *reader) positions(workflow int) (list []Position, versions []int) {
	w := r.workflow(workflow)
	if w == nil || w.waiting() == 0 {
		return nil, nil
	}
	type spot struct{ version, step int }
	found := map[spot]*Position{}
	for en := range r.enrollments(Filter{Workflow: r.workflowName(workflow)}) {
		if !en.state.inside() {
			continue
		}
		at := spot{en.program, en.step}
		p := found[at]
		if p == nil {
			p = &Position{Current: en.program == w.program, Number: en.step}
			p.Step, _, _ = r.step(en.program, en.step)
			if program := r.program(en.program); program != nil {
				p.Version = program.Hash
				if en.step < len(program.Steps) {
					p.Text = program.Steps[en.step].Text
				}
			}
			found[at] = p
		}
		p.Count++
		if due := time.UnixMicro(en.due).UTC(); en.due != 0 && (p.Next.IsZero() || due.Before(p.Next)) {
			p.Next = due
		}
	}
	spots := make([]spot, 0, len(found))
	for at := range found {
		spots = append(spots, at)
	}
	slices.SortFunc(spots, func(a, b spot) int {
		switch {
		case a.version == b.version:
			return cmp.Compare(a.step, b.step)
		case a.version == w.program:
			return -1
		case b.version == w.program:
			return 1
		}
		return cmp.Compare(a.version, b.version)
	})
	for _, at := range spots {
		list, versions = append(list, *found[at]), append(versions, at.version)
	}
	return list, versions
}
