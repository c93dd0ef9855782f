package exprs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/typed"
)

// typedCondition is a condition on a contact that must be right; notes do not count.
func (w *world) typedCondition(t testing.TB, text string) typed.Expr {
	t.Helper()
	var found []diag.Diagnostic
	x := exprs.Condition(read(t, text), &w.scope, func(d diag.Diagnostic) { found = append(found, d) })
	if x == nil {
		t.Fatalf("%s: %s", text, faults(found))
	}
	return x
}

// mention is a mention as the tests write it: deal.amount by the way to it, event:NAME, set NAME.
func mention(m typed.Mention) string {
	var path []string
	for _, o := range m.Via {
		path = append(path, o.Name)
	}
	if len(path) == 0 && m.Object != nil {
		path = []string{m.Object.Name}
	}
	out := strings.Join(path, ">")
	switch {
	case m.Property != nil:
		out += "." + m.Property.Name
	case m.Event != nil:
		out += " event:" + m.Event.Name
	case m.Set != "":
		out += " " + m.Set
	}
	return out
}

func TestMentions(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ text, want string }{
		{`contact.score > 3 and contact.score < 9`, "contact.score"},
		{`company.industry == "Accounting" or contact.bounced`, "company, company.industry, contact.bounced"},
		{`any(deals, .amount > company.employees and .owner == contact.owner)`, "deal, deal.amount, company, company.employees, deal.owner, contact.owner"},
		{`sum(deals.amount) > 10`, "deal, deal.amount"},
		{`count(company.deals) > 3`, "company, company>deal"},
		{`any(company.deals, .stage == "closed_won")`, "company, company>deal, company>deal.stage"},
		{`any(deals, any(.contacts, .score > 3))`, "deal, deal>contact, deal>contact.score"},
		{`any(map(deals, .company), .industry == "Banking")`, "deal, deal>company, deal>company.industry"},
		{`first(sortBy(filter(deals, .amount > 3), .close_date)).stage == "qualified"`, "deal, deal.amount, deal.close_date, deal.stage"},
		{`company in key_account`, "company, company.annual_revenue"},
		{`any(deals, # in open_deal)`, "deal, deal.stage"},
		{`contact in list("VIP")`, "contact list:VIP"},
		{`company in list("VIP {{contact.city}}")`, "company, contact.city, company *"},
		{`subscribed("News")`, "contact subscribed:News"},
		{`count(events.page_viewed, .url contains contact.city) > 3`, "contact event:page_viewed, contact.city"},
		{`contact.owner.manager.name == "x"`, "contact.owner"},
		{`changed_at(company.industry) > ago(days(3))`, "company, company.industry"},
		{`company != nil`, "company"},
		{`d.stage == "qualified"`, "deal.stage"},
		{`visit.url == "/" and enrolled_at < now()`, ""},
		{`(contact.bounced ? deal : company.deal).amount > 3`, "contact.bounced, company, company>deal, deal, deal.amount"},
		{`"{{contact.city}} {{company.city}}" == "x"`, "contact.city, company, company.city"},
		{`contact.score in [deal.amount, 3]`, "contact.score, deal, deal.amount"},
	} {
		var got []string
		for _, m := range exprs.Mentions(w.typedCondition(t, test.text)) {
			got = append(got, mention(m))
		}
		if d := cmp.Diff(test.want, strings.Join(got, ", ")); d != "" {
			t.Errorf("%s\n%s", test.text, d)
		}
	}
}
