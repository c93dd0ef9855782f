// Faults of branches, variables, delays and layout.

package check

import (
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// typeWords is a type as a part of a sentence: "a number", "a list of deals", "an unknown value".
func typeWords(t schema.Type) string {
	switch t.Kind {
	case schema.Nil:
		return "an unknown value"
	case schema.RecordRef:
		return "a record"
	case schema.EventRef:
		return "an event"
	case schema.Enum, schema.Set:
		return article(t.Kind.String())
	case schema.List:
		if t.Elem != nil && t.Elem.Kind == schema.RecordRef && t.Elem.Object != nil {
			return "a list of " + t.Elem.Object.Plural
		}
	case schema.Any:
		return "a value of unknown type"
	}
	return article(t.String())
}

func coveredBranch(cond, first typed.Expr, again bool) diag.Diagnostic {
	why := "an earlier branch takes every record that this condition holds for, so this one is never taken"
	if again {
		why = "an earlier branch has the same condition, so this one is never taken"
	}
	return diag.Warn("covered-branch", cond.Span(), why, "drop this branch, put it first, or change its condition").With(first.Span(), "taken first")
}

func coveredByAll(cond typed.Expr, earlier []typed.Expr) diag.Diagnostic {
	d := diag.Warn("covered-branch", cond.Span(), "earlier branches take every record that this condition holds for, so this one is never taken", "drop this branch, put it first, or change its condition")
	return takenFirst(d, earlier)
}

func coveredElse(at source.Span, earlier []typed.Expr) diag.Diagnostic {
	d := diag.Warn("covered-branch", firstLine(at), "one of the conditions before it holds for every record, so this `else` is never taken", "drop it, or change one of the conditions")
	return takenFirst(d, earlier)
}

func coveredDefault(a *ast.Arm) diag.Diagnostic {
	return diag.Warn("covered-branch", firstLine(a.Place), "the arms before it take every value, the unknown too, so `default` is never taken", "drop it, or the arms that do the same")
}

func takenFirst(d diag.Diagnostic, earlier []typed.Expr) diag.Diagnostic {
	for _, e := range earlier {
		d = d.With(e.Span(), "taken first")
	}
	return d
}

func sameBranches(s *ast.If) diag.Diagnostic {
	d := diag.Warn("same-branches", s.Else.Place, "both branches do the same", "drop the `if` and keep one of the branches")
	d.Span = firstLine(d.Span)
	return d.With(firstLine(s.Then.Place), "the same")
}

func notMatchable(at source.Span, t schema.Type) diag.Diagnostic {
	return diag.Fault("not-matchable", at, "the arms of a `match` compare texts, numbers, dates and yes or no, not "+typeWords(t), "write `if` for other conditions")
}

func rangeOfOther(at source.Span, t schema.Type) diag.Diagnostic {
	return diag.Fault("type-mismatch", at, "a range of numbers is compared with "+typeWords(t), "list the values one by one")
}

func matchNotConstant(at source.Span) diag.Diagnostic {
	return diag.Fault("not-constant", at, "the value of an arm must be known before the run", "write `if` for conditions")
}

func overlappingValue(v, first typed.Expr) diag.Diagnostic {
	what := diag.Quote(squeezed(v.Span().Text()))
	if _, _, ok := bounds(first); ok && v.Span().Text() != first.Span().Text() {
		what = "values of " + what
	}
	d := diag.Fault("overlapping-values", v.Span(), "an earlier arm takes "+what, "drop it here, or there")
	return d.With(first.Span(), "taken first")
}

func duplicateDefault(a, first *ast.Arm) diag.Diagnostic {
	return diag.Fault("duplicate-default", firstLine(a.Place), "there are two `default` arms", "drop one of the two").With(firstLine(first.Place), "the first")
}

func shareOfNothing(a *ast.Arm) diag.Diagnostic {
	return diag.Fault("split-share", firstLine(a.Place), "a share is more than 0% and has at most two decimals", "write a share such as `12.5%`")
}

func nothingLeft(a *ast.Arm, sum int) diag.Diagnostic {
	return diag.Fault("split-sum", firstLine(a.Place), "nothing is left for `default`: the other shares sum to "+percent(sum), "lower the shares, or drop `default`")
}

func sharesDiffer(s *ast.Split, sum int) diag.Diagnostic {
	help := "raise the shares, or add a `default` for the rest"
	if sum > 10_000 {
		help = "lower the shares"
	}
	return diag.Fault("split-sum", firstLine(s.Place), "the shares sum to "+percent(sum)+", not to 100%", help)
}

func percent(hundredths int) string {
	return strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64) + "%"
}

func letTypeDiffers(n ast.Name, v *typed.Var, t schema.Type) diag.Diagnostic {
	d := diag.Fault("let-type-differs", n.Place, diag.Quote(n.Text)+" is "+typeWords(v.Type)+" elsewhere in this workflow, and "+typeWords(t)+" here", "choose another name")
	return d.With(v.Span, typeWords(v.Type))
}

func letOfSecret(s *ast.Let) diag.Diagnostic {
	return diag.Fault("secret-in-variable", s.Value.Place, "a secret cannot be kept in a variable", "write it where it is sent: `secret: secret(\"NAME\")`")
}

func letOfNil(s *ast.Let) diag.Diagnostic {
	return diag.Fault("let-of-nil", s.Value.Place, diag.Quote(s.Name.Text)+" would be unknown on every path", "drop this line")
}

func unusedLet(v *typed.Var) diag.Diagnostic {
	return diag.Warn("unused-let", v.Span, "nothing reads "+diag.Quote(v.Name), "drop `let "+v.Name+" =`, or the whole line")
}

func neverSet(at source.Span, v *typed.Var) diag.Diagnostic {
	d := diag.Fault("used-before-let", at, diag.Quote(v.Name)+" has no value yet on any path that leads here", "move this step behind the `let`")
	return d.With(v.Span, "it gets its value here")
}

func maybeUnknown(at source.Span, v *typed.Var) diag.Diagnostic {
	d := diag.Warn("maybe-unknown", at, "some path leads here past the `let` of "+diag.Quote(v.Name)+", which is then unknown",
		"ask for it: `"+v.Name+" != nil`, or give a substitute: `"+v.Name+" ?? …`")
	return d.With(v.Span, "it gets its value here")
}

func delayWithoutOutcome(s *ast.Let) diag.Diagnostic {
	return diag.Fault("delay-without-outcome", s.Name.Place, "this delay only lets time pass: there is nothing to keep in "+diag.Quote(s.Name.Text), "drop `let "+s.Name.Text+" =`")
}

func delayInCentered(s *ast.Delay) diag.Diagnostic {
	text := squeezed(s.For.Place.Text())
	d := diag.Fault("delay-in-centered", s.For.Place, "in a workflow with a center, delays count from the center", "write `delay until "+text+" after center`, or `before center`")
	return d
}

func centerWithout(at source.Span) diag.Diagnostic {
	return diag.Fault("no-center", at, "this workflow has no center", "add a setting such as `center on deal.close_date`")
}

func limitWithoutWait(s *ast.Delay) diag.Diagnostic {
	return diag.Fault("needless-limit", s.UpTo.Place, "this delay ends by itself, so a limit changes nothing", "drop `up to …`")
}

func momentOfCondition(g *ast.MomentGoal) diag.Diagnostic {
	return diag.Fault("delay-needs-moment", g.Expr.Place, "this is a condition, and a time of day or an offset needs a date", "drop what stands beside the condition")
}

func delayNeedsMoment(g *ast.MomentGoal, t schema.Type) diag.Diagnostic {
	if g.Offset != nil {
		return diag.Fault("delay-needs-moment", g.Expr.Place, "a length of time is counted from a date, not from "+typeWords(t), "name a date, such as `enrolled_at`")
	}
	if strings.HasPrefix(g.Expr.Place.Text(), `"`) {
		return diag.Fault("delay-needs-moment", g.Expr.Place, "a delay waits for a date or a condition, not for "+typeWords(t), "write a day without quotes: `delay until 2026-12-24 at 09:00`")
	}
	return diag.Fault("delay-needs-moment", g.Expr.Place, "a delay waits for a date or a condition, not for "+typeWords(t), "write `delay 2 days` for a length of time")
}

func leavesItself(n *node, l *leaving) diag.Diagnostic {
	words := map[string]string{
		"unenroll": "this step makes the record leave before the steps that follow",
		"goal":     "this step reaches the goal, so the record leaves before the steps that follow",
		"suppress": "this step suppresses the record, so it leaves before the steps that follow",
	}
	d := diag.Warn("leaves-itself", n.place(), words[l.word], "move this step to the end, or write `stop` behind it")
	return d.With(l.entry.Span, "the record leaves by this")
}

func nestedElse(outer, inner *ast.If) diag.Diagnostic {
	at := inner.Else.Place
	d := diag.Warn("braces", source.Span{File: at.File, Start: elseWord(inner), End: elseWord(inner) + len("else")}, "this `else` belongs to the inner `if`", "draw the braces")
	d = d.With(firstLine(inner.Place), "to this one")
	open := inner.Place.File.Span(inner.Place.Start, inner.Place.Start)
	end := inner.Place.File.Span(inner.Place.End, inner.Place.End)
	d.Fixes = []diag.Fix{{Title: "put the inner `if` into braces", Sure: true, Edits: []diag.Edit{{Span: open, New: "{ "}, {Span: end, New: " }"}}}}
	return d
}

// elseWord is the offset of the word `else` of an if.
func elseWord(s *ast.If) int {
	between := s.Place.File.Text[s.Then.Place.End:s.Else.Place.Start]
	if i := strings.LastIndex(between, "else"); i >= 0 {
		return s.Then.Place.End + i
	}
	return s.Else.Place.Start
}

func strayLine(at, inside source.Span) diag.Diagnostic {
	d := diag.Warn("braces", firstLine(at), "this step stands under the branch, but does not belong to it", "draw the braces, or move it to the left")
	d = d.With(firstLine(inside), "the branch is this step alone")
	text := at.File.Text
	d.Fixes = []diag.Fix{{Title: "put both steps into braces", Edits: []diag.Edit{
		{Span: at.File.Span(inside.Start, inside.Start), New: "{ "},
		{Span: at.File.Span(at.End, at.End), New: lineEnd(text, at.End) + "}"},
	}}}
	return d
}

// lineEnd is what has to stand between the end of a step and a closing brace: a comment may follow it on its line.
func lineEnd(text string, end int) string {
	rest, _, _ := strings.Cut(text[end:], "\n")
	if strings.TrimSpace(rest) != "" {
		return "\n"
	}
	return " "
}
