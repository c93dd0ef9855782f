package parse

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// Whatever the text: no panic, places inside of the file and of each other, messages of one line, and the same text gives
// the same faults.
func FuzzFile(f *testing.F) {
	addCorpus(f, ".wf")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("fuzz.wf", text)
		tree, faults := File(file)
		if err := misplaced(tree, file); err != nil {
			t.Fatal(err)
		}
		checkFaults(t, faults, file)
		if _, again := File(source.NewFile("fuzz.wf", text)); len(again) != len(faults) {
			t.Fatalf("%d faults, then %d", len(faults), len(again))
		}
	})
}

func FuzzCondition(f *testing.F) {
	addCorpus(f, ".expr")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("fuzz.expr", text)
		e, faults := Condition(file)
		if err := misplaced(e, file); err != nil {
			t.Fatal(err)
		}
		if e.Tree == nil && len(faults) == 0 {
			t.Fatal("nothing was read and nothing told")
		}
		if len(e.Text) != e.Place.End-e.Place.Start {
			t.Fatalf("%d bytes of text for a place of %d", len(e.Text), e.Place.End-e.Place.Start)
		}
		checkFaults(t, faults, file)
	})
}

func FuzzTemplate(f *testing.F) {
	f.Add("---\nsubject: Hello {{contact.firstname}}\nkind: marketing\n---\nDear {{contact.firstname ?? \"you\"}}, {{{{\n")
	f.Add("no front matter {{a}}")
	f.Add("---\r\nsubject: 'a'\r\n---\r\n{{ any(deals, .name == \"{{x}}\") }}")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("emails/fuzz.md", text)
		tree, faults := Template(file)
		if err := misplaced(tree, file); err != nil {
			t.Fatal(err)
		}
		checkFaults(t, faults, file)
	})
}

func addCorpus(f *testing.F, ext string) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			if filepath.Ext(file.Name) == ext {
				f.Add(string(file.Data))
			}
		}
	}
	for _, c := range Codes() {
		f.Add(c.Avoid)
	}
}

func checkFaults(t *testing.T, faults []diag.Diagnostic, file *source.File) {
	for _, d := range faults {
		if d.Span.File != file || d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(file.Text) {
			t.Fatalf("%s: place %d-%d outside of the file", d.Message, d.Span.Start, d.Span.End)
		}
		if d.Message == "" || !utf8.ValidString(d.Message) && utf8.ValidString(file.Text) {
			t.Fatalf("message %q", d.Message)
		}
		for _, c := range d.Message {
			if c == '\n' {
				t.Fatalf("message of several lines: %q", d.Message)
			}
		}
		for _, fix := range d.Fixes {
			for _, e := range fix.Edits {
				if e.Span.File != file || e.Span.Start < 0 || e.Span.End > len(file.Text) || e.Span.Start > e.Span.End {
					t.Fatalf("%s: the fix %q edits outside of the file", d.Message, fix.Title)
				}
			}
		}
	}
}
