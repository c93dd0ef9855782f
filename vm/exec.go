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
)

// exec is the loop: it runs from pc, with so many values on the stack, until an exit. Verified code keeps the stack
// inside its bounds and jumps to instructions only; no instruction fails, whatever the values are.
func (m *Machine) exec(pc int32, sp int) exit {
	l := m.link
	code := l.instrs
	stack := m.stack
	for {
		in := &code[pc]
		pc++
		if in.Op <= lastTest {
			var v schema.Value
			switch {
			case in.Src < Registers:
				v = m.regs[in.Src].Get(int(in.A))
			case in.Src == SrcTop:
				sp--
				v = stack[sp]
			default:
				v = m.load(in)
			}
			var holds bool
			switch in.Op {
			case OpIf:
				holds = v.Bool()
			case OpKnown:
				holds = !v.IsNil()
			case OpEqText:
				holds = v.IsText() && v.Text() == l.consts[in.B].Text()
			case OpEqNumber:
				holds = v.Kind() == schema.Number && v.Number() == l.consts[in.B].Number()
			case OpEq:
				holds = m.equal(v, l.consts[in.B])
			case OpLess:
				holds = v.Kind() == schema.Number && v.Number() < l.consts[in.B].Number()
			case OpLessEqual:
				holds = v.Kind() == schema.Number && v.Number() <= l.consts[in.B].Number()
			case OpGreater:
				holds = v.Kind() == schema.Number && v.Number() > l.consts[in.B].Number()
			case OpGreaterEqual:
				holds = v.Kind() == schema.Number && v.Number() >= l.consts[in.B].Number()
			case OpCompare:
				holds = m.related(v, l.consts[in.B], Relation(in.Level), nil)
			case OpCompareNow:
				holds = m.related(v, m.moment(in.B), Relation(in.Level), nil)
			case OpIn:
				holds = l.sets[in.B].has(m, v)
			case OpStarts:
				holds = startsWith(v, l.consts[in.B])
			case OpEnds:
				holds = endsWith(v, l.consts[in.B])
			case OpContains:
				holds = m.contains(v, l.consts[in.B])
			case OpContainsFold:
				holds = v.IsText() && containsFold(v.Text(), l.consts[in.B].Text())
			case OpMatches:
				holds = v.IsText() && l.patterns[in.B].MatchString(v.Text())
			case OpMember:
				sp--
				holds = m.member(stack[sp], v)
			case OpEqValue:
				sp--
				holds = m.equal(stack[sp], v)
			case OpCompareValue:
				sp--
				holds = m.related(stack[sp], v, Relation(in.Level), m.optionsAt(in.B))
			case OpInValue:
				sp--
				holds = m.in(stack[sp], v)
			case OpStartsValue:
				sp--
				holds = startsWith(stack[sp], v)
			case OpEndsValue:
				sp--
				holds = endsWith(stack[sp], v)
			case OpContainsValue:
				sp--
				holds = m.contains(stack[sp], v)
			}
			if holds == in.Sense {
				pc = in.C
			}
			continue
		}
		switch in.Op {
		case OpJump:
			pc = in.C
		case OpElse:
			if !stack[sp-1].IsNil() {
				pc = in.C
			} else {
				sp--
			}
		case OpReturn:
			stack[0] = stack[sp-1]
			return exitValue
		case OpYes:
			return exitYes
		case OpNo:
			return exitNo
		case OpTrace:
			m.note(in.B, stack[sp-1])

		case OpPush:
			switch {
			case in.Src < Registers:
				stack[sp] = m.regs[in.Src].Get(int(in.A))
				sp++
			case in.Src != SrcTop:
				stack[sp] = m.load(in)
				sp++
			}
		case OpPop:
			sp--
		case OpRecord:
			stack[sp] = schema.RecordValue(m.regs[in.Src])
			sp++
		case OpPrimary:
			if bit := uint32(1) << in.Src; m.loaded&bit == 0 {
				m.loaded |= bit
				m.regs[in.Src] = m.primary(m.regs[RegEnrolled], l.objects[in.A])
			}
		case OpPrimaryOf:
			stack[sp-1] = schema.RecordValue(m.primary(stack[sp-1].Record(), l.objects[in.A]))
		case OpAllOf:
			stack[sp-1] = recordList(m.associated(stack[sp-1].Record(), l.objects[in.A]))
		case OpPast:
			stack[sp-1] = eventList(m.past(stack[sp-1].Record(), l.events[in.A]))
		case OpProperty:
			stack[sp-1] = stack[sp-1].Record().Get(l.properties[in.A].Number)
		case OpPerson:
			stack[sp-1] = m.person(stack[sp-1])
		case OpPluck:
			stack[sp-1] = pluck(stack[sp-1], l.properties[in.A].Number)
		case OpField:
			stack[sp-1] = l.fields[in.A].of(stack[sp-1].Occurrence())
		case OpChanged:
			stack[sp-1] = m.changed(stack[sp-1].Record(), l.properties[in.A])
		case OpLive:
			stack[sp-1] = m.live(stack[sp-1])
		case OpIndex:
			sp--
			stack[sp-1] = at(stack[sp-1], stack[sp])
		case OpConcat:
			sp -= int(in.A)
			stack[sp] = m.concat(stack[sp:sp+int(in.A)], m.program.code.formats[in.B])
			sp++
		case OpList:
			sp -= int(in.A)
			stack[sp] = m.list(stack[sp : sp+int(in.A)])
			sp++
		case OpMap:
			sp -= int(in.A)
			stack[sp] = m.mapOf(m.program.code.keys[in.B], stack[sp:sp+int(in.A)])
			sp++
		case OpRange:
			sp--
			stack[sp-1] = rangeOf(stack[sp-1], stack[sp])
		case OpAdd:
			sp--
			stack[sp-1] = m.add(stack[sp-1], stack[sp])
		case OpSub:
			sp--
			stack[sp-1] = m.sub(stack[sp-1], stack[sp])
		case OpMul:
			sp--
			stack[sp-1] = mul(stack[sp-1], stack[sp])
		case OpDiv:
			sp--
			stack[sp-1] = div(stack[sp-1], stack[sp])
		case OpMod:
			sp--
			stack[sp-1] = mod(stack[sp-1], stack[sp])
		case OpPower:
			sp--
			stack[sp-1] = power(stack[sp-1], stack[sp])
		case OpNegate:
			stack[sp-1] = negate(stack[sp-1])
		case OpNamed:
			stack[sp-1] = named(namedKinds[in.A], stack[sp-1])
		case OpCall:
			sp -= int(in.A)
			stack[sp] = m.call(l.funcs[in.B], stack[sp:sp+int(in.A)])
			sp++
		case OpPath:
			stack[sp-1] = m.path(stack[sp-1], in.B)

		case OpBind:
			sp--
			m.loops[in.Level&7].bind(m, in.Level&7, stack[sp])
		case OpEach:
			sp--
			m.loops[in.Level&7].overValue(stack[sp])
		case OpEachOf:
			m.loops[in.Level&7].overRecords(m.associated(m.regs[in.Src], l.objects[in.A]))
		case OpEachPast:
			m.loops[in.Level&7].overEvents(m.past(m.regs[in.Src], l.events[in.A]))
		case OpNext:
			if m.budget--; m.budget < 0 {
				return exitSpent
			}
			if !m.next(in.Level & 7) {
				pc = in.C
			}
		case OpTally:
			m.loops[in.Level&7].count++
		case OpTallied:
			stack[sp] = schema.NumberValue(float64(m.loops[in.Level&7].count))
			sp++
		case OpSize:
			stack[sp] = schema.NumberValue(float64(m.loops[in.Level&7].size))
			sp++
		case OpCollect:
			sp--
			m.loops[in.Level&7].collect(stack[sp])
		case OpCollected:
			stack[sp] = m.loops[in.Level&7].collected()
			sp++
		case OpSum:
			sp--
			m.sum(in.Level&7, stack[sp])
		case OpSummed:
			stack[sp] = m.loops[in.Level&7].summed()
			sp++
		case OpBest:
			sp--
			m.best(in.Level&7, stack[sp], in.Sense)
		case OpKeep:
			sp--
			m.loops[in.Level&7].kept = stack[sp]
		case OpKept:
			stack[sp] = m.loops[in.Level&7].kept
			sp++
		case OpSortKey:
			sp--
			m.sortKey(in.Level&7, stack[sp], m.optionsAt(in.B))
		case OpSorted:
			stack[sp] = m.sorted(in.Level&7, in.Sense)
			sp++

		case OpStep:
			if m.budget--; m.budget < 0 {
				return exitSpent
			}
			m.step = int(in.A)
		case OpLine:
			m.say(m.program.code.lines[in.B])
		case OpStore:
			sp--
			m.store(in.A, stack[sp])
		case OpMatch:
			sp--
			pc = l.matches[in.B].find(stack[sp])
		case OpSplit:
			pc = m.draw(&m.program.code.splits[in.B])
		case OpAct:
			m.act(in.B, stack[sp-l.sites[in.B].args:sp])
			return exitPause
		case OpOnFailure:
			if m.failed {
				pc = in.C
			}
		case OpSleep:
			if m.sleep(in.B) {
				return exitPause
			}
		case OpSleepDay:
			if m.sleepDay(in.B) {
				return exitPause
			}
		case OpSleepMoment:
			sp--
			if m.sleepMoment(in.B, stack[sp]) {
				return exitPause
			}
		case OpWait:
			m.wait(in.B)
			return exitPause
		case OpDone:
			return exitDone
		}
	}
}
