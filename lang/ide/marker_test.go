package ide_test

// Workspaces as txtar archives in testdata. A comment asks: `//^ hover` is about the place above the caret; the answer
// is written in a section `-- want --` in the order of the questions. -update writes it anew.

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/ide"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

var update = flag.Bool("update", false, "write what the tests see as what they want")

// marker is a comment line whose caret points at a column of the line above, and a question.
var marker = regexp.MustCompile(`(?m)^([ \t]*)//( *)\^ (\w+)(?: (.*))?$`)

func TestMarkers(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no workspaces", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(text)
			p, questions := open(archive)
			got := answers(p, questions)
			want, i := "", -1
			for n, f := range archive.Files {
				if f.Name == "want" {
					want, i = string(f.Data), n
				}
			}
			if *update {
				if i < 0 {
					archive.Files = append(archive.Files, txtar.File{Name: "want"})
					i = len(archive.Files) - 1
				}
				archive.Files[i].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// question is one marker.
type question struct {
	file   string
	line   int
	offset int
	verb   string
	arg    string
}

// open reads the files of an archive as a project. Markers are comments, so that they stay in the text; where a line is
// to be unfinished, `//` begins the next one.
func open(archive *txtar.Archive) (*ide.Project, []question) {
	in := lang.Input{Directory: &lang.Directory{Users: []string{"ana@acme.example"}, Teams: []string{"Sales", "Finance"}}}
	var questions []question
	for _, f := range archive.Files {
		file := source.NewFile(f.Name, string(f.Data))
		switch {
		case strings.HasPrefix(f.Name, "emails/"):
			in.Templates = append(in.Templates, file)
		case strings.HasSuffix(f.Name, ".wf"):
			in.Files = append(in.Files, file)
		default:
			continue
		}
		for _, m := range marker.FindAllStringSubmatchIndex(file.Text, -1) {
			q := question{file: f.Name, line: file.Position(m[0]).Line - 1, verb: file.Text[m[6]:m[7]]}
			if m[8] >= 0 {
				q.arg = file.Text[m[8]:m[9]]
			}
			for marker.MatchString(file.Line(q.line)) {
				q.line-- // several markers below one line
			}
			q.offset = file.LineStart(q.line)
			for column := utf8.RuneCountInString(file.Text[m[0]:m[5]]); column > 0 && q.offset < len(file.Text) && file.Text[q.offset] != '\n'; column-- {
				_, size := utf8.DecodeRuneInString(file.Text[q.offset:])
				q.offset += size
			}
			questions = append(questions, q)
		}
	}
	catalog := stdlib.Catalog()
	return ide.New(lang.Analyze(in, catalog), catalog, in.Directory), questions
}

func answers(p *ide.Project, questions []question) string {
	var out strings.Builder
	for _, q := range questions {
		f := p.File(q.file)
		fmt.Fprintf(&out, "%s:%s %s %s\n", q.file, f.Source.Span(q.offset, q.offset).String()[len(q.file)+1:], q.verb, q.arg)
		for _, line := range strings.Split(strings.TrimRight(answer(p, f, q), "\n"), "\n") {
			fmt.Fprintln(&out, strings.TrimRight("  "+line, " "))
		}
	}
	return out.String()
}

func answer(p *ide.Project, f *ide.File, q question) string {
	switch q.verb {
	case "complete":
		return completions(p, f, q)
	case "hover":
		text, at, ok := p.Hover(f, q.offset)
		if !ok {
			return "nothing"
		}
		return fmt.Sprintf("%q\n%s", at.Text(), text)
	case "definition":
		return places(p.Definition(f, q.offset))
	case "format":
		return edits(ide.Format(f.Source))
	}
	return more(p, f, q)
}

// completions lists what is offered: all of it, or, with words in the question, those only.
func completions(p *ide.Project, f *ide.File, q question) string {
	c := p.Complete(f, q.offset)
	var out strings.Builder
	fmt.Fprintf(&out, "in place of %q: %d\n", c.Replace.Text(), len(c.Items))
	wanted := strings.Fields(q.arg)
	for i, item := range c.Items {
		show := len(wanted) == 0 && i < 12
		for _, w := range wanted {
			show = show || w == item.Label
		}
		if !show {
			continue
		}
		line := item.Kind.String() + " " + item.Label
		if item.Detail != "" {
			line += " | " + item.Detail
		}
		if item.Insert != "" {
			line += fmt.Sprintf(" | %q", item.Insert)
		}
		if item.Fault != "" {
			line += " | not here"
		}
		fmt.Fprintln(&out, line)
	}
	return out.String()
}

func places(list []source.Span) string {
	var out strings.Builder
	for _, at := range list {
		if at.File.Name == "prelude.wf" {
			// Its lines move when the library grows.
			fmt.Fprintf(&out, "%s %q\n", at.File.Name, at.Text())
			continue
		}
		fmt.Fprintf(&out, "%s %q\n", at, at.Text())
	}
	if len(list) == 0 {
		return "nothing"
	}
	return out.String()
}

func edits(list []diag.Edit) string {
	var out strings.Builder
	for _, e := range list {
		fmt.Fprintf(&out, "%s %q => %q\n", e.Span, e.Span.Text(), e.New)
	}
	if len(list) == 0 {
		return "nothing"
	}
	return out.String()
}
