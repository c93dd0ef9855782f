package vm

import "github.com/wflang/wf/lang/schema"

// exit is why the loop of the machine ended.
type exit uint8

const (
	exitNo    exit = iota // the value is false
	exitYes               // the value is true
	exitValue             // the value is at the bottom of the stack
	exitPause             // m.effect says what is needed
	exitDone              // the run is over
	exitSpent             // the budget is spent
	exitNone              // it goes on
)

// exec is the loop: it runs from pc, with so many values on the stack, until an exit. Verified code keeps the stack
// inside its bounds and jumps to instructions only; no instruction fails, whatever the values are.
//
// Only what most conditions are made of stands here; the rest is in functions of its own, so that the compiler can keep
// what the loop needs in registers.
func (m *Machine) exec(pc int32, sp int) exit {
	code, consts := m.link.instrs, m.link.consts
	for {
		in := &code[pc]
		pc++
		if in.Op > lastTest {
			switch in.Op {
			case OpYes:
				return exitYes
			case OpNo:
				return exitNo
			case OpJump:
				pc = in.C
			case OpNext:
				if m.budget--; m.budget < 0 || m.spend < 0 {
					return exitSpent
				}
				if !m.next(in.Level & 7) {
					pc = in.C
				}
			default:
				var end exit
				if pc, sp, end = m.control(in, pc, sp); end != exitNone {
					return end
				}
			}
			continue
		}
		var v *schema.Value // a pointer, so that only what a test looks at is read
		switch {
		case in.Src < Registers:
			v = m.regs[in.Src].At(int(in.A))
		case in.Src == SrcTop:
			sp--
			v = &m.stack[sp]
		default:
			m.operand = m.load(in)
			v = &m.operand
		}
		var holds bool
		switch in.Op {
		case OpIf:
			holds = v.Bool()
		case OpKnown:
			holds = !v.IsNil()
		case OpEqText:
			holds = v.IsText() && v.Text() == consts[in.B].Text()
		case OpEqNumber:
			holds = v.Kind() == schema.Number && v.Number() == consts[in.B].Number()
		case OpLess:
			holds = v.Kind() == schema.Number && v.Number() < consts[in.B].Number()
		case OpLessEqual:
			holds = v.Kind() == schema.Number && v.Number() <= consts[in.B].Number()
		case OpGreater:
			holds = v.Kind() == schema.Number && v.Number() > consts[in.B].Number()
		case OpGreaterEqual:
			holds = v.Kind() == schema.Number && v.Number() >= consts[in.B].Number()
		case OpIn:
			holds = m.link.sets[in.B].has(m, v)
		default:
			if in.Op < firstPair {
				holds = m.test(in, v)
			} else {
				sp--
				holds = m.testPair(in, m.stack[sp], *v)
			}
		}
		if holds == in.Sense {
			pc = in.C
		}
	}
}

// control does the instructions that end or move a run and are not in the loop itself, and hands on the others. It
// returns where the run goes on, with how many values on the stack.
func (m *Machine) control(in *Instr, pc int32, sp int) (int32, int, exit) {
	switch in.Op {
	case OpElse:
		if m.stack[sp-1].IsNil() {
			return pc, sp - 1, exitNone
		}
		return in.C, sp, exitNone
	case OpReturn:
		m.stack[0] = m.stack[sp-1]
		return pc, sp, exitValue
	case OpPrimary:
		if bit := uint32(1) << in.Src; m.loaded&bit == 0 {
			m.loaded |= bit
			m.regs[in.Src&15] = m.primary(m.regs[RegEnrolled], m.link.objects[in.A])
		}
	case OpOnFailure:
		if m.failed {
			pc = in.C
		}
	case OpMatch:
		return m.link.matches[in.B].find(m.stack[sp-1]), sp - 1, exitNone
	case OpSplit:
		pc = m.draw(&m.program.code.splits[in.B])
	case OpStep:
		if m.budget--; m.budget < 0 {
			return pc, sp, exitSpent
		}
		m.step = int(in.A)
	case OpDone:
		return pc, sp, exitDone
	case OpAct, OpSleep, OpSleepDay, OpSleepMoment, OpWait:
		if m.passing && !m.centered(in) {
			return pc, m.passOver(in), exitNone
		}
		if end := m.pause(in, m.stack[:sp]); end != exitNone {
			return pc, sp, end
		}
		sp = 0
	default:
		if in.Op < firstOfLoops {
			sp = m.compute(in, sp)
		} else {
			sp = m.iterate(in, sp)
		}
	}
	return pc, sp, exitNone
}

// pause asks the world for something; exitNone when there is nothing to wait for. Nothing but its arguments is on the
// stack.
func (m *Machine) pause(in *Instr, args []schema.Value) exit {
	pauses := true
	switch in.Op {
	case OpAct:
		m.act(in.B, args)
	case OpSleep:
		pauses = m.sleep(in.B)
	case OpSleepDay:
		pauses = m.sleepDay(in.B)
	case OpSleepMoment:
		if goal := &m.program.code.momentGoals[in.B]; goal.centered {
			return m.sleepCenter(goal, args[0])
		}
		pauses = m.sleepMoment(in.B, args[0])
	case OpWait:
		m.wait(in.B)
	}
	if pauses {
		return exitPause
	}
	return exitNone
}
