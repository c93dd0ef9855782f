// Creating records through the engine: the guard against loops, what is required, associations, keys, tasks.

package runtime_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wflang/wf/runtime"
)

// count is how many records an object has.
func (w *world) count(object string) (n int) {
	w.t.Helper()
	for _, err := range w.e.Records(object) {
		if err != nil {
			w.t.Fatal(err)
		}
		n++
	}
	return n
}

// acted are the lines of the actions in the history of a workflow, each kind once with how often it came.
func (w *world) acted(workflow string) string {
	w.t.Helper()
	var kinds []string
	counts := map[string]int{}
	for _, line := range w.history(runtime.Filter{Workflow: workflow}) {
		rest, ok := strings.CutPrefix(line, "acted | ")
		if !ok {
			continue
		}
		if counts[rest] == 0 {
			kinds = append(kinds, rest)
		}
		counts[rest]++
	}
	for i, k := range kinds {
		kinds[i] = fmt.Sprintf("%d× %s", counts[k], k)
	}
	return strings.Join(kinds, "\n")
}

// A record that would enroll in the workflow that creates it is not made; one that would be kept out of it is.
func TestCreateGuardsAgainstItself(t *testing.T) {
	const skipped = "1× create | skipped | skipped to prevent an infinite loop"
	for _, c := range []struct {
		settings, step string
		want           string
		deals          int // beside the first
	}{
		{"enroll when deal.amount > 0", `create deal { name: "x", amount: 5 }`, skipped, 0},
		{"enroll when deal.amount > 0", `create deal { name: "x", amount: deal.amount }`, skipped, 0},
		{"enroll when deal.amount > 0", `create deal { name: "x" }`, "1× create | created deal `x`", 1},
		{"enroll when deal.amount > 0\n reenroll always", `create deal { name: "x", amount: 5 }`, skipped, 0},
		{"enroll on event record_created", `create deal { name: "x" }`, skipped, 0},
		{"enroll on event record_created where deal.amount > 0", `create deal { name: "x" }`, "1× create | created deal `x`", 1},
		{"enroll on change of deal.amount\n enroll when deal.amount > 0", `create deal { name: "x", amount: 5 }`, skipped, 0},
		{"enroll when deal.amount > 0\n suppress when deal.type == \"existing_business\"", `create deal { name: "x", amount: 5, type: "existing_business" }`, "1× create | created deal `x`", 1},
		{"enroll when deal.amount > 0\n goal when deal.stage == \"closed_won\"", `create deal { name: "x", amount: 5, stage: "closed_won" }`, "1× create | created deal `x`", 1},
		{"enroll when deal.amount > 0\n goal when deal.stage == \"closed_won\"", `create deal { name: "x", amount: 5 }`, skipped, 0},
		{"enroll every day when deal.amount > 0", `create deal { name: "x", amount: 5 }`, skipped, 0},
		{"enroll every day when deal.amount > 10", `create deal { name: "x", amount: 5 }`, "1× create | created deal `x`", 1},
	} {
		w := newWorld(t, "workflow w on deal {\n "+c.settings+"\n "+c.step+"\n}")
		w.put("deal", "first", "name", "First", "amount", 20)
		w.advance(day)
		if got := w.acted("w"); got != c.want {
			t.Errorf("%s, %s:\n%s\nwant:\n%s", c.settings, c.step, got, c.want)
		}
		if n := w.count("deal") - 1; n != c.deals {
			t.Errorf("%s, %s: %d deals were made, want %d", c.settings, c.step, n, c.deals)
		}
	}
}

// Workflows that create records for each other come to an end after ten, at once or over days, however long the circle
// is; another record begins anew.
func TestCreateGuardsAgainstCircles(t *testing.T) {
	for _, delay := range []string{"", "delay 1 day"} {
		for length := 2; length <= 4; length++ {
			objects := []string{"deal", "ticket", "quote", "task"}[:length]
			var text strings.Builder
			for i, o := range objects {
				next := objects[(i+1)%length]
				fmt.Fprintf(&text, "object %s { go: number }\nworkflow of_%[1]s on %[1]s {\n  enroll when %[1]s.go > 0\n  %[3]s\n  create %[2]s { %[4]s: \"x\", go: %[1]s.go + 1 }\n}\n", o, next, delay,
					map[string]string{"deal": "name", "ticket": "subject", "quote": "title", "task": "title"}[next])
			}
			w := newWorld(t, text.String())
			for round := 1; round <= 2; round++ {
				w.put("deal", fmt.Sprint("first", round), "name", "First", "go", 1)
				w.advance(20 * day)
				total, all := -round, ""
				for _, o := range objects {
					total += w.count(o)
					all += w.acted("of_"+o) + "\n"
				}
				if total != 10*round {
					t.Errorf("a circle of %d, %q: %d records were made", length, delay, total)
				}
				if n := strings.Count(all, "skipped to prevent an infinite loop"); n != 1 || !strings.Contains(all, fmt.Sprintf("%d× create | skipped | skipped to", round)) {
					t.Errorf("a circle of %d, %q:\n%s", length, delay, all)
				}
			}
		}
	}
	// The guard looks at records as they are made; one that is made to fit later counts as the next of the circle.
	w := newWorld(t, `workflow w on deal {
  enroll when deal.amount > 0
  let d = create deal { name: "x" }
  if d != nil then set d.amount = 5
}`)
	w.put("deal", "first", "name", "First", "amount", 1)
	w.advance(day)
	if n := w.count("deal") - 1; n != 10 {
		t.Errorf("%d deals were made", n)
	}
}

func TestCreateOutcomes(t *testing.T) {
	w := newWorld(t, `object contact { went: text }
object company { domain: text, code: text key }
workflow twin on contact {
  enroll when contact.score == 1
  create contact { email: contact.email, firstname: "Twin" } on failure goto taken
  set contact.went = "on"
  stop
taken:
  set contact.went = "taken"
}
workflow nameless on contact {
  enroll when contact.score == 2
  let c = create company { name: contact.city, code: "n" }
  if c == nil then set contact.went = "nil"
}
workflow coded on contact {
  enroll when contact.score == 3
  create company { name: "A", code: contact.city }
  create company { name: "B", code: contact.city }
  create company { name: "C", code: contact.state }
  create company { name: "D", code: contact.state }
}
workflow option on contact {
  enroll when contact.score == 4
  create deal { name: "x", stage: contact.city }
  create deal { name: "x", stage: contact.state }
}
workflow joined on contact {
  enroll when contact.score == 5
  let d = create deal { name: "Joined" } with company, companies, contact, tickets
  if d != nil then create task { title: "For {{d.name}}" } with d, company
}`)
	w.put("contact", "1", "email", "ann@x.example", "score", 1)
	w.expect(ref("contact", "1"), "went", "taken")
	if got := w.acted("twin"); got != "1× create | failed | another contact has the email `ann@x.example`\n1× set | went: unknown → taken" {
		t.Error(got)
	}
	w.put("contact", "2", "score", 2)
	w.expect(ref("contact", "2"), "went", "nil")
	if got := w.acted("nameless"); got != "1× create | failed | `name` is required, and unknown\n1× set | went: unknown → nil" {
		t.Error(got)
	}
	w.put("contact", "3", "score", 3, "city", "k")
	if got := w.acted("coded"); got != "1× create | created company `A`\n1× create | failed | another company has the code `k`\n1× create | created company `C`\n1× create | created company `D`" {
		t.Error(got)
	}
	// What failed took no number.
	for id, name := range map[string]string{"1": "A", "2": "C", "3": "D"} {
		w.expect(ref("company", id), "name", name)
	}
	if n := w.count("contact"); n != 3 {
		t.Errorf("%d contacts", n)
	}
	w.put("contact", "4", "score", 4, "city", "lost", "state", "closed_won")
	if got := w.acted("option"); got != "1× create | failed | `stage`: `lost` is not an option: expected appointment_scheduled, qualified, presentation_scheduled, decision_maker, contract_sent, closed_won or closed_lost\n1× create | created deal `x`" {
		t.Error(got)
	}
	// Associations: with the enrolled record and with those named, each once, in both directions, in this order.
	w.put("contact", "5", "email", "eve@x.example")
	for _, id := range []string{"2", "1"} {
		w.associate(ref("company", id), ref("contact", "5"))
	}
	w.put("contact", "5", "score", 5)
	if got := w.acted("joined"); got != "1× create | created deal `Joined`\n1× create | created task `For Joined`" {
		t.Error(got)
	}
	for _, c := range []struct{ of, object, want string }{
		{"deal 2", "company", "2 1"}, {"deal 2", "contact", "5"}, {"deal 2", "task", "1"}, {"company 2", "deal", "2"}, {"company 1", "deal", "2"},
		{"task 1", "contact", "5"}, {"task 1", "deal", "2"}, {"task 1", "company", "2"}, {"contact 5", "deal", "2"}, {"contact 5", "company", "2 1"},
	} {
		object, id, _ := strings.Cut(c.of, " ")
		list, err := w.e.Associated(ref(object, id), c.object)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, r := range list {
			ids = append(ids, r.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s has the %s %q, want %q", c.of, c.object, got, c.want)
		}
	}
}

func TestCreateTask(t *testing.T) {
	w := newWorld(t, `workflow w on contact {
  timezone "America/New_York"
  enroll when contact.score > 0
  create task {
    title: "Call {{contact.firstname}}", body: "Ask for {{contact.job_title}}.", type: "call", priority: "high", queue: "Outbound",
    due: now() + days(2), reminder: contact.birthday, owner: contact.owner
  }
  create task { title: "Bare" }
  create task { title: "Dated", due: date("2026-03-09"), reminder: today(), owner: user("ben@acme.example") }
}`)
	w.put("contact", "1", "firstname", "Ann", "owner", "ana@acme.example", "birthday", "2026-07-01", "score", 1)
	for id, want := range map[string]string{
		"1": "Call Ann|Ask for .|call|open|high|2026-03-04 09:00|2026-07-01 04:00||Outbound|ana@acme.example",
		"2": "Bare|||open||||||",
		"3": "Dated|||open||2026-03-09 04:00|2026-03-02 05:00|||ben@acme.example",
	} {
		var got []string
		for _, name := range strings.Fields("title body type status priority due reminder completed_at queue owner") {
			got = append(got, w.get(ref("task", id), name))
		}
		if text := strings.Join(got, "|"); text != want {
			t.Errorf("task %s is %s, want %s", id, text, want)
		}
	}
	tasks, err := w.e.Associated(ref("contact", "1"), "task")
	if err != nil || len(tasks) != 3 {
		t.Errorf("tasks of the contact: %v, %v", tasks, err)
	}
}
