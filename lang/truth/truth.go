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
	related := func(other typed.Expr) bool { return share(cond, other) && !refuted(cond, other) }
	if !slices.ContainsFunc(others, related) {
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
		if x.Op == "not" {
			return formula{op: not, parts: []formula{q.formula(x.X)}}
		}
	case *typed.Binary:
		switch x.Op {
		case "and":
			return formula{op: and, parts: q.chain(x.Op, x, nil)}
		case "or":
			return formula{op: or, parts: q.chain(x.Op, x, nil)}
		}
	}
	return q.leaf(e)
}

// chain are the parts of a junction and of those of the same operator in it.
func (q *question) chain(op string, e typed.Expr, parts []formula) []formula {
	if b, ok := e.(*typed.Binary); ok && b.Op == op {
		return q.chain(op, b.R, q.chain(op, b.L, parts))
	}
	return append(parts, q.formula(e))
}

// most is how many combinations are tried at most. It is enough for conditions that people write and read.
const most = 1 << 12

// verdict decides a formula. The parts of a junction that have no thing in common are decided one by one: all of them
// hold somewhere together where each does.
func (q *question) verdict(f formula) Verdict {
	switch f.op {
	case not:
		return q.verdict(f.parts[0]).opposite()
	case and, or:
		settling, settled := Never, Always // what one part does to the whole, and what all have to be else
		if f.op == or {
			settling, settled = Always, Never
		}
		all := settled
		for _, group := range q.groups(f.parts) {
			var v Verdict
			if len(group) == 1 {
				v = q.verdict(group[0])
			} else {
				v = q.try(formula{op: f.op, parts: group})
			}
			switch v {
			case settling:
				return settling
			case Sometimes:
				all = Sometimes
			}
		}
		return all
	}
	return q.try(f)
}

func (v Verdict) opposite() Verdict {
	switch v {
	case Always:
		return Never
	case Never:
		return Always
	}
	return Sometimes
}

// groups puts those formulas together that have things in common.
func (q *question) groups(parts []formula) [][]formula {
	in := make([]int, len(q.things)) // by thing: the group, from 1
	var groups [][]formula
	for _, p := range parts {
		home := 0
		q.each(&p, func(thing int) {
			switch g := in[thing]; {
			case g == 0 || g == home:
			case home == 0:
				home = g
			default: // it joins two
				groups[home-1] = append(groups[home-1], groups[g-1]...)
				groups[g-1] = nil
				for i := range in {
					if in[i] == g {
						in[i] = home
					}
				}
			}
		})
		if home == 0 {
			groups = append(groups, nil)
			home = len(groups)
		}
		groups[home-1] = append(groups[home-1], p)
		q.each(&p, func(thing int) { in[thing] = home })
	}
	return slices.DeleteFunc(groups, func(g []formula) bool { return g == nil })
}

// each visits the things of a formula.
func (q *question) each(f *formula, visit func(thing int)) {
	if f.op == leaf {
		visit(q.atoms[f.atom].thing)
	}
	for i := range f.parts {
		q.each(&f.parts[i], visit)
	}
}

// try decides a formula by all combinations of the classes of its things.
func (q *question) try(f formula) Verdict {
	var of []int // its things
	q.each(&f, func(thing int) {
		if !slices.Contains(of, thing) {
			of = append(of, thing)
		}
	})
	combinations := 1
	for _, t := range of {
		q.things[t].cut()
		if combinations *= q.things[t].classes(); combinations > most {
			return Sometimes
		}
	}
	for i := range q.atoms {
		if a := &q.atoms[i]; slices.Contains(of, a.thing) {
			a.truth = q.things[a.thing].answers(a.ask)
		}
	}
	at := make([]int, len(q.things))
	first := q.holds(&f, at)
	for q.next(of, at) {
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
func (q *question) next(of, at []int) bool {
	for _, t := range of {
		if at[t]++; at[t] < q.things[t].classes() {
			return true
		}
		at[t] = 0
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
