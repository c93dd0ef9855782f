// Literals: texts with and without templates, lists, maps, ranges.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func (t *typer) literal(n *exprast.StringNode) typed.Expr {
	if tmpl := t.text.template(n.Location().From); tmpl != nil {
		return t.template(tmpl)
	}
	t.singleBraces(t.span(n))
	return t.constant(t.span(n), schema.Of(schema.Text), schema.TextValue(n.Value))
}

// template is a text with expressions inside; without any it is a constant.
func (t *typer) template(tmpl *ast.Template) typed.Expr {
	out := t.nodes.Concat.New()
	out.Base, out.Parts = base(schema.Of(schema.Text), tmpl.Place), t.nodes.Exprs.Make(len(tmpl.Parts))[:0]
	fixed, ok := true, true
	words := ""
	for i := range tmpl.Parts {
		part := &tmpl.Parts[i]
		if part.Expr == nil {
			words += part.Text
			t.singleBraces(part.Place)
			out.Parts = append(out.Parts, t.constant(part.Place, schema.Of(schema.Text), schema.TextValue(part.Text)))
			continue
		}
		fixed = false
		x := t.whole(part.Expr)
		if x != nil && len(t.frames) == 0 {
			x = t.done(part.Expr, x)
		}
		if x == nil || !t.readable(x) {
			ok = false
			continue
		}
		out.Parts = append(out.Parts, x)
	}
	switch {
	case !ok:
		return nil
	case fixed:
		return t.constant(tmpl.Place, schema.Of(schema.Text), schema.TextValue(words))
	}
	return out
}

// readable reports what has no text for people.
func (t *typer) readable(x typed.Expr) bool {
	switch x.Type().Kind {
	case schema.Secret:
		t.tell(secretInText(x.Span()))
		return false
	case schema.Outcome:
		t.tell(outcomeInText(x))
		return false
	}
	return true
}

func (t *typer) list(n *exprast.ArrayNode) typed.Expr {
	out := t.nodes.ListLit.New()
	out.Items = t.nodes.Exprs.Make(len(n.Nodes))[:0]
	elem := schema.Of(schema.Nil)
	ok := true
	for _, item := range n.Nodes {
		x := t.expr(item)
		if x == nil {
			ok = false
			continue
		}
		elem = either(elem, x.Type())
		out.Items = append(out.Items, x)
	}
	if !ok {
		return nil
	}
	if elem.Kind == schema.Nil {
		elem = schema.Of(schema.Any)
	}
	out.Base = base(schema.ListOf(elem), t.span(n))
	return out
}

func (t *typer) mapping(n *exprast.MapNode) typed.Expr {
	out := &typed.MapLit{}
	elem := schema.Of(schema.Nil)
	ok := true
	seen := map[string]bool{}
	for _, p := range n.Pairs {
		pair, isPair := p.(*exprast.PairNode)
		if !isPair {
			return t.fail(notInLanguage(t.span(n)))
		}
		key, fixed := pair.Key.(*exprast.StringNode)
		switch {
		case !fixed || t.text.template(key.Location().From) != nil:
			t.tell(computedKey(t.span(pair.Key)))
			ok = false
		case seen[key.Value]:
			t.tell(keyTwice(t.span(key), key.Value))
			ok = false
		default:
			seen[key.Value] = true
		}
		x := t.expr(pair.Value)
		if x == nil {
			ok = false
		}
		if !ok {
			continue
		}
		elem = either(elem, x.Type())
		out.Keys = append(out.Keys, key.Value)
		out.Values = append(out.Values, x)
	}
	if !ok {
		return nil
	}
	if elem.Kind == schema.Nil {
		elem = schema.Of(schema.Any)
	}
	out.Base = base(schema.MapOf(elem), t.span(n))
	return out
}

func (t *typer) rangeOf(n *exprast.BinaryNode, lo, hi typed.Expr) typed.Expr {
	at := t.between(lo, hi)
	t.beyond = t.beyond || !isWhole(n.Left) || !isWhole(n.Right) // expr wants whole numbers, which we do not tell apart
	for _, end := range [...]typed.Expr{lo, hi} {
		if end.Type().Kind != schema.Number && !loose(end.Type()) {
			return t.fail(rangeOfOther(end))
		}
		k, fixed := end.(*typed.Const)
		if fixed && k.Value.Number() != float64(int32(k.Value.Number())) {
			return t.fail(rangeEnd(end))
		}
	}
	a, fixedLo := lo.(*typed.Const)
	b, fixedHi := hi.(*typed.Const)
	if fixedLo && fixedHi && a.Value.Number() > b.Value.Number() {
		t.tell(emptyRange(at))
	}
	return &typed.RangeLit{Base: base(schema.Of(schema.Range), at), Lo: lo, Hi: hi}
}
