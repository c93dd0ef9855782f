package between

// What is known of properties at one moment, and what a condition is then.

import (
	"math"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// answer is what is known of a condition.
type answer uint8

const (
	maybe answer = iota
	yes
	no
)

func (a answer) not() answer {
	switch a {
	case yes:
		return no
	case no:
		return yes
	}
	return maybe
}

func answerOf(b bool) answer {
	if b {
		return yes
	}
	return no
}

// facts is what is known of properties, by property: of the enrolled record and of the primary records associated with it.
type facts map[*schema.Property]domain

// domain is what a property may hold: one of Values, or, without, a number from lo to hi.
type domain struct {
	values         []schema.Value
	lo, hi         float64
	loOpen, hiOpen bool
}

func exactly(v schema.Value) domain { return domain{values: []schema.Value{v}} }

// property is the property that an expression reads of the enrolled record or of a primary associated one.
func property(e typed.Expr) *schema.Property {
	p, ok := e.(*typed.Property)
	if !ok || !fixedRecord(p.Of) {
		return nil
	}
	return p.Property
}

func fixedRecord(e typed.Expr) bool {
	switch x := e.(type) {
	case *typed.Enrolled:
		return true
	case *typed.Associated:
		return !x.Plural && fixedRecord(x.Of)
	}
	return false
}

// test asks whether a condition holds under the facts.
func (f facts) test(e typed.Expr) answer {
	switch x := e.(type) {
	case *typed.Const:
		return answerOf(x.Value.Bool())
	case *typed.Unary:
		if x.Op == "not" || x.Op == "!" {
			return f.test(x.X).not()
		}
	case *typed.Binary:
		return f.binary(x)
	case *typed.Call:
		if x.Func.Name == "known" && len(x.Args) == 1 {
			return f.compare("!=", x.Args[0], &typed.Const{})
		}
	case *typed.Property:
		if d, ok := f[property(x)]; ok {
			return d.all(schema.Value.Bool)
		}
	}
	return maybe
}

func (f facts) binary(x *typed.Binary) answer {
	switch x.Op {
	case "and", "&&":
		l, r := f.test(x.L), f.test(x.R)
		switch {
		case l == no || r == no:
			return no
		case l == yes && r == yes:
			return yes
		}
		return maybe
	case "or", "||":
		l, r := f.test(x.L), f.test(x.R)
		switch {
		case l == yes || r == yes:
			return yes
		case l == no && r == no:
			return no
		}
		return maybe
	case "in":
		list, ok := x.R.(*typed.ListLit)
		if !ok {
			return maybe
		}
		all := no
		for _, item := range list.Items {
			switch f.compare("==", x.L, item) {
			case yes:
				return yes
			case maybe:
				all = maybe
			}
		}
		return all
	}
	return f.compare(x.Op, x.L, x.R)
}

var flipped = map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

// compare asks how a property stands to a constant, on either side.
func (f facts) compare(op string, l, r typed.Expr) answer {
	if _, ok := flipped[op]; !ok {
		return maybe
	}
	if _, ok := l.(*typed.Const); ok {
		l, r, op = r, l, flipped[op]
	}
	c, ok := r.(*typed.Const)
	if !ok {
		return maybe
	}
	if v, ok := l.(*typed.Const); ok {
		return answerOf(holds(op, v.Value, c.Value))
	}
	p := property(l)
	d, known := f[p]
	if p == nil || !known || (p.Type.Kind == schema.Enum && op != "==" && op != "!=") {
		return maybe // the order of an enum is not that of its texts
	}
	if d.values == nil {
		return d.compare(op, c.Value)
	}
	return d.all(func(v schema.Value) bool { return holds(op, v, c.Value) })
}

func holds(op string, a, b schema.Value) bool {
	switch op {
	case "==":
		return a.Equal(b)
	case "!=":
		return !a.Equal(b)
	}
	order, ok := a.Compare(b)
	if !ok {
		return false
	}
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

// all asks a test of every value that the property may hold.
func (d domain) all(test func(schema.Value) bool) answer {
	if d.values == nil {
		return maybe
	}
	first := test(d.values[0])
	for _, v := range d.values[1:] {
		if test(v) != first {
			return maybe
		}
	}
	return answerOf(first)
}

// compare asks how the numbers from lo to hi stand to a number.
func (d domain) compare(op string, v schema.Value) answer {
	if v.Kind() != schema.Number {
		if v.IsNil() && op == "!=" {
			return yes
		}
		return maybe
	}
	n := v.Number()
	below := d.hi < n || d.hi == n && d.hiOpen // all are < n
	above := d.lo > n || d.lo == n && d.loOpen // all are > n
	switch op {
	case "<":
		return decided(below, d.lo >= n)
	case "<=":
		return decided(d.hi <= n, above)
	case ">":
		return decided(above, d.hi <= n)
	case ">=":
		return decided(d.lo >= n, below)
	case "==":
		return decided(false, below || above)
	}
	return decided(below || above, false)
}

func decided(isYes, isNo bool) answer {
	switch {
	case isYes:
		return yes
	case isNo:
		return no
	}
	return maybe
}

// learn adds what follows from a condition that holds.
func (f facts) learn(e typed.Expr) {
	x, ok := e.(*typed.Binary)
	if !ok {
		if p := property(e); p != nil && p.Type.Kind == schema.Bool {
			f[p] = exactly(schema.BoolValue(true))
		}
		return
	}
	switch x.Op {
	case "and", "&&":
		f.learn(x.L)
		f.learn(x.R)
		return
	case "in":
		f.learnIn(x)
		return
	}
	l, r, op := x.L, x.R, x.Op
	if _, ok := l.(*typed.Const); ok {
		l, r, op = r, l, flipped[op]
	}
	c, ok := r.(*typed.Const)
	p := property(l)
	if !ok || p == nil {
		return
	}
	if op == "==" {
		f[p] = exactly(c.Value)
		return
	}
	if c.Value.Kind() == schema.Number {
		f.learnBound(p, op, c.Value.Number())
	}
}

func (f facts) learnIn(x *typed.Binary) {
	list, ok := x.R.(*typed.ListLit)
	p := property(x.L)
	if !ok || p == nil || len(list.Items) == 0 {
		return
	}
	var values []schema.Value
	for _, item := range list.Items {
		c, ok := item.(*typed.Const)
		if !ok {
			return
		}
		values = append(values, c.Value)
	}
	f[p] = domain{values: values}
}

func (f facts) learnBound(p *schema.Property, op string, n float64) {
	d, ok := f[p]
	if ok && d.values != nil {
		return // an equality says more
	}
	if !ok {
		d = domain{lo: math.Inf(-1), hi: math.Inf(1)}
	}
	switch op {
	case "<", "<=":
		if n <= d.hi {
			d.hi, d.hiOpen = n, op == "<"
		}
	case ">", ">=":
		if n >= d.lo {
			d.lo, d.loOpen = n, op == ">"
		}
	default:
		return
	}
	f[p] = d
}

// exclude reports whether two conditions can never hold together.
func exclude(a, b typed.Expr) bool {
	if a == nil || b == nil {
		return false
	}
	fa, fb := facts{}, facts{}
	fa.learn(a)
	fb.learn(b)
	return fa.test(b) == no || fb.test(a) == no
}
