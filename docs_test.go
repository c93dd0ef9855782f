// Every block of wf code in the documentation is checked, so that no page tells what is not true.

package wf_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// block is one fenced block: its info string after "wf", its text and the place it begins at.
type block struct {
	info, text, place string
}

func TestDocumentationBlocks(t *testing.T) {
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	pages = append(pages, "README.md")
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range blocks(page, string(text)) {
			t.Run(b.place, func(t *testing.T) { checkBlock(t, b) })
		}
	}
}

// Go code in the documentation is taken from the program that it tells of, so that it compiles.
func TestEmbeddingBlocks(t *testing.T) {
	page, err := os.ReadFile("docs/embedding.md")
	if err != nil {
		t.Fatal(err)
	}
	var program []byte
	for _, name := range []string{"examples/embed/main.go", "example_test.go", "example_run_test.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		program = append(program, text...)
	}
	_, rest, found := strings.Cut(string(page), "```go\n")
	if !found {
		t.Fatal("docs/embedding.md shows no code")
	}
	for found {
		var code string
		code, rest, _ = strings.Cut(rest, "```")
		if !strings.Contains(string(program), code) {
			t.Errorf("neither examples/embed/main.go nor an example of the package has:\n%s", code)
		}
		_, rest, found = strings.Cut(rest, "```go\n")
	}
}

func blocks(page, text string) []block {
	var out []block
	var open *block
	var body strings.Builder
	for i, line := range strings.Split(text, "\n") {
		switch {
		case open != nil && line == "```":
			open.text = body.String()
			out = append(out, *open)
			open = nil
		case open != nil:
			body.WriteString(line + "\n")
		case line == "```wf" || strings.HasPrefix(line, "```wf "):
			open = &block{info: strings.TrimSpace(strings.TrimPrefix(line, "```wf")), place: fmt.Sprintf("%s:%d", page, i+1)}
			body.Reset()
		}
	}
	return out
}

func checkBlock(t *testing.T, b block) {
	want, _ := strings.CutPrefix(b.info, "error=")
	if want == b.info {
		want = ""
	}
	text := b.text
	switch b.info {
	case "project":
		return // one of several files, which a test of cmd/wf runs together
	case "steps":
		text = "workflow block on contact {\n  enroll when contact.score > 1\n\n" + text + "}\n"
	case "expr":
		text = ""
		for i, line := range strings.Split(strings.TrimSpace(b.text), "\n") {
			text += fmt.Sprintf("workflow block%d on contact {\n  enroll when contact.score > 1\n\n  if %s then stop\n  increase contact.score\n}\n", i, line)
		}
	}
	var codes []string
	for _, d := range analyze(text) {
		codes = append(codes, d.Code)
		if d.Code != want {
			t.Errorf("%s: %s: %s [%s]\nunder: %q", b.place, d.Level, d.Message, d.Code, d.Span.Text())
		}
	}
	if want != "" && len(codes) == 0 {
		t.Errorf("%s: no diagnostic, want %s", b.place, want)
	}
}

func analyze(text string) []diag.Diagnostic {
	// Templates that the pages name.
	mail := source.NewFile("emails/welcome.md", "---\nsubject: Welcome\nsubscription: Newsletter\n---\nHello\n")
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("block.wf", text)}, Templates: []*source.File{mail}}, stdlib.Catalog())
	return a.Diagnostics
}
