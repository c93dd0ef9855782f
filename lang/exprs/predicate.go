// Predicates: any all none one count filter map sum min max first last sortBy over a list.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// body says what stands behind the comma of a predicate.
type body uint8

const (
	none      body = iota // it is no predicate
	yesOrNo               // a condition on each element
	maybe                 // a condition, or nothing
	maybeEach             // a value of each element, or nothing
	ofEach                // a value of each element
)

func bodyOf(name string) body {
	switch name {
	case "any", "all", "none", "one", "filter":
		return yesOrNo
	case "count", "first", "last":
		return maybe
	case "sum", "min", "max":
		return maybeEach
	case "map", "sortBy":
		return ofEach
	}
	return none
}

// predicateNames are the predicates in the order of the language reference.
func predicateNames() []string {
	return []string{"any", "all", "none", "one", "count", "filter", "map", "sum", "min", "max", "first", "last", "sortBy"}
}

// Form reports whether a call of that name is part of the language, as `count(…)` and `user(…)` are: no function of a schema
// is called by it.
func Form(name string) bool { return formSyntax[name] != "" || bodyOf(name) != none }

func (t *typer) predicate(n exprast.Node, name string, args []exprast.Node) typed.Expr {
	wants := bodyOf(name)
	switch {
	case len(args) == 0, len(args) == 1 && (wants == yesOrNo || wants == ofEach):
		t.each(args)
		return t.fail(wrongPredicate(t.span(n), name))
	case name == "min" || name == "max" || name == "first" || name == "last":
		t.beyond = true // expr has these for numbers alone, and without a body
		if _, hasBody := args[len(args)-1].(*exprast.PredicateNode); !hasBody {
			return t.pick(n, name, args)
		}
	}
	over := t.expr(args[0])
	if over == nil {
		return nil
	}
	elem, ok := elements(over.Type())
	if !ok {
		return t.fail(notAList(over, name))
	}
	out := &typed.Predicate{Base: base(schema.Of(schema.Bool), t.callPlace(n, []typed.Expr{over})), Name: name, Over: over}
	if len(args) > 1 {
		t.frames = append(t.frames, frame{elem: elem, hops: t.hops(over)})
		out.Body = t.expr(predicateBody(args[1]))
		asked := out.Body != nil && (wants != yesOrNo && wants != maybe || t.condition(out.Body))
		t.frames = t.frames[:len(t.frames)-1]
		if !asked {
			return nil
		}
	}
	if len(args) > 2 && (name != "sortBy" || !t.direction(out, args[2])) {
		return nil
	}
	return t.resultOf(out, elem)
}

// resultOf gives a predicate its type.
func (t *typer) resultOf(out *typed.Predicate, elem schema.Type) typed.Expr {
	each := elem
	if out.Body != nil {
		each = out.Body.Type()
	}
	switch out.Name {
	case "count":
		out.T = schema.Of(schema.Number)
	case "filter":
		out.T = schema.ListOf(elem)
	case "map":
		out.T = schema.ListOf(each)
	case "first", "last":
		out.T = elem
	case "min", "max":
		if !orderable(each) || each.Kind == schema.Enum {
			return t.fail(noOrder(out, each))
		}
		out.T = each
	case "sum":
		if each.Kind != schema.Number && !loose(each) {
			return t.fail(sumOfOther(out, each))
		}
		out.T = schema.Of(schema.Number)
	case "sortBy":
		if !orderable(each) {
			return t.fail(noOrder(out, each))
		}
		out.T = schema.ListOf(elem)
	}
	return out
}

// direction is the "asc" or "desc" of sortBy.
func (t *typer) direction(out *typed.Predicate, n exprast.Node) bool {
	if s, ok := n.(*exprast.StringNode); ok {
		switch s.Value {
		case "asc":
			return true
		case "desc":
			out.Desc = true
			return true
		}
	}
	t.tell(wrongDirection(t.span(n)))
	return false
}

// pick is min, max, first and last of a list; min and max also take their values one by one: `max(contact.score, 10)`.
func (t *typer) pick(n exprast.Node, name string, args []exprast.Node) typed.Expr {
	values, ok := t.each(args)
	if !ok {
		return nil
	}
	at := t.callPlace(n, values)
	over := values[0]
	elem, isList := elements(over.Type())
	if len(values) > 1 || !isList {
		if name == "first" || name == "last" {
			if len(values) > 1 {
				return t.fail(firstOfSeveral(at, name))
			}
			return t.fail(notAList(over, name))
		}
		elem = schema.Of(schema.Nil)
		for _, v := range values {
			elem = either(elem, v.Type())
		}
		if elem.Kind == schema.Any && !anyLoose(values) {
			return t.fail(mixedValues(values, name))
		}
		over = &typed.ListLit{Base: base(schema.ListOf(elem), values[0].Span().To(values[len(values)-1].Span())), Items: values}
	}
	return t.resultOf(&typed.Predicate{Base: base(elem, at), Name: name, Over: over}, elem)
}

func anyLoose(values []typed.Expr) bool {
	for _, v := range values {
		if loose(v.Type()) {
			return true
		}
	}
	return false
}

// elements is the type of what a predicate goes over. Over the unknown it is the empty list.
func elements(t schema.Type) (schema.Type, bool) {
	switch t.Kind {
	case schema.List, schema.Set, schema.Range:
		return elemOf(t), true
	case schema.Any, schema.Invalid, schema.Nil:
		return schema.Of(schema.Any), true
	}
	return schema.Type{}, false
}

func predicateBody(n exprast.Node) exprast.Node {
	if p, ok := n.(*exprast.PredicateNode); ok {
		return p.Node
	}
	return n
}
