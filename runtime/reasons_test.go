// Why records do not enter, and why they leave: each reason as the history tells it.

package runtime_test

import (
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// TestReasons ends each case with the line of the history that tells the reason. The workflow is called flow, and is about
// contacts.
func TestReasons(t *testing.T) {
	contact := ref("contact", "1")
	enter := func(w *world) { w.put("contact", "1", "score", 2) }
	again := func(w *world) {
		w.put("contact", "1", "score", 1)
		w.put("contact", "1", "score", 2)
	}
	byHand := func(w *world) {
		if _, err := w.e.Enroll(ctx, "flow", contact); err == nil {
			w.t.Error("the record enters")
		}
	}
	for _, c := range []struct {
		name, settings string
		do             func(w *world)
		want           string
	}{
		{"already inside", "reenroll always", func(w *world) { enter(w); again(w) },
			"refused | enroll when contact.score > 1 | skipped | already inside"},
		{"once only", "reenroll never", func(w *world) { enter(w); w.advance(2 * day); again(w) },
			"refused | enroll when contact.score > 1 | skipped | was enrolled on 2026-03-02 09:00:00, and enrolls once only"},
		{"too soon", "reenroll after 7 days", func(w *world) { enter(w); w.advance(2 * day); again(w) },
			"refused | enroll when contact.score > 1 | skipped | was enrolled on 2026-03-02 09:00:00: not again before 2026-03-09 09:00:00"},
		{"suppressed by a condition", "suppress when contact.bounced", func(w *world) { w.put("contact", "1", "bounced", true, "score", 2) },
			"refused | enroll when contact.score > 1 | skipped | suppressed: suppress when contact.bounced"},
		{"suppressed by a list", `suppress when contact in list("Competitors")`, func(w *world) {
			w.put("contact", "1")
			w.member("list:Competitors", contact)
			enter(w)
		}, `refused | enroll when contact.score > 1 | skipped | suppressed: suppress when contact in list("Competitors")`},
		{"goal reached already", "goal when contact.bounced", func(w *world) { w.put("contact", "1", "bounced", true, "score", 2) },
			"refused | enroll when contact.score > 1 | skipped | the goal is reached already: goal when contact.bounced"},
		{"would leave at once", "unenroll when contact.bounced", func(w *world) { w.put("contact", "1", "bounced", true, "score", 2) },
			"refused | enroll when contact.score > 1 | skipped | it would leave at once: unenroll when contact.bounced"},
		{"off", "", func(w *world) {
			w.put("contact", "1")
			if err := w.e.Off(ctx, "flow"); err != nil {
				w.t.Fatal(err)
			}
			byHand(w)
		}, "refused | by hand | skipped | the workflow is off"},

		{"reaches the goal", "goal when contact.bounced", func(w *world) { enter(w); w.put("contact", "1", "bounced", true) },
			"finished | goal when contact.bounced"},
		{"meets a condition", "unenroll when contact.bounced", func(w *world) { enter(w); w.put("contact", "1", "bounced", true) },
			"left | unenroll when contact.bounced"},
		{"an event", "unenroll on event email_replied", func(w *world) { enter(w); w.send("email_replied", contact) },
			"left | unenroll on event email_replied"},
		{"a change", "unenroll on change of contact.city", func(w *world) { enter(w); w.put("contact", "1", "city", "Lyon") },
			"left | unenroll on change of contact.city"},
		{"is suppressed by a condition", "suppress when contact.bounced", func(w *world) { enter(w); w.put("contact", "1", "bounced", true) },
			"left | suppress when contact.bounced"},
		{"is suppressed by a list", `suppress when contact in list("Competitors")`, func(w *world) { enter(w); w.member("list:Competitors", contact) },
			`left | suppress when contact in list("Competitors")`},
		{"is deleted", "", func(w *world) {
			enter(w)
			if err := w.e.Delete(ctx, contact); err != nil {
				w.t.Fatal(err)
			}
		}, "left | the record was deleted"},
		{"by hand", "", func(w *world) {
			enter(w)
			if was, err := w.e.Unenroll(ctx, "flow", contact); !was || err != nil {
				w.t.Fatal(was, err)
			}
		}, "left | by hand"},
		{"the center is unknown", "center on contact.birthday", enter, "finished"},
		{"its end", "", func(w *world) { enter(w); w.advance(day) }, "finished"},
	} {
		t.Run(c.name, func(t *testing.T) {
			delay := "delay 1 day"
			if c.settings == "center on contact.birthday" {
				delay = "delay until center"
			}
			w := newWorld(t, "workflow flow on contact {\n  enroll when contact.score > 1\n  "+c.settings+"\n\n  "+delay+"\n}")
			c.do(w)
			lines := w.history(runtime.Filter{Record: contact, Workflow: "flow"})
			if len(lines) == 0 || lines[len(lines)-1] != c.want {
				t.Errorf("the history is\n%q, and should end with\n%s", lines, c.want)
			}
		})
	}
}

func (w *world) member(set string, r schema.Ref) {
	w.t.Helper()
	if _, err := w.e.SetMember(ctx, set, r, true); err != nil {
		w.t.Fatal(err)
	}
}
