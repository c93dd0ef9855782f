package runtime_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// calendars uses every kind of time there is: schedules at hours that a night in spring leaves out, ends of months, days
// and hours of delays, working time, moments before dates, limits of waits, hours of actions, rates and re-enrollment.
const calendars = `workflow nightly on contact {
  enroll every day at 02:30 when contact.score < 40
  timezone "Europe/Paris"

  increase contact.score by 1
}

workflow monthly on contact {
  enroll every month on 31 at 08:00 when known(contact.email)
  timezone "Europe/Paris"
  during monday..friday 09:00..17:00

  notify(to: user("ana@acme.example"), text: "{{contact.email}} {{contact.score}}")
  delay 1 month
  notify.email(to: user("ana@acme.example"), subject: "{{contact.email}}", body: "a month later")
}

workflow days on contact {
  enroll when contact.score >= -20
  reenroll after 100 days
  timezone "Europe/Paris"
  rate 2 per day

  delay 26 days
  delay 24 hours
  delay until sunday at 02:30
  delay 3 working hours
  delay until 40 days before contact.birthday at 02:15
  let seen = delay until contact.score >= 25 up to 20 days
  if seen then notify(to: user("ana@acme.example"), text: "seen {{contact.email}}")
  else set contact.lead_status = "unqualified"
  delay until event page_viewed up to 5 working days
}

workflow dates on contact {
  enroll when contact.birthday - days(30) <= today()
  timezone "America/New_York"

  delay until contact.birthday at 02:45
  set contact.lead_status = "connected"
}`

func TestLongRunsAreExact(t *testing.T) {
	const days = 400
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	run := func(step time.Duration) string {
		w := openWorld(t, func(c *runtime.Config) { c.Zone, c.KeepHistory = zone, 500*24*time.Hour })
		if err := w.e.Declare(context.Background(), compile(t, calendars, w.catalog).Schema); err != nil {
			t.Fatal(err)
		}
		for i := range 6 {
			w.put("contact", fmt.Sprint(i+1), "email", fmt.Sprintf("c%d@x.example", i), "score", float64(i*75-400), "birthday", schema.DayValue(time.Date(2026, time.Month(3+i), 29, 0, 0, 0, 0, time.UTC)))
		}
		w.deployWith(calendars, runtime.DeployOptions{Existing: true})
		for end := monday.AddDate(0, 0, days); w.clock.Now().Before(end); {
			next := w.clock.Now().Add(step)
			if step == 0 || next.After(end) {
				next = end
			}
			if err := w.e.Advance(context.Background(), next); err != nil {
				t.Fatal(err)
			}
		}
		return story(t, w.e)
	}
	atOnce, hourly := run(0), run(time.Hour)
	if atOnce != hourly {
		a, b := strings.Split(atOnce, "\n"), strings.Split(hourly, "\n")
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		t.Errorf("line %d of %d and %d differs:\nat once: %s\nhourly:  %s", at+1, len(a), len(b), slices.Concat(a, []string{""})[at], slices.Concat(b, []string{""})[at])
	}
	for _, what := range []string{"2026-03-29", "2026-10-25", "2027-03-28", "nightly", "monthly", "days", "dates", "the time ran out", "it happened"} {
		if !strings.Contains(atOnce, what) {
			t.Errorf("nothing was told of %s", what)
		}
	}
	if n := strings.Count(atOnce, "\n"); n < 500 {
		t.Errorf("only %d things happened", n)
	}
}

// story is all that an engine tells, with every moment to the microsecond.
func story(t *testing.T, e *runtime.Engine) string {
	t.Helper()
	var b strings.Builder
	for line, err := range e.History(runtime.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, line.At.Format(time.RFC3339Nano), line.Enrollment, line.Record, line.Workflow, line.Words())
	}
	for m, err := range e.Messages() {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, m.At.Format(time.RFC3339Nano), m.Done.Format(time.RFC3339Nano), m.Message.Key, m.Message.To, m.Message.Body, m.State)
	}
	return b.String()
}
