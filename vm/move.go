// Moving a run from one version of its workflow to another: where it goes on, and why it may not.

package vm

import (
	"fmt"
	"slices"
)

// Moves says where the runs of one version of a workflow go on in another. It is not safe for concurrent use.
type Moves struct {
	from, to *Program
	never    string // why no run moves; "" when some may
	slots    []int  // by slot of to: the same variable in from; -1 for none
	known    map[int]Move
}

// Move is where a run goes on. Reason is empty then; else it says why the run stays, and Step is -1.
type Move struct {
	Step   int
	Reason string
}

// NewMoves compares two versions. A step is found again by its label, else by its text; a run moves there only when it
// has all the variables that may be read from there on.
func NewMoves(from, to *Program) *Moves {
	m := &Moves{from: from, to: to, known: map[int]Move{}, slots: sameSlots(from, to)}
	switch {
	case from.Object != to.Object:
		m.never = fmt.Sprintf("the workflow was for a %s and is for a %s now", from.Object, to.Object)
	case perText(from) != perText(to):
		m.never = "what tells the runs of one record apart (`per`) is another"
	case !slices.Equal(enrolling(from), enrolling(to)) && to.code.readsTrigger():
		m.never = "other events enroll records now, and the steps read the event"
	}
	return m
}

// At is where a run that stands at a step of the old version goes on.
func (m *Moves) At(step int) Move {
	if m.never != "" {
		return Move{-1, m.never}
	}
	if found, ok := m.known[step]; ok {
		return found
	}
	found := m.find(step)
	m.known[step] = found
	return found
}

func (m *Moves) find(step int) Move {
	if step < 0 || step >= len(m.from.Steps) {
		return Move{-1, "it stands at no step"}
	}
	no, reason := m.sameStep(step)
	if reason != "" {
		return Move{-1, reason}
	}
	if !m.sameTask(step, no) {
		return Move{-1, fmt.Sprintf("the step does something else now: `%s`", m.to.Steps[no].Text)}
	}
	for slot, old := range m.slots {
		if old < 0 && m.to.code.readsFirst(no, int32(slot)) {
			return Move{-1, fmt.Sprintf("the steps from there on read `%s`, which it never got", m.to.Slots[slot].Name)}
		}
	}
	return Move{Step: no}
}

// sameStep finds a step again.
func (m *Moves) sameStep(step int) (no int, reason string) {
	s := &m.from.Steps[step]
	if s.Label != "" {
		if no := slices.IndexFunc(m.to.Steps, func(t StepInfo) bool { return t.Label == s.Label }); no >= 0 {
			return no, ""
		}
	}
	before, after := alike(m.from, s), alike(m.to, s)
	switch {
	case len(after) == 0:
		return -1, "there is no such step any more"
	case len(after) == len(before):
		return after[slices.Index(before, step)], ""
	}
	for _, no := range after {
		if m.to.Steps[no].Path == s.Path {
			return no, ""
		}
	}
	return -1, "there are several such steps; a label tells them apart"
}

// alike are the steps of a program with the text of another.
func alike(p *Program, s *StepInfo) (found []int) {
	for i := range p.Steps {
		if p.Steps[i].Text == s.Text && p.Steps[i].Action == s.Action {
			found = append(found, i)
		}
	}
	return found
}

// sameTask reports whether a run that waits at a step of the old version is answered alike at one of the new.
func (m *Moves) sameTask(step, no int) bool {
	if m.from.Steps[step].Action != m.to.Steps[no].Action {
		return false
	}
	old, now := m.from.code.pause(step), m.to.code.pause(no)
	if old == nil || now == nil {
		return old == now
	}
	if old.Op != OpWait && now.Op != OpWait {
		return old.Op == OpAct == (now.Op == OpAct)
	}
	if old.Op != now.Op {
		return false
	}
	a, b := &m.from.code.waits[old.B], &m.to.code.waits[now.B]
	return slices.Equal(a.events, b.events) && (a.change == nil) == (b.change == nil)
}

// pause is the instruction at which a step pauses; nil for a step that never does.
func (c *code) pause(step int) *Instr {
	if resume := c.entries[step].resume; resume > 0 {
		return &c.instrs[resume-1]
	}
	return nil
}

// sameSlots finds the variables of a version in another: by name and type, in the order in which they were written.
func sameSlots(from, to *Program) []int {
	found := make([]int, len(to.Slots))
	taken := make([]bool, len(from.Slots))
	for i, s := range to.Slots {
		found[i] = -1
		for j, old := range from.Slots {
			if !taken[j] && old == s {
				found[i], taken[j] = j, true
				break
			}
		}
	}
	return found
}

// perText is what tells the runs of one record apart, as written.
func perText(p *Program) string {
	if p.Per == NoCode {
		return ""
	}
	return p.CodeText(p.Per)
}

// enrolling are the events that enroll records, in alphabetical order.
func enrolling(p *Program) (events []string) {
	for _, t := range p.Enroll {
		events = append(events, t.Events...)
	}
	slices.Sort(events)
	return slices.Compact(events)
}

func (c *code) readsTrigger() bool {
	return slices.ContainsFunc(c.instrs, func(in Instr) bool {
		return table[in.Op].has(argSrc) && (in.Src == SrcTrigger || in.Src == SrcTriggered)
	})
}

// readsFirst reports whether the code may read a variable before it sets it, on some way from a step on.
func (c *code) readsFirst(step int, slot int32) bool {
	seen := map[int32]bool{}
	work := []int32{c.entries[step].start}
	for len(work) > 0 {
		pc := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[pc] || pc < 0 {
			continue
		}
		seen[pc] = true
		in := &c.instrs[pc]
		switch {
		case in.Src == SrcSlot && in.A == slot && table[in.Op].has(argSrc):
			return true
		case in.Op == OpStore && in.A == slot:
			continue
		case in.Op == OpWait:
			w := &c.waits[in.B]
			for _, piece := range append([]Code{w.match, w.cond}, w.moments...) {
				if piece != NoCode {
					work = append(work, c.pieces[piece].plain, c.pieces[piece].traced)
				}
			}
		}
		work = append(work, c.next(pc)...)
	}
	return false
}

// next are the instructions that may follow one.
func (c *code) next(pc int32) (list []int32) {
	in := &c.instrs[pc]
	switch in.Op {
	case OpReturn, OpYes, OpNo, OpDone:
		return nil
	case OpJump:
		return []int32{in.C}
	case OpMatch:
		t := &c.matches[in.B]
		for i := range t.arms {
			list = append(list, t.arms[i].target)
		}
		return append(list, t.missing)
	case OpSplit:
		for _, arm := range c.splits[in.B].arms {
			list = append(list, arm.target)
		}
		return list
	}
	if table[in.Op].has(argTarget) {
		list = append(list, in.C)
	}
	return append(list, pc+1)
}

// Adopt takes over the run of a machine of another version of the workflow, at the place where it goes on. The other
// machine is left as it is. A run that may not move gives an error and leaves this machine as after Forget.
func (m *Machine) Adopt(old *Machine, moves *Moves) error {
	m.Forget()
	move := moves.At(old.step)
	if move.Reason != "" {
		return fmt.Errorf("the run stays: %s", move.Reason)
	}
	state := old.state
	state.step = move.Step
	state.slots = m.slots
	for slot, from := range moves.slots {
		if from >= 0 {
			state.slots[slot] = old.slots[from]
		}
	}
	m.state = state
	if err := m.standsSomewhere(); err != nil {
		m.Forget()
		return err
	}
	return nil
}
