// Where a node begins and ends.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/source"
)

// span is the place of a whole node, from its first token to its last.
func (t *typer) span(n exprast.Node) source.Span {
	x := &t.text
	from := n.Location().From
	switch n := n.(type) {
	case *exprast.ChainNode:
		return t.span(n.Node)
	case *exprast.PredicateNode:
		return t.span(n.Node)
	case *exprast.PointerNode:
		return t.pointerSpan(n)
	case *exprast.MemberNode:
		return t.memberSpan(n, t.spanOf(n.Node))
	case *exprast.SliceNode:
		return t.spanOf(n.Node).To(x.at(x.tokenStart(from), x.closed(from)))
	case *exprast.UnaryNode:
		if inner, ok := n.Node.(*exprast.BinaryNode); ok && inner.Location() == n.Location() { // a not in b
			return t.span(inner)
		}
		return x.span(from).To(t.spanOf(n.Node))
	case *exprast.BinaryNode:
		return t.spanOf(n.Left).To(t.spanOf(n.Right))
	case *exprast.ConditionalNode:
		return t.spanOf(n.Cond).To(t.spanOf(n.Exp2))
	case *exprast.ArrayNode, *exprast.MapNode:
		return x.at(x.tokenStart(from), x.closed(from))
	case *exprast.CallNode:
		if m, ok := n.Callee.(*exprast.MemberNode); ok {
			return t.spanOf(m.Node).To(x.at(x.tokenStart(from), x.closed(from)))
		}
		return t.callSpan(n, n.Arguments)
	case *exprast.BuiltinNode:
		return t.callSpan(n, n.Arguments)
	case *exprast.SequenceNode:
		if len(n.Nodes) > 0 {
			return t.span(n.Nodes[0]).To(t.span(n.Nodes[len(n.Nodes)-1]))
		}
	}
	return x.leaf(n)
}

// spanOf is the place of a part beside an operator, with the brackets around it.
func (t *typer) spanOf(n exprast.Node) source.Span {
	if n == nil {
		return source.Span{}
	}
	return t.text.around(t.span(n))
}

// memberSpan is the place of `a.b` or `a[b]`, given that of a.
func (t *typer) memberSpan(n *exprast.MemberNode, of source.Span) source.Span {
	from := n.Location().From
	if _, ok := n.Property.(*exprast.StringNode); ok && n.Property.Location() == n.Location() {
		return of.To(t.text.leaf(n))
	}
	return of.To(t.text.at(t.text.tokenStart(from), t.text.closed(from)))
}

// callSpan is the place of a call; the value that is piped into it belongs to it.
func (t *typer) callSpan(n exprast.Node, args []exprast.Node) source.Span {
	from := n.Location().From
	s := t.text.leaf(n).To(t.text.at(t.text.tokenStart(from), t.text.closed(from)))
	if len(args) > 0 && t.text.follows(from, "|") {
		return t.spanOf(args[0]).To(s)
	}
	return s
}

// pointerSpan is the place of `#`; before `.amount` it is empty.
func (t *typer) pointerSpan(n *exprast.PointerNode) source.Span {
	from := n.Location().From
	s := t.text.span(from)
	if t.text.token(from) == "." {
		s.End = s.Start
	}
	return s
}

// leaf is the place that expr gives a node, which is the whole of one that is a single token.
func (x *layout) leaf(n exprast.Node) source.Span {
	at := n.Location()
	return x.at(x.offset(at.From), x.offset(at.To))
}

func (x *layout) tokenStart(rune int) int {
	i, tokens := x.locate(rune), x.tokens()
	if i >= len(tokens) {
		return len(x.expr.Text)
	}
	return int(tokens[i].start)
}
