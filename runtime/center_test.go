package runtime_test

import (
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

const renewal = `
workflow renewal on deal {
  enroll when deal.stage == "contract_sent"
  reenroll always
  timezone "Europe/Paris"
  center on deal.contract_end

  set deal.priority = "low"
  delay until 7 days before center at 09:00
  set deal.priority = "medium"
  delay until 1 day before center at 09:00
  set deal.priority = "high"
  delay until 2 days after center
  set deal.description = "over"
}`

func dayOf(text string) schema.Value {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return schema.DayValue(t)
}

// at brings the clock to a moment in UTC.
func (w *world) at(text string) {
	w.t.Helper()
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		w.t.Fatal(err)
	}
	w.advance(t.Sub(w.clock.Now()))
}

func TestCenterCountsItsDelays(t *testing.T) {
	w := newWorld(t, renewal)
	w.put("deal", "1", "name", "A", "stage", "contract_sent", "contract_end", dayOf("2026-03-30"))
	deal := ref("deal", "1")
	w.expect(deal, "priority", "low")
	w.at("2026-03-23 07:59") // 08:59 in Paris
	w.expect(deal, "priority", "low")
	w.at("2026-03-23 08:00")
	w.expect(deal, "priority", "medium")
	w.at("2026-03-29 06:59") // the clocks went on that night
	w.expect(deal, "priority", "medium")
	w.at("2026-03-29 07:00")
	w.expect(deal, "priority", "high")
	w.at("2026-03-31 22:00")
	w.expect(deal, "description", "over")
	w.expectStatus("renewal", 1, 1, 0, 0, 0)
}

func TestStepsWhoseTimeHasGoneArePassedOver(t *testing.T) {
	w := newWorld(t, renewal)
	w.put("deal", "1", "name", "A", "stage", "contract_sent", "contract_end", dayOf("2026-03-05"))
	w.expect(ref("deal", "1"), "priority", "low")
	w.expectHistory(runtime.Filter{Workflow: "renewal"},
		`enrolled | enroll when deal.stage == "contract_sent"`,
		`acted | set | priority: unknown → Low`,
		`branched | delay | 1 week before center has passed (thu 2026-02-26 09:00): the steps after it are passed over`,
		`acted | set | skipped | its time had passed`,
		`waited | delay | until wed 2026-03-04 09:00 | waiting`)
	w.at("2026-03-04 08:00")
	w.expect(ref("deal", "1"), "priority", "high")
}

func TestCenterThatMovesMovesTheWait(t *testing.T) {
	w := newWorld(t, renewal)
	deal := ref("deal", "1")
	w.put("deal", "1", "name", "A", "stage", "contract_sent", "contract_end", dayOf("2026-03-30"))
	w.put("deal", "1", "contract_end", dayOf("2026-04-30"))
	w.at("2026-03-24 09:00")
	w.expect(deal, "priority", "low")
	w.at("2026-04-23 07:00")
	w.expect(deal, "priority", "medium")
	// Into the past: what should have been done the day before is not done any more.
	w.put("deal", "1", "contract_end", dayOf("2026-04-23"))
	w.expect(deal, "priority", "medium")
	w.at("2026-04-24 22:00")
	w.expect(deal, "description", "over")
	w.expectStatus("renewal", 1, 1, 0, 0, 0)
}

func TestUnknownCenterEndsTheRun(t *testing.T) {
	w := newWorld(t, renewal)
	w.put("deal", "1", "name", "A", "stage", "contract_sent")
	w.expectStatus("renewal", 1, 1, 0, 0, 0)
	w.put("deal", "2", "name", "B", "stage", "contract_sent", "contract_end", dayOf("2026-03-30"))
	w.expectStatus("renewal", 2, 1, 1, 0, 0)
	w.put("deal", "2", "contract_end", nil)
	w.expectStatus("renewal", 2, 2, 0, 0, 0)
	w.expectHistory(runtime.Filter{Record: ref("deal", "2")},
		`enrolled | enroll when deal.stage == "contract_sent"`,
		`acted | set | priority: unknown → Low`,
		`waited | delay | until mon 2026-03-23 09:00 | waiting`,
		`branched | delay | ended: the center is unknown`,
		`finished`)
}

const birthdays = `
workflow birthday on contact {
  enroll when known(contact.birthday)
  center on contact.birthday every year

  delay until center at 09:00
  increase contact.score
}`

func TestEveryYear(t *testing.T) {
	w := newWorld(t, birthdays)
	w.put("contact", "1", "email", "a@x.example", "birthday", dayOf("1996-02-29"))
	w.put("contact", "2", "email", "b@x.example", "birthday", dayOf("1980-03-02"))
	w.expect(ref("contact", "2"), "score", "1") // today at nine
	for _, c := range []struct{ at, leap, march string }{
		{"2027-02-28 08:59", "", "1"}, {"2027-02-28 09:00", "1", "1"}, {"2027-03-02 09:00", "1", "2"},
		{"2028-02-28 09:00", "1", "2"}, {"2028-02-29 09:00", "2", "2"}, {"2028-03-02 09:00", "2", "3"}, {"2029-02-28 09:00", "3", "3"},
	} {
		w.at(c.at)
		w.expect(ref("contact", "1"), "score", c.leap)
		w.expect(ref("contact", "2"), "score", c.march)
	}
	w.put("contact", "1", "birthday", nil)
	w.put("contact", "1", "birthday", dayOf("1996-02-29"))
	w.expectHistory(runtime.Filter{Workflow: "birthday", Record: ref("contact", "1")},
		`enrolled | enroll when known(contact.birthday) (every year)`,
		`waited | delay | until wed 2029-02-28 09:00 | waiting`,
		`acted | increase | score: 2 → 3`,
		`finished`,
		`refused | enroll when known(contact.birthday) | skipped | was enrolled on 2028-03-01 00:00:00 for 2029-02-28: one run a year`)
}

func TestWhatHeldAnActionBackMakesNothingLate(t *testing.T) {
	w := newWorld(t, `
workflow meeting on deal {
  enroll when deal.stage == "contract_sent"
  center on deal.contract_end
  during tuesday 10:00..11:00

  delay until 3 days before center at 09:00
  set deal.priority = "medium"
  delay until 2 days before center at 09:00
  set deal.priority = "high"
}`)
	w.put("deal", "1", "name", "A", "stage", "contract_sent", "contract_end", dayOf("2026-03-08"))
	w.at("2026-03-06 09:00") // thursday and friday are no days for actions
	w.expect(ref("deal", "1"), "priority", "")
	w.at("2026-03-10 10:15")
	w.expect(ref("deal", "1"), "priority", "high")
}

// A record that could not enter for one return of its date enters for a later one.
func TestYearThatIsMissed(t *testing.T) {
	const text = `workflow greet on contact {
  enroll when known(contact.birthday)
  suppress when contact.city == "Rome"
  center on contact.birthday every year

  delay until center at 09:00
  increase contact.score
}`
	w := newWorld(t, text)
	w.put("contact", "1")
	w.put("contact", "1", "birthday", dayOf("1990-06-01"))
	w.at("2026-06-01 12:00")
	w.expect(ref("contact", "1"), "score", "1")
	if err := w.e.Off(ctx, "greet"); err != nil {
		t.Fatal(err)
	}
	w.at("2026-07-10 12:00") // it would have entered on 2 June
	if err := w.e.On(ctx, "greet"); err != nil {
		t.Fatal(err)
	}
	w.at("2027-06-01 12:00")
	w.expect(ref("contact", "1"), "score", "2")
	w.put("contact", "1", "city", "Rome")
	w.at("2027-06-03 12:00") // refused on 2 June
	w.put("contact", "1", "city", "Oslo")
	w.at("2028-06-01 12:00")
	w.expect(ref("contact", "1"), "score", "2")
	w.at("2029-06-01 12:00")
	w.expect(ref("contact", "1"), "score", "3")
	w.at("2030-06-01 12:00")
	w.expect(ref("contact", "1"), "score", "4")
	w.deploy("") // removed while its date passes
	w.put("contact", "2")
	w.at("2030-07-01 12:00")
	w.put("contact", "2", "birthday", dayOf("1990-08-01")) // not known to it, and not asked to come in
	w.deploy(text)
	w.at("2031-06-01 12:00")
	w.expect(ref("contact", "1"), "score", "5")
	w.expect(ref("contact", "2"), "score", "")
	w.deploy("")
	w.at("2031-07-01 12:00")
	w.deploy(text)
	w.deploy(text)
	w.at("2032-06-01 12:00")
	w.expect(ref("contact", "1"), "score", "6")
	w.expectStatus("greet", 6, 6, 0, 0, 0)
}
