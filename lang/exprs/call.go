// Calls: functions of the schema, and the language's own forms that look like calls.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func (t *typer) callNode(n *exprast.CallNode) typed.Expr {
	if callee, ok := n.Callee.(*exprast.IdentifierNode); ok {
		return t.call(n, callee.Value, n.Arguments)
	}
	return t.fail(notInLanguage(t.span(n)))
}

// builtin is what expr's parser knows as a function of its own: predicates, and functions that the schema has too.
func (t *typer) builtin(n *exprast.BuiltinNode) typed.Expr {
	if bodyOf(n.Name) == none {
		t.beyond = true // expr types its own functions by signatures that are narrower than ours here and there
	}
	return t.call(n, n.Name, n.Arguments)
}

func (t *typer) call(n exprast.Node, name string, args []exprast.Node) typed.Expr {
	if x, ok := t.form(n, name, args); ok {
		return x
	}
	if bodyOf(name) != none {
		return t.predicate(n, name, args)
	}
	f := t.Schema.Func(name)
	if f == nil {
		d := unknownFunction(t.text.span(n.Location().From), t, name)
		t.each(args)
		return t.fail(d)
	}
	values, ok := t.each(args)
	if !ok || !t.arguments(n, f, values) {
		return nil
	}
	at := t.callPlace(n, values)
	out := t.nodes.Call.New()
	out.Base, out.Func, out.Args = base(f.Result, at), f, values
	for _, p := range f.Params[min(len(values), len(f.Params)):] {
		if !f.Variadic || p != f.Params[len(f.Params)-1] {
			out.Args = append(out.Args, t.constant(at, p.Type, p.Default))
		}
	}
	if f.ResultOf != nil {
		types := make([]schema.Type, len(out.Args))
		for i, a := range out.Args {
			types[i] = a.Type()
		}
		out.T = f.ResultOf(types)
	}
	return t.checkedDay(fold(out), out)
}

// checkedDay reports a literal that names no day, `date("2026-02-30")`: it would be unknown in every run.
func (t *typer) checkedDay(x typed.Expr, call *typed.Call) typed.Expr {
	k, fixed := x.(*typed.Const)
	if fixed && k.Value.IsNil() && call.Func.Name == "date" && len(call.Args) == 1 && !isNil(call.Args[0]) {
		return t.fail(noSuchDay(call.Args[0]))
	}
	return x
}

// each types arguments; ok tells whether none has a fault.
func (t *typer) each(args []exprast.Node) (values []typed.Expr, ok bool) {
	values, ok = t.nodes.Exprs.Make(len(args)), true
	for i, a := range args {
		if _, isPredicate := a.(*exprast.PredicateNode); isPredicate {
			continue
		}
		if values[i] = t.expr(a); values[i] == nil {
			ok = false
		}
	}
	return values, ok
}

// callPlace is the place of a call whose arguments are typed.
func (t *typer) callPlace(n exprast.Node, values []typed.Expr) source.Span {
	from := n.Location().From
	s := t.text.leaf(n).To(t.text.at(t.text.tokenStart(from), t.text.closed(from)))
	if len(values) > 0 && values[0] != nil && t.text.follows(from, "|") {
		return t.text.around(values[0].Span()).To(s)
	}
	return s
}

// arguments judges the number and types of the arguments of a function. Literals of an enum parameter become options.
func (t *typer) arguments(n exprast.Node, f *schema.Func, args []typed.Expr) bool {
	name := t.text.span(n.Location().From)
	required := 0
	for _, p := range f.Params {
		if p.Required {
			required++
		}
	}
	switch {
	case len(args) < required:
		t.tell(fewArguments(name, f, len(args)))
		return false
	case len(args) > len(f.Params) && !f.Variadic:
		t.tell(manyArguments(args[len(f.Params)].Span().To(args[len(args)-1].Span()), f, len(args)))
		return false
	}
	ok := true
	for i, a := range args {
		p := f.Params[min(i, len(f.Params)-1)]
		if !takes(p, a.Type()) {
			t.tell(wrongArgument(a, f, p))
			ok = false
			continue
		}
		if k, fixed := a.(*typed.Const); fixed && p.Check != nil && !k.Value.IsNil() {
			if err := p.Check(k.Value); err != nil {
				t.tell(refusedArgument(k, f, err))
				ok = false
			}
		}
	}
	return ok
}

// takes reports whether a parameter of a function accepts values of a type.
func takes(p *schema.Param, t schema.Type) bool {
	if accepts(p.Type, t) {
		return true
	}
	for _, other := range p.Accepts {
		if accepts(other, t) {
			return true
		}
	}
	return p.Many && t.Kind == schema.List && takes(p, elemOf(t))
}

func accepts(want, t schema.Type) bool {
	switch {
	case t.Kind == schema.Secret || t.Kind == schema.Outcome:
		return want.Kind == t.Kind
	case want.Kind == schema.Any || loose(t):
		return true
	case want.Kind == schema.Text:
		return t.Kind.Textual()
	case want.Kind == schema.User, want.Kind == schema.Team, want.Kind == schema.Enum:
		return t.Kind == want.Kind
	case want.Kind == schema.List && t.Kind == schema.List, want.Kind == schema.Map && t.Kind == schema.Map:
		return accepts(elemOf(want), elemOf(t))
	case want.Kind == schema.RecordRef && t.Kind == schema.RecordRef:
		return want.Object == nil || want.Object == t.Object
	}
	return want.Kind == t.Kind || plainText(want) && plainText(t) || want.Kind == schema.DateTime && t.Kind == schema.Date
}
