package compiler

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// act asks for an action with its arguments and keeps or drops what it answers.
func (g *generator) act(step *typed.Step, a *typed.Act, into *typed.Var) {
	g.onFailure(a.OnFailure)
	g.keep(into)
	var given []int
	var paths []*schema.Property
	for i, arg := range a.Args {
		if arg == nil {
			continue
		}
		given = append(given, i)
		if p, ok := arg.(*typed.PathArg); ok && p.Property != nil {
			paths = append(paths, p.Property)
		}
	}
	g.b.Pause(step.Number, vm.Instr{Op: vm.OpAct, B: g.b.Site(a.Action, given, a.Wait, paths)})
	for i := len(given) - 1; i >= 0; i-- {
		g.argument(a.Args[given[i]])
	}
}

// onFailure goes on elsewhere when the action failed.
func (g *generator) onFailure(f *typed.OnFailure) {
	if f == nil {
		return
	}
	next := g.b.Here()
	if f.To != nil {
		g.b.Jump(g.label(f.To))
		g.b.Line("on failure → " + name(f.To))
	} else {
		g.b.Jump(g.done)
		g.b.Line("on failure: stop")
	}
	failed := g.b.Here()
	g.b.Jump(next)
	g.b.Emit(vm.Instr{Op: vm.OpOnFailure, C: int32(failed)})
}

// argument puts one argument on the stack; one that names what to change becomes the records with the property.
func (g *generator) argument(e typed.Expr) {
	p, ok := e.(*typed.PathArg)
	if !ok {
		g.value(e)
		return
	}
	g.b.Emit(vm.Instr{Op: vm.OpPath, B: g.b.Path(p.Property, p.Plural)})
	switch {
	case p.Where == nil:
		g.value(p.Of)
	case p.Of.Type().Kind == schema.List:
		g.value(&typed.Predicate{Base: typed.Base{T: p.Of.Type(), At: p.At}, Name: "filter", Over: p.Of, Body: p.Where})
	default:
		g.value(&typed.Cond{Base: typed.Base{T: p.Of.Type(), At: p.At},
			If:   &typed.Bound{Base: typed.Base{T: schema.Of(schema.Bool), At: p.At}, X: p.Of, Body: p.Where},
			Then: p.Of, Else: &typed.Const{Base: typed.Base{T: schema.Of(schema.Nil), At: p.At}}})
	}
}
