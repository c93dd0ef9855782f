package vm

import "github.com/wflang/wf/lang/schema"

// compute does the instructions that make values, and returns how many are then on the stack.
func (m *Machine) compute(in *Instr, sp int) int {
	l, stack := m.link, m.stack
	switch in.Op {
	case OpPush:
		if in.Src < Registers {
			stack[sp] = m.regs[in.Src].Get(int(in.A))
		} else if in.Src != SrcTop {
			stack[sp] = m.load(in)
		} else {
			return sp
		}
		return sp + 1
	case OpPop:
		return sp - 1
	case OpRecord:
		stack[sp] = schema.RecordValue(m.regs[in.Src&15])
		return sp + 1
	case OpConcat, OpList, OpMap, OpCall:
		return m.gather(in, sp)
	case OpIndex, OpRange, OpAdd, OpSub, OpMul, OpDiv, OpMod, OpPower:
		sp--
		stack[sp-1] = m.pair(in.Op, stack[sp-1], stack[sp])
		return sp
	}
	top := &stack[sp-1]
	switch in.Op {
	case OpTrace:
		m.note(in.B, *top)
	case OpPrimaryOf:
		*top = schema.RecordValue(m.primary(top.Record(), l.objects[in.A]))
	case OpAllOf:
		*top = m.recordList(m.associated(top.Record(), l.objects[in.A]))
	case OpPast:
		*top = m.eventList(m.past(top.Record(), l.events[in.A]))
	case OpProperty:
		*top = top.Record().Get(l.properties[in.A].Number)
	case OpPerson:
		*top = m.person(*top)
	case OpPluck:
		*top = m.pluck(*top, l.properties[in.A].Number)
	case OpField:
		*top = l.fields[in.A].of(top.Occurrence())
	case OpChanged:
		*top = m.changed(top.Record(), l.properties[in.A])
	case OpLive:
		*top = m.live(*top)
	case OpNegate:
		*top = negate(*top)
	case OpNamed:
		*top = named(namedKinds[in.A], *top)
	case OpPath:
		*top = m.path(*top, in.B)
	}
	return sp
}

// pair computes with two values.
func (m *Machine) pair(op Op, a, b schema.Value) schema.Value {
	switch op {
	case OpIndex:
		return at(a, b)
	case OpRange:
		return rangeOf(a, b)
	case OpAdd:
		return m.add(a, b)
	case OpSub:
		return m.sub(a, b)
	case OpMul:
		return mul(a, b)
	case OpDiv:
		return div(a, b)
	case OpMod:
		return mod(a, b)
	}
	return power(a, b)
}

// gather makes one value out of many.
func (m *Machine) gather(in *Instr, sp int) int {
	sp -= int(in.A)
	parts, c := m.stack[sp:sp+int(in.A)], m.program.code
	var v schema.Value
	switch in.Op {
	case OpConcat:
		v = m.concat(parts, c.formats[in.B])
	case OpList:
		v = m.list(parts)
	case OpMap:
		v = m.mapOf(c.keys[in.B], parts)
	case OpCall:
		v = m.call(m.link.funcs[in.B], parts)
	}
	m.stack[sp] = v
	return sp + 1
}

// iterate does the instructions of loops, and those of steps that only take or leave a value.
func (m *Machine) iterate(in *Instr, sp int) int {
	l, stack, level := m.link, m.stack, in.Level&7
	loop := &m.loops[level]
	switch in.Op {
	case OpEachOf:
		loop.overRecords(m.associated(m.regs[in.Src&15], l.objects[in.A]))
	case OpEachPast:
		loop.overEvents(m.past(m.regs[in.Src&15], l.events[in.A]))
	case OpTally:
		loop.count++
	case OpLine:
		m.say(m.program.code.lines[in.B])
	case OpTallied, OpSize, OpCollected, OpSummed, OpKept, OpSorted:
		stack[sp] = m.outcome(in, level)
		return sp + 1
	default:
		sp--
		m.take(in, level, stack[sp])
	}
	return sp
}

// take gives a value to a loop, or to a variable.
func (m *Machine) take(in *Instr, level uint8, v schema.Value) {
	loop := &m.loops[level]
	switch in.Op {
	case OpBind:
		loop.bind(m, level, v)
	case OpEach:
		loop.overValue(v)
	case OpCollect:
		m.collect(level, v)
	case OpSum:
		m.sum(level, v)
	case OpBest:
		m.best(level, v, in.Sense)
	case OpKeep:
		loop.kept = v
	case OpSortKey:
		m.sortKey(level, v, m.optionsAt(in.B))
	case OpStore:
		m.store(in.A, v)
	}
}

// outcome is what a loop has come to.
func (m *Machine) outcome(in *Instr, level uint8) schema.Value {
	loop := &m.loops[level]
	switch in.Op {
	case OpTallied:
		return schema.NumberValue(float64(loop.count))
	case OpSize:
		return schema.NumberValue(float64(loop.size))
	case OpCollected:
		return loop.collected()
	case OpSummed:
		return loop.summed()
	case OpKept:
		return loop.kept
	}
	return m.sorted(level, in.Sense)
}
