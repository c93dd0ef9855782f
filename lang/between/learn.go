package between

// What follows from conditions that hold.

import (
	"math"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// learn adds what follows from a condition that holds.
func (f facts) learn(e typed.Expr) {
	if x, ok := e.(*typed.Unary); ok && (x.Op == "not" || x.Op == "!") {
		if y, ok := x.X.(*typed.Binary); ok {
			if s, option, ok := asked(y); ok {
				f.learnOption(s, option.Text(), false)
			}
		}
		return
	}
	x, ok := e.(*typed.Binary)
	if !ok {
		f.learnPlain(e)
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
	s := read(l)
	if !ok || s == (subject{}) {
		return
	}
	if op == "==" {
		f[s] = exactly(c.Value)
		return
	}
	if c.Value.Kind() == schema.Number {
		f.learnBound(s, op, c.Value.Number())
	}
}

// learnPlain is learn for a subject that is a condition by itself.
func (f facts) learnPlain(e typed.Expr) {
	s := read(e)
	switch {
	case s.property != nil && s.property.Type.Kind == schema.Bool:
		f[s] = exactly(schema.BoolValue(true))
	case strings.Contains(s.name, " list:"):
		f[s] = exactly(schema.BoolValue(true))
	case strings.Contains(s.name, " subscription:"):
		f[s] = exactly(schema.TextValue(subscribed))
	}
}

func (f facts) learnIn(x *typed.Binary) {
	if s, option, ok := asked(x); ok {
		f.learnOption(s, option.Text(), true)
		return
	}
	list, ok := x.R.(*typed.ListLit)
	s := read(x.L)
	if !ok || s == (subject{}) || len(list.Items) == 0 {
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
	f[s] = domain{values: values}
}

func (f facts) learnBound(s subject, op string, n float64) {
	d, ok := f[s]
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
	f[s] = d
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
