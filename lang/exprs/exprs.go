// Package exprs types expressions: from the tree that expr-lang's parser read to typed nodes, with every name resolved
// in a Scope, every place kept, and faults in the words of the reader.
//
// The types are our own; expr's checker is asked afterwards for a second opinion (opinion.go), so that what it would
// refuse is never accepted by mistake. Expressions are total: nothing that is typed here can fail when it is evaluated.
package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Check types an expression. It returns nil when the expression has a fault, which is reported then; what could not be
// parsed was reported by the parser and stays silent here.
func Check(e *ast.Expr, sc *Scope, report func(diag.Diagnostic)) typed.Expr {
	t := newTyper(sc, report)
	return t.done(e, t.whole(e))
}

// CheckAs types an expression that is to be a value of type want: a property, a parameter. The unknown, `nil`, fits
// every type; where it may not be given is for the caller to say.
func CheckAs(e *ast.Expr, want schema.Type, sc *Scope, report func(diag.Diagnostic)) typed.Expr {
	t := newTyper(sc, report)
	x := t.whole(e)
	if x != nil {
		x = t.fit(x, want)
	}
	return t.done(e, x)
}

// Condition types an expression that must be yes or no.
func Condition(e *ast.Expr, sc *Scope, report func(diag.Diagnostic)) typed.Expr {
	t := newTyper(sc, report)
	x := t.whole(e)
	if x != nil && !t.condition(x) {
		return nil
	}
	if x = t.done(e, x); x != nil {
		t.leftOut(x)
		if _, _, chained := junction(x); !chained && !t.doubted {
			t.settledAlone(x)
		}
	}
	return x
}

// Template types a text with expressions inside: a string literal, the subject or body of an e-mail template.
func Template(tmpl *ast.Template, sc *Scope, report func(diag.Diagnostic)) typed.Expr {
	if tmpl == nil {
		return nil
	}
	return newTyper(sc, report).template(tmpl)
}

// typer is the state of typing one expression with the templates in it.
type typer struct {
	*Scope
	nodes   *Memory
	tell    func(diag.Diagnostic)
	text    layout  // of the expression at hand; a template's parts are expressions of their own
	frames  []frame // what `#` stands for, outermost first
	depth   int
	doubted bool // a condition in what was typed last holds always or never, which was told
	beyond  bool // uses something that our types allow and those of expr do not
}

// frame is the element that a predicate, or a `where` on records, is about.
type frame struct {
	elem schema.Type
	hops int // associations between the element and the record that the expression starts from
}

// deepest is how far the parts of an expression may be nested in one another. The parser's caps are reached long
// before; this one is for trees that were not made by the parser.
const deepest = 20_000

func newTyper(sc *Scope, report func(diag.Diagnostic)) *typer {
	t := &typer{Scope: sc, nodes: sc.Memory, tell: report}
	if t.nodes == nil {
		t.nodes = &Memory{}
	}
	if sc.Item != nil {
		// The elements of a `where` on records are associated with the enrolled one; a segment's record is the start itself.
		hops := 0
		if sc.ItemName == "" {
			hops = 1
		}
		t.frames = append(t.frames, frame{elem: schema.RecordOf(sc.Item), hops: hops})
	}
	return t
}

// whole types an expression with a text of its own, inside of what is being typed.
func (t *typer) whole(e *ast.Expr) typed.Expr {
	if e == nil || e.Tree == nil {
		return nil
	}
	outside, used := t.text, len(t.nodes.tokens)
	t.text = newLayout(e, t.nodes)
	x := t.expr(unwrapped(e))
	if x != nil {
		t.doubted = t.settled(x)
	}
	t.text, t.nodes.tokens = outside, t.nodes.tokens[:used]
	return x
}

// unwrapped is the tree without the `any(x, …)` that a `where` on records is parsed in.
func unwrapped(e *ast.Expr) exprast.Node {
	if b, ok := e.Tree.(*exprast.BuiltinNode); ok && e.Shift < 0 && b.Name == "any" && b.Location().From+e.Shift < 0 && len(b.Arguments) == 2 {
		return predicateBody(b.Arguments[1])
	}
	return predicateBody(e.Tree)
}

// done asks for the second opinion on what was accepted.
func (t *typer) done(e *ast.Expr, x typed.Expr) typed.Expr {
	if x == nil || t.beyond {
		return x
	}
	if objection := t.opinion().objects(e, t.Item); objection != "" {
		t.tell(refusedByExpr(e.Place, objection))
		return nil
	}
	return x
}

// expr types a node; nil when it, or something in it, has a fault.
func (t *typer) expr(n exprast.Node) typed.Expr {
	if n == nil {
		return nil
	}
	if t.depth++; t.depth > deepest {
		t.depth--
		t.tell(tooDeep(t.span(n)))
		return nil
	}
	defer func() { t.depth-- }()
	switch n := n.(type) {
	case *exprast.NilNode:
		return t.constant(t.span(n), schema.Of(schema.Nil), schema.Value{})
	case *exprast.BoolNode:
		return t.constant(t.span(n), schema.Of(schema.Bool), schema.BoolValue(n.Value))
	case *exprast.IntegerNode:
		return t.constant(t.span(n), schema.Of(schema.Number), schema.NumberValue(float64(n.Value)))
	case *exprast.FloatNode:
		return t.constant(t.span(n), schema.Of(schema.Number), schema.NumberValue(n.Value))
	case *exprast.StringNode:
		return t.literal(n)
	case *exprast.IdentifierNode:
		return t.name(n)
	case *exprast.PointerNode:
		return t.pointer(n)
	case *exprast.ChainNode:
		return t.expr(n.Node)
	case *exprast.MemberNode:
		return t.member(n)
	case *exprast.UnaryNode:
		return t.unary(n)
	case *exprast.BinaryNode:
		return t.binary(n)
	case *exprast.ConditionalNode:
		return t.conditional(n)
	case *exprast.ArrayNode:
		return t.list(n)
	case *exprast.MapNode:
		return t.mapping(n)
	case *exprast.CallNode:
		return t.callNode(n)
	case *exprast.BuiltinNode:
		return t.builtin(n)
	case *exprast.PredicateNode:
		return t.expr(n.Node)
	}
	t.tell(notInLanguage(t.span(n)))
	return nil
}

func (t *typer) constant(at source.Span, kind schema.Type, v schema.Value) *typed.Const {
	x := t.nodes.Const.New()
	x.T, x.At, x.Value = kind, at, v
	return x
}

func constant(at source.Span, t schema.Type, v schema.Value) *typed.Const {
	return &typed.Const{Base: typed.Base{T: t, At: at}, Value: v}
}

func base(t schema.Type, at source.Span) typed.Base { return typed.Base{T: t, At: at} }
