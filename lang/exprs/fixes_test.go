package exprs_test

import (
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// Every fix gives a text that can be parsed, and that has the fault no more; a sure one leaves no error at all.
func TestFixes(t *testing.T) {
	w := newWorld(t)
	tried := 0
	for _, name := range []string{"testdata/faults.golden", "testdata/values.golden"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			if line == "" || strings.HasPrefix(line, " ") {
				continue
			}
			place, text, isValue := strings.Cut(line, " = ")
			if !isValue {
				text = line
			}
			check := func(text string) (found []diag.Diagnostic) {
				e, faulty := parse.Condition(source.NewFile("test", text))
				if diag.HasErrors(faulty) {
					return faulty
				}
				report := func(d diag.Diagnostic) { found = append(found, d) }
				if isValue {
					exprs.CheckAs(e, w.typeNamed(t, place), w.triggeredBy("form_submitted"), report)
				} else {
					exprs.Condition(e, w.triggeredBy("form_submitted"), report)
				}
				return found
			}
			before := check(text)
			for _, d := range before {
				for _, fix := range d.Fixes {
					tried++
					mended := applied(text, fix.Edits)
					after := slices.DeleteFunc(check(mended), func(d diag.Diagnostic) bool { return d.Code == "not-a-condition" })
					for _, left := range after {
						if left.Code == d.Code && left.Message == d.Message || left.Code == "syntax" {
							t.Errorf("%s\nbecomes %s\nand still has %s", line, mended, faults([]diag.Diagnostic{left}))
						}
					}
					if fix.Sure && len(before) == 1 && diag.HasErrors(after) {
						t.Errorf("%s\nbecomes %s\nwith %s", line, mended, faults(after))
					}
				}
			}
		}
	}
	if tried < 80 {
		t.Errorf("%d fixes were tried", tried)
	}
}

func applied(text string, edits []diag.Edit) string {
	sort.Slice(edits, func(i, j int) bool { return edits[i].Span.Start > edits[j].Span.Start })
	for _, e := range edits {
		text = text[:e.Span.Start] + e.New + text[e.Span.End:]
	}
	return text
}
