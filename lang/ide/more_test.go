package ide_test

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/ide"
)

// more answers the questions about what is asked seldom.
func more(p *ide.Project, f *ide.File, q question) string {
	var out strings.Builder
	whole := f.Source.Span(0, len(f.Source.Text))
	switch q.verb {
	case "references":
		return places(p.References(f, q.offset, true))
	case "rename":
		list, err := p.Rename(f, q.offset, q.arg)
		if err != nil {
			return err.Error()
		}
		return edits(list)
	case "signature":
		s, active, ok := p.Signature(f, q.offset)
		if !ok {
			return "nothing"
		}
		fmt.Fprintln(&out, s.Label)
		if active >= 0 && active < len(s.Params) {
			fmt.Fprintln(&out, "at", s.Label[s.Params[active].Start:s.Params[active].End])
		}
	case "symbols":
		for _, o := range p.Symbols(f) {
			fmt.Fprintln(&out, o.Kind, o.Name, o.Detail)
			for _, child := range o.Children {
				fmt.Fprintln(&out, " ", child.Kind, child.Name)
			}
		}
	case "folds":
		for _, fold := range p.Folds(f) {
			if first, last := f.Source.Position(fold.At.Start).Line, f.Source.Position(fold.At.End).Line; last > first {
				fmt.Fprintln(&out, first, last, fold.Comment)
			}
		}
	case "select":
		for _, at := range p.Around(f, q.offset) {
			text := at.Text()
			fmt.Fprintf(&out, "%d: %.30q\n", len(text), text)
		}
	case "tokens":
		for _, t := range p.Tokens(f) {
			if t.Span.Position().Line == q.line {
				fmt.Fprintln(&out, t.Span.Text(), ide.TokenTypes()[t.Type], t.Modifiers)
			}
		}
	case "hints":
		for _, h := range p.Hints(f, whole) {
			fmt.Fprintf(&out, "%d:%d %s %s\n", f.Source.Position(h.Offset).Line, f.Source.Position(h.Offset).Column, h.Text, h.About)
		}
	case "fix":
		for _, m := range p.Mendings(f, p.Analysis.Diagnostics, f.Source.Span(q.offset, q.offset)) {
			fmt.Fprintf(&out, "%s: %s\n%s", m.For.Code, m.Fix.Title, edits(m.Fix.Edits))
		}
	case "lenses":
		for _, l := range p.Lenses(f) {
			fmt.Fprintln(&out, l.At.Text(), l.Title, l.Name)
		}
	case "links":
		for _, l := range p.Links(f) {
			fmt.Fprintln(&out, l.At, l.To.Name)
		}
	case "enrolls":
		for _, e := range p.Enrollings() {
			fmt.Fprintln(&out, e.From, e.To, e.Places)
		}
	default:
		return "no such question"
	}
	if out.Len() == 0 {
		return "nothing"
	}
	return out.String()
}
