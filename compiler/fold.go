package compiler

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// fold computes what is known before the run: lists, ranges and functions of constants, and the sign of a number.
func fold(e typed.Expr) typed.Expr {
	switch e := e.(type) {
	case *typed.Unary:
		if x, ok := fold(e.X).(*typed.Const); ok && e.Op == "-" && x.Value.Kind() == schema.Number {
			return &typed.Const{Base: e.Base, Value: schema.NumberValue(-x.Value.Number())}
		}
	case *typed.Named:
		if name, ok := fold(e.Name).(*typed.Const); ok && name.Value.Text() != "" {
			return &typed.Const{Base: e.Base, Value: named(e.Kind, name.Value.Text())}
		}
	case *typed.ListLit:
		if items, ok := foldAll(e.Items); ok {
			return &typed.Const{Base: e.Base, Value: schema.ListValue(items)}
		}
	case *typed.RangeLit:
		if v, ok := foldAll([]typed.Expr{e.Lo, e.Hi}); ok {
			lo, hi := v[0].Number(), v[1].Number()
			if lo == float64(int32(lo)) && hi == float64(int32(hi)) {
				return &typed.Const{Base: e.Base, Value: schema.RangeValue(int32(lo), int32(hi))}
			}
		}
	case *typed.Call:
		if e.Func.World || e.Func.Call == nil {
			return e
		}
		if args, ok := foldAll(e.Args); ok {
			return &typed.Const{Base: e.Base, Value: e.Func.Call(&schema.Env{}, args)}
		}
	}
	return e
}

func named(k schema.Kind, name string) schema.Value {
	switch k {
	case schema.User:
		return schema.UserValue(name)
	case schema.Team:
		return schema.TeamValue(name)
	}
	return schema.SecretValue(name)
}

func foldAll(list []typed.Expr) ([]schema.Value, bool) {
	values := make([]schema.Value, len(list))
	for i, e := range list {
		c, ok := fold(e).(*typed.Const)
		if !ok {
			return nil, false
		}
		values[i] = c.Value
	}
	return values, true
}

// besideNow is a moment that lies a constant length away from now() or today().
type besideNow struct {
	today bool
	by    schema.Span
	minus bool
}

// besideNow recognizes now(), today(), ago(LENGTH), and now() or today() plus or minus a length.
func (g *generator) besideNow(e typed.Expr) (m besideNow, ok bool) {
	if g.traced {
		return m, false
	}
	switch e := e.(type) {
	case *typed.Call:
		switch {
		case len(e.Args) == 0 && (e.Func.Name == "now" || e.Func.Name == "today"):
			return besideNow{today: e.Func.Name == "today"}, true
		case len(e.Args) == 1 && e.Func.Name == "ago":
			by, ok := length(e.Args[0])
			return besideNow{by: by, minus: true}, ok
		}
	case *typed.Binary:
		if e.Op != "+" && e.Op != "-" {
			return m, false
		}
		base, ok := g.besideNow(e.L)
		by, isLength := length(e.R)
		if ok && isLength && base.by == (schema.Span{}) && !base.minus {
			return besideNow{today: base.today, by: by, minus: e.Op == "-"}, true
		}
	}
	return m, false
}

// length is the constant length of time that an expression is.
func length(e typed.Expr) (schema.Span, bool) {
	v, ok := constant(e)
	return v.Span(), ok && v.Kind() == schema.Duration
}
