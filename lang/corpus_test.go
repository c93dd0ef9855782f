// The corpus: small programs with the faults that are expected of them, and programs without any.

package lang_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// welcome is the template that the programs of the corpus may send.
const welcome = "---\nsubject: Welcome\nsubscription: Newsletter\n---\nHello {{contact.firstname}} of {{company.name}}\n"

func analyzeText(t *testing.T, name, text string) *lang.Analysis {
	t.Helper()
	return lang.Analyze(lang.Input{Files: []*source.File{source.NewFile(name, text)}, Templates: templates(t, text)}, stdlib.Catalog())
}

var mailed = regexp.MustCompile(`template: "([a-z_0-9]+)"`)

// templates are those of testdata/correct/emails that a program names, and welcome.
func templates(t *testing.T, text string) []*source.File {
	t.Helper()
	list := []*source.File{source.NewFile("emails/welcome.md", welcome)}
	seen := map[string]bool{"welcome": true}
	for _, m := range mailed.FindAllStringSubmatch(text, -1) {
		body, err := os.ReadFile("../testdata/correct/emails/" + m[1] + ".md")
		if seen[m[1]] || err != nil {
			continue
		}
		seen[m[1]] = true
		list = append(list, source.NewFile("emails/"+m[1]+".md", string(body)))
	}
	return list
}

// chunk is one program of a corpus file, with the line its text begins on.
type chunk struct {
	text string
	line int
}

func chunks(text string) []chunk {
	out := []chunk{{line: 1}}
	for i, line := range strings.SplitAfter(text, "\n") {
		if strings.TrimSpace(line) == "---" {
			out = append(out, chunk{line: i + 2})
			continue
		}
		out[len(out)-1].text += line
	}
	return out
}

var expected = regexp.MustCompile(`###((?: [a-z-]+)+)`)

// TestFaults demands of every program in testdata/faults exactly the faults that stand behind ### on their lines.
func TestFaults(t *testing.T) {
	files, err := filepath.Glob("../testdata/faults/*.wf")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var words strings.Builder
		for _, c := range chunks(string(text)) {
			want := map[int][]string{}
			for i, line := range strings.Split(c.text, "\n") {
				if m := expected.FindStringSubmatch(line); m != nil {
					want[c.line+i] = strings.Fields(m[1])
				}
			}
			got := map[int][]string{}
			messages := map[int][]string{}
			for _, d := range analyzeText(t, filepath.Base(name), c.text).Diagnostics {
				line := c.line + d.Span.Position().Line - 1
				words.WriteString(inWords(d, c.line))
				got[line] = append(got[line], d.Code)
				messages[line] = append(messages[line], d.Message)
			}
			for line := range union(want, got) {
				sort.Strings(want[line])
				sort.Strings(got[line])
				if diff := cmp.Diff(want[line], got[line]); diff != "" {
					t.Errorf("%s:%d: faults differ (-want +got)\n%s%s", name, line, diff, strings.Join(messages[line], "\n"))
				}
			}
		}
		golden(t, strings.TrimSuffix(name, ".wf")+".txt", words.String())
	}
}

// TestFaultyProjects demands the same of the projects of several files in testdata/faults/projects.
func TestFaultyProjects(t *testing.T) {
	files, err := filepath.Glob("../testdata/faults/projects/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	var words strings.Builder
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys := fstest.MapFS{}
		want, got, messages := map[string][]string{}, map[string][]string{}, map[string][]string{}
		for _, f := range archive.Files {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			for i, line := range strings.Split(string(f.Data), "\n") {
				if m := expected.FindStringSubmatch(line); m != nil {
					want[fmt.Sprintf("%s:%d", f.Name, i+1)] = strings.Fields(m[1])
				}
			}
		}
		fmt.Fprintf(&words, "# %s\n", filepath.Base(name))
		for _, d := range analyzeDir(t, fsys) {
			words.WriteString(inWords(d, 1))
			at := fmt.Sprintf("%s:%d", d.Span.File.Name, d.Span.Position().Line)
			got[at] = append(got[at], d.Code)
			messages[at] = append(messages[at], d.Message)
		}
		for at := range got {
			sort.Strings(got[at])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: faults differ (-want +got)\n%s%v", name, diff, messages)
		}
	}
	golden(t, "../testdata/faults/projects.txt", words.String())
}

// inWords is all that a diagnostic says, its lines counted from the one that the program begins on.
func inWords(d diag.Diagnostic, first int) string {
	var b strings.Builder
	place := func(s source.Span) string {
		p := s.Position()
		if s.File != nil && !strings.HasSuffix(s.File.Name, ".wf") || s.File != nil && s.File.Name == "prelude.wf" {
			return s.File.Name
		}
		return fmt.Sprintf("%d:%d", first+p.Line-1, p.Column)
	}
	fmt.Fprintf(&b, "%s %s[%s]: %s\n    %s", place(d.Span), d.Level, d.Code, d.Message, strings.ReplaceAll(d.Span.Text(), "\n", "⏎"))
	if d.Label != "" {
		fmt.Fprintf(&b, " — %s", d.Label)
	}
	b.WriteString("\n")
	for _, r := range d.Related {
		fmt.Fprintf(&b, "    %s %s\n", place(r.Span), r.Label)
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "    note: %s\n", n)
	}
	for _, h := range d.Help {
		fmt.Fprintf(&b, "    help: %s\n", h)
	}
	return b.String()
}

// golden compares with a file that `go test ./lang -update` writes anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); read it and write it anew with go test ./lang -update\n%s", name, diff)
	}
}

func union(a, b map[int][]string) map[int]bool {
	out := map[int]bool{}
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}

// TestCorrect demands that the programs of testdata/correct have no diagnostics at all.
func TestCorrect(t *testing.T) {
	files, err := filepath.Glob("../testdata/correct/*.wf")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range chunks(string(text)) {
			a := analyzeText(t, filepath.Base(name), c.text)
			for _, d := range a.Diagnostics {
				t.Errorf("%s:%d: %s: %s", name, c.line+d.Span.Position().Line-1, d.Code, d.Message)
			}
			if len(a.Project.Workflows) == 0 && strings.Contains(c.text, "workflow ") {
				t.Errorf("%s:%d: no workflow came out", name, c.line)
			}
		}
	}
}

// TestCodes demands of each code that its page tells the truth: avoid gives this code and no other, prefer none.
func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range lang.Codes() {
		if seen[row.Code] {
			t.Errorf("%s has two rows", row.Code)
		}
		seen[row.Code] = true
		if row.Avoid == "" {
			continue // the page says why there is no program
		}
		got := analyzeProgram(t, row.Avoid)
		if len(got) == 0 {
			t.Errorf("%s: its program gives nothing:\n%s", row.Code, row.Avoid)
		}
		for _, d := range got {
			if d.Code != row.Code || d.Level != row.Level {
				t.Errorf("%s: its program gives %s %s: %s\n%s", row.Code, d.Level, d.Code, d.Message, row.Avoid)
			}
		}
		for _, d := range analyzeProgram(t, row.Prefer) {
			t.Errorf("%s: its mended program gives %s: %s\n%s", row.Code, d.Code, d.Message, row.Prefer)
		}
	}
}

func analyzeProgram(t *testing.T, text string) []diag.Diagnostic {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range split(text) {
		files[f.Name] = &fstest.MapFile{Data: []byte(f.Text)}
	}
	return analyzeDir(t, files)
}

func analyzeDir(t *testing.T, files fs.FS) []diag.Diagnostic {
	t.Helper()
	p, found, err := project.LoadFS(files)
	if err != nil {
		t.Fatal(err)
	}
	return append(found, lang.Analyze(p.Input(), stdlib.Catalog()).Diagnostics...)
}

// split cuts the program of a code into its files.
func split(text string) []*source.File {
	name, body := "example.wf", ""
	var files []*source.File
	flush := func() {
		if strings.TrimSpace(body) != "" {
			files = append(files, source.NewFile(name, body))
		}
		body = ""
	}
	for _, line := range strings.SplitAfter(text, "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "--" && f[2] == "--" {
			flush()
			name = f[1]
			continue
		}
		body += line
	}
	flush()
	return files
}

// TestEveryCodeHasARow demands a row for each code that the corpus shows.
func TestEveryCodeHasARow(t *testing.T) {
	var rows []string
	for _, row := range lang.Codes() {
		rows = append(rows, row.Code)
	}
	files, _ := filepath.Glob("../testdata/faults/*.wf")
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range expected.FindAllStringSubmatch(string(text), -1) {
			for _, code := range strings.Fields(m[1]) {
				if !slices.Contains(rows, code) {
					t.Errorf("%s: there is no code %s", name, code)
				}
			}
		}
	}
}
