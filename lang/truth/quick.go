// Most conditions are about different things, each of which may be or not be: they are known before anything is tried.

package truth

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// plain reports a single comparison that holds for some records and not for others.
func plain(e typed.Expr) bool {
	switch x := e.(type) {
	case *typed.Const:
		return false
	case *typed.Unary:
		return x.Op == "not" && plain(x.X)
	case *typed.Call:
		if x.Func.Name == "known" && len(x.Args) == 1 {
			return !settledThing(x.Args[0])
		}
	case *typed.Binary:
		return plainComparison(x)
	}
	return e.Type().Kind == schema.Bool
}

func plainComparison(x *typed.Binary) bool {
	of := topic(x)
	if of == nil || settledThing(of) {
		return false
	}
	switch x.Op {
	case "==", "!=", "contains", "startsWith", "endsWith", "matches":
		return true
	case "<", "<=", ">", ">=":
		return ordered(of.Type())
	case "in":
		list, ok := x.R.(*typed.ListLit)
		if !ok || len(list.Items) == 0 {
			return x.R.Type().Kind == schema.Set
		}
		first := constant(list.Items[0])
		return first != nil && !first.IsNil()
	}
	return false
}

// settledThing reports whether something has bounds that comparisons may lie beyond.
func settledThing(e typed.Expr) bool {
	_, bounded := leastOf(e)
	return bounded || alwaysKnown(e)
}

// topic is the thing that a single comparison is about; nil where there is more to it.
func topic(e typed.Expr) typed.Expr {
	switch x := e.(type) {
	case *typed.Unary:
		if x.Op == "not" {
			return topic(x.X)
		}
	case *typed.Call:
		if x.Func.Name == "known" && len(x.Args) == 1 {
			return x.Args[0]
		}
	case *typed.Binary:
		switch {
		case x.Op == "and" || x.Op == "or":
			return nil
		case x.Op == "in" && x.R.Type().Kind == schema.Set && constant(x.L) != nil:
			return x.R
		case x.Op == "in" && constant(x.L) == nil, constant(x.R) != nil:
			return x.L
		case constant(x.L) != nil:
			return x.R
		}
		return nil
	}
	return e
}

// apart reports whether conditions are single comparisons, each of which holds for some records and not for others, about
// things that differ: then so do they all, whatever joins them.
func apart(conds []typed.Expr) bool {
	for i, c := range conds {
		if !plain(c) {
			return false
		}
		for _, before := range conds[:i] {
			if alike(topic(before), topic(c)) {
				return false
			}
		}
	}
	return len(conds) > 0
}

// joined are the parts of a chain of `and` or `or`; none for all else.
func joined(e typed.Expr) []typed.Expr {
	b, ok := e.(*typed.Binary)
	if !ok || b.Op != "and" && b.Op != "or" {
		return nil
	}
	var room [8]typed.Expr
	parts := room[:0]
	var part func(e typed.Expr)
	part = func(e typed.Expr) {
		if own, ok := e.(*typed.Binary); ok && own.Op == b.Op {
			part(own.L)
			part(own.R)
			return
		}
		parts = append(parts, e)
	}
	part(b)
	return parts
}

// share reports whether a comparison in one condition may be about a thing that one in another is about too.
func share(a, b typed.Expr) bool {
	if l, r := halves(a); l != nil {
		return share(l, b) || r != nil && share(r, b)
	}
	if l, r := halves(b); l != nil {
		return share(a, l) || r != nil && share(a, r)
	}
	l, r := topic(a), topic(b)
	return l == nil || r == nil || alike(l, r)
}

// refuted reports a value for which one comparison holds and another one of the same thing does not.
func refuted(cond, other typed.Expr) bool {
	a, okA := cond.(*typed.Binary)
	b, okB := other.(*typed.Binary)
	if !okA || !okB || a.Op != "==" && a.Op != "in" || topic(a) != a.L || topic(b) != b.L || a.R.Type().Kind == schema.Set {
		return false
	}
	v := constant(a.R)
	if list, ok := a.R.(*typed.ListLit); ok && len(list.Items) > 0 {
		v = constant(list.Items[0])
	}
	if v == nil || v.IsNil() || v.Kind() == schema.Range {
		return false
	}
	switch b.Op {
	case "==":
		w := constant(b.R)
		return w != nil && !w.Equal(*v)
	case "in":
		list, ok := b.R.(*typed.ListLit)
		return ok && !slices.ContainsFunc(list.Items, func(item typed.Expr) bool {
			w := constant(item)
			return w == nil || w.Equal(*v)
		})
	}
	return false
}

// halves takes a condition apart at `and`, `or` and `not`; nil where it is a single one.
func halves(e typed.Expr) (l, r typed.Expr) {
	switch x := e.(type) {
	case *typed.Unary:
		if x.Op == "not" {
			return x.X, nil
		}
	case *typed.Binary:
		if x.Op == "and" || x.Op == "or" {
			return x.L, x.R
		}
	}
	return nil, nil
}

// alike reports whether two expressions of one place read the same: by what they are, or as they are written.
func alike(a, b typed.Expr) bool {
	if Same(a, b) {
		return true
	}
	x, y := a.Span(), b.Span()
	return x.Valid() && y.Valid() && x.End > x.Start && y.End > y.Start && sameText(x.Text(), y.Text())
}

// sameText compares two pieces of a program, white space aside but for that in texts.
func sameText(a, b string) bool {
	quoted := false
	for {
		if !quoted {
			a, b = skipSpace(a), skipSpace(b)
		}
		if a == "" || b == "" {
			return a == b
		}
		r, size := utf8.DecodeRuneInString(a)
		if s, _ := utf8.DecodeRuneInString(b); r != s {
			return false
		}
		if r == '"' || r == '\'' || r == '`' {
			quoted = true // from here on every space counts: which quote ends which is for the parser to say
		}
		a, b = a[size:], b[size:]
	}
}

// skipSpace drops the white space that a text begins with.
func skipSpace(s string) string {
	for {
		r, size := utf8.DecodeRuneInString(s)
		if !unicode.IsSpace(r) {
			return s
		}
		s = s[size:]
	}
}
