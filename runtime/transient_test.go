package runtime_test

import (
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
)

// What a refused call did is taken back where records are held in memory alone, as it is in a store.
func TestTransientGoesBack(t *testing.T) {
	text := func(s string) map[string]schema.Value { return map[string]schema.Value{"email": schema.TextValue(s)} }
	w := newWorld(t, `workflow greet on contact {
  enroll when known(contact.email)
  delay 1 day
}`, func(c *runtime.Config) { c.Witness = newWitness() })
	if _, err := w.e.PutMany(t.Context(), []runtime.Change{
		{Object: "contact", ID: "7", Props: text("a@x.example")},
		{Object: "contact", ID: "8", Props: text("A@x.example")},
	}); err == nil || err.Error() != "another contact has the email `a@x.example`" {
		t.Fatalf("got %v", err)
	}
	if r, err := w.e.Get(ref("contact", "7")); r != nil || err != nil {
		t.Fatalf("%v is there, %v", r, err)
	}
	if _, err := w.e.Put(t.Context(), "contact", "9", text("a@x.example")); err != nil {
		t.Fatal(err) // the key is free
	}
	for _, id := range []string{"10", "3"} {
		if _, err := w.e.Put(t.Context(), "contact", id, nil); err != nil {
			t.Fatal(err)
		}
	}
	var ids []string
	for r, err := range w.e.Records("contact") {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, r.ID)
	}
	if len(ids) != 3 || ids[0] != "3" || ids[1] != "9" || ids[2] != "10" {
		t.Fatalf("the records are %q", ids)
	}
	inside := 0
	for en, err := range w.e.Enrollments(runtime.Filter{Workflow: "greet"}) {
		if err != nil || en.Record.ID != "9" {
			t.Fatalf("%v is inside, %v", en, err)
		}
		inside++
	}
	status, err := w.e.Status()
	if err != nil || inside != 1 || status[0].Waiting != 1 || !status[0].Next.Equal(monday.AddDate(0, 0, 1)) {
		t.Fatalf("%d inside, %+v, %v", inside, status, err)
	}
}

// Records that are held decoded cannot be read anew under other declarations.
func TestTransientKeepsDeclarations(t *testing.T) {
	w := newWorld(t, `workflow greet on contact { delay 1 day }`, func(c *runtime.Config) { c.Witness = newWitness() })
	w.put("contact", "1")
	other := compile(t, `object contact { shoe_size: number }
workflow greet on contact { delay 1 day }`, stdlib.Catalog())
	_, err := w.e.Deploy(t.Context(), other, runtime.DeployOptions{})
	if err == nil || err.Error() != "an engine with a witness keeps the declarations under which its records came" {
		t.Fatalf("got %v", err)
	}
	w.put("contact", "2")
}

func TestWitnessNeedsAVirtualClock(t *testing.T) {
	_, err := runtime.Open(runtime.Config{Store: memory.New(), Catalog: stdlib.Catalog(), Witness: newWitness()})
	if err == nil || err.Error() != "an engine with a witness needs a virtual clock" {
		t.Fatalf("got %v", err)
	}
}
