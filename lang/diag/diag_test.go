package diag_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func TestTidy(t *testing.T) {
	a, b := source.NewFile("a.wf", "one two"), source.NewFile("b.wf", "one")
	list := diag.Tidy([]diag.Diagnostic{
		{Message: "6", Span: b.Span(0, 3)},
		{Message: "4", Code: "y", Level: diag.Warning, Span: a.Span(4, 7)},
		{Message: "3", Code: "z", Span: a.Span(4, 7)},
		{Message: "2", Span: a.Span(0, 3)},
		{Message: "5", Code: "z", Level: diag.Warning, Span: a.Span(4, 7)},
		{Message: "1"},
		{Message: "2", Span: a.Span(0, 3)},
	})
	var got []string
	for _, d := range list {
		got = append(got, d.Message)
	}
	if d := cmp.Diff([]string{"1", "2", "3", "4", "5", "6"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A text may hold a line break that is written as an escape; a message that quotes it stays one line, and a copy that
// somebody else reads stays as it is.
func TestOneLine(t *testing.T) {
	a := source.NewFile("a.wf", "one two")
	related := []diag.Related{{Span: a.Span(0, 3), Label: "the\u202elabel"}}
	got := diag.Tidy([]diag.Diagnostic{{Message: "`a\r\nb\x1b[31m` and `👩‍👩‍👧`", Label: "a\tb\xff", Span: a.Span(4, 7), Related: related}})
	want := []diag.Diagnostic{{Message: "`a<U+000D><U+000A>b<U+001B>[31m` and `👩‍👩‍👧`", Label: "a<U+0009>b<FF>", Span: a.Span(4, 7),
		Related: []diag.Related{{Span: a.Span(0, 3), Label: "the<U+202E>label"}}}}
	if d := cmp.Diff(want, got, cmp.Comparer(func(a, b *source.File) bool { return a == b })); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if related[0].Label != "the\u202elabel" {
		t.Errorf("the label of the list that was given became %q", related[0].Label)
	}
}

func TestSummary(t *testing.T) {
	a, b := source.NewFile("a.wf", "x"), source.NewFile("b.wf", "x")
	for _, c := range []struct {
		list []diag.Diagnostic
		want string
	}{
		{nil, "no faults"},
		{[]diag.Diagnostic{{Span: a.Span(0, 1)}}, "1 error in 1 file"},
		{[]diag.Diagnostic{{Span: a.Span(0, 1)}, {Span: b.Span(0, 1)}, {Level: diag.Warning, Span: a.Span(0, 1)}}, "2 errors, 1 warning in 2 files"},
		{[]diag.Diagnostic{{Level: diag.Note}, {Level: diag.Note}}, "2 notes"},
	} {
		if got := diag.Summary(c.list); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestPage(t *testing.T) {
	c := diag.CodeInfo{
		Code: "unused-label", Level: diag.Warning, Title: "no goto leads to this label",
		Why:   "A label that nothing uses is often a goto that was forgotten.\n",
		Avoid: "workflow a on contact {\n  enroll when contact.score > 1\n  done: stop\n}\n", Prefer: "workflow a on contact {\n  enroll when contact.score > 1\n  stop\n}\n",
	}
	golden(t, "page.golden", c.Page())
	c.Avoid = "-- wf.yaml --\nstore: .wf\n-- a.wf --\nlet a = 1\n"
	golden(t, "pagefiles.golden", c.Page())
	golden(t, "index.golden", diag.Index([]diag.CodeInfo{c, {Code: "goto-loop", Title: "a goto closes a loop"}}))
	if want := "https://github.com/wflang/wf/blob/main/docs/errors/unused-label.md"; c.URL() != want {
		t.Errorf("got %s, want %s", c.URL(), want)
	}
}

// Ten thousand faults in one line of a megabyte, the worst that a file within the caps can do to the printers.
func BenchmarkPrinters(b *testing.B) {
	f := source.NewFile("a.wf", strings.Repeat("é ", 330_000))
	list := make([]diag.Diagnostic, 10_000)
	for i := range list {
		list[i] = diag.Diagnostic{Code: "unknown-property", Message: "`contact` has no property `é`", Span: f.Span(i*90, i*90+2), Help: []string{"write `e`"}}
	}
	for name, print := range map[string]func(io.Writer, []diag.Diagnostic) error{
		"text":   func(w io.Writer, list []diag.Diagnostic) error { return diag.WriteText(w, list, diag.Colors()) },
		"short":  diag.WriteShort,
		"json":   diag.WriteJSON,
		"github": diag.WriteGitHub,
		"sarif": func(w io.Writer, list []diag.Diagnostic) error {
			return diag.WriteSARIF(w, list, nil, "")
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := print(io.Discard, list); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Whatever the text and wherever the places, each printer writes and every excerpt stands behind its gutter.
func FuzzPrinters(f *testing.F) {
	f.Add("workflow a on contact {\n\tset x = \"日本\"\r\n}", 10, 20, 5, 40)
	f.Add("\xff\u202e\u200b", 0, 3, 1, 1)
	f.Add(strings.Repeat("a b ", 1100), 100, 200, 4200, 4201)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		file := source.NewFile("a.wf", text)
		list := []diag.Diagnostic{{
			Code: "x", Message: "m", Span: file.Span(a, b), Label: "main",
			Related: []diag.Related{{Span: file.Span(c, d), Label: "other"}, {Span: file.Span(b, c)}},
		}}
		var out strings.Builder
		write(t, diag.WriteText(&out, list, diag.Style{}))
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		for _, line := range lines[2:] {
			if !strings.Contains(line, "|") && line != "..." {
				t.Fatalf("a line without a gutter: %q", line)
			}
			if n := len([]rune(line)); n > 1500 { // wide of columns, yet a column may hold several joined characters
				t.Fatalf("a line of %d characters", n)
			}
		}
		var report diag.Report
		var doc strings.Builder
		write(t, diag.WriteJSON(&doc, list))
		write(t, json.Unmarshal([]byte(doc.String()), &report))
		for _, point := range []diag.ReportPoint{report.Diagnostics[0].Place.Start, report.Diagnostics[0].Place.End, report.Diagnostics[0].Related[0].Place.Start} {
			if pos := file.Position(point.Offset); pos.Line != point.Line || pos.Column != point.Column {
				t.Fatalf("offset %d is line %d, column %d, not %d, %d", point.Offset, pos.Line, pos.Column, point.Line, point.Column)
			}
		}
		for _, print := range []func(io.Writer, []diag.Diagnostic) error{diag.WriteShort, diag.WriteGitHub} {
			write(t, print(io.Discard, list))
		}
		write(t, diag.WriteSARIF(io.Discard, list, nil, fmt.Sprint(a)))
	})
}
