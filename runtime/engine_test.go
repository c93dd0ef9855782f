package runtime_test

import (
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// onboarding is the program that the language's documentation begins with.
const onboarding = `
object company { segment: enum { finance "Finance", other "Other" } }

workflow onboarding on company {
  title    "Accounting onboarding"
  enroll   when company.lifecycle_stage == "customer"
  timezone "Europe/Paris"
  during   monday..friday 09:00..18:00

  if company.industry == "Accounting" then {
    set company.segment = "finance"
    create deal { name: "Onboard {{company.name}}", amount: 1200 } with contacts
  } else goto step3

  delay 2 days
  email(template: "welcome")
  stop

step3:
  notify(to: company.owner, text: "{{company.name}} became a customer")
  let visit = delay until event page_viewed where event.url contains "/pricing" up to 3 days
  if visit == nil then notify.email(to: team("Sales"), subject: "No visit yet", body: "Call {{company.name}}.")
}
`

func TestOnboarding(t *testing.T) {
	w := newWorld(t, onboarding)
	w.put("company", "1", "name", "Ledger LLP", "industry", "Accounting", "lifecycle_stage", "lead")
	w.put("contact", "7", "email", "ann@ledger.example")
	w.associate(ref("company", "1"), ref("contact", "7"))
	w.put("company", "1", "lifecycle_stage", "customer")
	w.drain()
	w.expect(ref("company", "1"), "segment", "finance")
	w.expect(ref("deal", "1"), "name", "Onboard Ledger LLP")
	w.expectStatus("onboarding", 1, 0, 1, 0, 0)
	w.advance(48 * time.Hour)
	w.expectStatus("onboarding", 1, 1, 0, 0, 0)
	deals, err := w.e.Associated(ref("contact", "7"), "deal")
	if err != nil || len(deals) != 1 {
		t.Errorf("deals of the contact: %v, %v", deals, err)
	}
	w.expectHistory(runtime.Filter{Record: ref("company", "1")},
		`enrolled | enroll when company.lifecycle_stage == "customer"`,
		`branched | if | company.industry == "Accounting": yes`,
		"acted | set | segment: unknown → Finance",
		"acted | create | created deal `Onboard Ledger LLP`",
		"waited | delay | until wed 2026-03-04 10:00 | waiting",
		"acted | email | `welcome` to ann@ledger.example: kept",
		"branched | stop | stop",
		"finished",
	)
	if sent := w.sent.messages(); len(sent) != 1 || sent[0].Key != "test-e3-1-0" || sent[0].Subject != "Welcome" {
		t.Errorf("sent: %v", sent)
	}
}

func TestOnboardingOfOthers(t *testing.T) {
	w := newWorld(t, onboarding)
	w.put("contact", "7", "email", "bob@mill.example")
	w.put("company", "2", "name", "Mill", "industry", "Paper & Forest Products", "owner", schema.UserValue("ana@acme.example"))
	w.associate(ref("company", "2"), ref("contact", "7"))
	w.put("company", "2", "lifecycle_stage", "customer")
	w.advance(24 * time.Hour)
	w.send("page_viewed", ref("contact", "7"), "url", "https://acme.example/about")
	w.expectStatus("onboarding", 1, 0, 1, 0, 0)
	w.send("page_viewed", ref("contact", "7"), "url", "https://acme.example/pricing")
	w.expectStatus("onboarding", 1, 1, 0, 0, 0)
	w.expectHistory(runtime.Filter{Workflow: "onboarding"},
		`enrolled | enroll when company.lifecycle_stage == "customer"`,
		`branched | if | company.industry == "Accounting": no`,
		"branched | goto | → step3",
		"acted | notify | to ana@acme.example: kept",
		"waited | delay | until thu 2026-03-05 10:00 at most | waiting",
		"resumed | delay | event page_viewed",
		"branched | if | visit == nil: no",
		"finished",
	)
}
