package runtime_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

var noVersions = cmp.Options{cmpopts.IgnoreFields(runtime.Position{}, "Version"), cmpopts.IgnoreFields(runtime.PlannedWorkflow{}, "Title")}

func TestPositions(t *testing.T) {
	w := newWorld(t, visits)
	w.put("contact", "1", "score", 2)
	w.advance(3 * day)
	w.put("contact", "2", "score", 2)
	w.put("contact", "3", "score", 2)
	w.deploy(visitsNow)
	w.put("contact", "4", "score", 2)
	got, err := w.e.Positions("visits")
	if err != nil {
		t.Fatal(err)
	}
	want := []runtime.Position{
		{Current: true, Number: 2, Step: "sleeping", Text: "delay 5 days", Count: 1, Next: monday.Add(8 * day)},
		{Number: 1, Step: "sleeping", Text: "delay 2 days", Count: 2, Next: monday.Add(5 * day)},
		{Number: 2, Step: "test.wf:6", Text: "let e = delay until event email_opened up to 9 days", Count: 1, Next: monday.Add(11 * day)},
	}
	if diff := cmp.Diff(want, got, noVersions); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, err := w.e.Positions("nothing"); err == nil || err.Error() != "there is no workflow `nothing`" {
		t.Errorf("%v", err)
	}
}

func TestPlan(t *testing.T) {
	w := newWorld(t, visits+"\nworkflow gone on contact { enroll when contact.score > 1 delay 9 days set contact.city = \"x\" }\nworkflow same on contact { enroll when contact.score > 90 stop }")
	w.put("contact", "1", "score", 2)
	w.put("contact", "2", "score", 2, "firstname", "Ann")
	before := w.history(runtime.Filter{})
	text := strings.Replace(visitsNow, "contact.score > 1", "contact.score > 0", 1) + `
workflow same on contact { enroll when contact.score > 90 stop }
workflow fresh on contact {
  enroll when contact.firstname == "Ann"
  stop
}
object plan plural plans { name: text }`
	w.put("contact", "3", "score", 1)
	got, err := w.e.Plan(compile(t, text, w.catalog))
	if err != nil {
		t.Fatal(err)
	}
	want := []runtime.PlannedWorkflow{
		{Workflow: "fresh", Change: "new", Matching: 1, Examples: []schema.Ref{ref("contact", "2")}},
		{Workflow: "gone", Change: "removed", Inside: 2},
		{Workflow: "same", Change: "same"},
		{Workflow: "visits", Change: "changed", Inside: 2, Matching: 1, Examples: []schema.Ref{ref("contact", "3")},
			Stands: []runtime.PlannedStand{{Position: runtime.Position{Number: 1, Step: "sleeping", Text: "delay 2 days", Count: 2, Next: monday.Add(2 * day)}, To: "sleeping"}}},
	}
	if diff := cmp.Diff(want, got, noVersions); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(before, w.history(runtime.Filter{})); diff != "" {
		t.Errorf("the plan changed something:\n%s", diff)
	}
	// What was planned is what is done.
	report := w.deployWith(text, runtime.DeployOptions{Existing: true})
	if diff := cmp.Diff(runtime.DeployReport{New: []string{"fresh"}, Changed: []string{"visits"}, Same: []string{"same"}, Removed: []string{"gone"}}, report); diff != "" {
		t.Errorf("%s", diff)
	}
	w.drain()
	w.expectStatus("fresh", 1, 1, 0, 0, 0)
	w.expectStatus("visits", 3, 0, 3, 0, 0)
	if moved, stays := w.migrate(); moved != 2 || stays != nil {
		t.Errorf("moved %d, stays %v", moved, stays)
	}
	w.advance(time.Hour)
}
