package parse

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// People who come from a workflow tool, a spreadsheet or another language write these. Each is told once, with what to
// write here.
func TestSlips(t *testing.T) {
	step := func(line string) string {
		return "workflow w on contact {\n  enroll when contact.score > 1\n\n" + line + "\n}\n"
	}
	claim := func(line string) string {
		return "test \"t\" of w {\n  given contact ann { city: \"x\" }\n  " + line + "\n}\n"
	}
	setting := func(line string) string { return "workflow w on contact {\n" + line + "\n\n  stop\n}\n" }
	for _, c := range []struct {
		text string
		want []string // message, and behind "; " the help
	}{
		{step("if contact.score > 2 notify(to: contact.owner, text: \"x\")"), []string{"expected `then`, found `notify`; write `then` here"}},
		{step("if (contact.score > 2) {\n  stop\n}"), []string{"expected `then`, found `{`; write `then` here"}},
		{step("if contact.score > 2:\n  stop"), []string{"expected `then`, found `:`; write `then`"}},
		{step("if contact.score > 2 then stop\nelseif contact.score > 1 then stop\nelse stop"), []string{"`elseif` is written `else if`; write `else if`"}},
		{step("if contact.score > 2 then {\n  stop\n} elif contact.score > 1 then {\n  stop\n}"), []string{"`elif` is written `else if`; write `else if`"}},
		{step("wait 2 days"), []string{"`wait` begins no setting or step; write `delay 2 days`"}},
		{step("delay 3days"), []string{"`3days` is no number; write `3 days` in a delay, `days(3)` in an expression"}},
		{step("delay for 3 days"), []string{"expected `2 days`, `until` or another length of time, found `for`; leave out `for`"}},
		{step("delay 1 week and 2 days"), []string{"expected the end of the step, found `and`; leave out `and`"}},
		{step("let o = delay until event email_opened for 3 days"), []string{"expected the end of the step, found `for`; write `up to`"}},
		{step("delay until monday at 9am"), []string{"`9am` is no number; write a time of day as `09:00`"}},
		{step("set contact.city to \"Paris\""), []string{"expected `=`, found `to`; write `=`"}},
		{step("create task { title = \"x\" }"), []string{"expected `:`, found `=`; write `:`"}},
		{step("create a deal { name: \"x\" }"), []string{"expected `{`, found `deal`; leave out `a`"}},
		{step("create task { title: \"x\", due: in 3 days }"), []string{"expected a value, found `in`; write `today() + days(3)`"}},
		{step("increase contact.score 5"), []string{"expected the end of the step, found `5`; write `by`"}},
		{step("if contact.score > 2 then goto 3"), []string{"expected a name, found `3`; name a label: `goto call`, with `call:` before the step that it leads to"}},
		{step("# a comment"), []string{"expected the end of the setting, found `#`; begin a comment with `//`"}},
		{step("stop\n# a comment"), []string{"expected the end of the step, found `#`; begin a comment with `//`"}},
		{"# a comment\n" + step("stop"), []string{"`#` begins no declaration; begin a comment with `//`"}},
		{step("branch contact.country {\n  \"France\" => stop\n}"), []string{"`branch` begins no setting or step; write `match contact.country { … }` with branches as `\"France\" => step`, or `if … then … else …`"}},
		{step("rotate contact.owner among team"), []string{"`rotate` begins no setting or step; write the arguments in brackets: `rotate(among: …, property: …)`"}},
		{step("after 3 days stop"), []string{"expected the end of the setting, found `after`; write `delay 2 days` as a step before"}},
		{step("add contact to list"), []string{"`add` begins no setting or step; write `list.add(name: …)` for a list, `associate … with …` for a record, `set … += …` for a value"}},

		{setting("enroll if contact.score > 2"), []string{"expected `when`, `on` or `every`, found `if`; write `when`"}},
		{setting("enroll on form_submitted"), []string{"expected `event` or `change`, found `form_submitted`; write `event` here"}},
		{setting("enroll on event \"form_submitted\""), []string{"expected the name of an event, found `\"form_submitted\"`; write `form_submitted`"}},
		{setting("enroll every day at 8"), []string{"expected a time such as `09:00`, found `8`; write `08:00`"}},
		{setting("goal contact.lifecycle_stage == \"customer\""), []string{"expected `when` or `on`, found `contact`; write `when` here"}},
		{setting("reenroll every 30 days"), []string{"expected `always`, `never` or `after`, found `every`; write `after`"}},
		{setting("reenroll"), []string{"expected `always`, `never` or `after`, found the end of the line; write `reenroll always` or `reenroll after 30 days`"}},
		{setting("re-enroll always"), []string{"`re-enroll` is written `reenroll`; write `reenroll`"}},
		{setting("during mon..fri 09:00..17:00"), []string{"expected a day of the week or hours such as `09:00..18:00`, found `mon`; write days in full, from one to another: `monday..friday 09:00..18:00`"}},
		{setting("trigger when contact.score > 2"), []string{"`trigger` begins no setting or step; write `enroll when` and a condition, or `enroll on event` and its name"}},

		{"workflow \"Lead routing\" on contact {\n  stop\n}\n", []string{"expected a name, found `\"Lead routing\"`; write the name as one word, and the text behind `title`: `workflow lead_routing on …`"}},
		{"workflow lead-routing on contact {\n  stop\n}\n", []string{"expected `on`, found `-`; write `lead_routing`"}},
		{"workflow Lead Routing on contact {\n  stop\n}\n", []string{"expected `on`, found `Routing`; write `lead_routing`"}},
		{"test \"t\" of w {\n  wait 2 days\n}\n", []string{"`wait` begins no line of a test; write `advance 2 days`"}},
		{claim("expect ann enrolled"), []string{"`expect ann enrolled` is no claim; write `expect enrolled ann`"}},
		{claim("expect ann is not enrolled"), []string{"`expect ann is not enrolled` is no claim; write `expect no enrolled ann`"}},
		{claim("expect not enrolled ann"), []string{"`expect not enrolled ann` is no claim; write `expect no enrolled ann`"}},
		{claim("expect not notify.email"), []string{"`expect not notify.email` is no claim; write `expect no notify.email`"}},
		{claim("expect notify(title: \"x\")"), []string{"expected `where` or the end of the line, found `(`; claim something of the action's arguments: `expect notify where title == …`"}},
		{claim("expect notify.email \"x\""), []string{"expected `where` or the end of the line, found `\"x\"`; claim something of the action's arguments: `expect notify.email where text == …`"}},
		{claim("expect enrolled ann"), nil},
		{claim("expect ann.city == waiting"), nil},
		{claim("advance 2"), []string{"expected a length of time such as `2 days`, found `2`; write `2 days`"}},
		{claim("at 3/2/2026 9:00"), []string{"expected a date such as `2026-03-02`, found `3`; write year, month and day, and the hour with two digits: `at 2026-03-02 09:00`"}},
		{claim("stub webhook { status: 200 }"), []string{"expected `returns` or `fails`, found `{`; write `returns` here"}},
		{claim("associate ann and bob"), []string{"expected `with`, found the end of the line; write `with`"}},
		{claim("given contact { city: \"x\" }"), []string{"expected a name, found `{`; write the object, and a name of your own for the record: `given contact ann { … }`"}},
		{"test t of w {\n  advance 2 days\n}\n", []string{"expected a text in quotes, found `t`; write the title of the test in quotes"}},
		{"test \"t\" {\n  advance 2 days\n}\n", []string{"expected `of`, found `{`; name the workflows that are tested: `test \"…\" of lead_routing {`"}},
	} {
		f := source.NewFile("a.wf", c.text)
		_, faults := File(f)
		if diff := cmp.Diff(c.want, withHelp(faults)); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
		for _, d := range faults {
			for _, fix := range d.Fixes {
				if !fix.Sure {
					continue
				}
				if _, left := File(source.NewFile("a.wf", diag.Apply(f.Text, fix.Edits))); diag.HasErrors(left) {
					t.Errorf("after %q of %s\nthere is %v", fix.Title, c.text, withHelp(left))
				}
			}
		}
	}
}

// Conditions as people say them, in plain English or as a workflow tool shows them.
func TestConditionSlips(t *testing.T) {
	for _, c := range []struct{ condition, want string }{
		{"contact.country is equal to \"France\"", "`is equal to` is no operator; it is written `==`; write `==`"},
		{"contact.country is any of \"France\", \"Belgium\"", "`is any of` is no operator; write `contact.country in [\"France\", \"Belgium\"]`"},
		{"contact.country is one of \"a\" or \"b\" and contact.score > 5", "`is one of` is no operator; write `contact.country in [\"a\", \"b\"]`"},
		{"contact.country is none of [\"a\", \"b\"]", "`is none of` is no operator; it is written `not in`; write `not in`"},
		{"contact.country equals any of \"a\", \"b\"", "`equals any of` is no operator; write `contact.country in [\"a\", \"b\"]`"},
		{"contact.email contains any of [\"gmail\", \"yahoo\"]", "`contains any of` is no operator; write `any([\"gmail\", \"yahoo\"], contact.email contains #)`"},
		{"contact.score is not greater than 5", "`is not greater than` is no operator; it is written `<=`; write `<=`"},
		{"contact.score is at least 5", "`is at least` is no operator; it is written `>=`; write `>=`"},
		{"contact.score greater than 5", "`greater than` is no operator; it is written `>`; write `>`"},
		{"contact.score above 5", "`above` is no word of the language; it is written `>`; write `>`"},
		{"contact.score is more 5", "`is` is no word of the language; write `==`"},
		{"contact.score more 5", "`more` is no word of the language; write `>`"},
		{"contact.score between 5 and 10", "`between` is no operator; write `contact.score >= 5 and contact.score <= 10`"},
		{"contact.score is between 5 and 10", "`is between` is no operator; write `contact.score >= 5 and contact.score <= 10`"},
		{"contact.birthday is on or after date(\"2000-01-01\")", "`is on or after` is no operator; it is written `>=`; write `>=`"},
		{"contact.created_at is more than 30 days ago", "`is more than 30 days ago` is no operator; write `< ago(days(30))`"},
		{"contact.created_at < 30 days ago", "in an expression `30 days ago` is written `ago(days(30))`; write `ago(days(30))`"},
		{"contact is a member of list \"VIP\"", "`is a member of list` is no operator; write `in list(\"VIP\")`"},
		{"contact is not in list \"VIP\"", "`is not in list` is no operator; write `not in list(\"VIP\")`"},
		{"contact.email exists", "`exists` is no operator; write `known(contact.email)`"},
		{"contact.city changed", "`changed` is no operator: a condition sees what is, and not what was; write `enroll on change of contact.city`, with the condition behind `where`"},
		{"contact.city <> \"Paris\"", "`<>` is no operator; it is written `!=`; write `!=`"},
		{"contact.score > 10 and < 50", "expected a value between `and` and `<`; write `and contact.score <`"},
		{"contact.email contains \"a\" or contains \"b\"", "expected a value between `or` and `contains`; write `or contact.email contains`"},
		{"company.annual_revenue > 1,000,000", "`1,000,000` is two numbers; thousands have no comma; write `1000000`"},
		{"company.annual_revenue > $1000", "`$1000` is no number: an amount has no sign of its currency; write `1000`"},
		{"contact.birthday > 03/02/2026", "in an expression `03/02/2026` would be a division; write `date(\"2026-03-02\")` for 2 March 2026; write `date(\"2026-02-03\")` for 3 February 2026"},
		{"contact.birthday > 24/12/2026", "in an expression `24/12/2026` would be a division; write `date(\"2026-12-24\")` for 24 December 2026"},
		{"contact.birthday > 24.12.2026", "`24.12.2026` is no number; write `date(\"2026-12-24\")`"},
		{"contact.score > 10,5", "expected the end of the setting, found `,`; write `10.5`"},

		{"contact.Lifecycle Stage == \"lead\"", "expected the end of the setting, found `Stage`; write a name of several words as one: `lifecycle_stage`"},

		{"contact.score / 12 / 2026 > 1", ""},
		{"contact.above > 1 and above.more > less", ""},
	} {
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		f := source.NewFile("a.wf", "workflow w on contact {\n  enroll when "+c.condition+"\n\n  stop\n}\n")
		_, faults := File(f)
		if diff := cmp.Diff(want, withHelp(faults)); diff != "" {
			t.Errorf("%s\n%s", c.condition, diff)
		}
		for _, d := range faults {
			if fix, sure := d.SureFix(); sure {
				if _, left := File(source.NewFile("a.wf", diag.Apply(f.Text, fix.Edits))); diag.HasErrors(left) {
					t.Errorf("after %q of %s there is %v", fix.Title, c.condition, withHelp(left))
				}
			}
		}
	}
}

// withHelp are faults as a reader sees them, each in a line.
func withHelp(faults []diag.Diagnostic) []string {
	var list []string
	for _, d := range faults {
		help := append([]string{d.Message}, d.Help...)
		for _, f := range d.Fixes {
			help = append(help, f.Title)
		}
		list = append(list, strings.Join(help, "; "))
	}
	return list
}
