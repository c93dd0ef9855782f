// Lists and associations changed by steps: what the history says, that twice is once, and what follows from it.

package runtime_test

import (
	"strings"
	"testing"

	"github.com/wflang/wf/runtime"
)

func TestListActions(t *testing.T) {
	w := newWorld(t, `workflow add on contact {
  enroll when contact.score == 1
  reenroll always
  list.add(name: "VIP")
  list.add(name: "VIP")
  list.add(name: contact.city) on failure goto nameless
  stop
nameless:
  set contact.state = "nameless"
}
workflow remove on contact {
  enroll when contact.score == 2
  reenroll always
  list.remove(name: "VIP")
  list.remove(name: "VIP")
  list.remove(name: "Never seen")
}
workflow entered on contact {
  enroll when contact in list("VIP")
  reenroll always
  increase contact.entered
}
workflow firm on company {
  enroll when any(contacts, # in list("VIP"))
  reenroll always
  increase company.employees
}
workflow kept_out on contact {
  enroll when contact.score == 3
  reenroll always
  suppress when contact in list("VIP")
  delay 10 days
}
workflow goal on contact {
  enroll when contact.score > 3
  goal when contact in list("VIP")
  if contact.score == 5 then list.add(name: "VIP")
  set contact.state = "beyond"
}
object contact { entered: number }`)
	w.put("company", "1", "name", "Ledger")
	w.put("contact", "1")
	w.put("contact", "2")
	w.associate(ref("company", "1"), ref("contact", "1"))
	score := func(id string, n int) { w.put("contact", id, "score", n) }

	score("1", 1)
	if got, want := w.acted("add"), "1× list.add | added to the list `VIP`\n1× list.add | on the list `VIP` already\n1× list.add | failed | the list has no name\n1× set | state: unknown → nameless"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	w.expect(ref("contact", "1"), "entered", "1")
	w.expect(ref("company", "1"), "employees", "1")

	// On it already: nothing turns true once more.
	score("1", 0)
	score("1", 1)
	w.expect(ref("contact", "1"), "entered", "1")
	w.expect(ref("company", "1"), "employees", "1")

	// It keeps out who is on it; off it, the record may enter, and on it again, it leaves.
	score("1", 3)
	w.expectHistory(runtime.Filter{Workflow: "kept_out"}, `refused | enroll when contact.score == 3 | skipped | suppressed: suppress when contact in list("VIP")`)
	score("1", 2)
	if got, want := w.acted("remove"), "1× list.remove | removed from the list `VIP`\n1× list.remove | not on the list `VIP`\n1× list.remove | not on the list `Never seen`"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	score("1", 3)
	w.expectStatus("kept_out", 1, 0, 1, 0, 0)
	score("1", 1)
	w.expectStatus("kept_out", 1, 0, 0, 1, 0)
	w.expect(ref("contact", "1"), "entered", "2")
	w.expect(ref("company", "1"), "employees", "2")
	lines := w.history(runtime.Filter{Workflow: "kept_out"})
	if got := lines[len(lines)-1]; got != `left | suppress when contact in list("VIP")` {
		t.Error(got)
	}

	// A step that puts the record on the list of its own goal is its last.
	score("2", 5)
	w.expect(ref("contact", "2"), "state", "")
	w.expectHistory(runtime.Filter{Workflow: "goal", Record: ref("contact", "2")}, "enrolled | enroll when contact.score > 3", "branched | if | contact.score == 5: yes",
		"acted | list.add | added to the list `VIP`", `finished | goal when contact in list("VIP")`)
	w.expect(ref("contact", "2"), "entered", "1")
	w.expect(ref("company", "1"), "employees", "2") // none of its contacts
	w.associate(ref("company", "1"), ref("contact", "2"))
	w.expect(ref("company", "1"), "employees", "2") // one of them was there before

	// The same over a restart.
	w.e.Close()
	again := openWorld(t, func(c *runtime.Config) { c.Store = w.store })
	again.put("contact", "2", "score", 1)
	if got := again.acted("add"); !strings.Contains(got, "6× list.add | on the list `VIP` already") {
		t.Error(got)
	}
}

func TestAssociationActions(t *testing.T) {
	w := newWorld(t, `workflow join on contact {
  enroll when contact.score == 1
  reenroll always
  let d = create deal { name: "New" }
  if d != nil then {
    associate d with companies, contact
    associate d with companies
    associate company with deals
  }
}
workflow part on contact {
  enroll when contact.score == 2
  reenroll always
  dissociate contact from deals
  dissociate contact from deals
  dissociate company from deals, contact
  dissociate company from contact
  associate contact with tickets
}
workflow own on contact {
  enroll when contact.score == 3
  reenroll always
  associate contact with contact
  associate contact with companies, contact
}
workflow won on company {
  enroll when len(deals) > 0
  reenroll always
  increase company.employees
}
workflow lonely on company {
  enroll when len(contacts) == 0
  reenroll always
  increase company.annual_revenue
}`)
	w.put("contact", "1")
	w.put("contact", "2")
	for _, id := range []string{"1", "2"} {
		w.put("company", id, "name", "C"+id, "annual_revenue", 10)
		w.associate(ref("company", id), ref("contact", "2"))
		w.associate(ref("company", id), ref("contact", "1"))
	}
	score := func(id string, n int) { w.put("contact", id, "score", n) }
	acted := func(workflow, want string) {
		t.Helper()
		if got := w.acted(workflow); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
	score("1", 1)
	acted("join", "1× create | created deal `New`\n1× associate | associated with 2 companies\n2× associate | nothing to change")
	w.expect(ref("company", "1"), "employees", "1")
	w.expect(ref("company", "2"), "employees", "1")
	score("1", 2)
	acted("part", "1× dissociate | no longer associated with deal `New`\n1× dissociate | skipped | there are no records to dissociate it from\n"+
		"2× dissociate | no longer associated with contact `1`\n1× associate | skipped | there are no records to associate it with")
	// The first company gone, the second was the primary one.
	w.expect(ref("company", "1"), "annual_revenue", "11") // as it was made
	score("2", 2)
	w.expect(ref("company", "1"), "annual_revenue", "12")
	w.expect(ref("company", "2"), "annual_revenue", "12")
	score("1", 3)
	acted("own", "2× associate | failed | a record is not associated with itself")
	// Associated anew, and a deal of the company's own: its condition holds on.
	w.associate(ref("company", "1"), ref("contact", "1"))
	score("1", 1)
	w.expect(ref("company", "1"), "employees", "1")
	deals, err := w.e.Associated(ref("company", "1"), "deal")
	if err != nil || len(deals) != 2 || deals[0].ID != "1" || deals[1].ID != "2" {
		t.Errorf("deals %v, %v", deals, err)
	}
}
