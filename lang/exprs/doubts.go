// What compiles and is probably a mistake: conditions that cannot hold together, unknown records that a condition leaves out.

package exprs

import (
	"slices"

	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// contradiction warns where the last comparison of a chain of `and` or `or` settles the whole together with one before.
func (t *typer) contradiction(op string, chain, last typed.Expr) {
	b := aboutConstant(last)
	if b == nil {
		return
	}
	for {
		link, ok := chain.(*typed.Binary)
		if ok && link.Op == op {
			if t.settles(op, link.R, b) {
				return
			}
			chain = link.L
			continue
		}
		t.settles(op, chain, b)
		return
	}
}

// settles reports two comparisons of one thing that exclude each other, or of which one always holds.
func (t *typer) settles(op string, x typed.Expr, b *typed.Binary) bool {
	a := aboutConstant(x)
	if a == nil || !same(a.L, b.L) {
		return false
	}
	l, r := a.R.(*typed.Const).Value, b.R.(*typed.Const).Value
	switch {
	case op == "and" && a.Op == "==" && b.Op == "==" && !l.Equal(r):
		t.tell(neverBoth(a, b))
	case op == "or" && a.Op == "!=" && b.Op == "!=" && !l.Equal(r):
		t.tell(alwaysOne(a, b))
	case op == "and" && l.Equal(r) && (a.Op == "==" && b.Op == "!=" || a.Op == "!=" && b.Op == "=="):
		t.tell(neverBoth(a, b))
	case op == "and" && (excludes(a.Op, l, b.Op, r) || excludes(b.Op, r, a.Op, l)):
		t.tell(neverBoth(a, b))
	default:
		return false
	}
	return true
}

// aboutConstant is a comparison of something with a constant; nil for anything else.
func aboutConstant(x typed.Expr) *typed.Binary {
	b, ok := x.(*typed.Binary)
	if !ok {
		return nil
	}
	if _, fixed := b.R.(*typed.Const); !fixed {
		return nil
	}
	return b
}

// excludes reports `x > l and x < r` with nothing between, and `x == l` beside a bound that l is not in; what is unknown
// is in none.
func excludes(opL string, l schema.Value, opR string, r schema.Value) bool {
	if opL == "==" && l.IsNil() && !r.IsNil() {
		return opR == ">" || opR == ">=" || opR == "<" || opR == "<="
	}
	order, ok := l.Compare(r)
	if !ok || l.IsText() { // the order of an enum is not that of its texts
		return false
	}
	switch opL {
	case ">":
		return (opR == "<" || opR == "<=") && order >= 0
	case ">=":
		return opR == "<" && order >= 0 || opR == "<=" && order > 0
	case "==":
		switch opR {
		case ">":
			return order <= 0
		case ">=":
			return order < 0
		case "<":
			return order >= 0
		case "<=":
			return order > 0
		}
	}
	return false
}

// leftOut notes a moment that must lie long ago, `contact.last_engaged_at < ago(days(180))`, and is unknown for some
// records: those are left out, which is seldom what was meant.
func (t *typer) leftOut(cond typed.Expr) {
	var asked map[*schema.Property]bool
	typed.Walk(cond, func(x typed.Expr) bool {
		b, ok := x.(*typed.Binary)
		if !ok {
			_, other := x.(*typed.Bound)
			return !other // its own declaration was judged
		}
		early, late := b.L, b.R
		switch b.Op {
		case ">", ">=":
			early, late = b.R, b.L
		case "<", "<=":
		default:
			return true
		}
		p, ok := early.(*typed.Property)
		if !ok || p.T.Kind != schema.DateTime || p.Property.ReadOnly || p.Property.Required || !longAgo(late) {
			return true
		}
		if asked == nil {
			asked = askedFor(cond)
		}
		if !asked[p.Property] {
			t.tell(unknownExcluded(b, p))
		}
		return true
	})
}

// askedFor is the properties of which a condition says what happens when they are unknown.
func askedFor(cond typed.Expr) map[*schema.Property]bool {
	asked := map[*schema.Property]bool{}
	typed.Walk(cond, func(x typed.Expr) bool {
		switch x := x.(type) {
		case *typed.Binary:
			if x.Op == "??" || (x.Op == "==" || x.Op == "!=") && (isNil(x.L) || isNil(x.R)) {
				markProperties(x.L, asked)
				markProperties(x.R, asked)
			}
		case *typed.Call:
			if x.Func.Name == "known" && len(x.Args) == 1 {
				markProperties(x.Args[0], asked)
			}
		}
		return true
	})
	return asked
}

func markProperties(x typed.Expr, into map[*schema.Property]bool) {
	typed.Walk(x, func(x typed.Expr) bool {
		if p, ok := x.(*typed.Property); ok {
			into[p.Property] = true
		}
		return true
	})
}

// longAgo reports `ago(…)` and `now() - …`.
func longAgo(x typed.Expr) bool {
	switch x := x.(type) {
	case *typed.Call:
		return x.Func.World && x.Func.Name == "ago"
	case *typed.Binary:
		c, ok := x.L.(*typed.Call)
		return ok && x.Op == "-" && c.Func.World && x.R.Type().Kind == schema.Duration
	}
	return false
}

// alternatives finds `country == "France" or "Belgium"`: right of the operator stands a text, which is no condition.
func (t *typer) alternatives(n *exprast.BinaryNode, op string) (diag.Diagnostic, bool) {
	if _, ok := n.Right.(*exprast.StringNode); !ok {
		return diag.Diagnostic{}, false
	}
	var texts []exprast.Node
	var left exprast.Node = n
	for {
		b, ok := left.(*exprast.BinaryNode)
		if !ok || operators[b.Operator] != op {
			break
		}
		if _, ok := b.Right.(*exprast.StringNode); !ok {
			break
		}
		texts = append([]exprast.Node{b.Right}, texts...)
		left = b.Left
	}
	// What is left of the texts is a comparison, or a condition and then a comparison.
	if b, ok := left.(*exprast.BinaryNode); ok && operators[b.Operator] == op {
		left = b.Right
	}
	first, ok := left.(*exprast.BinaryNode)
	if !ok || !slices.Contains([]string{"==", "!=", "contains", "startsWith", "endsWith"}, first.Operator) {
		return diag.Diagnostic{}, false
	}
	if _, ok := first.Right.(*exprast.StringNode); !ok {
		return diag.Diagnostic{}, false
	}
	return lacksComparison(t, first, append([]exprast.Node{first.Right}, texts...), op), true
}
