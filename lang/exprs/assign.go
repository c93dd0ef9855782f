// Values for a place of known type: a property, a parameter, an arm of a match.

package exprs

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// fit is x as a value of type want, or nil with a fault. Literals become what the place holds; `a ? b : c`, `a ?? b` and
// lists are looked into.
func (t *typer) fit(x typed.Expr, want schema.Type) typed.Expr {
	if want.Kind == schema.Any || want.Kind == schema.Invalid {
		return x
	}
	switch x := x.(type) {
	case *typed.Cond:
		a, b := t.fit(x.Then, want), t.fit(x.Else, want)
		if a == nil || b == nil {
			return nil
		}
		return &typed.Cond{Base: base(either(a.Type(), b.Type()), x.At), If: x.If, Then: a, Else: b}
	case *typed.Binary:
		if x.Op == "??" && want.Kind != schema.Text { // in a text, an enum with a substitute keeps its labels
			l, r := t.fit(x.L, want), t.fit(x.R, want)
			if l == nil || r == nil {
				return nil
			}
			return &typed.Binary{Base: base(either(l.Type(), r.Type()), x.At), Op: x.Op, L: l, R: r}
		}
	case *typed.Const:
		return t.fitConst(x, want)
	case *typed.ListLit:
		return t.fitList(x, want)
	}
	return t.fitType(x, want)
}

func (t *typer) fitConst(k *typed.Const, want schema.Type) typed.Expr {
	if k.Value.IsNil() || k.T.Kind != schema.Text {
		return t.fitType(k, want)
	}
	switch want.Kind {
	case schema.Enum:
		if want.Options == nil {
			return k
		}
		return t.options(k, want.Options, nil)
	case schema.Set:
		return t.fitSet([]typed.Expr{k}, k, want)
	case schema.Email, schema.Phone, schema.URL:
		v, err := schema.Parse(want, k.Value.Text(), nil)
		if err != nil {
			return t.fail(refusedValue(k, want, err))
		}
		if v.IsNil() {
			return k
		}
		return t.constant(k.At, want, v)
	}
	return t.fitType(k, want)
}

// fitSet is literal options as the value of a set.
func (t *typer) fitSet(items []typed.Expr, whole typed.Expr, want schema.Type) typed.Expr {
	var values []schema.Value
	fixed := true
	for _, item := range items {
		switch kind := item.Type(); {
		case !kind.Kind.Textual() && !loose(kind) || kind.Kind == schema.User || kind.Kind == schema.Team:
			return t.fail(wrongType(item, elemOf(want)))
		case want.Options != nil:
			if item = t.options(item, want.Options, nil); item == nil {
				return nil
			}
		}
		k, ok := item.(*typed.Const)
		if !ok {
			fixed = false
			continue
		}
		values = append(values, k.Value)
	}
	if !fixed {
		return whole
	}
	return t.constant(whole.Span(), want, schema.SetValue(values))
}

func (t *typer) fitList(x *typed.ListLit, want schema.Type) typed.Expr {
	switch want.Kind {
	case schema.Set:
		return t.fitSet(x.Items, x, want)
	case schema.List:
		out := &typed.ListLit{Base: x.Base, Items: make([]typed.Expr, len(x.Items))}
		for i, item := range x.Items {
			if out.Items[i] = t.fit(item, elemOf(want)); out.Items[i] == nil {
				return nil
			}
		}
		return out
	}
	return t.fitType(x, want)
}

// fitType judges by the types alone.
func (t *typer) fitType(x typed.Expr, want schema.Type) typed.Expr {
	kind := x.Type()
	switch {
	case loose(kind):
		return x
	case kind.Kind == schema.Enum && want.Kind == schema.Text:
		// In a text an enum is its label.
		return &typed.Concat{Base: base(want, x.Span()), Parts: []typed.Expr{x}}
	case fits(want, kind):
		return x
	}
	return t.fail(t.wrongValue(x, want))
}

// fits reports whether a value of one type may stand where another is wanted.
func fits(want, kind schema.Type) bool {
	switch want.Kind {
	case schema.Text:
		return kind.Kind.Textual()
	case schema.Email, schema.Phone, schema.URL:
		return plainText(kind)
	case schema.Enum:
		return kind.Kind == schema.Enum && shareOption(want.Options, kind.Options) || kind.Kind == schema.Text
	case schema.Set:
		return (kind.Kind == schema.Set || kind.Kind == schema.Enum) && shareOption(want.Options, kind.Options) || kind.Kind == schema.Text
	case schema.Date, schema.DateTime:
		return dated(kind)
	case schema.RecordRef:
		return kind.Kind == want.Kind && (want.Object == nil || kind.Object == nil || want.Object == kind.Object)
	case schema.List, schema.Map:
		return kind.Kind == want.Kind && (loose(elemOf(want)) || loose(elemOf(kind)) || fits(elemOf(want), elemOf(kind)))
	}
	return kind.Kind == want.Kind
}
