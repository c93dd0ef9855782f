// What the printers print, kept in testdata; `go test -update` writes it anew.

package diag_test

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, d)
	}
}

// span finds the text in the file; the n-th of several when n is given, from 1.
func span(t *testing.T, f *source.File, text string, n ...int) source.Span {
	t.Helper()
	nth := 1
	if len(n) > 0 {
		nth = n[0]
	}
	at := -1
	for range nth {
		i := strings.Index(f.Text[at+1:], text)
		if i < 0 {
			t.Fatalf("%s has no %q", f.Name, text)
		}
		at += 1 + i
	}
	return f.Span(at, at+len(text))
}

// loop is the fault that the style guide of messages draws.
func loop(t *testing.T) diag.Diagnostic {
	f := source.NewFile("onboarding.wf", strings.Repeat("\n", 11)+
		"  check:\n\n\n\n\n\n    if company.size > 10 then goto retry\n"+strings.Repeat("\n", 12)+"      goto check\n")
	return diag.Diagnostic{
		Code: "goto-loop", Message: "this goto closes a loop",
		Span: span(t, f, "goto check"), Label: "3. leads back to `check`",
		Related: []diag.Related{
			{Span: span(t, f, "check"), Label: "1. the loop starts here"},
			{Span: span(t, f, "goto retry"), Label: "2. leads to `retry`"},
		},
		Notes: []string{"a record on this path would never leave the workflow"},
		Help:  []string{"drop this goto, or let a later run do it with `reenroll after 1 day`"},
	}
}

func files(t *testing.T) []diag.Diagnostic {
	a := source.NewFile("flows/a b.wf", "workflow a on contact {\n  set contact.score = \"high\"\n  set contact.scor = 1 // allow: nothing\n}\n")
	b := source.NewFile("b.wf", "workflow b on contact {\n  set contact.score = 2\n}")
	return []diag.Diagnostic{
		{
			Code: "type-mismatch", Message: "expected number, found text `\"high\"`",
			Span: span(t, a, `"high"`), Label: "text",
			Related: []diag.Related{{Span: span(t, a, "contact.score"), Label: "`score` is a number"}},
		},
		{
			Code: "unknown-property", Message: "`contact` has no property `scor`",
			Span: span(t, a, "scor", 2), Help: []string{"write `score`"},
			Fixes: []diag.Fix{{Title: "write `score`", Sure: true, Edits: []diag.Edit{{Span: span(t, a, "scor", 2), New: "score"}}}},
		},
		{
			Code: "write-conflict", Level: diag.Warning, Message: "`a` and `b` may write different values to `contact.score`",
			Span: span(t, b, "set contact.score = 2"), Label: "writes 2",
			Related: []diag.Related{{Span: span(t, a, "set contact.score = \"high\""), Label: "writes \"high\""}},
			Notes:   []string{"which one stays depends on the order of the events:\nthe first\nthe second"},
			Fixes: []diag.Fix{{Title: "drop both", Edits: []diag.Edit{
				{Span: span(t, b, "  set contact.score = 2\n")}, {Span: span(t, a, "  set contact.score = \"high\"\n")}, {Span: a.Span(0, 0), New: "// both 100%\n"},
			}}},
		},
		{Code: "no-workflow", Level: diag.Note, Message: "this project has no test", Notes: []string{"`wf test` has nothing to do"}},
	}
}

func TestText(t *testing.T) {
	var b strings.Builder
	write(t, diag.WriteText(&b, append([]diag.Diagnostic{loop(t)}, files(t)...), diag.Style{}))
	golden(t, "text.golden", b.String())
}

func TestTextInColor(t *testing.T) {
	var b strings.Builder
	write(t, diag.WriteText(&b, append([]diag.Diagnostic{loop(t)}, files(t)...), diag.Colors()))
	golden(t, "color.golden", strings.ReplaceAll(b.String(), "\x1b", "␛"))
}

func TestPrintersForMachines(t *testing.T) {
	codes := []diag.CodeInfo{
		{Code: "goto-loop", Title: "a goto closes a loop", Why: "A record in a loop never leaves.", Avoid: "workflow a on contact { l: goto l }\n", Prefer: "workflow a on contact { stop }\n"},
		{Code: "write-conflict", Level: diag.Warning, Title: "two workflows write one property", Why: "Which one wins is chance."},
	}
	for name, print := range map[string]func(io.Writer, []diag.Diagnostic) error{
		"short.golden":  diag.WriteShort,
		"github.golden": diag.WriteGitHub,
		"json.golden":   diag.WriteJSON,
		"sarif.golden": func(w io.Writer, list []diag.Diagnostic) error {
			return diag.WriteSARIF(w, list, codes, "0.1.0")
		},
	} {
		var b strings.Builder
		write(t, print(&b, append([]diag.Diagnostic{loop(t)}, files(t)...)))
		golden(t, name, b.String())
	}
}

func write(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
