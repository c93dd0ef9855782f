package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

var ctx = context.Background()

func TestEnrollWhenTurnsTrue(t *testing.T) {
	w := newWorld(t, `workflow hot on contact {
  enroll when contact.score > 50
  set contact.lead_status = "open"
}`)
	w.put("contact", "1", "score", 10)
	w.expectStatus("hot", 0, 0, 0, 0, 0)
	w.put("contact", "1", "score", 51)
	w.expectStatus("hot", 1, 1, 0, 0, 0)
	w.put("contact", "1", "score", 60) // stays true
	w.expectStatus("hot", 1, 1, 0, 0, 0)
	w.put("contact", "1", "score", nil)
	w.put("contact", "1", "score", 60) // true again, but once only
	w.expectStatus("hot", 1, 1, 0, 0, 0)
	w.expectHistory(runtime.Filter{Record: ref("contact", "1")},
		"enrolled | enroll when contact.score > 50",
		"acted | set | lead_status: unknown → Open",
		"finished",
		"refused | enroll when contact.score > 50 | skipped | was enrolled on 2026-03-02 09:00:00, and enrolls once only",
	)
	w.put("contact", "2", "score", 99) // true from the beginning
	w.expectStatus("hot", 2, 2, 0, 0, 0)
}

func TestEnrollThroughAssociation(t *testing.T) {
	w := newWorld(t, `workflow vip on contact {
  enroll when company.annual_revenue > 1000
  reenroll always
  increase contact.score
}`)
	w.put("company", "c", "name", "Acme", "annual_revenue", 5000)
	w.put("contact", "1")
	w.put("contact", "2")
	w.associate(ref("contact", "1"), ref("company", "c")) // turns true by the association
	w.expect(ref("contact", "1"), "score", "1")
	w.associate(ref("contact", "2"), ref("company", "c"))
	w.put("company", "c", "annual_revenue", 10)
	w.put("company", "c", "annual_revenue", 2000) // for both
	w.expect(ref("contact", "1"), "score", "2")
	w.expect(ref("contact", "2"), "score", "2")
	if changed, err := w.e.Dissociate(ctx, ref("contact", "1"), ref("company", "c")); err != nil || !changed {
		t.Errorf("dissociate: %v, %v", changed, err)
	}
	w.put("company", "c", "annual_revenue", 10)
	w.put("company", "c", "annual_revenue", 2000)
	w.expect(ref("contact", "1"), "score", "2")
	w.expect(ref("contact", "2"), "score", "3")
	w.put("company", "d", "name", "Other", "annual_revenue", 10)
	w.associate(ref("contact", "1"), ref("company", "d"))
	w.put("company", "d", "annual_revenue", 10000)
	w.expect(ref("contact", "1"), "score", "3")
}

func TestEnrollOverListOfRecords(t *testing.T) {
	w := newWorld(t, `workflow big on company {
  enroll when any(deals, .amount > 100) and count(deals, true) >= 2
  set company.type = "prospect"
}`)
	w.put("company", "c", "name", "Acme")
	for i := range 2 {
		id := fmt.Sprint(i)
		w.put("deal", id, "name", "D"+id, "amount", 10)
		w.associate(ref("deal", id), ref("company", "c"))
	}
	w.expectStatus("big", 0, 0, 0, 0, 0)
	w.put("deal", "1", "amount", 101)
	w.expectStatus("big", 1, 1, 0, 0, 0)
}

func TestEnrollOnChange(t *testing.T) {
	w := newWorld(t, `workflow moved on contact {
  enroll on change of contact.city where contact.country == "France"
  enroll on change of company.city
  reenroll always
  increase contact.score
}`)
	w.put("contact", "1", "city", "Paris", "country", "France") // a new record is no change
	w.expectStatus("moved", 0, 0, 0, 0, 0)
	w.put("contact", "1", "city", "Paris") // an equal value neither
	w.expectStatus("moved", 0, 0, 0, 0, 0)
	w.put("contact", "1", "city", "Lyon")
	w.expectStatus("moved", 1, 1, 0, 0, 0)
	w.put("contact", "1", "city", "Brussels", "country", "Belgium")
	w.expectStatus("moved", 1, 1, 0, 0, 0)

	w.put("company", "a", "name", "A", "city", "Rome")
	w.put("company", "b", "name", "B", "city", "Rome")
	w.associate(ref("contact", "1"), ref("company", "a"))
	w.associate(ref("contact", "1"), ref("company", "b"))
	w.expectStatus("moved", 1, 1, 0, 0, 0)
	w.put("company", "b", "city", "Milan") // not the primary one
	w.expectStatus("moved", 1, 1, 0, 0, 0)
	w.put("company", "a", "city", "Milan")
	w.expectStatus("moved", 2, 2, 0, 0, 0)
}

func TestEnrollOnEvent(t *testing.T) {
	w := newWorld(t, `workflow survey on contact {
  enroll on event survey_answered where event.score <= 6
  reenroll always
  set contact.score = trigger.score
}
workflow company_side on company {
  enroll on event survey_answered
  reenroll always
  set company.description = trigger.comment
}`)
	w.put("company", "c", "name", "Acme")
	w.put("contact", "1")
	w.associate(ref("contact", "1"), ref("company", "c"))
	w.send("survey_answered", ref("contact", "1"), "score", 9, "comment", "fine")
	w.expectStatus("survey", 0, 0, 0, 0, 0)
	w.expect(ref("company", "c"), "description", "fine")
	w.send("survey_answered", ref("contact", "1"), "score", 3, "comment", "bad")
	w.expect(ref("contact", "1"), "score", "3")
	w.expect(ref("company", "c"), "description", "bad")
	if err := w.e.Send(ctx, "survey_answered", ref("company", "c"), nil); err == nil || err.Error() != "`survey_answered` happens to a contact, not to a company" {
		t.Errorf("send: %v", err)
	}
	if err := w.e.Send(ctx, "survey_answered", ref("contact", "1"), properties("stars", 1)); err == nil || err.Error() != "`stars` is no field of `survey_answered`" {
		t.Errorf("send: %v", err)
	}
	if err := w.e.Send(ctx, "nothing", ref("contact", "1"), nil); err == nil || err.Error() != "there is no event `nothing`" {
		t.Errorf("send: %v", err)
	}
}

func TestPastEventsInConditions(t *testing.T) {
	w := newWorld(t, `workflow keen on contact {
  enroll when count(events.page_viewed, .url contains "/pricing") >= 2
  reenroll always
  increase contact.score
}`)
	w.put("contact", "1")
	w.send("page_viewed", ref("contact", "1"), "url", "https://a.example/pricing")
	w.send("page_viewed", ref("contact", "1"), "url", "https://a.example/home")
	w.expectStatus("keen", 0, 0, 0, 0, 0)
	w.send("page_viewed", ref("contact", "1"), "url", "https://a.example/pricing?x")
	w.expectStatus("keen", 1, 1, 0, 0, 0)
	w.send("page_viewed", ref("contact", "1"), "url", "https://a.example/pricing?y")
	w.expectStatus("keen", 1, 1, 0, 0, 0)
	w.advance(100 * 24 * time.Hour) // the old ones are forgotten
	w.send("page_viewed", ref("contact", "1"), "url", "https://a.example/pricing")
	w.send("page_viewed", ref("contact", "1"), "url", "https://a.example/pricing")
	w.expectStatus("keen", 2, 2, 0, 0, 0)
}

func TestEnrollOnCreation(t *testing.T) {
	w := newWorld(t, `workflow fresh on ticket {
  enroll on event record_created
  set ticket.priority = "high"
}`)
	w.put("ticket", "t", "subject", "Help")
	w.expect(ref("ticket", "t"), "priority", "high")
	w.expect(ref("ticket", "t"), "status", "new") // the default of the object
	w.expectStatus("fresh", 1, 1, 0, 0, 0)
}

func TestEnrollEvery(t *testing.T) {
	w := newWorld(t, `workflow digest on contact {
  enroll every day at 08:00 when contact.score > 5
  increase contact.score
}`)
	for i := range 1200 {
		w.put("contact", fmt.Sprint(i), "score", i%10)
	}
	w.advance(22*time.Hour + 59*time.Minute)
	w.expectStatus("digest", 0, 0, 0, 0, 0)
	w.advance(time.Minute)
	w.expectStatus("digest", 480, 480, 0, 0, 0)
	w.expect(ref("contact", "6"), "score", "7")
	w.expect(ref("contact", "5"), "score", "5")
	w.advance(24 * time.Hour)
	w.expect(ref("contact", "6"), "score", "8")
	w.expectStatus("digest", 960, 960, 0, 0, 0)
}

func TestConditionOnTime(t *testing.T) {
	w := newWorld(t, `workflow reminder on deal {
  enroll when deal.close_date - days(3) <= now()
  set deal.priority = "high"
}`)
	day := func(n int) schema.Value { return schema.DayValue(monday.AddDate(0, 0, n)) }
	w.put("deal", "1", "name", "One", "close_date", day(10))
	w.put("deal", "2", "name", "Two", "close_date", day(20))
	w.advance(6 * 24 * time.Hour)
	w.expectStatus("reminder", 0, 0, 0, 0, 0)
	w.put("deal", "2", "close_date", day(10)) // moves ahead
	w.put("deal", "1", "close_date", day(40)) // moves away
	w.advance(24 * time.Hour)
	w.expect(ref("deal", "2"), "priority", "high")
	w.expectStatus("reminder", 1, 1, 0, 0, 0)
	w.advance(60 * 24 * time.Hour)
	w.expectStatus("reminder", 2, 2, 0, 0, 0)
}

func TestConditionOnTimeOfOlderRecords(t *testing.T) {
	w := newWorld(t, `workflow other on contact { enroll when contact.score > 1000 stop }`)
	w.put("deal", "1", "name", "One", "close_date", schema.DayValue(monday.AddDate(0, 0, 5)))
	w.deploy(`workflow due on deal {
  enroll when now() > deal.close_date
  set deal.priority = "low"
}`)
	w.advance(4 * 24 * time.Hour)
	w.expectStatus("due", 0, 0, 0, 0, 0)
	w.advance(2 * 24 * time.Hour)
	w.expectStatus("due", 1, 1, 0, 0, 0)
}

func TestReenrollAfter(t *testing.T) {
	w := newWorld(t, `workflow again on contact {
  enroll on change of contact.score
  reenroll after 30 days
  stop
}`)
	w.put("contact", "1", "score", 1)
	for i := range 4 {
		w.put("contact", "1", "score", 10+i)
		w.advance(15 * 24 * time.Hour)
	}
	w.expectStatus("again", 2, 2, 0, 0, 0)
	refusals := 0
	for _, l := range w.history(runtime.Filter{Workflow: "again"}) {
		if l == "refused | enroll on change of contact.score | skipped | was enrolled on 2026-03-02 09:00:00: not again before 2026-04-01 09:00:00" {
			refusals++
		}
	}
	if refusals != 1 {
		t.Errorf("%d refusals with the time:\n%v", refusals, w.history(runtime.Filter{Workflow: "again"}))
	}
}

func TestOneRunPerRecordAndValue(t *testing.T) {
	w := newWorld(t, `workflow cart on contact {
  enroll on event cart_updated
  reenroll always
  per trigger.cart
  delay 1 hour
  increase contact.score
}`)
	w.put("contact", "1")
	w.send("cart_updated", ref("contact", "1"), "cart", "a")
	w.send("cart_updated", ref("contact", "1"), "cart", "b")
	w.send("cart_updated", ref("contact", "1"), "cart", "a")
	w.expectStatus("cart", 2, 0, 2, 0, 0)
	w.advance(time.Hour)
	w.expectStatus("cart", 2, 2, 0, 0, 0)
	w.expect(ref("contact", "1"), "score", "2")
	last := w.history(runtime.Filter{Workflow: "cart"})
	if got := last[len(last)-1]; got != "refused | enroll on event cart_updated | skipped | already inside" {
		t.Errorf("last line: %s", got)
	}
}

func TestSuppressGoalUnenroll(t *testing.T) {
	w := newWorld(t, `workflow nurture on contact {
  enroll when contact.lifecycle_stage == "lead"
  reenroll always
  suppress when contact.unsubscribed
  goal when contact.lifecycle_stage == "customer"
  unenroll when contact.bounced
  unenroll on event email_replied
  delay 10 days
  increase contact.score
}`)
	for _, id := range []string{"goal", "suppressed", "bounced", "replied", "stays"} {
		w.put("contact", id, "lifecycle_stage", "lead")
	}
	w.put("contact", "never", "lifecycle_stage", "lead", "unsubscribed", true)
	w.expectStatus("nurture", 5, 0, 5, 0, 0)
	w.put("contact", "goal", "lifecycle_stage", "customer")
	w.put("contact", "suppressed", "unsubscribed", true)
	w.put("contact", "bounced", "bounced", true)
	w.send("email_replied", ref("contact", "replied"))
	w.expectStatus("nurture", 5, 1, 1, 3, 0)
	if s := w.status("nurture"); s.Reached != 1 {
		t.Errorf("reached: %d", s.Reached)
	}
	w.advance(11 * 24 * time.Hour)
	w.expectStatus("nurture", 5, 2, 0, 3, 0)
	w.expect(ref("contact", "goal"), "score", "")
	w.expect(ref("contact", "stays"), "score", "1")
	for id, want := range map[string]string{
		"goal":       `finished | goal when contact.lifecycle_stage == "customer"`,
		"suppressed": "left | suppress when contact.unsubscribed",
		"bounced":    "left | unenroll when contact.bounced",
		"replied":    "left | unenroll on event email_replied",
		"never":      `refused | enroll when contact.lifecycle_stage == "lead" | skipped | suppressed: suppress when contact.unsubscribed`,
	} {
		lines := w.history(runtime.Filter{Record: ref("contact", id)})
		if got := lines[len(lines)-1]; got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

func TestLeavesByItsOwnStep(t *testing.T) {
	w := newWorld(t, `workflow own on contact {
  enroll when contact.score > 1
  goal when contact.lead_status == "open"
  set contact.lead_status = "open"
  increase contact.score by 100
}`)
	w.put("contact", "1", "score", 2)
	w.expect(ref("contact", "1"), "score", "2")
	w.expectStatus("own", 1, 1, 0, 0, 0)
}

func TestListsTrigger(t *testing.T) {
	w := newWorld(t, `workflow vip on contact {
  enroll when contact in list("VIP")
  increase contact.score
}
workflow adder on contact {
  enroll when contact.city == "Paris"
  list.add(name: "VIP")
}`)
	w.put("contact", "1", "city", "Paris")
	w.expect(ref("contact", "1"), "score", "1")
	w.put("contact", "2")
	if changed, err := w.e.SetMember(ctx, "list:VIP", ref("contact", "2"), true); err != nil || !changed {
		t.Errorf("set member: %v %v", changed, err)
	}
	w.expect(ref("contact", "2"), "score", "1")
}

func TestExisting(t *testing.T) {
	const text = `workflow hot on contact {
  enroll when contact.score > 50
  increase contact.score
}`
	for _, existing := range []bool{false, true} {
		w := newWorld(t, "")
		for i := range 1100 {
			w.put("contact", fmt.Sprint(i), "score", i%100)
		}
		w.deployWith(text, runtime.DeployOptions{Existing: existing})
		if n, err := w.e.Matching("hot"); err != nil || n != 539 {
			t.Errorf("matching: %d, %v", n, err)
		}
		w.drain()
		if existing {
			w.expectStatus("hot", 539, 539, 0, 0, 0)
		} else {
			w.expectStatus("hot", 0, 0, 0, 0, 0)
		}
		w.deployWith(text, runtime.DeployOptions{Existing: existing}) // nothing twice
		w.drain()
		if s := w.status("hot"); s.Enrolled != 539 && existing {
			t.Errorf("enrolled %d", s.Enrolled)
		}
		w.deployWith(text, runtime.DeployOptions{Existing: true}) // asked for later
		w.drain()
		w.expectStatus("hot", 539, 539, 0, 0, 0)
	}
}

func TestManualEnrollment(t *testing.T) {
	w := newWorld(t, `workflow hot on contact {
  enroll when contact.score > 50
  suppress when contact.bounced
  delay 1 day
}`)
	w.put("contact", "1", "email", "ann@acme.example")
	w.put("contact", "2", "bounced", true)
	id, err := w.e.Enroll(ctx, "hot", ref("contact", "ann@acme.example"))
	if err != nil || id != "e1" {
		t.Errorf("enroll: %q, %v", id, err)
	}
	refusal := func(workflow string, r schema.Ref, want string) {
		t.Helper()
		_, err := w.e.Enroll(ctx, workflow, r)
		if err == nil || err.Error() != want {
			t.Errorf("enroll: %v, want %s", err, want)
		}
	}
	refusal("hot", ref("contact", "1"), "already inside")
	refusal("hot", ref("contact", "2"), "suppressed: suppress when contact.bounced")
	refusal("hot", ref("contact", "3"), "there is no contact `3`")
	refusal("cold", ref("contact", "1"), "there is no workflow `cold`")
	w.put("company", "c", "name", "Acme")
	refusal("hot", ref("company", "c"), "the workflow is for a contact, not for a company")
	if err := w.e.Off(ctx, "hot"); err != nil {
		t.Fatal(err)
	}
	w.put("contact", "4")
	refusal("hot", ref("contact", "4"), "the workflow is off")
	var refused *runtime.RefusedError
	if _, err := w.e.Enroll(ctx, "hot", ref("contact", "4")); !errors.As(err, &refused) {
		t.Errorf("%T", err)
	}
	if was, err := w.e.Unenroll(ctx, "hot", ref("contact", "1")); err != nil || !was {
		t.Errorf("unenroll: %v %v", was, err)
	}
	if was, err := w.e.Unenroll(ctx, "hot", ref("contact", "1")); err != nil || was {
		t.Errorf("unenroll again: %v %v", was, err)
	}
	w.expectStatus("hot", 1, 0, 0, 1, 0)
}

func TestOffSkipsActions(t *testing.T) {
	w := newWorld(t, `workflow slow on contact {
  enroll when contact.score > 1
  delay 1 day
  increase contact.score
  delay 1 day
  increase contact.score
}`)
	w.put("contact", "1", "score", 2)
	if err := w.e.Off(ctx, "slow"); err != nil {
		t.Fatal(err)
	}
	w.put("contact", "2", "score", 2) // nothing enters
	w.advance(24 * time.Hour)
	w.expect(ref("contact", "1"), "score", "2")
	if err := w.e.On(ctx, "slow"); err != nil {
		t.Fatal(err)
	}
	w.advance(24 * time.Hour)
	w.expect(ref("contact", "1"), "score", "3")
	w.expectHistory(runtime.Filter{Workflow: "slow"},
		"enrolled | enroll when contact.score > 1",
		"waited | delay | until tue 2026-03-03 09:00 | waiting",
		"acted | increase | skipped | the workflow is off",
		"waited | delay | until wed 2026-03-04 09:00 | waiting",
		"acted | increase | score: 2 → 3",
		"finished",
	)
}

func TestCreateGuardsAgainstLoops(t *testing.T) {
	w := newWorld(t, `workflow direct on task {
  enroll when task.priority == "high"
  create task { title: "More", priority: "high" }
}
workflow ping on contact {
  enroll when contact.source == "chain"
  create company { name: "C", description: "chain" }
}
workflow pong on company {
  enroll when company.description == "chain"
  create contact { source: "chain" }
}`)
	w.put("task", "t", "title", "First", "priority", "high")
	w.expectHistory(runtime.Filter{Workflow: "direct"},
		`enrolled | enroll when task.priority == "high"`,
		"acted | create | skipped | skipped to prevent an infinite loop",
		"finished",
	)
	w.put("contact", "first", "source", "chain")
	if n := w.status("ping").Enrolled + w.status("pong").Enrolled; n != 11 {
		t.Errorf("%d enrollments in the chain, want 11", n)
	}
}

func TestEnrollmentsThatSetEachOtherOff(t *testing.T) {
	w := newWorld(t, `workflow up on contact {
  enroll when contact.score == 1
  reenroll always
  set contact.score = 2 where contact.city == nil
}
workflow down on contact {
  enroll when contact.score == 2
  reenroll always
  set contact.score = 1 where contact.city == nil
}`)
	w.put("contact", "1", "score", 1)
	lines := w.history(runtime.Filter{Record: ref("contact", "1")})
	want := "refused | enroll when contact.score == 1 | skipped | more than 100 enrollments set each other off at once"
	if got := lines[len(lines)-1]; got != want {
		t.Errorf("last line: %s", got)
	}
}

func TestEnrollIn(t *testing.T) {
	w := newWorld(t, `workflow first on contact {
  enroll when contact.score > 1
  enroll in second
  enroll in second
  enroll companies in third
}
workflow second on contact {
  delay 1 day
  increase contact.score
}
workflow third on company {
  set company.description = "reached"
}`)
	w.put("company", "c", "name", "Acme")
	w.put("contact", "1")
	w.associate(ref("contact", "1"), ref("company", "c"))
	w.put("contact", "1", "score", 2)
	w.expect(ref("company", "c"), "description", "reached")
	w.expectStatus("second", 1, 0, 1, 0, 0)
	w.advance(25 * time.Hour)
	w.expect(ref("contact", "1"), "score", "3")
}

func TestDeletedRecordLeaves(t *testing.T) {
	w := newWorld(t, `workflow slow on contact {
  enroll when contact.score > 1
  delay 1 day
  increase contact.score
}
workflow watching on company {
  enroll when count(contacts, true) == 0 and company.description == "x"
  set company.description = "empty"
}`)
	w.put("company", "c", "name", "Acme")
	w.put("contact", "1", "email", "ann@acme.example", "score", 2)
	w.associate(ref("contact", "1"), ref("company", "c"))
	w.put("company", "c", "description", "x")
	if err := w.e.Delete(ctx, ref("contact", "ann@acme.example")); err != nil {
		t.Fatal(err)
	}
	w.expect(ref("contact", "1"), "score", "no record")
	w.expect(ref("company", "c"), "description", "empty")
	w.expectStatus("slow", 1, 0, 0, 1, 0)
	w.put("contact", "1", "city", "Paris") // comes back, outside of the workflow
	w.expect(ref("contact", "1"), "email", "ann@acme.example")
	w.advance(48 * time.Hour)
	w.expect(ref("contact", "1"), "score", "2")
	w.expectHistory(runtime.Filter{Workflow: "slow"},
		"enrolled | enroll when contact.score > 1",
		"waited | delay | until tue 2026-03-03 09:00 | waiting",
		"left | the record was deleted",
		"refused | enroll when contact.score > 1 | skipped | was enrolled on 2026-03-02 09:00:00, and enrolls once only",
	)
}
