// Migration: records that are inside an older version of a workflow go on in the current one, where it has their place.

package runtime

import (
	"context"
	"fmt"

	"github.com/wflang/wf/vm"
)

// Stay is an enrollment that could not be moved to the current version of its workflow.
type Stay struct {
	Enrollment Enrollment
	Reason     string
}

// migrateRecords is how many enrollments one input of a migration moves.
const migrateRecords = 500

// Migrate moves the enrollments that are inside older versions of the workflows to the current versions: a step is found
// again by its label, else by its text, and an enrollment moves only when it has all that the steps from there on may read.
// It keeps the moment until which it sleeps or waits. The others stay where they are and finish on their version.
// A migration that is broken off, or that others change the store beside, can be done again.
func (e *Engine) Migrate(ctx context.Context) (moved int, stays []Stay, err error) {
	candidates, err := e.elsewhere()
	if err != nil {
		return 0, nil, err
	}
	for len(candidates) > 0 {
		n := min(migrateRecords, len(candidates))
		var kept []migrated
		err := e.submit(ctx, e.live, func(b *batch) error {
			kept = kept[:0]
			known := map[[2]int]*vm.Moves{}
			for _, id := range candidates[:n] {
				if m := b.migrate(id, known); m.moved || m.reason != "" {
					kept = append(kept, m)
				}
			}
			return b.fault
		})
		if err != nil {
			return moved, stays, err
		}
		candidates = candidates[n:]
		r := e.read()
		for _, m := range kept {
			if m.moved {
				moved++
			} else if en := r.enrollment(m.id); en != nil {
				stays = append(stays, Stay{r.public(en), m.reason})
			}
		}
		if err := r.end(); err != nil {
			return moved, stays, err
		}
	}
	return moved, stays, nil
}

// elsewhere are the enrollments that are inside a version that is not the current one.
func (e *Engine) elsewhere() ([]uint64, error) {
	r := e.read()
	var found []uint64
	for no, name := range r.known.names.workflows {
		w := r.workflow(no)
		if w == nil || w.program < 0 || len(w.inside) == 0 || len(w.inside) == 1 && w.inside[0].program == w.program {
			continue
		}
		for en := range r.enrollments(Filter{Workflow: name}) {
			if en.state.inside() && en.program != w.program {
				found = append(found, en.id)
			}
		}
	}
	return found, r.end()
}

// migrated is what became of one enrollment.
type migrated struct {
	id     uint64
	moved  bool
	reason string // why it stays
}

// migrate moves one enrollment, in a turn of its own.
func (b *batch) migrate(id uint64, known map[[2]int]*vm.Moves) (m migrated) {
	m.id = id
	err := b.turn(0, func(t *turn) error {
		r := t.load(id)
		if r == nil {
			return nil
		}
		to := t.current(r.en.workflow)
		if to == nil || to.no == r.en.program {
			return nil
		}
		pair := [2]int{r.p.no, to.no}
		moves := known[pair]
		if moves == nil {
			moves = vm.NewMoves(r.p.Program, to.Program)
			known[pair] = moves
		}
		m.reason = r.move(to, moves)
		m.moved = m.reason == ""
		return nil
	})
	if err != nil && m.reason == "" {
		m.moved, m.reason = false, err.Error()
	}
	return m
}

// move makes a run one of another version, or says why it stays.
func (r *running) move(to *program, moves *vm.Moves) (reason string) {
	if r.en.state == answering {
		return "it waits for " + r.en.note
	}
	if move := moves.At(r.en.step); move.Reason != "" {
		return move.Reason
	}
	if err := r.p.runner.Restore(r.en.machine); err != nil {
		return err.Error()
	}
	if err := to.runner.Adopt(r.p.runner, moves); err != nil {
		return err.Error()
	}
	step := to.runner.Step()
	var effect vm.Effect // of a wait
	if r.en.state == waiting {
		effect = to.runner.Run(r.t.env(to, r.t.now))
		if effect.Kind != vm.Wait {
			return fmt.Sprintf("the step does not wait now: `%s`", to.Steps[step].Text)
		}
		r.en.shape = r.t.shapeOf(to, step, awaited(effect)).no
		r.en.note = effect.Note
	}
	r.t.count(r.en.workflow, tally{program: r.en.program, inside: -1})
	r.t.count(r.en.workflow, tally{program: to.no, inside: 1})
	r.en.past = append(r.en.past, pastVersion{r.en.turns, r.en.program})
	r.p, r.en.program, r.en.step = to, to.no, step
	r.say(line{kind: lineMoved, step: -1, text: "to the current version of the workflow, at " + stepName(to.Program, step)})
	if s := r.t.record(r.en.record); s != nil {
		r.t.setExitMoments(to, s)
	}
	if (!r.p.leaves() || !r.leftNow()) && r.en.state == waiting {
		r.t.setDue(r.en, r.t.nextMoment(r.p.runner, effect.Moments, r.t.env(r.p, r.t.now), r.en.limit))
	}
	r.store()
	return ""
}
