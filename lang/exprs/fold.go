package exprs

import (
	"math"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// fold computes what is the same in every run: operators whose sides are constants. What depends on a time zone, on
// working hours or on the world stays as it is.
func fold(x typed.Expr) typed.Expr {
	switch x := x.(type) {
	case *typed.Unary:
		if k, ok := x.X.(*typed.Const); ok {
			if v, ok := foldUnary(x.Op, k.Value); ok {
				return constant(x.At, x.T, v)
			}
		}
	case *typed.Binary:
		l, ok1 := x.L.(*typed.Const)
		r, ok2 := x.R.(*typed.Const)
		if ok1 && ok2 {
			if v, ok := foldBinary(x.Op, l, r); ok {
				return constant(x.At, x.T, v)
			}
		}
	case *typed.Call:
		if v, ok := foldCall(x); ok {
			return constant(x.At, x.T, v)
		}
	}
	return x
}

// calendarless is an environment without world; only what needs neither its zone nor its hours is computed in it.
func calendarless() *schema.Env { return &schema.Env{Zone: time.UTC} }

func foldUnary(op string, v schema.Value) (schema.Value, bool) {
	switch {
	case op == "not":
		return schema.BoolValue(!v.Bool()), true
	case v.Kind() == schema.Number:
		return schema.NumberValue(-v.Number()), true
	case v.Kind() == schema.Duration:
		return schema.DurationValue(v.Span().Neg()), true
	}
	return v, v.IsNil()
}

func foldBinary(op string, l, r *typed.Const) (schema.Value, bool) {
	a, b := l.Value, r.Value
	switch op {
	case "and":
		return schema.BoolValue(a.Bool() && b.Bool()), true
	case "or":
		return schema.BoolValue(a.Bool() || b.Bool()), true
	case "==", "!=":
		if l.T.Kind != r.T.Kind || dated(l.T) {
			return schema.Value{}, false
		}
		return schema.BoolValue(a.Equal(b) == (op == "==")), true
	case "<", "<=", ">", ">=":
		return foldOrder(op, l, r)
	case "??":
		if a.IsNil() {
			return b, true
		}
		return a, true
	case "+", "-", "*", "/", "%", "**":
		return foldArithmetic(op, a, b)
	}
	return schema.Value{}, false
}

func foldOrder(op string, l, r *typed.Const) (schema.Value, bool) {
	if l.T.Kind == schema.Enum || l.T.Kind == schema.DateTime || l.T.Kind != r.T.Kind {
		return schema.Value{}, false
	}
	order, ok := l.Value.Compare(r.Value)
	switch op {
	case "<":
		ok = ok && order < 0
	case "<=":
		ok = ok && order <= 0
	case ">":
		ok = ok && order > 0
	default:
		ok = ok && order >= 0
	}
	return schema.BoolValue(ok), true
}

func foldArithmetic(op string, a, b schema.Value) (schema.Value, bool) {
	switch {
	case a.IsNil() || b.IsNil():
		return schema.Value{}, true
	case a.Kind() == schema.Number && b.Kind() == schema.Number:
		return foldNumbers(op, a.Number(), b.Number()), true
	case a.Kind() == schema.Text && b.Kind() == schema.Text && op == "+":
		return schema.TextValue(a.Text() + b.Text()), len(a.Text())+len(b.Text()) <= schema.MaxText
	case a.Kind() == schema.Duration && b.Kind() == schema.Duration && op == "+":
		return a.Span().Add(b.Span()), true
	case a.Kind() == schema.Duration && b.Kind() == schema.Duration && op == "-":
		return a.Span().Add(b.Span().Neg()), true
	case a.Kind() == schema.Date && b.Kind() == schema.Date && op == "-":
		return calendarless().Between(a, b), true
	case a.Kind() == schema.Date && b.Kind() == schema.Duration:
		return foldMoved(op, a, b.Span())
	case a.Kind() == schema.Duration && b.Kind() == schema.Date && op == "+":
		return foldMoved(op, b, a.Span())
	}
	return schema.Value{}, false
}

// foldMoved moves a day by days and months, which is the same in every time zone.
func foldMoved(op string, day schema.Value, by schema.Span) (schema.Value, bool) {
	if by.Nanos != 0 || by.Working {
		return schema.Value{}, false
	}
	if op == "-" {
		by = by.Neg()
	}
	return calendarless().Plus(day, by), true
}

func foldNumbers(op string, a, b float64) schema.Value {
	switch op {
	case "+":
		return schema.NumberValue(a + b)
	case "-":
		return schema.NumberValue(a - b)
	case "*":
		return schema.NumberValue(a * b)
	case "/":
		if b == 0 {
			return schema.Value{}
		}
		return schema.NumberValue(a / b)
	case "%":
		if b == 0 {
			return schema.Value{}
		}
		return schema.NumberValue(math.Mod(a, b))
	}
	return schema.NumberValue(math.Pow(a, b))
}

func foldCall(x *typed.Call) (schema.Value, bool) {
	if x.Func.World || x.Func.Call == nil {
		return schema.Value{}, false
	}
	args := make([]schema.Value, len(x.Args))
	for i, a := range x.Args {
		k, ok := a.(*typed.Const)
		if !ok || k.Value.Kind() == schema.DateTime {
			return schema.Value{}, false
		}
		args[i] = k.Value
	}
	v := x.Func.Call(calendarless(), args)
	return v, v.Kind() != schema.DateTime
}
