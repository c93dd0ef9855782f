// The copy table, cell by cell: what the checker lets through, and what becomes of values at the border.

package runtime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/stdlib"
)

// copyTypes are the types of properties, with the words that the checker has for them.
var copyTypes = []struct{ name, declared, words string }{
	{"text", "text", "a text"},
	{"number", "number", "a number"},
	{"bool", "bool", "a bool"},
	{"date", "date", "a date"},
	{"datetime", "datetime", "a datetime"},
	{"enum", `enum { red "Red", blue "Blue" }`, "an enum"},
	{"yesno", `enum { true "Yes", false "No" }`, "an enum"},
	{"set", `set { red "Red", blue "Blue" }`, "a set"},
	{"user", "user", "a user"},
	{"email", "email", "an email"},
	{"phone", "phone", "a phone"},
	{"url", "url", "a url"},
}

// copyTable is the table of the design: from what to what.
var copyTable = map[string]string{
	"text":     "text",
	"number":   "text number",
	"date":     "date datetime",
	"datetime": "datetime date",
	"bool":     "bool text yesno",
	"enum":     "text enum yesno set", // whether the options fit is known when it runs
	"yesno":    "text enum yesno set",
	"set":      "text set",
	"user":     "user text",
	"email":    "email text",
	"phone":    "phone text",
	"url":      "url text",
}

func copyable(from, to string) bool { return slices.Contains(strings.Fields(copyTable[from]), to) }

// copyProject declares a source and a target of each type, and further ones, and a workflow for each pair of them.
func copyProject(pairs [][2]string) string {
	var b strings.Builder
	b.WriteString("object contact {\n  pair: text,\n")
	for _, c := range copyTypes {
		fmt.Fprintf(&b, "  from_%s: %s,\n  to_%[1]s: %[2]s,\n", c.name, c.declared)
	}
	b.WriteString("  to_other: enum { blue \"Azure\", green \"Green\" },\n  to_others: set { blue \"Azure\", green \"Green\" },\n}\n")
	for _, p := range pairs {
		appended := ""
		if name, ok := strings.CutSuffix(p[1], "+"); ok {
			p[1], appended = name, " append"
		}
		from := "from_" + p[0]
		if strings.HasSuffix(p[0], "_at") || p[0] == "id" {
			from = p[0]
		}
		fmt.Fprintf(&b, "workflow %[1]s_%[2]s%[5]s on contact {\n  timezone \"America/New_York\"\n  enroll when contact.pair == \"%[1]s %[2]s%[4]s\"\n  copy contact.%[3]s to contact.to_%[2]s%[4]s\n}\n",
			p[0], p[1], from, appended, strings.TrimSpace(appended))
	}
	return b.String()
}

// faultsOf are the errors that the checker finds in a project, by line.
func faultsOf(t *testing.T, text string) map[int]string {
	t.Helper()
	catalog := stdlib.Catalog()
	var files []*ast.File
	for _, f := range append(slices.Clone(catalog.Prelude), source.NewFile("test.wf", text)) {
		tree, found := parse.File(f)
		if len(found) > 0 {
			t.Fatal(found)
		}
		files = append(files, tree)
	}
	_, found := check.Project(files, nil, catalog, nil)
	faults := map[int]string{}
	for _, d := range found {
		if d.Level == diag.Error {
			faults[1+strings.Count(text[:d.Span.Start], "\n")] += d.Code + ": " + d.Message
		}
	}
	return faults
}

func TestCopyTableOfTheChecker(t *testing.T) {
	var pairs [][2]string
	for _, from := range copyTypes {
		for _, to := range copyTypes {
			pairs = append(pairs, [2]string{from.name, to.name})
		}
	}
	text := copyProject(pairs)
	faults := faultsOf(t, text)
	lines := strings.Split(text, "\n")
	n := 0
	for i, line := range lines {
		words := strings.Fields(line)
		if len(words) != 4 || words[0] != "copy" {
			continue
		}
		from, to := copyTypes[n/len(copyTypes)], copyTypes[n%len(copyTypes)]
		n++
		want := ""
		if !copyable(from.name, to.name) {
			want = "not-copyable: " + from.words + " cannot be copied to " + to.words
		}
		if got := faults[i+1]; got != want {
			t.Errorf("%s to %s: %q, want %q", from.name, to.name, got, want)
		}
		if ok := schema.CanConvert(typeOf(from.name), typeOf(to.name)); ok != copyable(from.name, to.name) {
			t.Errorf("%s to %s is converted: %t", from.name, to.name, ok)
		}
	}
	if n != len(copyTypes)*len(copyTypes) {
		t.Errorf("%d cells were looked at", n)
	}
	for target, want := range map[string]string{
		"contact.id":         "readonly-property: `id` of `contact` is set by the system and cannot be changed",
		"contact.created_at": "readonly-property: `created_at` of `contact` is set by the system and cannot be changed",
	} {
		text := "workflow w on contact {\n  enroll when contact.score > 0\n  copy contact.from to " + target + "\n}\nobject contact { from: " +
			map[bool]string{true: "text", false: "datetime"}[target == "contact.id"] + " }\n"
		if got := faultsOf(t, text)[3]; got != want {
			t.Errorf("to %s: %q, want %q", target, got, want)
		}
	}
}

// typeOf is the type of a source.
func typeOf(name string) schema.Type {
	option := func(values ...string) *schema.Options {
		var list []schema.Option
		for _, v := range values {
			list = append(list, schema.Option{Value: v})
		}
		return schema.NewOptions(list)
	}
	return map[string]schema.Type{"text": schema.Of(schema.Text), "number": schema.Of(schema.Number), "bool": schema.Of(schema.Bool), "date": schema.Of(schema.Date),
		"datetime": schema.Of(schema.DateTime), "enum": {Kind: schema.Enum, Options: option("red", "blue")}, "yesno": {Kind: schema.Enum, Options: option("true", "false")},
		"set": {Kind: schema.Set, Options: option("red", "blue")}, "user": schema.Of(schema.User), "email": schema.Of(schema.Email), "phone": schema.Of(schema.Phone),
		"url": schema.Of(schema.URL)}[name]
}

// TestCopyTableOfTheEngine copies at least one value through each cell that is allowed.
func TestCopyTableOfTheEngine(t *testing.T) {
	moment := func(text string) schema.Value {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return schema.TimeValue(at)
	}
	day := func(text string) schema.Value { return schema.DayValue(moment(text + "T00:00:00Z").Time()) }
	set := func(list ...string) schema.Value {
		var items []schema.Value
		for _, v := range list {
			items = append(items, schema.TextValue(v))
		}
		return schema.SetValue(items)
	}
	long := strings.Repeat("x", schema.MaxText)
	cases := []struct {
		from, to string
		value    any
		before   any    // what the target holds
		want     string // what it holds then
		line     string // of the history, behind the name of the action
	}{
		{"text", "text", "Ann", "Bob", "Ann", "to_text: Bob → Ann"},
		{"text", "text", long, nil, long, "to_text: unknown → " + long[:79] + "…"},
		{"text", "text", "äöü\n„“", nil, "äöü\n„“", "to_text: unknown → äöü\n„“"},
		{"text", "text", nil, "Bob", "Bob", "skipped | the value to copy is unknown"},
		{"text", "text", "Bob", "Bob", "Bob", "to_text: Bob already"},
		{"number", "text", 1200.0, nil, "1200", "to_text: unknown → 1200"},
		{"number", "text", 0.1 + 0.2, nil, "0.3", "to_text: unknown → 0.3"},
		{"number", "text", -0.5, nil, "-0.5", "to_text: unknown → -0.5"},
		{"number", "text", 0, "x", "0", "to_text: x → 0"},
		{"number", "text", 1e22, nil, "1e+22", "to_text: unknown → 1e+22"},
		{"number", "number", 1.5, 3, "1.5", "to_number: 3 → 1.5"},
		{"date", "date", day("2026-02-28"), nil, "2026-02-28", "to_date: unknown → 2026-02-28"},
		// 00:00 UTC, which on the clocks of the workflow is the evening before; the history tells it on these.
		{"date", "datetime", day("2026-03-02"), nil, "2026-03-02 00:00", "to_datetime: unknown → 2026-03-01 19:00"},
		{"datetime", "datetime", moment("2026-03-02T23:30:00+05:30"), nil, "2026-03-02 18:00", "to_datetime: unknown → 2026-03-02 13:00"},
		{"datetime", "date", moment("2026-03-02T23:59:59Z"), nil, "2026-03-02", "to_date: unknown → 2026-03-02"},
		{"datetime", "date", moment("2026-03-02T22:00:00-05:00"), nil, "2026-03-03", "to_date: unknown → 2026-03-03"},
		{"created_at", "date", nil, nil, "2026-03-02", "to_date: unknown → 2026-03-02"},
		{"created_at", "datetime", nil, nil, "2026-03-02 09:00", "to_datetime: unknown → 2026-03-02 04:00"},
		{"id", "text", nil, nil, "c18", "to_text: unknown → c18"},
		{"bool", "bool", false, true, "false", "to_bool: true → false"},
		{"bool", "text", false, nil, "false", "to_text: unknown → false"},
		{"bool", "text", true, nil, "true", "to_text: unknown → true"},
		{"bool", "yesno", true, nil, "true", "to_yesno: unknown → Yes"},
		{"bool", "yesno", false, nil, "false", "to_yesno: unknown → No"},
		{"enum", "text", "red", nil, "red", "to_text: unknown → red"},
		{"enum", "enum", "red", "blue", "red", "to_enum: Blue → Red"},
		{"enum", "other", "blue", nil, "blue", "to_other: unknown → Azure"},
		{"enum", "other", "red", "green", "green", "failed | `to_other`: `red` is not an option: expected blue or green"},
		{"enum", "yesno", "red", nil, "", "failed | `to_yesno`: `red` is not an option: expected true or false"},
		{"enum", "set", "red", set("blue"), "red", "to_set: Blue → Red"},
		{"enum", "set+", "red", set("blue"), "blue, red", "to_set: Blue → Blue, Red"},
		{"enum", "set+", "red", set("red"), "red", "to_set: Red already"},
		{"enum", "others", "red", set("green"), "green", "failed | `to_others`: `red` is not an option: expected blue or green"},
		{"yesno", "text", "true", nil, "true", "to_text: unknown → true"},
		{"yesno", "enum", "true", "red", "red", "failed | `to_enum`: `true` is not an option: expected red or blue"},
		{"yesno", "yesno", "true", "false", "true", "to_yesno: No → Yes"},
		{"yesno", "set", "true", nil, "", "failed | `to_set`: `true` is not an option: expected red or blue"},
		{"set", "text", set("red", "blue"), nil, "red;blue", "to_text: unknown → red;blue"},
		{"set", "text", set("red"), nil, "red", "to_text: unknown → red"},
		{"set", "set", set("red"), set("blue"), "red", "to_set: Blue → Red"},
		{"set", "set+", set("red", "blue"), set("blue"), "blue, red", "to_set: Blue → Blue, Red"},
		{"set", "others", set("blue", "red"), set("green"), "green", "failed | `to_others`: `red` is not an option: expected blue or green"},
		{"set", "others+", set("blue"), set("green"), "green, blue", "to_others: Green → Green, Azure"},
		{"set", "others+", nil, set("green"), "green", "skipped | the value to copy is unknown"},
		{"user", "user", schema.UserValue("ana@acme.example"), nil, "ana@acme.example", "to_user: unknown → ana@acme.example"},
		{"user", "user", schema.UserValue("gone@acme.example"), nil, "gone@acme.example", "to_user: unknown → gone@acme.example"},
		{"user", "text", schema.UserValue("ana@acme.example"), nil, "ana@acme.example", "to_text: unknown → ana@acme.example"},
		{"email", "email", "ann@acme.example", nil, "ann@acme.example", "to_email: unknown → ann@acme.example"},
		{"email", "text", "ann@acme.example", nil, "ann@acme.example", "to_text: unknown → ann@acme.example"},
		{"phone", "phone", "+33 1 23 45 67 89", nil, "+33 1 23 45 67 89", "to_phone: unknown → +33 1 23 45 67 89"},
		{"phone", "text", "+33123456789", nil, "+33123456789", "to_text: unknown → +33123456789"},
		{"url", "url", "https://acme.example/a?b=c", nil, "https://acme.example/a?b=c", "to_url: unknown → https://acme.example/a?b=c"},
		{"url", "text", "https://acme.example/", nil, "https://acme.example/", "to_text: unknown → https://acme.example/"},
	}
	seen := map[string]bool{}
	var pairs [][2]string
	for _, c := range cases {
		if !seen[c.from+" "+c.to] {
			seen[c.from+" "+c.to] = true
			pairs = append(pairs, [2]string{c.from, c.to})
		}
	}
	for _, from := range copyTypes {
		for _, to := range copyTypes {
			if copyable(from.name, to.name) && !seen[from.name+" "+to.name] {
				t.Errorf("nothing is copied from %s to %s", from.name, to.name)
			}
		}
	}
	w := newWorld(t, copyProject(pairs))
	for i, c := range cases {
		id := fmt.Sprint("c", i)
		to, appended := strings.CutSuffix(c.to, "+")
		pair := c.from + " " + to
		if appended {
			pair += " append"
		}
		props := []any{"to_" + to, c.before, "pair", pair}
		if c.value != nil {
			props = append(props, "from_"+c.from, c.value)
		}
		w.put("contact", id, props...)
		w.expect(ref("contact", id), "to_"+to, c.want)
		w.expectHistory(runtime.Filter{Record: ref("contact", id)},
			`enrolled | enroll when contact.pair == "`+pair+`"`, "acted | copy | "+c.line, "finished")
	}
}
