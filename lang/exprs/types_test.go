package exprs_test

import (
	"testing"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
)

// Expressions without fault, and the type of their values.
func TestTypes(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ text, want string }{
		{`1 + 2 * 3`, "number"},
		{`-contact.score`, "number"},
		{`7 % 2 ** 3`, "number"},
		{`contact.score % 2 == 0`, "bool"},
		{`"a" + "b"`, "text"},
		{`contact.firstname + " " + contact.lastname`, "text"},
		{`"Hello {{contact.firstname ?? "there"}}"`, "text"},
		{`contact.lifecycle_stage == "lead"`, "bool"},
		{`contact.lifecycle_stage < "customer"`, "bool"},
		{`"lead" == contact.lifecycle_stage`, "bool"},
		{`contact.lifecycle_stage == company.lifecycle_stage`, "bool"},
		{`contact.lifecycle_stage >= company.lifecycle_stage`, "bool"},
		{`contact.lifecycle_stage in ["lead", "customer"]`, "bool"},
		{`contact.lifecycle_stage not in ["lead"]`, "bool"},
		{`company.grade < deal.grade`, "bool"},
		{`company.industry == (contact.score > 3 ? "Accounting" : "Banking")`, "bool"},
		{`company`, "company"},
		{`companies`, "list of company"},
		{`contact.company.name`, "text"},
		{`company.deals`, "list of deal"},
		{`deal.amount`, "number"},
		{`deals.amount`, "list of number"},
		{`sum(deals.amount)`, "number"},
		{`sum(deals, .amount)`, "number"},
		{`max(deals.amount)`, "number"},
		{`max(deals, .close_date)`, "date"},
		{`min(1, contact.score, 3)`, "number"},
		{`first(deals)`, "deal"},
		{`first(deals, .amount > 3).name`, "text"},
		{`last(filter(deals, .amount > 3)).amount`, "number"},
		{`first(sortBy(deals, .amount, "desc")).stage == "closed_won"`, "bool"},
		{`any(deals, .stage == "closed_won")`, "bool"},
		{`any(deals, # in open_deal)`, "bool"},
		{`all(deals, .amount > 1000 and known(.close_date))`, "bool"},
		{`one(deals, .owner == contact.owner)`, "bool"},
		{`none(company.tags, # == "vip")`, "bool"},
		{`count(deals)`, "number"},
		{`count(deals, .amount > big)`, "number"},
		{`map(deals, .name)`, "list of text"},
		{`map(deals, .company)`, "list of company"},
		{`any(deals, any(.contacts, .email == contact.email))`, "bool"},
		{`filter(company.deals, .amount > 3)[0].name`, "text"},
		{`deals[0]?.name ?? "none"`, "text"},
		{`join(map(deals, .name), ", ")`, "text"},
		{`deals | filter(.amount > 3) | count()`, "number"},
		{`contact.city | lower() | trim()`, "text"},
		{`contact.owner.name`, "text"},
		{`contact.owner.manager.email`, "email"},
		{`contact.owner == "Ana@acme.example"`, "bool"},
		{`contact.owner == user("ana@acme.example")`, "bool"},
		{`contact.owner in [user("ana@acme.example"), "ben@acme.example"]`, "bool"},
		{`contact.owner ?? team("Sales")`, "team"},
		{`"vip" in company.tags`, "bool"},
		{`company.tags == ["vip", "partner"]`, "bool"},
		{`company in key_account`, "bool"},
		{`contact in list("VIP")`, "bool"},
		{`contact not in list("VIP {{contact.country}}")`, "bool"},
		{`subscribed("Newsletter")`, "bool"},
		{`any(contacts, subscribed(#, "Newsletter"))`, "bool"},
		{`changed_at(company.industry) > ago(days(3))`, "bool"},
		{`enrolled_at + days(3)`, "datetime"},
		{`count(events.page_viewed, .url contains "/pricing" and .at > ago(days(7))) >= 3`, "bool"},
		{`any(deals, count(.events.task_completed) > 0)`, "bool"},
		{`last(events.order_placed).amount`, "number"},
		{`trigger.values["consent"] == "yes"`, "bool"},
		{`trigger.values.consent`, "text"},
		{`"consent" in trigger.values`, "bool"},
		{`event.form == trigger.form`, "bool"},
		{`visit != nil and visit.url == "/"`, "bool"},
		{`d.stage == "qualified"`, "bool"},
		{`d.company.name`, "text"},
		{`r.ok and r.grade == "a"`, "bool"},
		{`r.error ?? ""`, "text"},
		{`contact.birthday + years(18) <= today()`, "bool"},
		{`today() - contact.birthday > days(30)`, "bool"},
		{`now() - contact.created_at`, "duration"},
		{`days(3) * 2 + hours(1)`, "duration"},
		{`deal.close_date == date("2026-12-24")`, "bool"},
		{`contact.created_at > date("2026-12-24")`, "bool"},
		{`format(today(), "DD/MM/YYYY")`, "text"},
		{`year(deal.contract_end)`, "number"},
		{`contact.score in 1..5`, "bool"},
		{`3 in [1, 2, 3]`, "bool"},
		{`contact.email matches "^a.*@acme"`, "bool"},
		{`lower(contact.email) endsWith ".fr"`, "bool"},
		{`contact.unsubscribed ? "out" : "in"`, "text"},
		{`contact.unsubscribed ?: contact.bounced`, "bool"},
		{`contact.score ?? 0`, "number"},
		{`deal.stage ?? "none"`, ""},
		{`{name: contact.firstname, score: contact.score}`, "map of any"},
		{`[1, 2]`, "list of number"},
		{`[]`, "list of any"},
		{`nil`, "nil"},
		{`not (company in key_account) and not contact.bounced`, "bool"},
		{`len(contact.city) > 3`, "bool"},
		{`len(deals)`, "number"},
		{`round(contact.score / 3, 1)`, "number"},
		{`domain(contact.email) == company.domain`, "bool"},
		{`secret("KEY")`, "secret"},
		{`lost.anything == 3`, "bool"},
		{`lost + 3`, "unknown"},
		{`contact in company.contacts`, "bool"},
		{`company != nil`, "bool"},
		{`any(events.form_submitted, .values["x"] == "1")`, "bool"},
		{`[contact.owner, team("Sales")]`, "list of team"},
		{`contact["email"]`, "email"},
		{`"closed_won" in deals.stage`, "bool"},
		{`contact.email in ["ANN@acme.example", "x"]`, "bool"},
	} {
		sc := w.triggeredBy("form_submitted")
		var found []diag.Diagnostic
		x := exprs.Check(read(t, test.text), sc, func(d diag.Diagnostic) { found = append(found, d) })
		switch {
		case x == nil:
			t.Errorf("%s\n  %s", test.text, faults(found))
		case len(found) > 0:
			t.Errorf("%s is typed, with %s", test.text, faults(found))
		case kind(x.Type()) != test.want && test.want != "":
			t.Errorf("%s is %s, want %s", test.text, kind(x.Type()), test.want)
		case x.Span().Text() != test.text:
			t.Errorf("%s has the place of %q", test.text, x.Span().Text())
		}
	}
}
