// Leaves: comparisons of one thing with known values, and conditions of which nothing is known.

package truth

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// ask is what a comparison asks of its thing.
type ask struct {
	kind   askKind
	order  string         // of asksOrder: == != < <= > >=
	values []schema.Value // what it is compared with; of asksOption the option
	lo, hi float64        // of asksRange
	bit    int            // of asksFree and asksOption: which of the answers that the thing has beside its value
}

type askKind uint8

const (
	asksOrder  askKind = iota
	asksIn             // one of several values
	asksRange          // a whole number from lo to hi
	asksTruth          // a value that is a condition itself
	asksOption         // whether a set has an option
	asksFree           // what is not known: true or false
)

// leaf is the formula of a condition that is not taken apart further.
func (q *question) leaf(e typed.Expr) formula {
	switch x := e.(type) {
	case *typed.Call:
		if x.Func.Name == "known" && len(x.Args) == 1 {
			return q.about(x.Args[0], ask{order: "!=", values: []schema.Value{{}}})
		}
	case *typed.Binary:
		return q.comparison(x)
	}
	if e.Type().Kind == schema.Bool {
		return q.about(e, ask{kind: asksTruth})
	}
	return q.free(e)
}

var mirrored = map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

func (q *question) comparison(x *typed.Binary) formula {
	switch x.Op {
	case "in":
		return q.membership(x)
	case "==", "!=", "<", "<=", ">", ">=":
	case "contains", "startsWith", "endsWith", "matches":
		return q.test(x)
	default:
		return q.free(x)
	}
	l, r, op := x.L, x.R, x.Op
	if constant(l) != nil {
		l, r, op = r, l, mirrored[op]
	}
	v := constant(r)
	switch {
	case v == nil:
		return q.relation(x, l, r, op)
	case r.Type().Kind == schema.Invalid || !comparable(l.Type(), *v, op):
		return q.free(x)
	}
	return q.about(l, ask{order: op, values: []schema.Value{*v}})
}

// comparable reports whether it is known how the values of a type stand to one.
func comparable(t schema.Type, v schema.Value, op string) bool {
	equality := op == "==" || op == "!="
	switch {
	case v.IsNil():
		return equality
	case t.Kind == schema.Enum && t.Options != nil:
		_, known := t.Options.Index(v.Text())
		return known && v.IsText()
	case textual(t):
		return equality && v.IsText()
	}
	return t.Kind == v.Kind() && (equality || ordered(t))
}

// ordered reports whether all values of a type are known in their order.
func ordered(t schema.Type) bool {
	switch t.Kind {
	case schema.Number, schema.Date, schema.DateTime: // a day and 24 hours are as long as each other, and are not the same
		return true
	}
	return false
}

// textual reports whether values of a type are texts, of which there are ever more.
func textual(t schema.Type) bool { return t.Kind.Textual() && t.Kind != schema.Enum }

// membership is `x in […]`, `x in 1..5` and `"option" in set`.
func (q *question) membership(x *typed.Binary) formula {
	kind := x.L.Type().Kind
	if x.R.Type().Kind == schema.Set {
		if v := constant(x.L); v != nil && v.IsText() {
			return q.about(x.R, ask{kind: asksOption, values: []schema.Value{*v}})
		}
		return q.free(x)
	}
	if lo, hi, ok := ends(x.R); ok && lo <= hi && kind == schema.Number {
		return q.about(x.L, ask{kind: asksRange, lo: lo, hi: hi})
	}
	list, ok := x.R.(*typed.ListLit)
	if !ok || constant(x.L) != nil {
		return q.free(x)
	}
	a := ask{kind: asksIn}
	for _, item := range list.Items {
		v := constant(item)
		switch {
		case v == nil:
			return q.free(x)
		case v.IsNil(): // the unknown is in nothing
			continue
		case v.Kind() != kind && !(v.IsText() && (kind == schema.Enum || textual(x.L.Type()))):
			return q.free(x)
		}
		a.values = append(a.values, *v)
	}
	return q.about(x.L, a)
}

// ends are those of a range that is known.
func ends(e typed.Expr) (lo, hi float64, ok bool) {
	switch e := e.(type) {
	case *typed.Const:
		if e.Value.Kind() == schema.Range {
			a, b := e.Value.Range()
			return float64(a), float64(b), true
		}
	case *typed.RangeLit:
		a, b := constant(e.Lo), constant(e.Hi)
		if a != nil && b != nil && a.Kind() == schema.Number && b.Kind() == schema.Number {
			return a.Number(), b.Number(), true
		}
	}
	return 0, 0, false
}

// test is what one text says of another: false where the text is unknown, and anything where it is not.
func (q *question) test(x *typed.Binary) formula {
	if v := constant(x.R); v == nil || !v.IsText() || !textual(x.L.Type()) {
		return q.free(x)
	}
	i := q.thing(x.L)
	t := q.things[i]
	return q.add(i, ask{kind: asksFree, bit: t.bit(x)})
}

// relation is a comparison with what is not known itself: `a < b`, `a >= b` and `b > a` are about the same pair.
func (q *question) relation(whole, l, r typed.Expr, op string) formula {
	if alike(l, r) || l.Type().Kind == schema.Duration || r.Type().Kind == schema.Duration {
		return q.free(whole)
	}
	for i, t := range q.things {
		switch {
		case t.beside == nil:
		case Same(t.of, l) && Same(t.beside, r):
			return q.add(i, ask{order: op})
		case Same(t.of, r) && Same(t.beside, l):
			return q.add(i, ask{order: mirrored[op]})
		}
	}
	q.things = append(q.things, &thing{of: l, beside: r})
	return q.add(len(q.things)-1, ask{order: op})
}

// free is a condition of which nothing is known.
func (q *question) free(e typed.Expr) formula {
	for i, t := range q.things {
		if t.whole && alike(t.of, e) {
			return q.add(i, ask{kind: asksFree})
		}
	}
	q.things = append(q.things, &thing{of: e, whole: true, free: []typed.Expr{e}})
	return q.add(len(q.things)-1, ask{kind: asksFree})
}

// about is a comparison of a thing.
func (q *question) about(e typed.Expr, a ask) formula {
	i := q.thing(e)
	t := q.things[i]
	switch a.kind {
	case asksOption:
		a.bit = t.option(a.values[0])
	case asksRange:
		t.ranges = true
		t.values = append(t.values, schema.NumberValue(a.lo), schema.NumberValue(a.hi))
	default:
		t.values = append(t.values, a.values...)
	}
	return q.add(i, a)
}

func (q *question) add(thing int, a ask) formula {
	q.atoms = append(q.atoms, atom{thing: thing, ask: a})
	return formula{atom: len(q.atoms) - 1}
}

// thing is the number of what an expression reads.
func (q *question) thing(e typed.Expr) int {
	for i, t := range q.things {
		if !t.whole && t.beside == nil && alike(t.of, e) {
			return i
		}
	}
	q.things = append(q.things, &thing{of: e})
	return len(q.things) - 1
}

// constant is the value of an expression that is known before the run; nil for all else.
func constant(e typed.Expr) *schema.Value {
	if k, ok := e.(*typed.Const); ok {
		return &k.Value
	}
	return nil
}
