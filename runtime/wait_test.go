package runtime_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

const day = 24 * time.Hour

func TestDelayUntilCondition(t *testing.T) {
	w := newWorld(t, `workflow sign on quote {
  enroll when quote.status == "pending"
  let signed = delay until quote.status == "signed" up to 1 day
  if signed then set quote.expires = today() else set quote.status = "rejected"
}`)
	for _, id := range []string{"signed", "late", "other"} {
		w.put("quote", id, "title", id, "status", "pending")
	}
	w.put("quote", "other", "status", "approved")
	w.put("quote", "signed", "status", "signed")
	w.expect(ref("quote", "signed"), "expires", "2026-03-02")
	w.advance(day)
	w.expect(ref("quote", "late"), "status", "rejected")
	w.expect(ref("quote", "other"), "status", "rejected")
	w.expectStatus("sign", 3, 3, 0, 0, 0)
	w.expectHistory(runtime.Filter{Record: ref("quote", "late")},
		`enrolled | enroll when quote.status == "pending"`,
		"waited | delay | until tue 2026-03-03 09:00 at most | waiting",
		"resumed | delay | the time ran out",
		"branched | if | signed: no",
		"acted | set | status: Pending → Rejected",
		"finished",
	)
}

func TestConditionHoldsAlready(t *testing.T) {
	w := newWorld(t, `workflow ready on quote {
  enroll when quote.status == "pending"
  let ok = delay until quote.amount > 10
  if ok then set quote.status = "approved"
}`)
	w.put("quote", "1", "title", "One", "status", "pending", "amount", 11)
	w.expect(ref("quote", "1"), "status", "approved")
}

func TestWaitForAssociatedRecord(t *testing.T) {
	w := newWorld(t, `workflow won on contact {
  enroll when contact.score > 1
  let won = delay until any(deals, .stage == "closed_won") up to 10 days
  if won then set contact.lifecycle_stage = "customer"
}`)
	w.put("contact", "1", "score", 2)
	w.put("deal", "d", "name", "Deal", "stage", "contract_sent")
	w.associate(ref("contact", "1"), ref("deal", "d"))
	w.expectStatus("won", 1, 0, 1, 0, 0)
	w.put("deal", "d", "stage", "closed_won")
	w.expect(ref("contact", "1"), "lifecycle_stage", "customer")
	w.put("contact", "2", "score", 2)
	w.associate(ref("contact", "2"), ref("deal", "d")) // the association makes it true
	w.expect(ref("contact", "2"), "lifecycle_stage", "customer")
}

func TestDelayUntilChange(t *testing.T) {
	w := newWorld(t, `workflow watch on deal {
  enroll when deal.amount > 1
  let moved = delay until change of deal.stage up to 2 weeks
  if moved then increase deal.amount by 100
}`)
	w.put("deal", "1", "name", "One", "amount", 2, "stage", "contract_sent")
	w.put("deal", "1", "stage", "contract_sent") // no change
	w.expectStatus("watch", 1, 0, 1, 0, 0)
	w.put("deal", "1", "stage", "closed_won")
	w.expect(ref("deal", "1"), "amount", "102")
	w.put("deal", "2", "name", "Two", "amount", 2)
	w.advance(14 * day)
	w.expect(ref("deal", "2"), "amount", "2")
	w.expectStatus("watch", 2, 2, 0, 0, 0)
}

func TestConditionThatTimeMakesTrue(t *testing.T) {
	w := newWorld(t, `workflow soon on deal {
  enroll when deal.amount > 1
  let near = delay until deal.close_date - days(2) <= now() up to 30 days
  if near then set deal.priority = "high"
}`)
	w.put("deal", "1", "name", "One", "amount", 2, "close_date", schema.DayValue(monday.AddDate(0, 0, 10)))
	w.put("deal", "2", "name", "Two", "amount", 2, "close_date", schema.DayValue(monday.AddDate(0, 0, 90)))
	w.advance(7 * day)
	w.expectStatus("soon", 2, 0, 2, 0, 0)
	w.advance(day)
	w.expect(ref("deal", "1"), "priority", "high")
	w.expectStatus("soon", 2, 1, 1, 0, 0)
	w.advance(30 * day)
	w.expectStatus("soon", 2, 2, 0, 0, 0)
}

const opened = `workflow opened on contact {
  enroll when contact.score > 1
  let e = delay until event email_opened, email_clicked where event.template == "hello" up to 7 days
  if e == nil then set contact.city = "nobody" else set contact.city = "opened"
}`

func TestDelayUntilEvent(t *testing.T) {
	w := newWorld(t, opened)
	w.put("contact", "1")
	w.send("email_opened", ref("contact", "1"), "template", "hello") // before it waits: does not count
	w.put("contact", "1", "score", 2)
	w.send("email_opened", ref("contact", "1"), "template", "other")
	w.expectStatus("opened", 1, 0, 1, 0, 0)
	w.send("email_clicked", ref("contact", "1"), "template", "hello")
	w.expect(ref("contact", "1"), "city", "opened")
	w.put("contact", "2", "score", 2)
	w.advance(7 * day)
	w.expect(ref("contact", "2"), "city", "nobody")
}

// An event at the very moment at which the time runs out comes in time.
func TestEventAndLimitAtOnce(t *testing.T) {
	w := newWorld(t, opened)
	w.put("contact", "1", "score", 2)
	w.advance(7*day - time.Second)
	w.clock.Set(monday.Add(7 * day)) // the timer is due, and not fired yet
	w.send("email_opened", ref("contact", "1"), "template", "hello")
	w.drain()
	w.expect(ref("contact", "1"), "city", "opened")
}

func TestEventsSinceEnrolled(t *testing.T) {
	w := newWorld(t, `workflow since on contact {
  enroll when contact.score > 1
  delay 1 day
  let e = delay until event email_opened where event.template == "hello" since enrolled up to 7 days
  if e != nil then set contact.city = "opened"
}`)
	w.put("contact", "1")
	w.send("email_opened", ref("contact", "1"), "template", "hello")
	w.put("contact", "1", "score", 2)
	w.put("contact", "2", "score", 2)
	w.advance(time.Hour)
	w.send("email_opened", ref("contact", "2"), "template", "hello")
	w.advance(day)
	w.expect(ref("contact", "1"), "city", "") // was before the enrollment
	w.expect(ref("contact", "2"), "city", "opened")
}

// Two records that wait for one event are both released.
func TestTwoWaitersOneEvent(t *testing.T) {
	w := newWorld(t, `workflow a on contact {
  enroll when contact.score > 1
  let e = delay until event meeting_ended
  if e != nil then increase contact.score
}
workflow b on company {
  enroll when company.employees > 1
  let e = delay until event meeting_ended
  if e != nil then increase company.employees
}`)
	w.put("company", "c", "name", "Acme", "employees", 2)
	w.put("contact", "1", "score", 2)
	w.associate(ref("contact", "1"), ref("company", "c"))
	w.send("meeting_ended", ref("contact", "1"))
	w.expect(ref("contact", "1"), "score", "3")
	w.expect(ref("company", "c"), "employees", "3")
}

func TestFourHundredDays(t *testing.T) {
	w := newWorld(t, `workflow long on contact {
  enroll when contact.score > 1
  reenroll always
  delay 100 days
  increase contact.score
  delay 10 months
  increase contact.score
}
workflow daily on contact {
  enroll every day at 08:00 when contact.score > 1
  increase contact.employees_seen
}
object contact { employees_seen: number }`)
	for i := range 20 {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	begin := time.Now()
	w.advance(410 * day)
	t.Logf("410 days took %v", time.Since(begin))
	w.expect(ref("contact", "3"), "score", "4")
	w.expect(ref("contact", "3"), "employees_seen", "410")
	w.expectStatus("daily", 8200, 8200, 0, 0, 0)
}

func TestDuringAndPause(t *testing.T) {
	w := newWorld(t, `workflow office on contact {
  enroll when contact.score > 1
  during monday..friday 09:00..18:00
  pause on 03-03
  if contact.score > 1 then delay 10 hours
  increase contact.score
}`)
	w.put("contact", "1", "score", 2) // the delay ends on Monday at 19:00, Tuesday is off
	w.advance(day + 23*time.Hour)
	w.expect(ref("contact", "1"), "score", "2")
	w.advance(time.Hour + 15*time.Minute)
	w.expect(ref("contact", "1"), "score", "3")
	lines := w.history(runtime.Filter{Workflow: "office"})
	if want := "waited | increase | outside of its hours, until wed 2026-03-04 09:"; len(lines) < 4 || lines[3][:len(want)] != want {
		t.Errorf("history: %q", lines)
	}
}

func TestActionsThatWaitedAreSpread(t *testing.T) {
	w := newWorld(t, `workflow office on contact {
  enroll when contact.score > 1
  during 10:00..18:00
  set contact.city = "done"
}`)
	for i := range 200 {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	var finished []int
	w.advance(time.Hour)
	for range 15 {
		w.advance(time.Minute)
		finished = append(finished, w.status("office").Finished)
	}
	if finished[14] != 200 || finished[7] < 60 || finished[7] > 140 {
		t.Errorf("finished by the minute: %v", finished)
	}
}

func TestRate(t *testing.T) {
	w := newWorld(t, `workflow slow on contact {
  enroll when contact.score > 1
  rate 3 per minute
  set contact.city = "before"
  notify(to: user("ana@acme.example"), text: "{{contact.id}}")
  set contact.city = "after"
}`)
	for i := range 10 {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	for minute, want := range []int{3, 6, 9, 10} {
		w.drain()
		if got := len(w.sent.messages()); got != want {
			t.Errorf("after %d minutes %d messages, want %d", minute, got, want)
		}
		w.advance(time.Minute)
	}
	for i, m := range w.sent.messages() {
		if m.Body != fmt.Sprint(i) {
			t.Errorf("message %d is of record %s: not in order of arrival", i, m.Body)
		}
	}
	w.expectStatus("slow", 10, 10, 0, 0, 0)
}
