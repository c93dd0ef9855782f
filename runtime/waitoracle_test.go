package runtime_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/vm"
)

// awaitedCondition writes what a step may wait for: comparisons that the index knows, what it does not, and both together.
func awaitedCondition(r *rand.Rand) string {
	one := func(from ...string) string { return from[r.IntN(len(from))] }
	part := func() string {
		return one(
			fmt.Sprintf("contact.country == \"c%d\"", r.IntN(3)),
			fmt.Sprintf("contact.city in [\"a%d\", \"a%d\"]", r.IntN(3), r.IntN(3)),
			fmt.Sprintf("contact.score %s %d", one(">", "<=", "=="), r.IntN(6)),
			fmt.Sprintf("contact.lead_status == %q", one("new", "open", "connected")),
			fmt.Sprintf("contact.firstname contains %q", one("an", "na", "nn")),
			fmt.Sprintf("company.industry == %q", one("Accounting", "Banking")),
			fmt.Sprintf("company.employees > %d", r.IntN(6)),
			fmt.Sprintf("any(companies, .employees == %d)", r.IntN(6)),
			fmt.Sprintf("lower(contact.country) == \"c%d\"", r.IntN(3)),
			"contact.score > company.employees", "contact.country != contact.city", "count(companies) > 1",
			"not known(contact.score)", "contact.unsubscribed", "contact.country == wanted")
	}
	switch r.IntN(4) {
	case 0:
		return part()
	case 1:
		return "(" + part() + " or " + part() + ") and " + part()
	case 2:
		return "not (" + part() + ") and " + part()
	}
	return part() + " and " + part()
}

// No record goes on waiting for what is there, whatever brought it about; evaluating every wait is the oracle.
func TestWaitsEndWhenTheirConditionsHold(t *testing.T) {
	seed := seed(t)
	r := rand.New(rand.NewPCG(seed, 9))
	var text strings.Builder
	const workflows = 40
	for i := range workflows {
		fmt.Fprintf(&text, "workflow w%d on contact {\n  enroll on event page_viewed\n  let wanted = \"c1\"\n  delay until %s\n  stop\n}\n", i, awaitedCondition(r))
	}
	w := openWorld(t)
	bundle := compile(t, text.String(), w.catalog)
	if _, err := w.e.Deploy(t.Context(), bundle, runtime.DeployOptions{}); err != nil {
		t.Fatal(err)
	}
	machines := map[string]*vm.Machine{}
	for _, p := range bundle.Programs {
		machines[p.Name] = vm.NewMachine(p)
	}
	contact := func() schema.Ref { return ref("contact", fmt.Sprint(r.IntN(4))) }
	company := func() schema.Ref { return ref("company", fmt.Sprint(r.IntN(3))) }
	for i := range 4 {
		w.put("contact", fmt.Sprint(i))
	}
	for i := range 3 {
		w.put("company", fmt.Sprint(i), "name", fmt.Sprint("C", i))
	}
	ended := 0
	for step := range 200 {
		switch r.IntN(10) {
		case 0:
			w.send("page_viewed", contact())
		case 1:
			w.associate(contact(), company())
		case 2:
			if _, err := w.e.Dissociate(t.Context(), contact(), company()); err != nil {
				t.Fatal(err)
			}
		case 3:
			w.put("company", company().ID, "industry", []any{"Accounting", "Banking", nil}[r.IntN(3)], "employees", r.IntN(6))
		default:
			property, v := "", any(nil)
			switch r.IntN(6) {
			case 0:
				property, v = "country", fmt.Sprint("c", r.IntN(3))
			case 1:
				property, v = "city", fmt.Sprint("a", r.IntN(3))
			case 2:
				property, v = "score", r.IntN(7)
			case 3:
				property, v = "lead_status", []string{"new", "open", "connected"}[r.IntN(3)]
			case 4:
				property, v = "firstname", []string{"ann", "anna", "bob", "nan"}[r.IntN(4)]
			case 5:
				property, v = "unsubscribed", r.IntN(2) == 0
			}
			if r.IntN(5) == 0 {
				v = nil
			}
			w.put("contact", contact().ID, property, v)
		}
		w.drain()
		view, done := w.e.View()
		t.Cleanup(func() { done() }) // when it fails below
		for en, err := range w.e.Enrollments(runtime.Filter{}) {
			if err != nil {
				t.Fatal(err)
			}
			if en.State != runtime.StateWaiting {
				continue
			}
			env := &schema.Env{Now: w.clock.Now().UnixMicro(), Zone: time.UTC, View: view}
			m := machines[en.Workflow]
			m.Start(vm.Start{Enrollment: en.ID, Record: en.Record, At: env.Now})
			if effect := m.Run(env); effect.Kind != vm.Wait {
				t.Fatalf("step %d: %s still waits in %s for what is there: %s", step, en.Record, en.Workflow, en.Note)
			}
		}
		if err := done(); err != nil {
			t.Fatal(err)
		}
		ended = 0
		list, err := w.e.Status()
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			ended += s.Finished
		}
	}
	if ended < workflows/2 {
		t.Fatalf("no more than %d waits ended", ended)
	}
}
