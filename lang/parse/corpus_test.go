package parse

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

var update = flag.Bool("update", false, "write golden files anew")

// Each archive of testdata has programs, NAME.wf, and behind each what is told of it, NAME.faults, and in outline what
// was read, NAME.tree. Condition files, NAME.expr, hold one expression a line.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				switch filepath.Ext(f.Name) {
				case ".wf":
					tree, faults := File(source.NewFile(f.Name, string(f.Data)))
					base := strings.TrimSuffix(f.Name, ".wf")
					got.Files = append(got.Files, f, txtar.File{Name: base + ".faults", Data: []byte(listed(faults))},
						txtar.File{Name: base + ".tree", Data: []byte(outline(tree))})
				case ".expr":
					got.Files = append(got.Files, f, txtar.File{Name: strings.TrimSuffix(f.Name, ".expr") + ".told", Data: []byte(toldOfLines(string(f.Data)))})
				}
			}
			want, have := string(txtar.Format(archive)), string(txtar.Format(got))
			if *update {
				if err := os.WriteFile(name, []byte(have), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// listed is a list of faults with their places, help and fixes.
func listed(faults []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range faults {
		from, to := d.Span.Position(), d.Span.File.Position(d.Span.End)
		place := fmt.Sprintf("%d:%d-%d", from.Line, from.Column, to.Column)
		if to.Line != from.Line {
			place = fmt.Sprintf("%d:%d-%d:%d", from.Line, from.Column, to.Line, to.Column)
		}
		fmt.Fprintf(&b, "%s %s[%s] %s\n", place, d.Level, d.Code, d.Message)
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  %d:%d %s\n", r.Span.Position().Line, r.Span.Position().Column, r.Label)
		}
		for _, text := range append(d.Notes, d.Help...) {
			fmt.Fprintf(&b, "  %s\n", text)
		}
		for _, fix := range d.Fixes {
			sure := "maybe"
			if fix.Sure {
				sure = "fix"
			}
			fmt.Fprintf(&b, "  %s: %s\n", sure, fix.Title)
		}
	}
	return b.String()
}

// toldOfLines reads each line as an expression and says what is told of it, with the line as its sure fixes mend it.
func toldOfLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		e, faults := Condition(source.NewFile("line.expr", line))
		fmt.Fprintf(&b, "%s\n", line)
		if len(faults) == 0 {
			fmt.Fprintf(&b, "  = %s\n", shape(e))
		}
		for _, d := range faults {
			fmt.Fprintf(&b, "  %d-%d %s: %s\n", d.Span.Start+1, d.Span.End+1, d.Code, d.Message)
			for _, help := range d.Help {
				fmt.Fprintf(&b, "    %s\n", help)
			}
			for _, fix := range d.Fixes {
				sign := "?"
				if fix.Sure {
					sign = "!"
				}
				fmt.Fprintf(&b, "    %s %s\n", sign, applied(line, fix))
			}
		}
	}
	return b.String()
}

// applied is a text after a fix.
func applied(text string, fix diag.Fix) string {
	for i := len(fix.Edits) - 1; i >= 0; i-- {
		e := fix.Edits[i]
		text = text[:e.Span.Start] + e.New + text[e.Span.End:]
	}
	return text
}
