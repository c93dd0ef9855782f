package ide

// What is shown between the words: types of variables, and when delays end.

import (
	"slices"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Hint is a text shown behind a place.
type Hint struct {
	Offset int
	Text   string
	About  string // the same in a sentence
	Type   bool   // the type of a variable
}

// Hints are the types of variables and the ends of delays in a stretch of a file.
func (p *Project) Hints(f *File, at source.Span) []Hint {
	var list []Hint
	if f.Tree == nil {
		return nil
	}
	for _, d := range f.Tree.Decls {
		w, ok := d.(*ast.Workflow)
		if !ok || p.drafts[w] == nil || w.Place.End < at.Start || w.Place.Start > at.End {
			continue
		}
		for _, v := range p.drafts[w].Vars {
			if v.Type.Kind != schema.Invalid && v.Span.File == f.Source {
				list = append(list, Hint{Offset: v.Span.End, Text: ": " + shortType(v.Type), Type: true})
			}
		}
		for _, e := range bounds.Ends(p.drafts[w], p.Bounds) {
			text := endText(e)
			list = append(list, Hint{Offset: e.Delay.End, Text: " " + text, About: "The record goes on " + text + " the workflow."})
		}
	}
	list = slices.DeleteFunc(list, func(h Hint) bool { return !at.Contains(h.Offset) })
	slices.SortStableFunc(list, func(a, b Hint) int { return a.Offset - b.Offset })
	return list
}

// endText says when a delay ends.
func endText(e bounds.End) string {
	switch {
	case e.Open && e.Earliest == 0:
		return "any time after entering"
	case e.Open:
		return length(e.Earliest) + " or more after entering"
	case e.Latest == 0:
		return "at once after entering"
	case e.Earliest == e.Latest:
		return length(e.Latest) + " after entering"
	case e.Earliest == 0:
		return "up to " + length(e.Latest) + " after entering"
	}
	return length(e.Earliest) + " to " + length(e.Latest) + " after entering"
}
