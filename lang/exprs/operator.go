// Operators with one, two and three sides.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func (t *typer) unary(n *exprast.UnaryNode) typed.Expr {
	switch n.Operator {
	case "not", "!", "-", "+":
	default:
		return t.fail(notInLanguage(t.text.span(n.Location().From)))
	}
	x := t.expr(n.Node)
	if x == nil {
		return nil
	}
	at := t.text.span(n.Location().From).To(t.text.around(x.Span()))
	switch n.Operator {
	case "not", "!":
		if !t.condition(x) {
			return nil
		}
		return fold(&typed.Unary{Base: base(schema.Of(schema.Bool), at), Op: "not", X: x})
	}
	if isNil(x) {
		return t.fail(arithmeticWithNil(at, n.Operator))
	}
	if k := x.Type().Kind; k != schema.Number && k != schema.Duration && !loose(x.Type()) {
		return t.fail(signOfOther(n.Operator, x))
	}
	t.beyond = t.beyond || x.Type().Kind == schema.Duration // expr has no sign for lengths of time
	if n.Operator == "+" {
		return x
	}
	return fold(&typed.Unary{Base: base(x.Type(), at), Op: "-", X: x})
}

func (t *typer) binary(n *exprast.BinaryNode) typed.Expr {
	switch op := operators[n.Operator]; op {
	case "and", "or":
		return t.logic(n, op)
	case "in":
		return t.in(n)
	case "":
		return t.fail(notInLanguage(t.text.span(n.Location().From)))
	}
	// Both sides are typed before either is judged, so that a fault in one does not hide that of the other.
	l, r := t.expr(n.Left), t.expr(n.Right)
	if l == nil || r == nil {
		return nil
	}
	switch n.Operator {
	case "==", "!=":
		return t.equality(n, l, r)
	case "<", "<=", ">", ">=":
		return t.order(n, l, r)
	case "contains", "startsWith", "endsWith":
		return t.within(n, l, r)
	case "matches":
		return t.matches(n, l, r)
	case "..":
		return t.rangeOf(n, l, r)
	case "??":
		return t.otherwise(l, r)
	}
	return t.arithmetic(n, l, r)
}

// operators are those that are in, by how they are written, each with its one name in typed.Binary.
var operators = map[string]string{
	"and": "and", "&&": "and", "or": "or", "||": "or", "in": "in",
	"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
	"contains": "contains", "startsWith": "startsWith", "endsWith": "endsWith", "matches": "matches",
	"..": "..", "??": "??", "+": "+", "-": "-", "*": "*", "/": "/", "%": "%", "**": "**",
}

// between is the place of an operator with its two sides.
func (t *typer) between(l, r typed.Expr) source.Span {
	return t.text.around(l.Span()).To(t.text.around(r.Span()))
}

func (t *typer) join(op string, kind schema.Type, l, r typed.Expr) typed.Expr {
	x := t.nodes.Binary.New()
	x.Base, x.Op, x.L, x.R = base(kind, t.between(l, r)), op, l, r
	return fold(x)
}

// logic is `and` and `or`; both sides must be conditions.
func (t *typer) logic(n *exprast.BinaryNode, op string) typed.Expr {
	if d, found := t.alternatives(n, op); found {
		return t.fail(d)
	}
	l, r := t.expr(n.Left), t.expr(n.Right)
	if l == nil || r == nil {
		return nil
	}
	// Both are asked, so that both are told.
	left, right := t.condition(l), t.condition(r)
	if !left || !right {
		return nil
	}
	return t.join(op, schema.Of(schema.Bool), l, r)
}

// conditional is `c ? a : b`, and `c ?: b`, whose a is c.
func (t *typer) conditional(n *exprast.ConditionalNode) typed.Expr {
	if !n.Ternary {
		return t.fail(notInLanguage(t.span(n)))
	}
	c := t.expr(n.Cond)
	a := c
	if n.Exp1 != n.Cond {
		a = t.expr(n.Exp1)
	}
	b := t.expr(n.Exp2)
	if c == nil || a == nil || b == nil {
		return nil
	}
	if n.Exp1 == n.Cond && c.Type().Kind != schema.Bool && !loose(c.Type()) {
		return t.fail(shortConditional(t.between(c, b), c, b))
	}
	if !t.condition(c) {
		return nil
	}
	return &typed.Cond{Base: base(oneOf(a, b), t.between(c, b)), If: c, Then: a, Else: b}
}

// otherwise is `l ?? r`.
func (t *typer) otherwise(l, r typed.Expr) typed.Expr {
	if l.Type().Kind == schema.List {
		return t.fail(listIsKnown(l))
	}
	for _, side := range [...]typed.Expr{l, r} {
		if k := side.Type().Kind; k == schema.Secret || k == schema.Outcome {
			return t.fail(noSubstitute(side))
		}
	}
	return t.join("??", oneOf(l, r), l, r)
}

// oneOf is the type of a value that is one of two. A literal beside an enum counts as one more option, so that the text
// of the others is still their label: `deal.stage ?? "none"`.
func oneOf(a, b typed.Expr) schema.Type {
	if options, ok := withLiteral(a, b); ok {
		return schema.Type{Kind: schema.Enum, Options: options}
	}
	if options, ok := withLiteral(b, a); ok {
		return schema.Type{Kind: schema.Enum, Options: options}
	}
	return either(a.Type(), b.Type())
}

func withLiteral(enum, literal typed.Expr) (*schema.Options, bool) {
	k, fixed := literal.(*typed.Const)
	e := enum.Type()
	if !fixed || k.T.Kind != schema.Text || e.Kind != schema.Enum || e.Options == nil {
		return nil, false
	}
	if _, ok := e.Options.Index(k.Value.Text()); ok {
		return e.Options, true
	}
	return joined(e.Options, schema.NewOptions([]schema.Option{{Value: k.Value.Text()}})), true
}

// condition reports an expression that is not yes or no.
func (t *typer) condition(x typed.Expr) bool {
	if x.Type().Kind == schema.Bool || loose(x.Type()) && x.Type().Kind != schema.Nil {
		return true
	}
	t.tell(notACondition(x))
	return false
}
