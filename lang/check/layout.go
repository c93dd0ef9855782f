// What the layout of a program promises and the language does not keep: an `else` that belongs to another `if` than
// a reader may think, and a second line that stands under a `then` without being a part of it.

package check

import (
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func (w *workflow) layout(b *ast.Block) {
	if b == nil {
		return
	}
	for i, s := range b.Steps {
		switch stmt := s.Stmt.(type) {
		case *ast.If:
			var after *ast.Step
			if i+1 < len(b.Steps) {
				after = b.Steps[i+1]
			}
			w.layoutOfIf(stmt, after)
		case *ast.Match:
			for _, a := range stmt.Arms {
				w.layout(a.Body)
			}
		case *ast.Split:
			for _, a := range stmt.Arms {
				w.layout(a.Body)
			}
		}
	}
}

func (w *workflow) layoutOfIf(s *ast.If, after *ast.Step) {
	first := s.Place
	for {
		if d, ok := danglingElse(s); ok {
			w.report(d)
		}
		w.layout(s.Then)
		if s.Else == nil {
			break
		}
		chained := elseIf(s.Else)
		if chained == nil {
			w.layout(s.Else)
			break
		}
		s = chained
	}
	last := s.Then
	if s.Else != nil {
		last = s.Else
	}
	if after != nil && last != nil && !last.Braced && len(last.Steps) > 0 && standsUnder(first, last.Steps[0].Place, after.Place) {
		w.report(strayLine(after.Place, last.Steps[0].Place))
	}
}

// danglingElse finds `if a then if b then S else S` without braces.
func danglingElse(s *ast.If) (d diag.Diagnostic, found bool) {
	if s.Then == nil || s.Then.Braced || len(s.Then.Steps) != 1 {
		return d, false
	}
	inner, ok := s.Then.Steps[0].Stmt.(*ast.If)
	if !ok || inner.Else == nil {
		return d, false
	}
	return nestedElse(s, inner), true
}

// standsUnder reports whether a step begins in the column of the single statement of a branch above it, on a line of
// its own, deeper than the `if`.
func standsUnder(branch, inside, step source.Span) bool {
	if branch.File != step.File || !startsLine(inside) || !startsLine(step) {
		return false
	}
	return step.Position().Column == inside.Position().Column && step.Position().Column > indent(branch)
}

func startsLine(at source.Span) bool {
	start := at.File.LineStart(at.Line())
	return strings.TrimSpace(at.File.Text[start:at.Start]) == ""
}

// indent is the column of the first character on the line of a place.
func indent(at source.Span) int {
	line := at.File.Line(at.Line())
	return len(line) - len(strings.TrimLeft(line, " \t")) + 1
}
