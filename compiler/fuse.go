package compiler

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// equal compares with a constant in one instruction, whichever side it stands on.
func (g *generator) equal(left, right typed.Expr, yes, no vm.Label) {
	v, ok := g.known(right)
	if !ok {
		if v, ok = g.known(left); ok {
			left = right
		}
	}
	switch {
	case !ok:
		g.pair(vm.Instr{Op: vm.OpEqValue}, left, right, yes, no)
	case v.IsNil():
		g.test(vm.Instr{Op: vm.OpKnown}, left, no, yes)
	case v.Kind() == schema.Text:
		g.test(vm.Instr{Op: vm.OpEqText, B: g.b.Const(v)}, left, yes, no)
	case v.Kind() == schema.Number:
		g.test(vm.Instr{Op: vm.OpEqNumber, B: g.b.Const(v)}, left, yes, no)
	default:
		g.test(vm.Instr{Op: vm.OpEq, B: g.b.Const(v)}, left, yes, no)
	}
}

// known is the value of a constant; none while trace points are made, where every part is computed on its own.
func (g *generator) known(e typed.Expr) (schema.Value, bool) {
	if g.traced {
		return schema.Value{}, false
	}
	return constant(e)
}

var relations = map[string]vm.Relation{"<": vm.Less, "<=": vm.LessEqual, ">": vm.Greater, ">=": vm.GreaterEqual}

var mirrored = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<="}

// order compares by `<` and its like: with a number, with another constant, with a moment beside now, or two values.
func (g *generator) order(e *typed.Binary, yes, no vm.Label) {
	left, right, op := e.L, e.R, e.Op
	if g.fixed(left) && !g.fixed(right) {
		left, right, op = right, left, mirrored[op]
	}
	relation := relations[op]
	options := ordered(left, right)
	if v, ok := g.known(right); ok {
		switch {
		case options != nil && v.IsText():
			g.test(vm.Instr{Op: vm.OpIn, B: g.b.Set(related(options, v.Text(), relation))}, left, yes, no)
		case v.Kind() == schema.Number:
			g.test(vm.Instr{Op: vm.OpLess + vm.Op(relation), B: g.b.Const(v)}, left, yes, no)
		default:
			g.test(vm.Instr{Op: vm.OpCompare, Level: uint8(relation), B: g.b.Const(v)}, left, yes, no)
		}
		return
	}
	if m, ok := g.besideNow(right); ok {
		g.test(vm.Instr{Op: vm.OpCompareNow, Level: uint8(relation), B: g.b.Moment(m.today, m.by, m.minus)}, left, yes, no)
		return
	}
	g.pair(vm.Instr{Op: vm.OpCompareValue, Level: uint8(relation), B: g.b.Options(options)}, left, right, yes, no)
}

// fixed reports whether one instruction compares with the expression.
func (g *generator) fixed(e typed.Expr) bool {
	if _, ok := g.known(e); ok {
		return true
	}
	_, ok := g.besideNow(e)
	return ok
}

// ordered is the options that two enums are ordered by; nil when neither is one.
func ordered(left, right typed.Expr) *schema.Options {
	if t := left.Type(); t.Kind == schema.Enum {
		return t.Options
	}
	if t := right.Type(); t.Kind == schema.Enum {
		return t.Options
	}
	return nil
}

// related is the options that stand in a relation to one of them: `priority > "low"` asks whether it is in these.
func related(o *schema.Options, value string, r vm.Relation) []schema.Value {
	var fit []schema.Value
	at, ok := o.Index(value)
	for i, option := range o.List {
		if ok && r.Holds(i-at) {
			fit = append(fit, schema.TextValue(option.Value))
		}
	}
	return fit
}

// in asks a list of constants in one instruction.
func (g *generator) in(e *typed.Binary, yes, no vm.Label) {
	if v, ok := g.known(e.R); ok && (v.Kind() == schema.List || v.Kind() == schema.Set) {
		g.test(vm.Instr{Op: vm.OpIn, B: g.b.Set(v.Items())}, e.L, yes, no)
		return
	}
	g.pair(vm.Instr{Op: vm.OpInValue}, e.L, e.R, yes, no)
}

// contains looks for a constant in one instruction, also in `lower(x)`, without making the lower text.
func (g *generator) contains(e *typed.Binary, yes, no vm.Label) {
	if v, ok := g.known(e.R); ok && v.Kind() == schema.Text {
		if call, ok := e.L.(*typed.Call); ok && call.Func.Name == "lower" && len(call.Args) == 1 {
			g.test(vm.Instr{Op: vm.OpContainsFold, B: g.b.Const(v)}, call.Args[0], yes, no)
			return
		}
	}
	g.fuse(e, vm.OpContains, vm.OpContainsValue, yes, no)
}

// fuse tests against a constant in one instruction, else against a value.
func (g *generator) fuse(e *typed.Binary, withConst, withValue vm.Op, yes, no vm.Label) {
	if v, ok := g.known(e.R); ok {
		g.test(vm.Instr{Op: withConst, B: g.b.Const(v)}, e.L, yes, no)
		return
	}
	g.pair(vm.Instr{Op: withValue}, e.L, e.R, yes, no)
}
