// The picture of the README is what the command really prints.

package main

import (
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

var updatePicture = flag.Bool("update", false, "draw docs/run.svg anew")

func TestPicture(t *testing.T) {
	var lines []string
	show := func(prompt string, most int, args ...string) {
		var out strings.Builder
		Main(args, strings.NewReader(""), &out, &out, func(string) (string, bool) { return "", false })
		lines = append(lines, "$ "+prompt)
		printed := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
		if len(printed) > most {
			printed = append(printed[:most], fmt.Sprintf("… and %d more lines", len(printed)-most))
		}
		lines = append(append(lines, printed...), "")
	}
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	mistake := "workflow renew on deal {\n  enroll when deal.stage == \"Closed won\"\n\n  notify(to: deal.owner, text: \"Renew {{deal.name}}\")\n}\n"
	if err := os.WriteFile("renew.wf", []byte(mistake), 0o644); err != nil {
		t.Fatal(err)
	}
	show("wf check", 20, "check")
	t.Chdir(repository)
	show("wf run examples/accounting --for 7d", 16, "run", "examples/accounting", "--for", "7d", "--at", "2026-03-02 08:00")
	got := drawTerminal(lines[:len(lines)-1])
	if *updatePicture {
		if err := os.WriteFile("docs/run.svg", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("docs/run.svg")
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Error("docs/run.svg does not show what the command prints; draw it anew with go test ./cmd/wf -run Picture -update")
	}
}

// drawTerminal draws lines of a terminal as an SVG.
func drawTerminal(lines []string) string {
	const charWidth, lineHeight, margin = 7.85, 19.0, 18.0
	columns := 0
	for _, line := range lines {
		columns = max(columns, utf8.RuneCountInString(line))
	}
	width, height := float64(columns)*charWidth+2*margin, float64(len(lines))*lineHeight+2*margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" role="img"><title>wf at work in a terminal</title>`+"\n", width, height, width)
	b.WriteString(`<style>text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d7dce6; white-space: pre } .prompt { fill: #8bd5a0; font-weight: bold } .error { fill: #f08a8a } .mark { fill: #8ab4f8 }</style>` + "\n")
	fmt.Fprintf(&b, `<rect width="%.0f" height="%.0f" rx="8" fill="#161b26"/>`+"\n", width, height)
	for i, line := range lines {
		class := ""
		switch {
		case strings.HasPrefix(line, "$ "):
			class = ` class="prompt"`
		case strings.HasPrefix(line, "error"):
			class = ` class="error"`
		case strings.Contains(line, "^^^"), strings.Contains(line, "= help"), strings.Contains(line, "= note"):
			class = ` class="mark"`
		}
		if line != "" {
			fmt.Fprintf(&b, `<text%s x="%.0f" y="%.1f" xml:space="preserve">%s</text>`+"\n", class, margin, margin+float64(i)*lineHeight+13, html.EscapeString(line))
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}
