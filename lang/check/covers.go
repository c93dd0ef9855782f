// Which condition follows from which: a branch whose condition follows from that of an earlier branch is never taken.

package check

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// follows reports whether the condition b holds only where a holds too. It says yes only when the conditions alone tell.
func follows(b, a typed.Expr) bool {
	if written(b) == written(a) {
		return true
	}
	switch op, l, r := junction(b); op {
	case "or":
		return follows(l, a) && follows(r, a)
	case "and":
		if follows(l, a) || follows(r, a) {
			return true
		}
	}
	switch op, l, r := junction(a); op {
	case "and":
		return follows(b, l) && follows(b, r)
	case "or":
		return follows(b, l) || follows(b, r)
	}
	x, ok := comparisonOf(b)
	if !ok {
		return false
	}
	y, ok := comparisonOf(a)
	return ok && x.subject == y.subject && x.within(y)
}

// junction takes `and` and `or` apart; op is "" for anything else.
func junction(e typed.Expr) (op string, l, r typed.Expr) {
	b, ok := e.(*typed.Binary)
	if !ok {
		return "", nil, nil
	}
	switch b.Op {
	case "and", "&&":
		return "and", b.L, b.R
	case "or", "||":
		return "or", b.L, b.R
	}
	return "", nil, nil
}

// written is an expression as it stands in the program, white space aside.
func written(e typed.Expr) string { return squeezed(e.Span().Text()) }

// comparison is something compared with known values: with all of them for `in`, else with one.
type comparison struct {
	subject string
	op      string
	values  []schema.Value
}

func comparisonOf(e typed.Expr) (comparison, bool) {
	b, ok := e.(*typed.Binary)
	if !ok {
		return comparison{}, false
	}
	if b.Op == "in" {
		list, ok := b.R.(*typed.ListLit)
		if !ok {
			return comparison{}, false
		}
		c := comparison{subject: written(b.L), op: b.Op}
		for _, item := range list.Items {
			k, ok := item.(*typed.Const)
			if !ok {
				return comparison{}, false
			}
			c.values = append(c.values, k.Value)
		}
		return c, len(c.values) > 0
	}
	mirrored, ok := map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}[b.Op]
	if !ok {
		return comparison{}, false
	}
	l, r, op := b.L, b.R, b.Op
	if _, fixed := l.(*typed.Const); fixed {
		l, r, op = r, l, mirrored
	}
	k, fixed := r.(*typed.Const)
	if !fixed || l.Type().Kind == schema.Enum && op != "==" && op != "!=" {
		return comparison{}, false // the order of an enum is not that of its texts
	}
	return comparison{subject: written(l), op: op, values: []schema.Value{k.Value}}, true
}

// within reports whether every value that c holds for is one that o holds for.
func (c comparison) within(o comparison) bool {
	switch c.op {
	case "==", "in":
		for _, v := range c.values {
			if !o.holds(v) {
				return false
			}
		}
		return true
	case "!=":
		return o.op == "!=" && c.values[0].Equal(o.values[0])
	}
	order, ok := c.values[0].Compare(o.values[0])
	if !ok {
		return o.op == "!=" && o.values[0].IsNil() // an order holds for what is known
	}
	up, strict := c.op[0] == '>', len(c.op) == 1
	switch o.op {
	case ">", ">=":
		return up && (order > 0 || order == 0 && (strict || o.op == ">="))
	case "<", "<=":
		return !up && (order < 0 || order == 0 && (strict || o.op == "<="))
	case "!=":
		return up && (order > 0 || order == 0 && strict) || !up && (order < 0 || order == 0 && strict)
	}
	return false
}

// holds reports whether the comparison holds for a value.
func (c comparison) holds(v schema.Value) bool {
	switch c.op {
	case "==", "in":
		for _, own := range c.values {
			if own.Equal(v) {
				return true
			}
		}
		return false
	case "!=":
		return !c.values[0].Equal(v)
	}
	order, ok := v.Compare(c.values[0])
	if !ok {
		return false
	}
	switch c.op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}
