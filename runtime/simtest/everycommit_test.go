package simtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
)

// clocks are the settings that tie a run to a calendar: what they keep between two steps has to outlive a crash.
var clocks = map[string]struct {
	text  string
	lives []input
	want  map[string]string // workflow → how many were enrolled, finished, wait, left, failed
}{
	"center": {
		text: `workflow around on contact {
  enroll when known(contact.birthday)
  center on contact.birthday every year
  timezone "Europe/Paris"
  during 09:00..18:00
  delay until 3 days before center at 10:00
  set contact.city = "soon"
  notify(to: team("Sales"), text: "soon {{contact.id}}")
  delay until center
  increase contact.score
  delay until 2 days after center
  set contact.city = "over"
}`,
		lives: []input{
			put(contact(1), "birthday", schema.DayValue(start.AddDate(-30, 0, 10))),
			put(contact(2), "birthday", schema.DayValue(start.AddDate(0, 0, 5))),
			{pass: 3 * 24 * time.Hour},
			put(contact(2), "birthday", schema.DayValue(start.AddDate(0, 0, 20))), // it moves while the record waits
			{pass: 14 * 24 * time.Hour},
			put(contact(1), "birthday", schema.Value{}),
			{pass: 35 * 24 * time.Hour},
		},
		want: map[string]string{"around": "4 3 1 0 0"},
	},
	"center of an associated record": {
		text: `workflow renewals on contact {
  enroll when contact.score > 1
  center on deal.contract_end
  delay until 3 days before center
  set contact.city = "soon"
  delay until center at 12:00
  set contact.country = "renewed"
}`,
		lives: []input{
			put(deal(1), "contract_end", schema.DayValue(start.AddDate(0, 0, 10))),
			put(contact(1), "score", schema.NumberValue(0)),
			join(contact(1), deal(1)),
			put(contact(1), "score", schema.NumberValue(2)),
			{pass: 24 * time.Hour},
			put(deal(1), "contract_end", schema.DayValue(start.AddDate(0, 0, 30))),
			{pass: 28 * 24 * time.Hour},
			{jump: 12 * time.Hour},
			{pass: 3 * 24 * time.Hour},
		},
		want: map[string]string{"renewals": "1 1 0 0 0"},
	},
	"during and pause on": {
		text: `workflow hours on contact {
  enroll when contact.score > 1
  reenroll always
  timezone "America/New_York"
  during monday..friday 09:00..17:00
  pause on 03-06, 2026-03-09
  set contact.city = "one"
  notify(to: team("Sales"), text: "{{contact.id}}")
  delay 3 days
  increase contact.score by 0
  notify(to: team("Sales"), text: "again {{contact.id}}")
}
workflow nights on contact {
  enroll on change of contact.city
  reenroll always
  during 22:00..06:00
  set contact.country = "night"
}`,
		lives: []input{
			put(contact(1), "score", schema.NumberValue(2)), put(contact(2), "score", schema.NumberValue(3)),
			{pass: 6 * time.Hour},
			{pass: 2 * 24 * time.Hour},
			put(contact(3), "score", schema.NumberValue(4)),
			{jump: 30 * time.Hour},
			{pass: 10 * 24 * time.Hour},
		},
		want: map[string]string{"hours": "3 3 0 0 1", "nights": "3 3 0 0 0"},
	},
	"rate": {
		text: `workflow paced on contact {
  enroll when contact.score > 1
  rate 2 per hour
  pause on 03-03
  notify(to: team("Sales"), text: "{{contact.id}}")
  let s = tally.add(of: contact.id)
  if s.ok then set contact.city = "counted" else set contact.city = "not counted"
}
action tally.add(of: text) -> { total: number } at "https://tally.example/add"`,
		lives: []input{
			put(contact(1), "score", schema.NumberValue(2)), put(contact(2), "score", schema.NumberValue(2)), put(contact(3), "score", schema.NumberValue(2)),
			put(contact(4), "score", schema.NumberValue(2)), put(contact(5), "score", schema.NumberValue(2)),
			{pass: 90 * time.Minute}, {late: 1}, {late: 1},
			{pass: 5 * time.Hour}, {late: 1},
			{pass: 10 * 24 * time.Hour},
		},
		want: map[string]string{"paced": "5 5 0 0 1"},
	},
}

func contact(n int) schema.Ref { return schema.Ref{Object: "contact", ID: fmt.Sprint(n)} }
func deal(n int) schema.Ref    { return schema.Ref{Object: "deal", ID: fmt.Sprint(n)} }

func join(a, b schema.Ref) input {
	return input{text: "associate", once: func(e *runtime.Engine) error {
		_, err := e.Associate(ctx, a, b)
		return err
	}}
}

// TestCrashAtEveryCommit lets each of these projects live once undisturbed, and then once for every commit that it made:
// the process ends at that commit, which reached the disk or did not, and all that was not committed is gone. What the
// next process comes to is the same, byte for byte.
func TestCrashAtEveryCommit(t *testing.T) {
	for name, c := range clocks {
		t.Run(name, func(t *testing.T) {
			a := analyze(c.text)
			if diag.HasErrors(a.Diagnostics) {
				t.Fatalf("%+v", a.Diagnostics)
			}
			bundle := bundleOf(t, a, c.text)
			whole := &sim{t: t, bundle: bundle, base: memory.New()}
			whole.run(c.lives, nil)
			for workflow, want := range c.want {
				if got := whole.came[workflow]; got != want {
					t.Errorf("%s came to %s, want %s", workflow, got, want)
				}
			}
			want := storetest.Content(t, whole.base)
			for at := range whole.commits {
				for _, keep := range []bool{false, true} {
					s := &sim{t: t, bundle: bundle, base: memory.New(), crash: &crash{at, keep}}
					s.run(c.lives, nil)
					if s.crashes == 0 {
						t.Fatalf("no crash at commit %d of %d", at, whole.commits)
					}
					if !t.Failed() {
						storetest.ExpectSame(t, "a life with a crash", storetest.Content(t, s.base), want)
					}
					if t.Failed() {
						t.Fatalf("after a crash at commit %d of %d, kept: %v", at, whole.commits, keep)
					}
				}
			}
			t.Logf("%d commits", whole.commits)
		})
	}
}
