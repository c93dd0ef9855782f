package between

// What is known of properties at one moment, and what a condition is then.

import (
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

// facts is what is known of subjects: of the enrolled record and of the primary records associated with it.
type facts map[subject]domain

// domain is what a subject may be: one of Values, or, without, a number from lo to hi, or a set of which a part is known.
type domain struct {
	values         []schema.Value
	lo, hi         float64
	loOpen, hiOpen bool
	part           partial
}

func exactly(v schema.Value) domain { return domain{values: []schema.Value{v}} }

// read is the subject that an expression is, of the enrolled record or of a primary associated one; none for all else.
func read(e typed.Expr) subject {
	switch x := e.(type) {
	case *typed.Property:
		if fixedRecord(x.Of) {
			return subject{property: x.Property}
		}
	case *typed.Member:
		if name := constant(x.Set); name != nil && fixedRecord(x.Of) && x.Of.Type().Object != nil {
			return membership(x.Of.Type().Object, name.Text())
		}
	}
	return subject{}
}

// asks is what a subject is when an expression of it holds that compares nothing.
func (s subject) asks(v schema.Value) bool {
	if v.IsText() {
		return v.Text() == subscribed
	}
	return v.Bool()
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
	case *typed.Property, *typed.Member:
		s := read(e)
		if d, ok := f[s]; ok {
			return d.all(s.asks)
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
		if s, option, ok := asked(x); ok {
			if d, known := f[s]; known {
				return d.has(option.Text())
			}
			return maybe
		}
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
	s := read(l)
	d, known := f[s]
	if !known {
		return maybe
	}
	switch {
	case d.values == nil && s.isSet():
		return maybe
	case d.values == nil:
		return d.compare(op, c.Value)
	}
	return d.all(func(v schema.Value) bool { return holds(op, s.ranked(v), s.ranked(c.Value)) })
}

// ranked is a value as it compares: an option stands where it was declared.
func (s subject) ranked(v schema.Value) schema.Value {
	if s.property == nil || s.property.Type.Kind != schema.Enum || !v.IsText() {
		return v
	}
	if i, ok := s.property.Type.Options.Index(v.Text()); ok {
		return schema.NumberValue(float64(i))
	}
	return v
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
