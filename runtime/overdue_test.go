package runtime_test

import (
	"testing"
	"time"

	"github.com/wflang/wf/runtime"
)

// A date that passed while nothing ran, and that is moved before the timers fire: the record enters once.
func TestDateThatMovesWhileItIsOverdue(t *testing.T) {
	for name, c := range map[string]struct {
		change []any
		want   int
	}{
		"further back":  {[]any{"birthday", dayOf("2026-03-05")}, 1},
		"later, passed": {[]any{"birthday", dayOf("2026-03-09")}, 1},
		"to come":       {[]any{"birthday", dayOf("2026-03-20")}, 1},
		"emptied":       {[]any{"birthday", nil}, 0},
		"not at all":    {[]any{"city", "Rome"}, 1},
		"both":          {[]any{"city", "Rome", "birthday", dayOf("2026-03-06")}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, `workflow greet on contact {
  enroll when contact.birthday < today()
  reenroll always
  increase contact.score
}`)
			w.put("contact", "1", "birthday", dayOf("2026-03-07"))
			w.clock.Set(monday.Add(10 * 24 * time.Hour))
			w.put("contact", "1", c.change...)
			w.advance(20 * 24 * time.Hour)
			got := 0
			for e, err := range w.e.History(runtime.Filter{Workflow: "greet"}) {
				if err != nil {
					t.Fatal(err)
				}
				if e.Kind == "enrolled" {
					got++
				}
			}
			if got != c.want {
				t.Errorf("entered %d times, want %d", got, c.want)
			}
		})
	}
}

// A date that is changed and changed back while it is overdue is one moment.
func TestDateThatMovesAwayAndBack(t *testing.T) {
	for name, away := range map[string]any{"moved": dayOf("2026-03-05"), "emptied": nil} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, `workflow greet on contact {
  enroll when contact.birthday < today()
  reenroll always
  increase contact.score
}`)
			w.put("contact", "1", "birthday", dayOf("2026-03-07"))
			w.clock.Set(monday.Add(10 * 24 * time.Hour))
			w.put("contact", "1", "birthday", away)
			w.put("contact", "1", "birthday", dayOf("2026-03-07"))
			w.advance(20 * 24 * time.Hour)
			w.expectStatus("greet", 1, 1, 0, 0, 0)
			w.expect(ref("contact", "1"), "score", "1")
		})
	}
}
