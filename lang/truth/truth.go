// Package truth tells what conditions say by themselves, whatever the records are: that one holds for every record or for
// none, and that one holds only where others do.
//
// A condition is taken apart at `and`, `or` and `not`. What is left are comparisons of one thing (a property, a variable,
// a call) with known values, and conditions of which nothing is known. The comparisons cut the values that a thing may
// have into classes: 5 and 8 cut the numbers into those below 5, 5, those between, 8, those above, and the unknown. Every
// value of a class gives every comparison the same answer, so that trying one value of each class, in all combinations,
// tries all records. What is not known may be either, and things that depend on each other are tried as if they did not:
// so a verdict may be missed, but none is wrong.
package truth

import (
	"slices"

	"github.com/wflang/wf/lang/typed"
)

// Verdict is for how many records a condition holds.
type Verdict uint8

const (
	Sometimes Verdict = iota // or more than this package can tell
	Always
	Never
)

// Of is for how many records a condition holds.
func Of(cond typed.Expr) Verdict {
	if plain(cond) || apart(joined(cond)) {
		return Sometimes
	}
	q := &question{}
	return q.verdict(q.formula(cond))
}

// Together is for how many records both of two conditions hold.
func Together(a, b typed.Expr) Verdict {
	if apart([]typed.Expr{a, b}) {
		return Sometimes
	}
	q := &question{}
	return q.verdict(formula{op: and, parts: []formula{q.formula(a), q.formula(b)}})
}

// Either is for how many records one of several conditions holds, or more.
func Either(conds ...typed.Expr) Verdict {
	if apart(conds) {
		return Sometimes
	}
	q := &question{}
	return q.verdict(q.any(conds))
}

// Follows reports whether a condition holds only where one of others holds; all of them hold for some records.
func Follows(cond typed.Expr, others ...typed.Expr) bool {
	if !slices.ContainsFunc(others, func(other typed.Expr) bool { return share(cond, other) }) {
		return false
	}
	q := &question{}
	return q.verdict(formula{op: and, parts: []formula{q.formula(cond), {op: not, parts: []formula{q.any(others)}}}}) == Never
}

// operator is how the parts of a formula are joined.
type operator uint8

const (
	leaf operator = iota
	fixed
	and
	or
	not
)

// formula is a condition taken apart.
type formula struct {
	op    operator
	atom  int  // of a leaf
	holds bool // of what is fixed
	parts []formula
}

// question is the conditions that are looked at together.
type question struct {
	things []*thing
	atoms  []atom
}

// atom is one comparison: whether it holds for each class of its thing.
type atom struct {
	thing int
	ask   ask
	truth []bool
}

func (q *question) any(conds []typed.Expr) formula {
	f := formula{op: or}
	for _, c := range conds {
		f.parts = append(f.parts, q.formula(c))
	}
	return f
}

// formula takes a condition apart.
func (q *question) formula(e typed.Expr) formula {
	switch x := e.(type) {
	case *typed.Const:
		return formula{op: fixed, holds: x.Value.Bool()}
	case *typed.Unary:
		if x.Op == "not" || x.Op == "!" {
			return formula{op: not, parts: []formula{q.formula(x.X)}}
		}
	case *typed.Binary:
		switch x.Op {
		case "and", "&&":
			return formula{op: and, parts: []formula{q.formula(x.L), q.formula(x.R)}}
		case "or", "||":
			return formula{op: or, parts: []formula{q.formula(x.L), q.formula(x.R)}}
		}
	}
	return q.leaf(e)
}

// most is how many combinations are tried at most. It is enough for conditions that people write and read.
const most = 1 << 12

// verdict tries all combinations of classes.
func (q *question) verdict(f formula) Verdict {
	combinations := 1
	for _, t := range q.things {
		t.cut()
		if combinations *= t.classes(); combinations > most {
			return Sometimes
		}
	}
	for i := range q.atoms {
		a := &q.atoms[i]
		a.truth = q.things[a.thing].answers(a.ask)
	}
	at := make([]int, len(q.things))
	first := q.holds(&f, at)
	for q.next(at) {
		if q.holds(&f, at) != first {
			return Sometimes
		}
	}
	if first {
		return Always
	}
	return Never
}

// next goes on to the next combination and reports whether there was one.
func (q *question) next(at []int) bool {
	for i, t := range q.things {
		if at[i]++; at[i] < t.classes() {
			return true
		}
		at[i] = 0
	}
	return false
}

func (q *question) holds(f *formula, at []int) bool {
	switch f.op {
	case fixed:
		return f.holds
	case not:
		return !q.holds(&f.parts[0], at)
	case and, or:
		for i := range f.parts {
			if q.holds(&f.parts[i], at) == (f.op == or) {
				return f.op == or
			}
		}
		return f.op == and
	}
	a := &q.atoms[f.atom]
	return a.truth[at[a.thing]]
}
