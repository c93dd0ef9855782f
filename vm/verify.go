package vm

import (
	"fmt"
)

// maxInstrs bounds a program: ten thousand steps fit many times over.
const maxInstrs = 1 << 20

// verify checks everything that the loop of the machine relies on, so that it needs to check nothing: operands lie inside
// their tables, branches lead to instructions, the stack has one depth at each instruction whatever the way there and never
// runs empty, expressions only compute, and every way around passes an instruction that counts (step, next). It finds
// the depth of the stack.
func (p *Program) verify() error {
	v := verifier{program: p, code: p.code, seen: make([]mark, len(p.code.instrs))}
	if err := v.verify(); err != nil {
		return fmt.Errorf("the code of the workflow `%s` is damaged: %w", p.Name, err)
	}
	p.code.depth = v.depth
	return nil
}

// verifier walks the code along all ways at once.
type verifier struct {
	program *Program
	code    *code
	seen    []mark
	work    []int32
	depth   int
}

// mark is what is known at an instruction.
type mark struct {
	reached bool
	steps   bool  // reached from a step, not from an expression
	step    int32 // the step that is at work; manySteps when several lead here
	depth   int
}

const manySteps = -2

func (v *verifier) verify() error {
	c := v.code
	if len(c.instrs) > maxInstrs || c.slots < 0 || c.slots > maxCount {
		return fmt.Errorf("%d instructions with %d variables are too many", len(c.instrs), c.slots)
	}
	if len(c.entries) != len(v.program.Steps) || c.slots != len(v.program.Slots) {
		return fmt.Errorf("%d steps and %d variables are described, %d and %d are there", len(v.program.Steps), len(v.program.Slots), len(c.entries), c.slots)
	}
	for pc := range c.instrs {
		if err := v.operands(&c.instrs[pc]); err != nil {
			return fmt.Errorf("instruction %d: %w", pc, err)
		}
	}
	if err := v.tables(); err != nil {
		return err
	}
	if err := v.roots(); err != nil {
		return err
	}
	for len(v.work) > 0 {
		pc := v.work[len(v.work)-1]
		v.work = v.work[:len(v.work)-1]
		if err := v.instr(pc); err != nil {
			return fmt.Errorf("instruction %d (%s): %w", pc, c.instrs[pc].Op, err)
		}
	}
	return nil
}

// operands checks the fields of one instruction against the row of its operation.
func (v *verifier) operands(in *Instr) error {
	if in.Op >= opEnd {
		return fmt.Errorf("the operation %d is unknown", in.Op)
	}
	for _, o := range table[in.Op].operands {
		r := &operandTable[o]
		if o == argSrc {
			if err := v.source(in); err != nil {
				return err
			}
		} else if n := o.get(in); r.limit != nil && (n < r.least || int(n) >= r.limit(v.code)) {
			return fmt.Errorf("%s %d does not exist", r.name, n)
		}
	}
	return nil
}

// source checks what A means beside a Src.
func (v *verifier) source(in *Instr) error {
	limit := 0
	switch {
	case in.Src < Registers:
		limit = len(v.code.properties)
	case in.Src == SrcTop || in.Src >= SrcEnrolledAt && in.Src <= SrcHappening || in.Src >= SrcItem && in.Src < SrcField || in.Src >= SrcIndex && in.Src < srcEnd:
		return nil
	case in.Src == SrcTrigger || in.Src == SrcEvent || in.Src >= SrcField && in.Src < SrcIndex:
		limit = len(v.code.fields)
	case in.Src == SrcSlot:
		limit = v.code.slots
	case in.Src == SrcConst:
		limit = len(v.code.consts)
	}
	if in.A < 0 || int(in.A) >= limit {
		return fmt.Errorf("its operand %d:%d does not exist", in.Src, in.A)
	}
	return nil
}

// roots marks where the machine may enter the code.
func (v *verifier) roots() error {
	c := v.code
	for i := range c.pieces {
		p := &c.pieces[i]
		if p.plain < 0 && p.traced < 0 {
			return fmt.Errorf("expression %d has no code", i)
		}
		for _, pc := range [...]int32{p.plain, p.traced} {
			if pc < 0 {
				continue
			}
			if err := v.reach(-1, pc, mark{}); err != nil {
				return fmt.Errorf("expression %d: %w", i, err)
			}
		}
	}
	for i := range c.entries {
		e := &c.entries[i]
		if !v.inside(e.start) || c.instrs[e.start].Op != OpStep || int(c.instrs[e.start].A) != i {
			return fmt.Errorf("step %d does not begin at instruction %d", i, e.start)
		}
		if err := v.reach(-1, e.start, mark{steps: true, step: int32(i)}); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
		if e.resume < 0 {
			continue
		}
		if !v.inside(e.resume-1) || !v.inside(e.resume) || !c.instrs[e.resume-1].Op.pauses() {
			return fmt.Errorf("step %d cannot go on at instruction %d", i, e.resume)
		}
		if err := v.reach(-1, e.resume, mark{steps: true, step: int32(i), depth: c.pushedAt(e.resume)}); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return nil
}

func (v *verifier) inside(pc int32) bool { return pc >= 0 && int(pc) < len(v.code.instrs) }

// pushedAt is how many values the answer to the pause before this instruction puts on the stack.
func (c *code) pushedAt(resume int32) int {
	switch c.instrs[resume-1].Op {
	case OpAct, OpWait:
		return 1
	}
	return 0
}

// reach notes that the machine may come from one instruction to another.
func (v *verifier) reach(from, to int32, m mark) error {
	if !v.inside(to) {
		return fmt.Errorf("the code ends without an end at %d", to)
	}
	in := &v.code.instrs[to]
	if from >= 0 && to <= from && in.Op != OpStep && in.Op != OpNext {
		return fmt.Errorf("a way back leads to instruction %d, where nothing is counted", to)
	}
	if in.Op == OpStep {
		m.step = in.A
	}
	m.reached = true
	known := &v.seen[to]
	switch {
	case !known.reached:
		*known = m
		v.work = append(v.work, to)
	case known.depth != m.depth:
		return fmt.Errorf("the stack holds %d or %d values at instruction %d", known.depth, m.depth, to)
	case known.steps != m.steps:
		return fmt.Errorf("instruction %d belongs to a step and to an expression", to)
	case known.step != m.step && known.step != manySteps:
		known.step = manySteps
		v.work = append(v.work, to)
	}
	return nil
}

// instr checks one instruction where it stands and follows the ways from it.
func (v *verifier) instr(pc int32) error {
	in, m := &v.code.instrs[pc], v.seen[pc]
	if err := v.fits(in, pc, m); err != nil {
		return err
	}
	pops, pushes, taken := in.effect(v.code)
	if pops > m.depth {
		return fmt.Errorf("takes %d values where the stack holds %d", pops, m.depth)
	}
	m.depth -= pops
	branch := m
	branch.depth += taken
	m.depth += pushes
	v.depth = max(v.depth, m.depth, branch.depth)
	switch in.Op {
	case OpReturn, OpYes, OpNo, OpDone:
		return nil
	case OpMatch:
		t := &v.code.matches[in.B]
		for i := range t.arms {
			if err := v.reach(pc, t.arms[i].target, m); err != nil {
				return err
			}
		}
		return v.reach(pc, t.missing, m)
	case OpSplit:
		for _, arm := range v.code.splits[in.B].arms {
			if err := v.reach(pc, arm.target, m); err != nil {
				return err
			}
		}
		return nil
	case OpJump:
		return v.reach(pc, in.C, branch)
	}
	if table[in.Op].has(argTarget) {
		if err := v.reach(pc, in.C, branch); err != nil {
			return err
		}
	}
	return v.reach(pc, pc+1, m)
}

// fits checks that an instruction may stand where it does.
func (v *verifier) fits(in *Instr, pc int32, m mark) error {
	ends := in.Op == OpReturn || in.Op == OpYes || in.Op == OpNo
	switch {
	case in.Op >= firstOfSteps && !m.steps:
		return fmt.Errorf("stands in an expression")
	case ends && m.steps:
		return fmt.Errorf("stands in a step")
	case in.Op == OpReturn && m.depth != 1, in.Op == OpStep && m.depth != 0:
		return fmt.Errorf("the stack holds %d values", m.depth)
	case in.Op.pauses() && (m.step == manySteps || v.code.entries[m.step].resume != pc+1):
		return fmt.Errorf("no step goes on after it")
	case in.Op == OpAct && m.depth != v.code.sites[in.B].args, in.Op == OpWait && m.depth != 0:
		return fmt.Errorf("the stack holds %d values", m.depth)
	}
	return nil
}
