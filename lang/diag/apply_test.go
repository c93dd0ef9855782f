package diag_test

import (
	"testing"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func TestApply(t *testing.T) {
	f := source.NewFile("a.wf", "if a = b then c")
	edits := []diag.Edit{{Span: f.Span(14, 15), New: "{ c }"}, {Span: f.Span(5, 6), New: "=="}, {Span: f.Span(3, 3), New: "("}, {Span: f.Span(3, 3), New: "["}}
	if got, want := diag.Apply(f.Text, edits), "if ([a == b then { c }"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOverlap(t *testing.T) {
	f, other := source.NewFile("a.wf", "0123456789"), source.NewFile("b.wf", "0123456789")
	edit := func(f *source.File, start, end int) diag.Edit { return diag.Edit{Span: f.Span(start, end)} }
	for _, c := range []struct {
		a, b diag.Edit
		want bool
	}{
		{edit(f, 0, 2), edit(f, 3, 4), false},
		{edit(f, 0, 3), edit(f, 3, 4), true},
		{edit(f, 2, 2), edit(f, 2, 2), true},
		{edit(f, 0, 9), edit(f, 3, 4), true},
		{edit(f, 0, 9), edit(other, 3, 4), false},
	} {
		if got, back := c.a.Overlap(c.b), c.b.Overlap(c.a); got != c.want || back != c.want {
			t.Errorf("%v and %v overlap: %v, %v", c.a.Span, c.b.Span, got, back)
		}
	}
}

func TestSureFix(t *testing.T) {
	f := source.NewFile("a.wf", "abc")
	edits := []diag.Edit{{Span: f.Span(0, 1), New: "x"}}
	for _, c := range []struct {
		name  string
		fixes []diag.Fix
		want  bool
	}{
		{"one", []diag.Fix{{Sure: true, Edits: edits}, {Edits: edits}}, true},
		{"two are not sure", []diag.Fix{{Sure: true, Edits: edits}, {Sure: true, Edits: edits}}, false},
		{"only offered", []diag.Fix{{Edits: edits}}, false},
		{"nothing to do", []diag.Fix{{Sure: true}}, false},
	} {
		d := diag.Diagnostic{Fixes: c.fixes}
		if _, got := d.SureFix(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
