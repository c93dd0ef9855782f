// Branches: if, match and split.

package check

import (
	"math"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/truth"
	"github.com/wflang/wf/lang/typed"
)

func (w *workflow) branchIf(s *ast.If) typed.Stmt {
	out := &typed.If{}
	ok := true
	var earlier []typed.Expr
	var texts map[string]typed.Expr // of the earlier conditions; made where others come
	for {
		branch := typed.Branch{Span: s.Place}
		if s.Cond != nil {
			branch.Span = s.Cond.Place
			branch.Cond = w.scope.condition(s.Cond)
		}
		if branch.Cond == nil {
			ok = false
		} else {
			w.constantCondition(branch.Cond)
			if texts == nil && s.Else != nil {
				texts = map[string]typed.Expr{}
			}
			if truth.Of(branch.Cond) == truth.Sometimes { // all else was told of
				w.coveredBranch(branch.Cond, earlier, texts)
				earlier = append(earlier, branch.Cond)
			}
		}
		branch.Body = w.block(s.Then)
		out.Branches = append(out.Branches, branch)
		if s.Else == nil {
			break
		}
		if chained := elseIf(s.Else); chained != nil {
			s = chained
			continue
		}
		out.Else, out.HasElse = w.block(s.Else), true
		if len(earlier) > 1 && ok && truth.Either(earlier...) == truth.Always {
			w.report(coveredElse(s.Else.Place, earlier))
		}
		if len(out.Branches) == 1 && sameBlocks(s.Then, s.Else) {
			w.report(sameBranches(s))
		}
		break
	}
	if !ok {
		return nil
	}
	return out
}

// coveredBranch warns of a condition that holds only where one of the earlier branches is taken. It adds its text to
// theirs.
func (w *workflow) coveredBranch(cond typed.Expr, earlier []typed.Expr, texts map[string]typed.Expr) {
	text := written(cond)
	first, again := texts[text]
	if !again {
		if texts != nil {
			texts[text] = cond
		}
		if i := slices.IndexFunc(earlier, func(e typed.Expr) bool { return truth.Follows(cond, e) }); i >= 0 {
			first = earlier[i]
		}
	}
	switch {
	case first != nil:
		w.report(coveredBranch(cond, first, again))
	case len(earlier) > 1 && truth.Follows(cond, earlier...):
		w.report(coveredByAll(cond, earlier))
	}
}

// written is an expression as it stands in the program, white space aside.
func written(e typed.Expr) string { return squeezed(e.Span().Text()) }

// sameBlocks reports whether two branches do the same, comments and layout aside.
func sameBlocks(a, b *ast.Block) bool {
	if a == nil || b == nil || len(a.Steps) != len(b.Steps) || len(a.Steps) == 0 {
		return false
	}
	for i := range a.Steps {
		if squeezed(a.Steps[i].Place.Text()) != squeezed(b.Steps[i].Place.Text()) {
			return false
		}
	}
	return true
}

// squeezed is a text with every stretch of white space as one space.
func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

func (w *workflow) match(s *ast.Match) typed.Stmt {
	out := &typed.Match{}
	ok := s.Subject != nil
	t := schema.Of(schema.Invalid)
	if ok {
		if out.Subject = w.scope.value(s.Subject); out.Subject == nil {
			ok = false
		} else {
			t = exprs.Choice(out.Subject)
			if !matchable(t) {
				w.report(notMatchable(s.Subject.Place, t))
				ok, t = false, schema.Of(schema.Invalid)
			}
		}
	}
	var seen []typed.Expr
	var others *ast.Arm
	for _, a := range s.Arms {
		if a.Default {
			if others != nil {
				w.report(duplicateDefault(a, others))
			}
			others = a
			out.Default = w.block(a.Body)
			continue
		}
		arm := typed.MatchArm{Span: a.Place}
		for _, v := range a.Values {
			if v == nil {
				continue
			}
			value := w.matchValue(v, t)
			if value == nil {
				ok = false
				continue
			}
			for _, before := range seen {
				if overlap(before, value) {
					w.report(overlappingValue(value, before))
					break
				}
			}
			seen = append(seen, value)
			arm.Values = append(arm.Values, value)
		}
		arm.Body = w.block(a.Body)
		out.Arms = append(out.Arms, arm)
	}
	if !ok {
		return nil
	}
	if others != nil && truth.Either(choices(out.Subject, seen)...) == truth.Always {
		w.report(coveredDefault(others))
	}
	return out
}

// choices are the values of a match as conditions on its subject.
func choices(subject typed.Expr, values []typed.Expr) []typed.Expr {
	conds := make([]typed.Expr, len(values))
	for i, v := range values {
		c := &typed.Binary{Base: typed.Base{T: schema.Of(schema.Bool)}, Op: "==", L: subject, R: v}
		if _, ok := v.(*typed.RangeLit); ok {
			c.Op = "in"
		}
		conds[i] = c
	}
	return conds
}

// matchable reports whether values of a type can stand before the arms of a match.
func matchable(t schema.Type) bool {
	switch t.Kind {
	case schema.Bool, schema.Number, schema.Date, schema.DateTime, schema.Any, schema.Invalid, schema.Enum, schema.Text, schema.Email, schema.Phone, schema.URL, schema.User:
		return true
	}
	return false
}

// matchValue checks one value of an arm against the type of the subject.
func (w *workflow) matchValue(v *ast.Expr, t schema.Type) typed.Expr {
	if strings.TrimSpace(v.Place.Text()) == "nil" {
		return w.scope.value(v)
	}
	if _, _, isRange := strings.Cut(v.Text, ".."); isRange {
		if e, ok := w.scope.value(v).(*typed.RangeLit); ok {
			if t.Kind != schema.Number && t.Kind != schema.Any && t.Kind != schema.Invalid {
				w.report(rangeOfOther(v.Place, t))
				return nil
			}
			return e
		}
		return nil
	}
	e := w.scope.as(v, t)
	if e == nil {
		return nil
	}
	if k, ok := e.(*typed.Const); ok {
		if k.Value.Kind() == schema.Range { // folded
			lo, hi := k.Value.Range()
			at := typed.Base{T: schema.Of(schema.Number), At: v.Place}
			return &typed.RangeLit{Base: k.Base, Lo: &typed.Const{Base: at, Value: schema.NumberValue(float64(lo))}, Hi: &typed.Const{Base: at, Value: schema.NumberValue(float64(hi))}}
		}
		return k
	}
	w.report(matchNotConstant(v.Place))
	return nil
}

// overlap reports whether some value fits both arms.
func overlap(a, b typed.Expr) bool {
	loA, hiA, rangeA := bounds(a)
	loB, hiB, rangeB := bounds(b)
	if rangeA && rangeB {
		return loA <= hiB && loB <= hiA
	}
	x, okX := a.(*typed.Const)
	y, okY := b.(*typed.Const)
	return okX && okY && x.Value.Equal(y.Value)
}

// bounds are the ends of a range, or a number twice.
func bounds(e typed.Expr) (lo, hi float64, ok bool) {
	switch e := e.(type) {
	case *typed.Const:
		if e.Value.Kind() == schema.Number {
			return e.Value.Number(), e.Value.Number(), true
		}
	case *typed.RangeLit:
		lo, okLo := e.Lo.(*typed.Const)
		hi, okHi := e.Hi.(*typed.Const)
		if okLo && okHi {
			return lo.Value.Number(), hi.Value.Number(), true
		}
	}
	return 0, 0, false
}

func (w *workflow) split(s *ast.Split) typed.Stmt {
	const whole = 10_000 // hundredths of a percent
	out := &typed.Split{}
	sum := 0
	var others *ast.Arm
	rest, ok := -1, true
	for _, a := range s.Arms {
		arm := typed.SplitArm{Span: a.Place, Body: w.block(a.Body)}
		if a.Default {
			if others != nil {
				w.report(duplicateDefault(a, others))
				ok = false
			}
			others, rest = a, len(out.Arms)
		} else {
			arm.Share = int(math.Round(a.Percent * 100))
			if arm.Share <= 0 || math.Abs(a.Percent*100-float64(arm.Share)) > 1e-6 {
				w.report(shareOfNothing(a))
				ok = false
			}
			sum += arm.Share
		}
		out.Arms = append(out.Arms, arm)
	}
	switch {
	case !ok:
		return nil
	case rest >= 0 && sum >= whole:
		w.report(nothingLeft(others, sum))
		return nil
	case rest >= 0:
		out.Arms[rest].Share = whole - sum
	case sum != whole && len(s.Arms) > 0:
		w.report(sharesDiffer(s, sum))
		return nil
	}
	return out
}
