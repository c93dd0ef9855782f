package between

// Conditions taken apart: what they read, and which of their parts are decided by one subject alone.

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// dependence is what the value of an expression depends on.
type dependence struct {
	on    []subject
	timed bool // on the clock
	free  bool // on what only a run knows: variables, the trigger
}

func dependsOn(e typed.Expr) dependence {
	var d dependence
	typed.Walk(e, func(e typed.Expr) bool {
		switch x := e.(type) {
		case *typed.Property:
			d.on = append(d.on, subject{property: x.Property})
		case *typed.Each:
			d.on = append(d.on, subject{property: x.Property})
		case *typed.ChangedAt:
			d.on = append(d.on, subject{property: x.Property})
		case *typed.Associated:
			if o := objectOf(x.Of); o != nil {
				d.on = append(d.on, association(o, x.Object))
			}
		case *typed.Member:
			o := objectOf(x.Of)
			switch name := constant(x.Set); {
			case o == nil:
				d.free = true
			case name != nil:
				d.on = append(d.on, membership(o, name.Text()))
			default:
				d.on = append(d.on, subject{name: o.Name + computedName})
			}
		case *typed.Past:
			d.timed = true
		case *typed.Call:
			switch x.Func.Name {
			case "now", "today", "ago":
				d.timed = true
			}
		case *typed.VarRef, *typed.Trigger, *typed.Happening, *typed.EnrolledAt:
			d.free = true
		}
		return true
	})
	return d
}

// leaves visits the parts of a condition that `and`, `or` and `not` hold together.
func leaves(e typed.Expr, visit func(typed.Expr)) {
	switch x := e.(type) {
	case nil:
		return
	case *typed.Unary:
		if x.Op == "not" || x.Op == "!" {
			leaves(x.X, visit)
			return
		}
	case *typed.Binary:
		if isLogic(x.Op) {
			leaves(x.L, visit)
			leaves(x.R, visit)
			return
		}
	}
	visit(e)
}

func isLogic(op string) bool { return op == "and" || op == "&&" || op == "or" || op == "||" }

// plain is the subject that decides a leaf, with the values that it is compared with; ok is false when there is more to it.
func plain(leaf typed.Expr) (s subject, values []schema.Value, ok bool) {
	switch x := leaf.(type) {
	case *typed.Property, *typed.Member:
		s = read(leaf)
		return s, nil, s.property == nil || s.property.Type.Kind == schema.Bool
	case *typed.Call:
		if x.Func.Name == "known" && len(x.Args) == 1 {
			return read(x.Args[0]), []schema.Value{{}}, true
		}
	case *typed.Binary:
		return plainComparison(x)
	}
	return subject{}, nil, false
}

func plainComparison(x *typed.Binary) (s subject, values []schema.Value, ok bool) {
	if s, option, ok := asked(x); ok {
		return s, []schema.Value{option}, true
	}
	if x.Op == "in" {
		list, ok := x.R.(*typed.ListLit)
		if !ok {
			return subject{}, nil, false
		}
		for _, item := range list.Items {
			v := constant(item)
			if v == nil {
				return subject{}, nil, false
			}
			values = append(values, *v)
		}
		return read(x.L), values, true
	}
	if flipped[x.Op] == "" {
		return subject{}, nil, false
	}
	l, r := x.L, x.R
	if constant(l) != nil {
		l, r = r, l
	}
	v := constant(r)
	s = read(l)
	if v == nil || x.Op != "==" && x.Op != "!=" && !s.ordered() {
		return subject{}, nil, false
	}
	return s, []schema.Value{*v}, true
}

// ordered reports whether the values of a subject are all known in their order.
func (s subject) ordered() bool {
	return s.property != nil && (s.property.Type.Kind == schema.Number || s.property.Type.Kind == schema.Enum)
}

// growth is what more associated records can do to a condition: 1, only make it true; -1, only make it false; 0, either.
func growth(e typed.Expr) int {
	switch x := e.(type) {
	case *typed.Unary:
		if x.Op == "not" || x.Op == "!" {
			return -growth(x.X)
		}
	case *typed.Predicate:
		switch x.Name {
		case "any":
			return 1
		case "none", "all":
			return -1
		}
	case *typed.Binary:
		l, r, op := x.L, x.R, x.Op
		if constant(l) != nil {
			l, r, op = r, l, flipped[op]
		}
		if constant(r) != nil && grows(l) {
			switch op {
			case ">", ">=", "!=":
				return 1
			case "<", "<=":
				return -1
			}
			if v := constant(r); op == "==" && (v.IsNil() || v.Kind() == schema.Number && v.Number() == 0) {
				return -1
			}
		}
	}
	return 0
}

// grows reports whether an expression counts associated records, or is one of them.
func grows(e typed.Expr) bool {
	switch x := e.(type) {
	case *typed.Associated:
		return true
	case *typed.Predicate:
		return x.Name == "count" || x.Name == "max"
	case *typed.Call:
		return x.Func.Name == "len"
	}
	return false
}
