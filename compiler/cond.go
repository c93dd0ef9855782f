package compiler

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// decides reports whether an expression is a condition by its form, so that its outcome is best a branch.
func (g *generator) decides(e typed.Expr) bool {
	switch e := e.(type) {
	case *typed.Unary:
		return e.Op == "not"
	case *typed.Binary:
		switch e.Op {
		case "+", "-", "*", "/", "%", "**", "??":
			return false
		}
		return true
	case *typed.Predicate:
		return quantifier(e.Name)
	case *typed.Call:
		return e.Func.Name == "known" && len(e.Args) == 1
	case *typed.Member, *typed.Bound:
		return true
	}
	return false
}

func quantifier(name string) bool {
	return name == "any" || name == "all" || name == "none" || name == "one"
}

// cond makes code that goes on at yes when e is true, else at no; the unknown is not true.
func (g *generator) cond(e typed.Expr, yes, no vm.Label) {
	if g.traced {
		g.b.Test(vm.Instr{Op: vm.OpIf, Src: vm.SrcTop}, yes, no)
		g.value(e)
		return
	}
	g.decide(e, yes, no)
}

// decide is cond without a trace point for the outcome.
func (g *generator) decide(e typed.Expr, yes, no vm.Label) {
	e = fold(e)
	switch e := e.(type) {
	case *typed.Const:
		if e.Value.Bool() {
			g.b.Jump(yes)
		} else {
			g.b.Jump(no)
		}
		return
	case *typed.Unary:
		if e.Op == "not" {
			g.cond(e.X, no, yes)
			return
		}
	case *typed.Binary:
		if g.decides(e) {
			g.compare(e, yes, no)
			return
		}
	case *typed.Cond:
		g.cond(e.Else, yes, no)
		otherwise := g.b.Here()
		g.cond(e.Then, yes, no)
		g.cond(e.If, g.b.Here(), otherwise)
		return
	case *typed.Call:
		if g.decides(e) {
			g.test(vm.Instr{Op: vm.OpKnown}, e.Args[0], yes, no)
			return
		}
	case *typed.Predicate:
		if g.decides(e) {
			g.quantify(e, yes, no)
			return
		}
	case *typed.Member:
		g.pair(vm.Instr{Op: vm.OpMember}, e.Of, e.Set, yes, no)
		return
	case *typed.Bound:
		g.bound(e, yes, no)
		return
	}
	g.test(vm.Instr{Op: vm.OpIf}, e, yes, no)
}

// test emits a test of one expression.
func (g *generator) test(in vm.Instr, e typed.Expr, yes, no vm.Label) {
	o := g.operand(e)
	in.Src, in.A = o.src, o.a
	g.b.Test(in, yes, no)
	o.prepare()
}

// pair emits a test of two expressions, the left on the stack and the right as the operand.
func (g *generator) pair(in vm.Instr, left, right typed.Expr, yes, no vm.Label) {
	o := g.operand(right)
	in.Src, in.A = o.src, o.a
	g.b.Test(in, yes, no)
	o.prepare()
	g.value(left)
}

// compare makes the code of an operator whose outcome is yes or no.
func (g *generator) compare(e *typed.Binary, yes, no vm.Label) {
	switch e.Op {
	case "and":
		g.cond(e.R, yes, no)
		g.cond(e.L, g.b.Here(), no)
	case "or":
		g.cond(e.R, yes, no)
		g.cond(e.L, yes, g.b.Here())
	case "!=":
		g.equal(e.L, e.R, no, yes)
	case "==":
		g.equal(e.L, e.R, yes, no)
	case "<", "<=", ">", ">=":
		g.order(e, yes, no)
	case "in":
		g.in(e, yes, no)
	case "contains":
		g.contains(e, yes, no)
	case "startsWith":
		g.fuse(e, vm.OpStarts, vm.OpStartsValue, yes, no)
	case "endsWith":
		g.fuse(e, vm.OpEnds, vm.OpEndsValue, yes, no)
	case "matches":
		pattern, ok := constant(e.R)
		if !ok || pattern.Kind() != schema.Text {
			g.fail(e.R.Span(), "a regular expression is not known before the run")
		}
		g.test(vm.Instr{Op: vm.OpMatches, B: g.b.Pattern(pattern.Text())}, e.L, yes, no)
	default:
		g.fail(e.Span(), "the operator `%s` cannot be compiled", e.Op)
	}
}

// bound applies a condition to one record as its element.
func (g *generator) bound(e *typed.Bound, yes, no vm.Label) {
	level := g.enter(e)
	g.cond(e.Body, yes, no)
	g.leave()
	g.b.Emit(vm.Instr{Op: vm.OpBind, Level: level})
	g.value(e.X)
}

// enter begins a level: a predicate or segment whose body reads its element.
func (g *generator) enter(e typed.Expr) uint8 {
	if g.levels == vm.MaxLevels {
		g.fail(e.Span(), "predicates and segments are nested more than %d deep", vm.MaxLevels)
		return 0
	}
	g.levels++
	return uint8(g.levels - 1)
}

func (g *generator) leave() { g.levels-- }
