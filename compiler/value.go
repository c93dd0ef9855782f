package compiler

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// value makes code that puts the value of an expression on the stack.
func (g *generator) value(e typed.Expr) {
	if g.traced {
		g.point(e)
	}
	e = fold(e)
	if o, ok := g.direct(e); ok {
		g.b.Emit(vm.Instr{Op: vm.OpPush, Src: o.src, A: o.a})
		o.prepare()
		return
	}
	if g.decides(e) {
		g.outcome(e)
		return
	}
	switch e := e.(type) {
	case *typed.Concat:
		g.concat(e)
	case *typed.ListLit:
		g.b.Emit(vm.Instr{Op: vm.OpList, A: int32(len(e.Items))})
		g.values(e.Items)
	case *typed.MapLit:
		g.b.Emit(vm.Instr{Op: vm.OpMap, A: int32(len(e.Values)), B: g.b.Keys(e.Keys)})
		g.values(e.Values)
	case *typed.RangeLit:
		g.b.Emit(vm.Instr{Op: vm.OpRange})
		g.values([]typed.Expr{e.Lo, e.Hi})
	case *typed.Unary:
		g.b.Emit(vm.Instr{Op: vm.OpNegate})
		g.value(e.X)
	case *typed.Binary:
		g.binary(e)
	case *typed.Cond:
		g.choice(e)
	case *typed.Index:
		g.b.Emit(vm.Instr{Op: vm.OpIndex})
		g.values([]typed.Expr{e.X, e.I})
	case *typed.Call:
		g.call(e)
	case *typed.Predicate:
		g.predicate(e)
	case *typed.Named:
		g.b.Emit(vm.Instr{Op: vm.OpNamed, A: namedKind(e.Kind)})
		g.value(e.Name)
	default:
		g.read(e)
	}
}

// point notes the value of an expression. A constant tells nothing, nor does the enrolled record, which stands unseen
// before `deals`.
func (g *generator) point(e typed.Expr) {
	switch fold(e).(type) {
	case *typed.Const, *typed.Enrolled:
		return
	}
	if !e.Span().Valid() {
		return
	}
	at := e.Span()
	g.b.Point(g.file(at), at.Start, at.End, g.levels-1)
}

func (g *generator) push(v schema.Value) {
	g.b.Emit(vm.Instr{Op: vm.OpPush, Src: vm.SrcConst, A: g.b.Const(v)})
}

// values puts several on the stack, the first at the bottom.
func (g *generator) values(list []typed.Expr) {
	for i := len(list) - 1; i >= 0; i-- {
		g.value(list[i])
	}
}

// outcome turns the branches of a condition into a value.
func (g *generator) outcome(e typed.Expr) {
	next := g.b.Here()
	g.push(schema.BoolValue(false))
	no := g.b.Here()
	g.b.Jump(next)
	g.push(schema.BoolValue(true))
	g.decide(e, g.b.Here(), no)
}

func (g *generator) choice(e *typed.Cond) {
	next := g.b.Here()
	g.value(e.Else)
	otherwise := g.b.Here()
	g.b.Jump(next)
	g.value(e.Then)
	g.cond(e.If, g.b.Here(), otherwise)
}

func (g *generator) concat(e *typed.Concat) {
	types := make([]schema.Type, len(e.Parts))
	for i, p := range e.Parts {
		types[i] = p.Type()
	}
	g.b.Emit(vm.Instr{Op: vm.OpConcat, A: int32(len(e.Parts)), B: g.b.Formats(types)})
	g.values(e.Parts)
}

var arithmetic = map[string]vm.Op{"+": vm.OpAdd, "-": vm.OpSub, "*": vm.OpMul, "/": vm.OpDiv, "%": vm.OpMod, "**": vm.OpPower}

func (g *generator) binary(e *typed.Binary) {
	if e.Op == "??" {
		next := g.b.Here()
		g.value(e.R)
		g.b.Emit(vm.Instr{Op: vm.OpElse, C: int32(next)})
		g.value(e.L)
		return
	}
	op, ok := arithmetic[e.Op]
	if !ok {
		g.fail(e.Span(), "the operator `%s` cannot be compiled", e.Op)
		return
	}
	g.b.Emit(vm.Instr{Op: op})
	g.values([]typed.Expr{e.L, e.R})
}

// call calls a function. The length of associated records and of the past is known without a list of them.
func (g *generator) call(e *typed.Call) {
	if e.Func.Name == "len" && len(e.Args) == 1 && !g.traced && neverUnknown(e.Args[0]) {
		level := g.enter(e)
		g.leave()
		g.b.Emit(vm.Instr{Op: vm.OpSize, Level: level})
		g.open(level, e.Args[0])
		return
	}
	g.b.Emit(vm.Instr{Op: vm.OpCall, A: int32(len(e.Args)), B: g.b.Func(e.Func)})
	g.values(e.Args)
}

// neverUnknown reports whether a list is there even when it is empty.
func neverUnknown(e typed.Expr) bool {
	switch e := e.(type) {
	case *typed.Associated:
		return e.Plural
	case *typed.Past:
		return true
	}
	return false
}

func namedKind(k schema.Kind) int32 {
	switch k {
	case schema.User:
		return 0
	case schema.Team:
		return 1
	}
	return 2
}

// read makes the code of what reads records and events off the stack.
func (g *generator) read(e typed.Expr) {
	switch e := e.(type) {
	case *typed.Enrolled:
		g.b.Emit(vm.Instr{Op: vm.OpRecord, Src: vm.RegEnrolled})
	case *typed.Associated:
		g.associated(e)
	case *typed.Property:
		g.b.Emit(vm.Instr{Op: vm.OpProperty, A: g.b.Property(e.Property)})
		g.record(e.Of)
	case *typed.ChangedAt:
		g.b.Emit(vm.Instr{Op: vm.OpChanged, A: g.b.Property(e.Property)})
		g.record(e.Of)
	case *typed.Each:
		g.b.Emit(vm.Instr{Op: vm.OpPluck, A: g.b.Property(e.Property)})
		g.value(e.Of)
	case *typed.Field:
		g.b.Emit(vm.Instr{Op: vm.OpField, A: g.b.Field(e.Of.Type().Event, e.Field.Name)})
		g.value(e.Of)
	case *typed.Past:
		g.b.Emit(vm.Instr{Op: vm.OpPast, A: g.b.Event(e.Event)})
		g.record(e.Of)
	case *typed.VarRef:
		g.b.Emit(vm.Instr{Op: vm.OpLive})
		g.b.Emit(vm.Instr{Op: vm.OpPush, Src: vm.SrcSlot, A: int32(e.Var.Slot)})
	case *typed.GivenRef:
		g.b.Emit(vm.Instr{Op: vm.OpLive})
		g.b.Emit(vm.Instr{Op: vm.OpPush, Src: vm.SrcSlot, A: g.slot(e.Record.Name)})
	default:
		g.fail(e.Span(), "this expression cannot be compiled")
	}
}

// record puts a record on the stack; that of a user is looked up by the address.
func (g *generator) record(e typed.Expr) {
	if e.Type().Kind == schema.User {
		g.b.Emit(vm.Instr{Op: vm.OpPerson})
	}
	g.value(e)
}

func (g *generator) associated(e *typed.Associated) {
	if reg, prepare, ok := g.register(e); ok {
		g.b.Emit(vm.Instr{Op: vm.OpRecord, Src: reg})
		prepare()
		return
	}
	op := vm.OpPrimaryOf
	if e.Plural {
		op = vm.OpAllOf
	}
	g.b.Emit(vm.Instr{Op: op, A: g.b.Object(e.Object)})
	g.record(e.Of)
}
