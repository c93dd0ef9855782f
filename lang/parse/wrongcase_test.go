package parse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func TestWrongCase(t *testing.T) {
	inside := func(steps string) string {
		return "workflow w on contact {\n  enroll when contact.score > 1\n\n" + steps + "\n}\n"
	}
	for _, c := range []struct {
		name, file, text string
		want             []string // line, code, message
	}{
		{"a step", "a.wf", inside("STOP"), []string{"4 wrong-case: `STOP` is written `stop`"}},
		{"branches", "a.wf", inside("If contact.score > 2 THEN {\n  stop\n} Else If contact.score > 3 Then stop\nELSE stop"),
			[]string{"4 wrong-case: `If` is written `if`", "4 wrong-case: `THEN` is written `then`", "6 wrong-case: `Else` is written `else`",
				"6 wrong-case: `If` is written `if`", "6 wrong-case: `Then` is written `then`", "7 wrong-case: `ELSE` is written `else`"}},
		{"operators", "a.wf", inside("if contact.score > 2 AND NOT known(contact.city) Or contact.city StartsWith \"P\" then stop"),
			[]string{"4 wrong-case: `AND` is written `and`", "4 wrong-case: `NOT` is written `not`", "4 wrong-case: `Or` is written `or`", "4 mixed-and-or: `and` and `or` without brackets: `and` is joined first", "4 wrong-case: `StartsWith` is written `startsWith`"}},
		{"values", "a.wf", inside("if contact.active == TRUE then stop\nif contact.city == Nil then stop"),
			[]string{"4 wrong-case: `TRUE` is written `true`", "5 wrong-case: `Nil` is written `nil`"}},
		{"a goto and a delay", "a.wf", inside("if contact.score > 2 then GOTO end\nDelay 2 Days\nend: stop"),
			[]string{"4 wrong-case: `GOTO` is written `goto`", "5 wrong-case: `Delay` is written `delay`", "5 wrong-case: `Days` is written `days`"}},
		{"arms", "a.wf", inside("MATCH contact.score {\n  1 => stop\n  DEFAULT => stop\n}"),
			[]string{"4 wrong-case: `MATCH` is written `match`", "6 wrong-case: `DEFAULT` is written `default`"}},
		{"arguments behind", "a.wf", inside("CREATE deal { name: \"x\" } WITH contacts\nset contact.city TO \"x\""),
			[]string{"4 wrong-case: `CREATE` is written `create`", "4 wrong-case: `WITH` is written `with`", "5 syntax: expected `=`, found `TO`"}},
		{"settings", "a.wf", "Workflow w ON contact {\n  Enroll When contact.score > 1\n  During Monday..FRIDAY 09:00..18:00\n\n  stop\n}\n",
			[]string{"1 wrong-case: `Workflow` is written `workflow`", "1 wrong-case: `ON` is written `on`", "2 wrong-case: `Enroll` is written `enroll`",
				"2 wrong-case: `When` is written `when`", "3 wrong-case: `During` is written `during`", "3 wrong-case: `Monday` is written `monday`", "3 wrong-case: `FRIDAY` is written `friday`"}},
		{"in a text", "a.wf", inside("set contact.city = \"{{contact.score > 2 AND contact.score < 9}} AND\""), []string{"4 wrong-case: `AND` is written `and`"}},
		{"in a mail", "emails/a.md", "---\nsubject: IF {{contact.active ? \"a\" : \"b\"}}\n---\nTHEN {{contact.score > 2 OR contact.active}}\n", []string{"4 wrong-case: `OR` is written `or`"}},
		{"beside another fault", "a.wf", inside("if contact.score = 2 THEN stop"),
			[]string{"4 equal-sign: `=` sets a value; a comparison is written `==`", "4 wrong-case: `THEN` is written `then`"}},

		// Names that look like words of the language stay names.
		{"no fault, no look", "a.wf", inside("let End = 5\nif End > 3 then stop\nStop: stop"), nil},
		{"properties and keys", "a.wf", inside("create deal { Then: \"x\" }\nif contact.If > contact.Delay THEN stop"), []string{"5 wrong-case: `THEN` is written `then`"}},
		{"variables", "a.wf", inside("let Day = 5\nif Day > 3 THEN stop"), []string{"5 wrong-case: `THEN` is written `then`"}},
		{"another fault alone", "a.wf", inside("let Day = 5\nif Day > then stop"), []string{"5 syntax: expected a value behind `>`"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := source.NewFile(c.file, c.text)
			read := func(f *source.File) []diag.Diagnostic {
				if strings.HasSuffix(f.Name, ".md") {
					_, faults := Template(f)
					return faults
				}
				_, faults := File(f)
				return faults
			}
			var got []string
			faults := read(f)
			for _, d := range faults {
				got = append(got, fmt.Sprintf("%d %s: %s", d.Span.Position().Line, d.Code, d.Message))
				if d.Code == "wrong-case" && (len(d.Fixes) != 1 || !d.Fixes[0].Sure || !strings.EqualFold(d.Fixes[0].Edits[0].New, d.Span.Text())) {
					t.Errorf("no sure fix at %s: %+v", d.Span, d.Fixes)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			text := []byte(c.text)
			for _, d := range faults {
				if d.Code == "wrong-case" {
					copy(text[d.Span.Start:d.Span.End], d.Fixes[0].Edits[0].New)
				}
			}
			for _, d := range read(source.NewFile(c.file, string(text))) {
				if d.Code == "wrong-case" {
					t.Errorf("after the fixes: %s at %s", d.Message, d.Span)
				}
			}
		})
	}
}
