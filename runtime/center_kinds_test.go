// Centers of every kind, in other zones, over a restart and over a migration.

package runtime_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// centered is a workflow that counts from what it is given: marked the day before, at nine, and again at the center itself.
func centered(enroll, center string) string {
	return "event deal_kickoff on contact { start: datetime }\n\nworkflow around on contact {\n  enroll " + enroll + "\n  reenroll always\n  center on " + center + `

  delay until 1 day before center at 09:00
  set contact.lead_status = "open"
  delay until center
  set contact.lead_status = "connected"
}`
}

func TestWhatACenterCanBe(t *testing.T) {
	contact := ref("contact", "1")
	for _, c := range []struct {
		name, enroll, center string
		begin                func(w *world)
		before, day          string // the moments of the two steps in UTC
	}{
		{"fixed date", "when contact.score > 1", `date("2026-03-20")`,
			func(w *world) { w.put("contact", "1", "score", 2) }, "2026-03-19 09:00", "2026-03-20 00:00"},
		{"date", "when contact.score > 1", "contact.birthday",
			func(w *world) { w.put("contact", "1", "score", 2, "birthday", dayOf("2026-03-10")) }, "2026-03-09 09:00", "2026-03-10 00:00"},
		{"field of the trigger", "on event deal_kickoff", "trigger.start",
			func(w *world) {
				w.put("contact", "1")
				w.send("deal_kickoff", contact, "start", time.Date(2026, 3, 12, 14, 30, 0, 0, time.UTC))
			}, "2026-03-11 09:00", "2026-03-12 14:30"},
		{"moment", "when contact.score > 1", "contact.last_engaged_at",
			func(w *world) {
				w.put("contact", "1", "score", 2, "last_engaged_at", time.Date(2026, 3, 15, 16, 45, 0, 0, time.UTC))
			}, "2026-03-14 09:00", "2026-03-15 16:45"},
		{"property of the associated record", "when contact.score > 1", "deal.contract_end",
			func(w *world) {
				w.put("contact", "1")
				w.put("deal", "d", "name", "D", "contract_end", dayOf("2026-03-18"))
				w.associate(contact, ref("deal", "d"))
				w.put("contact", "1", "score", 2)
			}, "2026-03-17 09:00", "2026-03-18 00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, centered(c.enroll, c.center))
			c.begin(w)
			w.expectAround(contact, c.before, "", "open")
			w.expectAround(contact, c.day, "open", "connected")
			w.expectStatus("around", 1, 1, 0, 0, 0)
		})
	}
}

// expectAround holds a contact's status just before a moment and at it.
func (w *world) expectAround(r schema.Ref, at, before, then string) {
	w.t.Helper()
	moment, err := time.Parse("2006-01-02 15:04", at)
	if err != nil {
		w.t.Fatal(err)
	}
	w.advance(moment.Add(-time.Minute).Sub(w.clock.Now()))
	w.expect(r, "lead_status", before)
	w.advance(time.Minute)
	w.expect(r, "lead_status", then)
}

// A day is that of the workflow's zone, and so are the hours before it, on the days when clocks change too.
func TestCenterInItsZone(t *testing.T) {
	for _, c := range []struct{ zone, center, before, day string }{
		{"Europe/Paris", "2026-03-30", "2026-03-29 07:00", "2026-03-29 22:00"},
		{"Europe/Paris", "2026-10-25", "2026-10-24 07:00", "2026-10-24 22:00"},
		{"America/New_York", "2026-03-09", "2026-03-08 13:00", "2026-03-09 04:00"},
		{"America/New_York", "2026-11-02", "2026-11-01 14:00", "2026-11-02 05:00"},
		{"Australia/Lord_Howe", "2026-04-06", "2026-04-04 22:30", "2026-04-05 13:30"},
		{"Australia/Lord_Howe", "2026-10-05", "2026-10-03 22:00", "2026-10-04 13:00"},
		{"Asia/Kathmandu", "2026-03-30", "2026-03-29 03:15", "2026-03-29 18:15"},
	} {
		t.Run(c.zone+" "+c.center, func(t *testing.T) {
			w := newWorld(t, strings.Replace(centered("when contact.score > 1", "contact.birthday"), "center on", fmt.Sprintf("timezone %q\n  center on", c.zone), 1))
			w.put("contact", "1", "score", 2, "birthday", dayOf(c.center))
			w.expectAround(ref("contact", "1"), c.before, "", "open")
			w.expectAround(ref("contact", "1"), c.day, "open", "connected")
		})
	}
}

// An engine that is opened again waits on, and still notices that the center moves.
func TestCenterOverARestart(t *testing.T) {
	contact := ref("contact", "1")
	w := newWorld(t, centered("when contact.score > 1", "deal.contract_end"))
	w.put("contact", "1")
	w.put("deal", "d", "name", "D", "contract_end", dayOf("2026-03-18"))
	w.associate(contact, ref("deal", "d"))
	w.put("contact", "1", "score", 2)
	again := func() {
		if err := w.e.Close(); err != nil {
			t.Fatal(err)
		}
		kept, clock := w.store, w.clock
		w = openWorld(t, func(c *runtime.Config) { c.Store, c.Clock = kept, clock })
		w.clock = clock
	}
	again()
	w.put("deal", "d", "contract_end", dayOf("2026-03-12"))
	again()
	w.expectAround(contact, "2026-03-11 09:00", "", "open")
	w.put("deal", "d", "contract_end", dayOf("2026-04-02"))
	again()
	w.expectAround(contact, "2026-04-02 00:00", "open", "connected")
	w.expectStatus("around", 1, 1, 0, 0, 0)
}

// Those inside move to a version that counts otherwise, and their wait with them when the center moves afterwards.
func TestCenterAndMigrate(t *testing.T) {
	contact := ref("contact", "1")
	w := newWorld(t, centered("when contact.score > 1", "contact.birthday"))
	w.put("contact", "1", "score", 2, "birthday", dayOf("2026-03-10"))
	text := strings.Replace(centered("when contact.score > 1", "contact.birthday"), `"connected"`, `"unqualified"`, 1)
	w.deploy(text)
	if moved, stays := w.migrate(); moved != 1 || stays != nil {
		t.Fatalf("moved %d, stays %v", moved, stays)
	}
	w.put("contact", "1", "birthday", dayOf("2026-03-20"))
	w.expectAround(contact, "2026-03-19 09:00", "", "open")
	w.expectAround(contact, "2026-03-20 00:00", "open", "unqualified")
	w.expectStatus("around", 1, 1, 0, 0, 0)
}
