package runtime_test

import (
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
)

const primaries = `workflow romans on contact {
  enroll when company.city == "Rome"
  reenroll always
  increase contact.score
}
workflow moved on contact {
  enroll on change of company.city
  reenroll always
  set contact.country = "moved with {{company.name}}"
}`

// Which company is the primary one, whatever happens to it, and what workflows make of it.
func TestPrimary(t *testing.T) {
	kept := memory.New()
	w := newWorld(t, primaries, func(c *runtime.Config) { c.Store = kept })
	ann, a, b, c := ref("contact", "1"), ref("company", "a"), ref("company", "b"), ref("company", "c")
	w.put("contact", "1")
	w.put("company", "a", "name", "A", "city", "Milan")
	w.put("company", "b", "name", "B", "city", "Rome")
	w.put("company", "c", "name", "C", "city", "Milan")
	w.associate(ann, a)
	w.associate(ann, b)
	choose := func(of, primary schema.Ref, want bool) {
		t.Helper()
		if changed, err := w.e.SetPrimary(ctx, of, primary); err != nil || changed != want {
			t.Errorf("choose: %v, %v", changed, err)
		}
	}
	expect := func(chosen string, companies ...string) {
		t.Helper()
		list, err := w.e.Associated(ann, "company")
		if err != nil || len(list) != len(companies) {
			t.Fatalf("%d companies, %v", len(list), err)
		}
		for i, want := range companies {
			if list[i].ID != want {
				t.Errorf("company %d is %s, want %s", i, list[i].ID, want)
			}
		}
		got := ""
		if r, err := w.e.Chosen(ann, "company"); err != nil {
			t.Error(err)
		} else if r != nil {
			got = r.ID
		}
		if got != chosen {
			t.Errorf("chosen is %q, want %q", got, chosen)
		}
	}
	expect("", "a", "b")
	w.expectStatus("romans", 0, 0, 0, 0, 0)

	choose(ann, b, true) // the condition turns true by the choice; no property changed
	choose(ann, b, false)
	expect("b", "b", "a")
	w.expectStatus("romans", 1, 1, 0, 0, 0)
	w.expectStatus("moved", 0, 0, 0, 0, 0)
	w.put("company", "a", "city", "Turin") // not the primary one any more
	w.expectStatus("moved", 0, 0, 0, 0, 0)
	w.put("company", "b", "city", "Oslo")
	w.expect(ann, "country", "moved with B")
	if list, err := w.e.Associated(b, "contact"); err != nil || len(list) != 1 {
		t.Errorf("contacts of b: %v, %v", list, err)
	}

	choose(ann, c, true) // another takes its place, and is associated by that; b goes back to its own
	expect("c", "c", "a", "b")
	choose(ann, a, true)
	expect("a", "a", "b", "c")

	w.e.Close()
	w = openWorld(t, func(c *runtime.Config) { c.Store = kept })
	expect("a", "a", "b", "c")
	if err := w.e.Delete(ctx, a); err != nil {
		t.Fatal(err)
	}
	expect("", "b", "c") // the first that is left
	w.put("company", "a", "name", "A again")
	expect("a", "a", "b", "c") // it comes back as what it was
	choose(ann, b, true)
	if changed, err := w.e.Dissociate(ctx, b, ann); err != nil || !changed {
		t.Error(changed, err)
	}
	expect("", "a", "c")
	w.associate(ann, b) // the choice went with the association
	expect("", "a", "c", "b")

	if _, err := w.e.SetPrimary(ctx, ann, ref("company", "none")); err == nil || err.Error() != "there is no company `none`" {
		t.Errorf("none: %v", err)
	}
	if _, err := w.e.SetPrimary(ctx, ann, ann); err == nil || err.Error() != "a record is not associated with itself" {
		t.Errorf("itself: %v", err)
	}
}

// A choice and a change in one turn, and a turn that fails after its choice: what was before is told right.
func TestPrimaryInOneTurn(t *testing.T) {
	w := newWorld(t, primaries)
	ann := ref("contact", "1")
	w.put("contact", "1")
	w.put("company", "a", "name", "A", "city", "Milan")
	w.put("company", "b", "name", "B", "city", "Rome")
	put := func(c runtime.Change) error {
		_, err := w.e.PutWith(ctx, c)
		return err
	}
	if err := put(runtime.Change{Object: "contact", ID: "1", With: []schema.Ref{ref("company", "a")}, Primary: []schema.Ref{ref("company", "b")}}); err != nil {
		t.Fatal(err)
	}
	w.expectStatus("romans", 1, 1, 0, 0, 0)
	err := put(runtime.Change{Object: "contact", ID: "1", Primary: []schema.Ref{ref("company", "a"), ref("company", "none")}})
	if err == nil {
		t.Fatal("a company that is not there was chosen")
	}
	if r, err := w.e.Chosen(ann, "company"); err != nil || r == nil || r.ID != "b" {
		t.Errorf("chosen: %v, %v", r, err)
	}
	// There and back: it was true before and is true after.
	if err := put(runtime.Change{Object: "contact", ID: "1", Primary: []schema.Ref{ref("company", "a"), ref("company", "b")}}); err != nil {
		t.Fatal(err)
	}
	w.expectStatus("romans", 1, 1, 0, 0, 0)
	// False before, true after, by way of three.
	w.put("company", "c", "name", "C", "city", "Oslo")
	if err := put(runtime.Change{Object: "contact", ID: "1", Primary: []schema.Ref{ref("company", "c")}}); err != nil {
		t.Fatal(err)
	}
	if err := put(runtime.Change{Object: "contact", ID: "1", Primary: []schema.Ref{ref("company", "a"), ref("company", "b")}}); err != nil {
		t.Fatal(err)
	}
	w.expectStatus("romans", 2, 2, 0, 0, 0)
}
