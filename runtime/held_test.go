// Actions held back by `pause on` and `rate` on the days when clocks change.

package runtime_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// A paused day is one of the workflow's zone: 23 or 25 hours when the clocks change there, and half an hour less or more in
// Lord Howe. The day of a rate is 24 hours, so that never more leave within them.
func TestPauseAndRateOverClockChanges(t *testing.T) {
	for _, c := range []struct {
		zone, day string // the day on which the clocks change; Kathmandu has none
		hours     float64
	}{
		{"Europe/Paris", "2026-03-29", 23}, {"Europe/Paris", "2026-10-25", 25},
		{"America/New_York", "2026-03-08", 23}, {"America/New_York", "2026-11-01", 25},
		{"Australia/Lord_Howe", "2026-10-04", 23.5}, {"Australia/Lord_Howe", "2026-04-05", 24.5},
		{"Asia/Kathmandu", "2026-03-29", 24},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		on, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		begin := calendar.Midnight(calendar.DayOf(on), zone)
		end := calendar.Midnight(calendar.DayOf(on)+1, zone)
		if got := end.Sub(begin).Hours(); got != c.hours {
			t.Errorf("%s has %v hours on %s, want %v", c.zone, got, c.day, c.hours)
		}
		// to brings the clock to a moment; the records come a minute after the day has begun.
		to := func(w *world, at time.Time) { w.advance(at.Sub(w.clock.Now())) }
		t.Run("pause "+c.zone+" "+c.day, func(t *testing.T) {
			w := newWorld(t, fmt.Sprintf(`workflow held on contact {
  enroll when contact.score > 1
  timezone %q
  pause on %s
  set contact.city = "done"
}`, c.zone, c.day[5:]))
			to(w, begin.Add(-time.Minute))
			w.put("contact", "before", "score", 2)
			w.expect(ref("contact", "before"), "city", "done")
			to(w, begin.Add(time.Minute))
			w.put("contact", "1", "score", 2)
			to(w, end.Add(-time.Minute))
			w.expect(ref("contact", "1"), "city", "")
			to(w, end.Add(15*time.Minute))
			w.expect(ref("contact", "1"), "city", "done")
		})
		t.Run("rate "+c.zone+" "+c.day, func(t *testing.T) {
			w := newWorld(t, fmt.Sprintf(`workflow held on contact {
  enroll when contact.score > 1
  timezone %q
  rate 2 per day
  notify(to: user("ana@acme.example"), text: "{{contact.id}}")
}`, c.zone))
			to(w, begin.Add(time.Minute))
			for i := range 5 {
				w.put("contact", fmt.Sprint(i), "score", 2)
			}
			first := begin.Add(time.Minute)
			for _, step := range []struct {
				after time.Duration
				want  int
			}{{0, 2}, {day - time.Second, 2}, {day, 4}, {2*day - time.Second, 4}, {2 * day, 5}} {
				to(w, first.Add(step.after))
				w.drain()
				if got := len(w.sent.messages()); got != step.want {
					t.Errorf("after %v %d messages, want %d", step.after, got, step.want)
				}
			}
		})
	}
}
