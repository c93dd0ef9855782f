// Any text at all: no panic, and every place lies inside of its file.

package lang_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

func FuzzAnalyze(f *testing.F) {
	for _, pattern := range []string{"../testdata/faults/*.wf", "../testdata/correct/*.wf"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal("no corpus", err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, c := range chunks(string(text)) {
				f.Add(c.text)
			}
		}
	}
	f.Add("object company { stage: enum { a, b } }\nworkflow greet on company {\n  enroll when company.stage == \"a\\nb\"\n}\n")
	prelude := lang.Parse(stdlib.Prelude())
	catalog := stdlib.Catalog()
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("fuzz.wf", text)
		mail := lang.ParseTemplate(source.NewFile("emails/welcome.md", welcome))
		a := lang.Check([]lang.Parsed{prelude, lang.Parse(file), mail}, catalog, nil)
		for _, d := range a.Diagnostics {
			inside(t, d, d.Span)
			oneLine(t, d, d.Message)
			oneLine(t, d, d.Label)
			for _, r := range d.Related {
				inside(t, d, r.Span)
				oneLine(t, d, r.Label)
			}
			for _, fix := range d.Fixes {
				for _, e := range fix.Edits {
					inside(t, d, e.Span)
				}
			}
		}
		if !diag.HasErrors(a.Diagnostics) {
			complete(t, a)
			if _, err := compiler.Compile(a.Project, compiler.Options{}); err != nil {
				t.Logf("not compiled: %v", err) // what a later version runs
			}
		}
	})
}

// complete demands that a project without an error lost nothing on its way.
func complete(t *testing.T, a *lang.Analysis) {
	t.Helper()
	workflows, tests := 0, 0
	for _, f := range a.Files {
		for _, d := range f.Decls {
			switch d.(type) {
			case *ast.Workflow:
				workflows++
			case *ast.Test:
				tests++
			}
		}
	}
	if len(a.Project.Workflows) != workflows || len(a.Project.Tests) != tests {
		t.Fatalf("%d of %d workflows and %d of %d tests came out, and no error says why", len(a.Project.Workflows), workflows, len(a.Project.Tests), tests)
	}
}

// oneLine demands words without a character that a terminal obeys.
func oneLine(t *testing.T, d diag.Diagnostic, words string) {
	t.Helper()
	if strings.ContainsFunc(words, unicode.IsControl) {
		t.Fatalf("%s: %q is not one line", d.Code, words)
	}
}

func inside(t *testing.T, d diag.Diagnostic, s source.Span) {
	t.Helper()
	if s.File == nil && d.Code != "" || s.File != nil && (s.Start < 0 || s.End < s.Start || s.End > len(s.File.Text)) {
		t.Fatalf("%s: %s: a place outside of the file: %d..%d", d.Code, d.Message, s.Start, s.End)
	}
}
