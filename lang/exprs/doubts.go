// What compiles and is probably a mistake: conditions that cannot hold together, unknown records that a condition leaves out.

package exprs

import (
	"slices"

	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/truth"
	"github.com/wflang/wf/lang/typed"
)

// settled tells of the conditions in an expression that hold for every record, or for none, and reports whether there were
// any. What an expression is made of that was typed by itself was judged there.
func (t *typer) settled(x typed.Expr) (told bool) {
	switch x.(type) {
	case *typed.Bound, *typed.Concat, *typed.PathArg:
		return false
	}
	if op, _, chained := junction(x); chained {
		return t.chain(op, x)
	}
	typed.Walk(x, func(part typed.Expr) bool {
		if part == x {
			return true
		}
		told = t.settled(part) || told
		return false
	})
	return told
}

// chain judges what `and` or `or` holds together: each part, any two of them, and all.
func (t *typer) chain(op string, x typed.Expr) (told bool) {
	parts := parted(op, x, nil)
	for _, p := range parts {
		told = t.settled(p) || t.settledAlone(p) || told
	}
	if told || truth.Of(x) == truth.Sometimes {
		return told
	}
	for j, b := range parts {
		for _, a := range parts[:j] {
			if t.settles(op, a, b) {
				told = true
				break
			}
		}
	}
	return told || t.settledAlone(x)
}

// junction is an expression that `and` or `or` holds together.
func junction(x typed.Expr) (op string, b *typed.Binary, ok bool) {
	if b, ok = x.(*typed.Binary); !ok || b.Op != "and" && b.Op != "or" {
		return "", nil, false
	}
	return b.Op, b, true
}

// parted are the parts of a chain of one operator, from left to right.
func parted(op string, x typed.Expr, parts []typed.Expr) []typed.Expr {
	if own, b, ok := junction(x); ok && own == op {
		return parted(op, b.R, parted(op, b.L, parts))
	}
	return append(parts, x)
}

// settledAlone tells of a condition that holds always or never. A constant is told of by whoever wants a condition.
func (t *typer) settledAlone(x typed.Expr) (told bool) {
	if _, fixed := x.(*typed.Const); fixed {
		return false
	}
	switch truth.Of(x) {
	case truth.Always:
		t.tell(alwaysHolds(x))
	case truth.Never:
		t.tell(neverHolds(x))
	default:
		return false
	}
	return true
}

// settles tells of two conditions that exclude each other, or of which one always holds.
func (t *typer) settles(op string, a, b typed.Expr) bool {
	switch {
	case op == "and" && truth.Together(a, b) == truth.Never:
		t.tell(neverBoth(a, b))
	case op == "or" && truth.Either(a, b) == truth.Always:
		t.tell(alwaysOne(a, b))
	default:
		return false
	}
	return true
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
