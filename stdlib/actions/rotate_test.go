package actions

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

func TestRotateIsEven(t *testing.T) {
	w := newWorld(t)
	counts := map[string]int{}
	for i := range 10000 {
		c := w.record("contact", fmt.Sprint(1000+i))
		r := w.run(Rotate(), "among", schema.TeamValue("Sales"), "property", w.target("owner", c))
		if r.Status != schema.Done {
			t.Fatal(r.Reason)
		}
		counts[w.get(c, "owner")]++
		if i == 0 {
			w.want(r, "done: owner: ana@acme.example")
		}
	}
	for name, n := range counts {
		if n < 3333 || n > 3334 {
			t.Errorf("%s got %d of 10000", name, n)
		}
	}
}

// Ties go by the order of the list, and the counts never differ by more than one, with people who come and go.
func TestRotateWhileSomeAreAway(t *testing.T) {
	const seed = 7
	random := rand.New(rand.NewPCG(seed, seed))
	w := newWorld(t)
	counts := map[string]int{}
	for i := range 3000 {
		for j := range w.people {
			w.people[j].Away = random.IntN(3) == 0
		}
		w.people[i%3].Away = false
		c := w.record("contact", fmt.Sprint(1000+i))
		w.run(Rotate(), "among", schema.TeamValue("Sales"), "property", w.target("owner", c))
		owner := w.get(c, "owner")
		p, _ := w.User(owner)
		if p.Away {
			t.Fatalf("seed %d: %s got a record while away", seed, owner)
		}
		counts[owner]++
	}
	for name, n := range counts {
		if n < 900 || n > 1100 {
			t.Errorf("seed %d: %s got %d of 3000", seed, name, n)
		}
	}
}

// Who comes back is not given all that others got meanwhile.
func TestRotateAfterALeave(t *testing.T) {
	w := newWorld(t)
	give := func(i int) string {
		c := w.record("contact", fmt.Sprint(1000+i))
		w.run(Rotate(), "among", schema.TeamValue("Sales"), "property", w.target("owner", c))
		return w.get(c, "owner")
	}
	w.people[0].Away = true
	for i := range 100 {
		give(i)
	}
	w.people[0].Away = false
	ana := 0
	for i := range 30 {
		if give(200+i) == "ana@acme.example" {
			ana++
		}
	}
	if ana < 10 || ana > 11 {
		t.Errorf("back from a leave, ana got %d of 30", ana)
	}
}

func TestRotateChooses(t *testing.T) {
	w := newWorld(t)
	w.people[1].PaidSeat = false
	w.person(schema.Person{Email: "dan@acme.example", Active: true, PaidSeat: true, Teams: []string{"Support", "Sales"}})
	w.person(schema.Person{Email: "eve@acme.example", PaidSeat: true, Teams: []string{"Sales"}})
	got := map[string]bool{}
	for i := range 20 {
		c := w.record("contact", fmt.Sprint(1000+i))
		w.run(Rotate(), "among", []any{schema.TeamValue("Sales"), user("cleo")}, "property", w.target("owner", c), "except", user("ana"))
		got[w.get(c, "owner")] = true
	}
	if len(got) != 1 || !got["cleo@acme.example"] {
		t.Errorf("records went to %v, and only cleo is primary, active, seated and not excepted", got)
	}
}

func TestRotateKeepsAnOwner(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	w.run(Set(), "target", w.target("owner", ann), "value", user("cleo"))
	r := w.run(Rotate(), "among", schema.TeamValue("Sales"), "property", w.target("owner", ann))
	w.want(r, "done: owner stays cleo@acme.example")
	if r.Outputs[0].Text() != "cleo@acme.example" {
		t.Errorf("output %v", r.Outputs)
	}
	r = w.run(Rotate(), "among", schema.TeamValue("Sales"), "property", w.target("owner", ann), "overwrite", true)
	w.want(r, "done: owner: ana@acme.example")
	if r.Outputs[0].Kind() != schema.User {
		t.Errorf("the output is a %s", r.Outputs[0].Kind())
	}
}

func TestRotateNobody(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	for i := range w.people {
		w.people[i].Away = true
	}
	rotate := func(args ...any) schema.Result {
		return w.run(Rotate(), append([]any{"property", w.target("owner", ann)}, args...)...)
	}
	w.want(rotate("among", []any{user("ana"), user("ben")}), "failed: nobody can take the record: `ana@acme.example` is away, `ben@acme.example` is away")
	w.want(rotate("among", schema.TeamValue("Sails")), "failed: nobody can take the record: there is no team `Sails`")
	w.want(rotate("among", user("zoe")), "failed: nobody can take the record: there is no user `zoe@acme.example`")
	w.want(rotate("among", nil), "failed: nobody can take the record")
	w.people[2].PaidSeat = false
	w.want(rotate("among", user("cleo")), "failed: nobody can take the record: `cleo@acme.example` has no paid seat")
	w.want(rotate("among", user("ana"), "fallback", user("zoe")), "failed: the fallback `zoe@acme.example` is no active user")
	w.want(rotate("among", user("ana"), "fallback", user("ben")), "done: owner: ben@acme.example")
}

func TestRotateCounters(t *testing.T) {
	w := newWorld(t)
	next := func(i int, args ...any) string {
		c := w.record("contact", fmt.Sprint(1000+i))
		w.run(Rotate(), append([]any{"property", w.target("owner", c), "among", []any{user("ana"), user("ben")}}, args...)...)
		return w.get(c, "owner")
	}
	if a, b := next(1, "counter", "sdr"), next(2, "counter", "sdr"); a != "ana@acme.example" || b != "ben@acme.example" {
		t.Errorf("a shared counter gave %s and %s", a, b)
	}
	w.turn.Workflow = "other"
	if got := next(3, "counter", "sdr"); got != "ana@acme.example" {
		t.Errorf("another workflow with the shared counter gave %s", got)
	}
	if got := next(4); got != "ana@acme.example" {
		t.Errorf("an action of its own begins with %s", got)
	}
	// Other people: counting begins anew.
	c := w.record("contact", "2000")
	w.run(Rotate(), "property", w.target("owner", c), "among", []any{user("cleo"), user("ana")}, "counter", "sdr")
	if got := w.get(c, "owner"); got != "cleo@acme.example" {
		t.Errorf("a new group begins with %s", got)
	}
}
