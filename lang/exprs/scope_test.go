package exprs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// What names mean depends on the place; the outcome is the type, or the faults.
func TestScopes(t *testing.T) {
	w := newWorld(t)
	s := w.scope.Schema
	contact, company := s.Object("contact"), s.Object("company")
	nothing := &exprs.Scope{Schema: s}
	segment := &exprs.Scope{Schema: s, Item: company, ItemName: "company"}
	test := &exprs.Scope{Schema: s, Givens: map[string]*typed.GivenRecord{
		"c": {Name: "c", Number: 0, Object: company}, "p": {Name: "p", Number: 1, Object: contact}}}
	expect := &exprs.Scope{Schema: s, Args: map[string]schema.Type{"amount": schema.Of(schema.Number), "template": schema.Of(schema.Text)}}
	mail := w.on("deal")
	mail.Item, mail.ItemName = contact, "contact"
	two := w.triggeredBy("order_placed", "cart_updated")
	differ := w.triggeredBy("order_placed", "shop_visited")
	for _, test := range []struct {
		name  string
		scope *exprs.Scope
		text  string
		want  string
	}{
		{"deal workflow", w.on("deal"), `contact.email`, "email"},
		{"deal workflow", w.on("deal"), `deals`, "list of deal"},
		{"deal workflow", w.on("deal"), `subscribed("x")`, "contact-expected [subscribed(\"x\")] only contacts subscribe, and this is about another record | name the contact: `subscribed(contact, \"Newsletter\")`"},
		{"deal workflow", w.on("deal"), `subscribed(contact, "x")`, "bool"},
		{"deal workflow", w.on("deal"), `trigger.url`, "no-trigger [trigger] `trigger` is the event that enrolled a record, and no event enrolls here | add `enroll on event …` to the settings"},
		{"deal workflow", w.on("deal"), `event.url`, "no-event [event] `event` is known in the `where` of an event alone"},
		{"two events", two, `trigger.amount`, "number"},
		{"two events", two, `trigger.order`, "unknown-field [order] the event `cart_updated` has no field `order` | read what all of the events have, or wait for them one by one"},
		{"events that differ", differ, `trigger.amount`, "fields-differ [amount] `amount` is a number in `order_placed` and a text in `shop_visited`"},
		{"constant", nothing, `1 + 2`, "number"},
		{"constant", nothing, `company.name`, "no-record [company] there is no record here that `company` could belong to | write it in a workflow, or in a `segment`"},
		{"constant", nothing, `count(events.page_viewed)`, "no-record [events] there is no record here whose past `events` could be"},
		{"constant", nothing, `enrolled_at`, "no-record [enrolled_at] `enrolled_at` is known in workflows alone"},
		{"segment", segment, `company.name`, "text"},
		{"segment", segment, `any(deals, .amount > company.employees)`, "bool"},
		{"segment", segment, `contact.deal.name`, "text"},
		{"segment", segment, `name`, "unknown-name [name] `name` is a property of `company` | write `company.name` => company.name"},
		{"test", test, `c.deals`, "list of deal"},
		{"test", test, `p.company.name`, "text"},
		{"test", test, `count(p.events.page_viewed) > 0`, "bool"},
		{"test", test, `company.name`, "no-record [company] `company` belongs to a record, and a test names its records itself | write `c` => c"},
		{"test", test, `deals`, "no-record [deals] `deals` belongs to a record, and a test names its records itself | write `c.deals` => c.deals"},
		{"test", test, `x.name`, "unknown-name [x] there is no `x` here | put it into quotes if it is a text => \"x\""},
		{"expect", expect, `amount == 1200 and template startsWith "w"`, "bool"},
		{"expect", expect, `amuont == 1200`, "unknown-name [amuont] there is no `amuont` here | did you mean `amount`? => amount"},
		{"template", mail, `contact.firstname`, "text"},
		{"template", mail, `deal.name`, "text"},
		{"template", mail, `company.name`, "text"},
		{"template", mail, `subscribed("x")`, "bool"},
	} {
		var found []diag.Diagnostic
		x := exprs.Check(read(t, test.text), test.scope, func(d diag.Diagnostic) { found = append(found, d) })
		got := faults(found)
		if x != nil && got == "" {
			got = kind(x.Type())
		}
		if got != test.want {
			t.Errorf("%s: %s\n got %s\nwant %s", test.name, test.text, got, test.want)
		}
	}
}

// A `where` on records is about each of them.
func TestWhere(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ text, want string }{
		{`.amount > 10`, "bool"},
		{`.stage == "closed_won" and .name == "{{.name}} {{contact.firstname}}"`, "bool"},
		{`any(.contacts, .email == contact.email)`, "bool"},
		{`any(.company.contacts, .score > 3)`, "too-far [contacts] an expression goes two associations far, and this would be the third | begin nearer, or let a workflow on that object decide"},
		{`.amuont > 10`, "unknown-property [amuont] `deal` has no property `amuont` | did you mean `amount`? => amount"},
		{`# in open_deal`, "bool"},
		{`.name`, "not-a-condition [.name] `.name` is a text, where a condition is expected | compare it: `.name == …` | or ask whether it is filled: `known(.name)`"},
	} {
		sc := w.scope
		sc.Item = sc.Schema.Object("deal")
		var found []diag.Diagnostic
		x := exprs.Condition(whereOf(t, test.text), &sc, func(d diag.Diagnostic) { found = append(found, d) })
		got := faults(found)
		if x != nil && got == "" {
			got = kind(x.Type())
			if x.Span().Text() != test.text {
				t.Errorf("%s has the place of %q", test.text, x.Span().Text())
			}
		}
		if got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

// whereOf is the condition of `set deals.priority = "high" where …`.
func whereOf(t testing.TB, text string) *ast.Expr {
	t.Helper()
	f, found := parse.File(source.NewFile("test.wf", "workflow w on contact {\n set deals.priority = \"high\" where "+text+"\n}\n"))
	if diag.HasErrors(found) {
		t.Fatalf("%s: %s", text, found[0].Message)
	}
	return f.Decls[0].(*ast.Workflow).Body.Steps[0].Stmt.(*ast.Set).Where
}

// Segments and constants that are read are told.
func TestReads(t *testing.T) {
	w := newWorld(t)
	sc := w.scope
	var names []string
	sc.Reads = func(name string) { names = append(names, name) }
	if exprs.Check(read(t, `company in key_account or deal.amount > big`), &sc, func(diag.Diagnostic) {}) == nil {
		t.Fatal("not typed")
	}
	if d := cmp.Diff([]string{"key_account", "big"}, names); d != "" {
		t.Error(d)
	}
}
