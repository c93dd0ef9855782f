package mend_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/mend"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

func input(texts ...string) lang.Input {
	in := lang.Input{Templates: []*source.File{source.NewFile("emails/welcome.md", "---\nsubject: Welcome\n---\nHello\n")}}
	for i, text := range texts {
		in.Files = append(in.Files, source.NewFile(string(rune('a'+i))+".wf", text))
	}
	return in
}

// mended is the text of the first file after its fixes, and what was fixed.
func mended(in lang.Input) (text, fixed string) {
	out := mend.Project(in, stdlib.Catalog())
	var lines []string
	for _, c := range out.Changed {
		for _, d := range c.Fixed {
			at := d.Span.Position()
			lines = append(lines, fmt.Sprintf("%s:%d:%d %s", c.After.Name, at.Line, at.Column, d.Code))
		}
	}
	return out.Input.Files[0].Text, strings.Join(lines, "\n")
}

func TestProject(t *testing.T) {
	for _, c := range []struct{ name, text, want, fixed string }{
		{"a fix shows the next fault, told at its first place",
			"workflow w on deal {\n  enroll when deal.stage = \"Closed won\" and deal.amount ?? 0 > 5\n\n  stop\n}\n",
			"workflow w on deal {\n  enroll when deal.stage == \"closed_won\" and (deal.amount ?? 0) > 5\n\n  stop\n}\n",
			"a.wf:2:26 equal-sign\na.wf:2:28 unknown-option\na.wf:2:62 coalesce-beside-operator"},
		{"what may be meant in two ways stays",
			"workflow w on deal {\n  enroll when deal.amont > 5\n\n  stop\n}\n",
			"workflow w on deal {\n  enroll when deal.amont > 5\n\n  stop\n}\n",
			""},
		{"no fix makes a file worse: the flow would be judged, and has two faults",
			"workflow w on deal {\n  enroll when deal.amount > 5\n\n  set deal.name = “x”\n  goto here\n  goto there\n}\n",
			"workflow w on deal {\n  enroll when deal.amount > 5\n\n  set deal.name = “x”\n  goto here\n  goto there\n}\n",
			""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if text, fixed := mended(input(c.text)); text != c.want || fixed != c.fixed {
				t.Errorf("got\n%s%s\nwant\n%s%s", text, fixed, c.want, c.fixed)
			}
		})
	}
}

// TestCorpus mends every program with seeded faults: no file gets worse, no sure fix is left that would do good, and a
// second time changes nothing.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("../../testdata/faults/*.wf")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	changed := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, program := range strings.Split(string(text), "\n---\n") {
			in := input(program)
			before := lang.Analyze(in, stdlib.Catalog()).Diagnostics
			out := mend.Project(in, stdlib.Catalog())
			after := out.Analysis.Diagnostics
			if errors(after) > errors(before) || len(after) > len(before) {
				t.Errorf("%s: %d faults became %d:\n%s", name, len(before), len(after), out.Input.Files[0].Text)
			}
			if again := mend.Project(out.Input, stdlib.Catalog()); len(again.Changed) > 0 {
				t.Errorf("%s: a second time mends more:\n%s\nbecomes\n%s", name, out.Input.Files[0].Text, again.Changed[0].After.Text)
			}
			if len(out.Changed) > 0 {
				changed++
			}
		}
	}
	if changed < 6 {
		t.Errorf("only %d programs were mended", changed)
	}
}

func errors(list []diag.Diagnostic) int {
	n := 0
	for _, d := range list {
		if d.Level == diag.Error {
			n++
		}
	}
	return n
}
