package compiler

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// operand is where an instruction finds a value, and what must come before the instruction for it to be there.
type operand struct {
	src     vm.Src
	a       int32
	prepare func()
}

func nothing() {}

// operand finds the shortest way to a value: in a record register, an event, a variable, a constant, else the stack.
// While trace points are made it is always the stack.
func (g *generator) operand(e typed.Expr) operand {
	if !g.traced {
		if o, ok := g.direct(fold(e)); ok {
			return o
		}
	}
	return operand{src: vm.SrcTop, prepare: func() { g.value(e) }}
}

func (g *generator) direct(e typed.Expr) (operand, bool) {
	switch e := e.(type) {
	case *typed.Const:
		return operand{vm.SrcConst, g.b.Const(e.Value), nothing}, true
	case *typed.EnrolledAt:
		return operand{vm.SrcEnrolledAt, 0, nothing}, true
	case *typed.Trigger:
		return operand{vm.SrcTriggered, 0, nothing}, true
	case *typed.Happening:
		return operand{vm.SrcHappening, 0, nothing}, true
	case *typed.Property:
		if reg, prepare, ok := g.register(e.Of); ok {
			return operand{reg, g.b.Property(e.Property), prepare}, true
		}
	case *typed.Field:
		return g.field(e)
	case *typed.VarRef:
		if !holdsRecords(e.T) {
			return operand{vm.SrcSlot, int32(e.Var.Slot), nothing}, true
		}
	case *typed.ArgRef:
		return operand{vm.SrcSlot, g.slot(e.Name), nothing}, true
	case *typed.Item:
		level, ok := g.level(e)
		if e.Index {
			return operand{vm.SrcIndex + level, 0, nothing}, ok
		}
		return operand{vm.SrcItem + level, 0, nothing}, ok
	}
	return operand{}, false
}

func (g *generator) field(e *typed.Field) (operand, bool) {
	number := g.b.Field(e.Of.Type().Event, e.Field.Name)
	switch of := e.Of.(type) {
	case *typed.Trigger:
		return operand{vm.SrcTrigger, number, nothing}, true
	case *typed.Happening:
		return operand{vm.SrcEvent, number, nothing}, true
	case *typed.Item:
		level, ok := g.level(of)
		return operand{vm.SrcField + level, number, nothing}, ok && !of.Index
	}
	return operand{}, false
}

// register is where a record is found without the stack.
func (g *generator) register(e typed.Expr) (reg vm.Src, prepare func(), ok bool) {
	switch e := e.(type) {
	case *typed.Enrolled:
		return vm.RegEnrolled, nothing, true
	case *typed.Item:
		level, ok := g.level(e)
		return vm.RegItem + level, nothing, ok && !e.Index && e.T.Kind == schema.RecordRef
	case *typed.Associated:
		if _, enrolled := e.Of.(*typed.Enrolled); !enrolled || e.Plural {
			return 0, nil, false
		}
		reg, ok := g.primary(e.Object)
		load := vm.Instr{Op: vm.OpPrimary, Src: reg, A: g.b.Object(e.Object)}
		return reg, func() { g.b.Emit(load) }, ok
	}
	return 0, nil, false
}

// primary is the register of the primary associated record of an object; none is left after seven objects.
func (g *generator) primary(o *schema.Object) (vm.Src, bool) {
	if reg, ok := g.primaries[o]; ok {
		return reg, true
	}
	reg := vm.RegPrimary + vm.Src(len(g.primaries))
	if reg >= vm.Registers {
		return 0, false
	}
	g.primaries[o] = reg
	return reg, true
}

// level is the number of the predicate or segment that an element belongs to.
func (g *generator) level(e *typed.Item) (vm.Src, bool) {
	n := g.levels - 1 - e.Up
	if n < 0 {
		g.fail(e.Span(), "an element is read outside of a predicate")
		return 0, false
	}
	return vm.Src(n), true
}

// slot is the variable behind a name of a test.
func (g *generator) slot(name string) int32 {
	if g.slots == nil {
		g.slots = map[string]int{}
	}
	n, ok := g.slots[name]
	if !ok {
		n = g.vars + len(g.slots)
		g.slots[name] = n
	}
	return int32(n)
}

// holdsRecords reports whether a value of the type may hold records, which are read anew.
func holdsRecords(t schema.Type) bool {
	switch t.Kind {
	case schema.RecordRef, schema.Any:
		return true
	case schema.List:
		return t.Elem == nil || holdsRecords(*t.Elem)
	}
	return false
}
