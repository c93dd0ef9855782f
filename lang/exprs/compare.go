// Comparisons: equality, order, membership, and what one text says of another.

package exprs

import (
	"regexp"

	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func (t *typer) equality(n *exprast.BinaryNode, l, r typed.Expr) typed.Expr {
	if l, r = t.paired(l, r); l == nil || r == nil {
		return nil
	}
	switch {
	case !comparable(l.Type(), r.Type()):
		return t.fail(t.mismatch(n, l, r))
	case isNil(r) && l.Type().Kind == schema.List:
		return t.fail(listIsNotNil(t.between(l, r), n.Operator, l))
	case isNil(l) && r.Type().Kind == schema.List:
		return t.fail(listIsNotNil(t.between(l, r), n.Operator, r))
	}
	return t.join(n.Operator, schema.Of(schema.Bool), l, r)
}

// paired makes a literal on one side of a comparison what the other side holds: an option of an enum, a user. A literal
// that cannot be that is reported; its side is nil then.
func (t *typer) paired(l, r typed.Expr) (typed.Expr, typed.Expr) {
	if x := t.literalFor(r, l); x != r {
		return l, x
	}
	return t.literalFor(l, r), r
}

// literalFor is x as a value like those of other.
func (t *typer) literalFor(x, other typed.Expr) typed.Expr {
	switch kind := other.Type(); kind.Kind {
	case schema.Enum:
		if kind.Options != nil && !isConst(other) {
			return t.options(x, kind.Options, other)
		}
	case schema.Set:
		if list, ok := x.(*typed.ListLit); ok {
			return t.setOf(list, kind, other)
		}
	case schema.User, schema.Email:
		return t.addressFor(x, other)
	case schema.Text:
		if isWeekday(other) {
			return t.dayFor(x, other)
		}
	}
	return x
}

// options checks the literal texts that x may be against the options of an enum. It gives x with these as values of
// the enum, or nil.
func (t *typer) options(x typed.Expr, o *schema.Options, of typed.Expr) typed.Expr {
	switch x := x.(type) {
	case *typed.Const:
		if x.T.Kind != schema.Text {
			return x
		}
		if _, ok := o.Index(x.Value.Text()); !ok {
			return t.fail(unknownOption(x, o, of))
		}
		return t.constant(x.At, schema.Type{Kind: schema.Enum, Options: o}, x.Value)
	case *typed.Cond:
		a, b := t.options(x.Then, o, of), t.options(x.Else, o, of)
		if a == nil || b == nil {
			return nil
		}
		return &typed.Cond{Base: base(oneOf(a, b), x.At), If: x.If, Then: a, Else: b}
	case *typed.ListLit:
		items := make([]typed.Expr, 0, len(x.Items))
		elem := schema.Of(schema.Nil)
		for _, item := range x.Items {
			if item = t.options(item, o, of); item != nil {
				items = append(items, item)
				elem = either(elem, item.Type())
			}
		}
		if len(items) < len(x.Items) {
			return nil
		}
		return &typed.ListLit{Base: base(schema.ListOf(elem), x.At), Items: items}
	}
	return x
}

// setOf is a list of literal options as the value of a set.
func (t *typer) setOf(list *typed.ListLit, kind schema.Type, of typed.Expr) typed.Expr {
	var values []schema.Value
	for _, item := range list.Items {
		k, fixed := item.(*typed.Const)
		if !fixed || k.T.Kind != schema.Text {
			return list
		}
		if kind.Options != nil {
			if _, ok := kind.Options.Index(k.Value.Text()); !ok {
				return t.fail(unknownOption(k, kind.Options, of))
			}
		}
		values = append(values, k.Value)
	}
	return t.constant(list.At, kind, schema.SetValue(values))
}

// addressFor is a literal address as the user that it names, or as addresses are kept: in lower case.
func (t *typer) addressFor(x, of typed.Expr) typed.Expr {
	k, fixed := x.(*typed.Const)
	if list, ok := x.(*typed.ListLit); ok {
		items := make([]typed.Expr, len(list.Items))
		elem := schema.Of(schema.Nil)
		for i, item := range list.Items {
			if items[i] = t.addressFor(item, of); items[i] == nil {
				return nil
			}
			elem = either(elem, items[i].Type())
		}
		return &typed.ListLit{Base: base(schema.ListOf(elem), list.At), Items: items}
	}
	if !fixed || k.T.Kind != schema.Text {
		return x
	}
	v, err := schema.Parse(of.Type(), k.Value.Text(), nil)
	switch {
	case of.Type().Kind == schema.Email && (err != nil || v.IsNil()):
		return x
	case err != nil || v.IsNil():
		return t.fail(notAUser(k, of))
	case of.Type().Kind == schema.User && !t.knowsUser(v.Text(), k.At):
		return nil
	}
	return t.constant(k.At, of.Type(), v)
}

func (t *typer) order(n *exprast.BinaryNode, l, r typed.Expr) typed.Expr {
	if l, r = t.paired(l, r); l == nil || r == nil {
		return nil
	}
	if !ordered(l.Type(), r.Type()) {
		return t.fail(t.mismatch(n, l, r))
	}
	if isNil(l) || isNil(r) {
		return t.fail(orderWithNil(t.between(l, r), n.Operator, l, r))
	}
	return t.join(n.Operator, schema.Of(schema.Bool), l, r)
}

// in is `x in list`, `contact in list("VIP")` and `company in key_account`.
func (t *typer) in(n *exprast.BinaryNode) typed.Expr {
	if x, ok := t.membership(n); ok {
		return x
	}
	l, r := t.expr(n.Left), t.expr(n.Right)
	if l == nil || r == nil {
		return nil
	}
	kind := l.Type()
	switch whole := r.Type(); whole.Kind {
	case schema.List, schema.Set:
		if kind.Kind == schema.List || kind.Kind == schema.Set {
			return t.fail(listInList(t.between(l, r), l, r))
		}
		if r = t.elements(r, l); r == nil {
			return nil
		}
		elem := elemOf(r.Type())
		if elem.Kind == schema.Enum && elem.Options != nil {
			if l = t.options(l, elem.Options, r); l == nil {
				return nil
			}
		}
		if !comparable(l.Type(), elem) {
			return t.fail(neverIn(t.between(l, r), l, r, elem))
		}
	case schema.Range:
		if kind.Kind != schema.Number && !loose(kind) {
			return t.fail(neverIn(t.between(l, r), l, r, schema.Of(schema.Number)))
		}
	case schema.Map:
		if !kind.Kind.Textual() && !loose(kind) {
			return t.fail(keyNotText(r, l))
		}
	case schema.Any, schema.Invalid:
	default:
		return t.fail(inOne(t.between(l, r), l, r))
	}
	return t.join("in", schema.Of(schema.Bool), l, r)
}

// elements is the list r with its literals as values like x. Each must be comparable with x.
func (t *typer) elements(r, x typed.Expr) typed.Expr {
	kind := x.Type()
	if kind.Kind == schema.Enum || kind.Kind == schema.User || kind.Kind == schema.Email || isWeekday(x) {
		if r = t.literalFor(r, x); r == nil {
			return nil
		}
	}
	list, ok := r.(*typed.ListLit)
	if !ok {
		return r
	}
	for _, item := range list.Items {
		if !comparable(kind, item.Type()) {
			return t.fail(neverAmong(item, x))
		}
	}
	return r
}

// within is `contains`, `startsWith` and `endsWith`.
func (t *typer) within(n *exprast.BinaryNode, l, r typed.Expr) typed.Expr {
	if n.Operator == "contains" && (l.Type().Kind == schema.Set || l.Type().Kind == schema.List) {
		return t.fail(containsOfList(t.between(l, r), l, r))
	}
	for _, side := range [...]typed.Expr{l, r} {
		if kind := side.Type(); !kind.Kind.Textual() && !loose(kind) || isNil(side) {
			return t.fail(notAText(n.Operator, side))
		}
	}
	return t.join(n.Operator, schema.Of(schema.Bool), l, r)
}

// matches is `x matches "pattern"`. The pattern must be known, so that it is compiled once and cannot fail.
func (t *typer) matches(n *exprast.BinaryNode, l, r typed.Expr) typed.Expr {
	if kind := l.Type(); !kind.Kind.Textual() && !loose(kind) || isNil(l) {
		return t.fail(notAText(n.Operator, l))
	}
	k, fixed := r.(*typed.Const)
	switch {
	case !fixed && r.Type().Kind.Textual():
		return t.fail(computedPattern(r.Span()))
	case !fixed || k.T.Kind != schema.Text:
		return t.fail(notAText(n.Operator, r))
	}
	if _, err := regexp.Compile(k.Value.Text()); err != nil {
		return t.fail(unreadablePattern(k.At, err))
	}
	return t.join("matches", schema.Of(schema.Bool), l, r)
}

func isConst(x typed.Expr) bool {
	_, ok := x.(*typed.Const)
	return ok
}

func isNil(x typed.Expr) bool {
	k, ok := x.(*typed.Const)
	return ok && k.T.Kind == schema.Nil
}
