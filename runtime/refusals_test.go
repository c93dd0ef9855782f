// Why `enroll in` takes no effect: each reason as the history of the workflow that enrolls tells it.

package runtime_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wflang/wf/runtime"
)

func TestRefusalsOfEnrollIn(t *testing.T) {
	contact := ref("contact", "1")
	enroll := func(w *world) { w.put("contact", "1", "score", 2) }
	for _, c := range []struct {
		name     string
		settings string // of the workflow that refuses
		steps    string // of the one that enrolls; "enroll in second" unless given
		do       func(w *world)
		want     string
	}{
		{"off", "", "", func(w *world) {
			if err := w.e.Off(ctx, "second"); err != nil {
				w.t.Fatal(err)
			}
			enroll(w)
		}, "the workflow is off"},
		{"another object", "", "delay 1 hour\nenroll in second", func(w *world) {
			enroll(w)
			w.deploy("workflow first on contact { enroll when contact.score > 1 delay 1 hour }\nworkflow second on company { delay 1 day }")
			w.advance(2 * day)
		}, "the workflow is for a company, not for a contact"},
		{"removed", "", "delay 1 hour\nenroll in second", func(w *world) {
			enroll(w)
			w.deploy("workflow first on contact { enroll when contact.score > 1 delay 1 hour }")
			w.advance(2 * day)
		}, "there is no workflow `second`"},
		{"already inside", "", "", func(w *world) {
			if _, err := w.e.Enroll(ctx, "second", contact); err != nil {
				w.t.Fatal(err)
			}
			enroll(w)
		}, "already inside"},
		{"already inside for a value", "per contact.city", "", func(w *world) {
			if _, err := w.e.Enroll(ctx, "second", contact); err != nil {
				w.t.Fatal(err)
			}
			enroll(w)
		}, "already inside"},
		{"once only", "reenroll never", "", func(w *world) {
			if _, err := w.e.Enroll(ctx, "second", contact); err != nil {
				w.t.Fatal(err)
			}
			w.advance(2 * day)
			enroll(w)
		}, "was enrolled on 2026-03-02 09:00:00, and enrolls once only"},
		{"too soon", "reenroll after 7 days", "", func(w *world) {
			if _, err := w.e.Enroll(ctx, "second", contact); err != nil {
				w.t.Fatal(err)
			}
			w.advance(2 * day)
			enroll(w)
		}, "was enrolled on 2026-03-02 09:00:00: not again before 2026-03-09 09:00:00"},
		{"suppressed by a condition", "suppress when contact.bounced", "", func(w *world) {
			w.put("contact", "1", "bounced", true)
			enroll(w)
		}, "suppressed: suppress when contact.bounced"},
		{"suppressed by a list", `suppress when contact in list("Competitors")`, "", func(w *world) {
			w.member("list:Competitors", contact)
			enroll(w)
		}, `suppressed: suppress when contact in list("Competitors")`},
		{"would leave at once", "unenroll when contact.bounced", "", func(w *world) {
			w.put("contact", "1", "bounced", true)
			enroll(w)
		}, "it would leave at once: unenroll when contact.bounced"},
		{"goal reached already", "goal when contact.bounced", "", func(w *world) {
			w.put("contact", "1", "bounced", true)
			enroll(w)
		}, "the goal is reached already: goal when contact.bounced"},
		{"deleted", "", "let c = create contact { lastname: \"New\" }\ndelay 1 hour\nenroll c in second", func(w *world) {
			enroll(w)
			if err := w.e.Delete(ctx, ref("contact", w.newest("contact"))); err != nil {
				w.t.Fatal(err)
			}
			w.advance(day)
		}, "the record was deleted"},

		// What comes in the way between the action and the end of its turn.
		{"twice at once", "", "enroll in second\nenroll in second", enroll, "already inside"},
		{"suppressed by the next step", "suppress when contact.bounced", "enroll in second\nset contact.bounced = true", enroll,
			"suppressed: suppress when contact.bounced"},
		{"a goal that the next step reaches", "goal when contact.bounced", "enroll in second\nset contact.bounced = true", enroll,
			"the goal is reached already: goal when contact.bounced"},
	} {
		t.Run(c.name, func(t *testing.T) {
			steps := c.steps
			if steps == "" {
				steps = "enroll in second"
			}
			w := newWorld(t, "workflow first on contact {\n  enroll when contact.score > 1\n  "+steps+"\n  set contact.state = \"went on\"\n}\n"+
				"workflow second on contact {\n  "+c.settings+"\n  delay 1 day\n}")
			w.put("contact", "1", "city", "Lyon")
			c.do(w)
			w.expectRefusal("first", c.want)
			w.expect(contact, "state", "went on")
		})
	}
}

// expectRefusal finds the one failed line of a workflow, and the issue of it.
func (w *world) expectRefusal(workflow, want string) {
	w.t.Helper()
	var failed []string
	for _, line := range w.history(runtime.Filter{Workflow: workflow}) {
		if strings.Contains(line, "failed") {
			failed = append(failed, line)
		}
	}
	if len(failed) != 1 || failed[0] != "acted | enroll | failed | "+want {
		w.t.Errorf("%q, want the reason %s\n%q", failed, want, w.history(runtime.Filter{}))
	}
	issues := 0
	for i, err := range w.e.Issues() {
		if issues++; err != nil || i.Workflow != workflow || i.Reason != want {
			w.t.Errorf("%+v, %v", i, err)
		}
	}
	if s := w.status(workflow); issues != 1 || s.Failed != 1 {
		w.t.Errorf("%d issues, %+v", issues, s)
	}
}

// newest is the id of the record of an object that was made last.
func (w *world) newest(object string) (id string) {
	w.t.Helper()
	for r, err := range w.e.Records(object) {
		if err != nil {
			w.t.Fatal(err)
		}
		if _, err := fmt.Sscan(r.ID, new(int)); err == nil && r.ID != "1" {
			id = r.ID
		}
	}
	return id
}

// Of several records those that enter are told apart from those that do not, also from those that do not in the end.
func TestRefusalsAmongSeveral(t *testing.T) {
	w := newWorld(t, `workflow first on company {
  enroll when company.employees > 1
  enroll contacts in second
  set contacts.bounced = true where .city == "Lyon"
}
workflow second on contact {
  suppress when contact.bounced
  delay 1 day
}`)
	w.put("company", "c", "name", "Acme")
	for id, city := range map[string]string{"1": "Lyon", "2": "Nice", "3": "Paris"} {
		w.put("contact", id, "city", city, "bounced", id == "3")
	}
	for _, id := range []string{"1", "2", "3"} {
		w.associate(ref("company", "c"), ref("contact", id))
	}
	w.put("company", "c", "employees", 2)
	w.expectHistory(runtime.Filter{Workflow: "first"}, "enrolled | enroll when company.employees > 1",
		"acted | enroll | 2 contacts enrolled in `second`; 1 not: suppressed: suppress when contact.bounced; not contact 1: suppressed: suppress when contact.bounced",
		"acted | set | bounced: false → true", "finished")
	w.expectStatus("second", 1, 0, 1, 0, 0)
}

// So many that they do not fit into one transaction, and are enrolled by timers: the line stays short.
func TestRefusalsAmongThousands(t *testing.T) {
	w := newWorld(t, `workflow first on company {
  enroll when company.employees > 1
  enroll contacts in second
  set contacts.bounced = true
}
workflow second on contact {
  suppress when contact.bounced
  delay 1 day
}`)
	w.put("company", "c", "name", "Acme")
	for i := range 1200 {
		id := fmt.Sprint(i)
		w.put("contact", id)
		w.associate(ref("company", "c"), ref("contact", id))
	}
	w.put("company", "c", "employees", 2)
	w.drain()
	line := w.history(runtime.Filter{Workflow: "first"})[1]
	if !strings.HasPrefix(line, "acted | enroll | 1200 contacts enrolled in `second`; not contact 0: suppressed: suppress when contact.bounced; not contact 1: ") ||
		!strings.HasSuffix(line, ": suppressed: suppress when contact.bounced; nor others") || len(line) > 450 {
		t.Errorf("the history says\n%s", line)
	}
	if n := len(w.history(runtime.Filter{Workflow: "second"})); n != 1200 {
		t.Errorf("%d refusals", n)
	}
}

// Workflows that enroll in each other without end are stopped, and the last of them says why.
func TestEnrollInWithoutEnd(t *testing.T) {
	w := newWorld(t, `workflow first on contact {
  enroll when contact.score > 1
  reenroll always
  enroll in second
}
workflow second on contact {
  reenroll always
  enroll in first
}`)
	w.put("contact", "1", "score", 2)
	w.expectStatus("first", 50, 50, 0, 0, 0)
	w.expectStatus("second", 50, 50, 0, 0, 1)
	w.expectRefusal("second", "more than 100 enrollments set each other off at once")
}

// A contact enters once a value: the values of others do not stand in its way.
func TestEnrollInPerValue(t *testing.T) {
	w := newWorld(t, `workflow first on contact {
  enroll when contact.score > 1
  reenroll always
  enroll in second
}
workflow second on contact {
  per contact.city
  delay 1 day
}`)
	w.put("contact", "1", "city", "Lyon", "score", 2)
	w.put("contact", "1", "city", "Nice", "score", 1)
	w.put("contact", "1", "score", 2)
	w.expectStatus("first", 2, 2, 0, 0, 0)
	w.expectStatus("second", 2, 0, 2, 0, 0)
}
