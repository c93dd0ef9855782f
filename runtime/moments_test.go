// Moments that move, or pass while nothing runs: of waits, of settings by which a record leaves, and across versions.

package runtime_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/runtime"
)

// A wait for a condition on time is looked at when its date comes, wherever a change has moved that since the wait began.
func TestWaitFollowsItsDate(t *testing.T) {
	const text = `workflow closing on contact {
  enroll when contact.score > 1
  let closed = delay until now() >= deal.close_date up to 30 days
  set contact.city = "{{closed}}"
}`
	for _, c := range []struct{ to, before, after string }{
		{"2026-03-10", "2026-03-09 23:59", "2026-03-10 00:00"},
		{"2026-03-25", "2026-03-24 23:59", "2026-03-25 00:00"},
	} {
		w := newWorld(t, text)
		w.put("contact", "1")
		w.put("deal", "1", "name", "A", "close_date", dayOf("2026-03-20"))
		w.associate(ref("contact", "1"), ref("deal", "1"))
		w.put("contact", "1", "score", 2)
		w.put("deal", "1", "close_date", dayOf(c.to))
		w.at(c.before)
		w.expect(ref("contact", "1"), "city", "")
		w.at(c.after)
		w.expect(ref("contact", "1"), "city", "true")
	}
	w := newWorld(t, text)
	w.put("contact", "1")
	w.put("contact", "1", "score", 2)
	w.put("deal", "1", "name", "A", "close_date", dayOf("2026-03-10"))
	w.associate(ref("contact", "1"), ref("deal", "1"))
	w.at("2026-03-10 00:00")
	w.expect(ref("contact", "1"), "city", "true")
}

// What comes after the time of a wait is over is no answer to it, also when nothing ran at that moment.
func TestTooLateForAWait(t *testing.T) {
	w := newWorld(t, `workflow w on contact {
  enroll when contact.score > 1
  let opened = delay until event email_opened up to 2 days
  if opened == nil then set contact.city = "too late" else set contact.city = "in time"
}
workflow v on contact {
  enroll when contact.score > 1
  let open = delay until contact.lead_status == "open" up to 2 days
  if open then set contact.state = "in time" else set contact.state = "too late"
}`)
	for _, id := range []string{"exactly", "later"} {
		w.put("contact", id, "score", 2)
	}
	w.clock.Set(monday.Add(2 * day))
	w.send("email_opened", ref("contact", "exactly"))
	w.put("contact", "exactly", "lead_status", "open")
	w.clock.Set(monday.Add(2*day + time.Minute))
	w.send("email_opened", ref("contact", "later"))
	w.put("contact", "later", "lead_status", "open")
	w.drain()
	w.expect(ref("contact", "exactly"), "city", "in time")
	w.expect(ref("contact", "exactly"), "state", "in time")
	w.expect(ref("contact", "later"), "city", "too late")
}

// The settings of the version that a record runs hold for it until it ends, those on time as well.
func TestLeavesOnTimeByItsOwnVersion(t *testing.T) {
	const text = `workflow w on deal {
  enroll when deal.amount > 1
  unenroll when now() > deal.contract_end + days(3)
  delay 60 days
}`
	for _, next := range []string{strings.Replace(text, "60", "61", 1), strings.Replace(text, "days(3)", "days(10)", 1), "",
		"workflow w on deal { enroll when deal.amount > 1 delay 9 days }"} {
		w := newWorld(t, text)
		w.put("deal", "1", "name", "A", "contract_end", dayOf("2026-03-20"), "amount", 2)
		w.deploy(next)
		inside := []string{"enrolled | enroll when deal.amount > 1", "waited | delay | until fri 2026-05-01 09:00 | waiting"}
		w.at("2026-03-23 00:00")
		w.expectHistory(runtime.Filter{Workflow: "w"}, inside...)
		w.at("2026-03-23 00:01")
		w.expectHistory(runtime.Filter{Workflow: "w"}, append(inside, "left | unenroll when now() > deal.contract_end + days(3)")...)
	}
}

// A record that is moved while it waits for a condition waits for that of its new version, also for its moment. One that
// would not wait there stays.
func TestMigrateToAnotherCondition(t *testing.T) {
	const text = `workflow w on deal {
  enroll when deal.amount > 1
here:
  delay until deal.amount > 50
  set deal.description = "passed"
}`
	w := newWorld(t, text)
	w.put("deal", "1", "name", "A", "amount", 20)
	w.put("deal", "2", "name", "B", "amount", 2, "close_date", dayOf("2026-03-20"))
	w.deploy(strings.Replace(text, "deal.amount > 50", "deal.amount > 10 or now() >= deal.close_date", 1))
	moved, stays := w.migrate()
	want := []string{"deal 1 at here: the step does not wait now: `delay until deal.amount > 10 or now() >= deal.close_date`"}
	if moved != 1 || !slices.Equal(stays, want) {
		t.Fatalf("moved %d, stays %v", moved, stays)
	}
	w.at("2026-03-19 23:59")
	w.expect(ref("deal", "2"), "description", "")
	w.at("2026-03-20 00:00")
	w.expect(ref("deal", "2"), "description", "passed")
}

// A record whose exit comes by itself at the moment at which its delay ends takes no further step, nor when both passed
// while nothing ran.
func TestLeavesBeforeTheStepOfTheSameMoment(t *testing.T) {
	for _, later := range []time.Duration{0, 5 * day} {
		w := newWorld(t, `workflow w on contact {
  enroll when contact.score > 1
  goal when today() >= contact.birthday
  delay until 2026-03-04 at 00:00
  set contact.city = "too late"
}
workflow v on contact {
  enroll when contact.score > 1
  unenroll when today() >= contact.birthday
  let known = delay until known(contact.phone) up to 39 hours
  set contact.state = "too late"
}`)
		w.put("contact", "1", "birthday", dayOf("2026-03-04"), "score", 2)
		w.drain()
		w.clock.Set(monday.Add(39*time.Hour + later)) // midnight
		w.drain()
		w.expect(ref("contact", "1"), "city", "")
		w.expect(ref("contact", "1"), "state", "")
		w.expectStatus("w", 1, 1, 0, 0, 0)
	}
}
