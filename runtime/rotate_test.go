// Rotation through the engine: even at every moment, whatever runs at once and whatever breaks off in between.

package runtime_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
)

// rotating has five rotations: two steps of one workflow, one in a workflow of its own, and two that share a counter. What
// each gave to whom is written into records of their own, whose numbers are the order in which it was committed.
const rotating = `
object contact { second: user, third: user, ask: number }
object gift plural gifts { rotation: text, to: user }

workflow first on contact {
  enroll when contact.score > 0
  let r = rotate(among: team("Sales"), property: contact.owner, overwrite: true)
  create gift { rotation: "first", to: r.owner }
  delay 1 day
  let s = rotate(among: team("Sales"), property: contact.owner, overwrite: true)
  create gift { rotation: "second", to: s.owner }
}
workflow own on contact {
  enroll when contact.ask > 0
  reenroll always
  let r = rotate(among: team("Sales"), property: contact.second, overwrite: true)
  create gift { rotation: "own", to: r.owner }
}
workflow shared on contact {
  enroll on event page_viewed
  reenroll always
  let r = rotate(among: team("Sales"), property: contact.third, overwrite: true, counter: "sdr")
  create gift { rotation: "shared", to: r.owner }
}
workflow shared_too on contact {
  enroll when contact.score > 1
  let r = rotate(among: team("Sales"), property: contact.third, overwrite: true, counter: "sdr")
  create gift { rotation: "shared", to: r.owner }
}
`

// directory is people who come and go.
type directory struct {
	mu   sync.Mutex
	list []schema.Person
}

// newDirectory has the team Sales: five who may get records, and one each who is of another team first, not active,
// and without a seat.
func newDirectory() *directory {
	d := &directory{}
	for _, name := range []string{"ana", "ben", "cleo", "dan", "eve", "fay", "gus", "hal"} {
		d.list = append(d.list, schema.Person{Email: name + "@acme.example", Active: name != "gus", PaidSeat: name != "hal", Teams: []string{"Sales"}})
	}
	d.list[5].Teams = []string{"Support", "Sales"}
	return d
}

func (d *directory) User(email string) (schema.Person, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range d.list {
		if p.Email == email {
			return p, true
		}
	}
	return schema.Person{}, false
}

func (d *directory) Team(name string) (members []schema.Person, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range d.list {
		if slices.Contains(p.Teams, name) {
			members = append(members, p)
		}
	}
	return members, members != nil
}

func (d *directory) change(i int, f func(p *schema.Person)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f(&d.list[i])
}

// eligible are those of Sales who take turns, and which of them are away.
func (d *directory) eligible() (emails []string, away map[string]bool) {
	away = map[string]bool{}
	members, _ := d.Team("Sales")
	for _, p := range members {
		if p.Teams[0] == "Sales" && p.Active && p.PaidSeat {
			emails, away[p.Email] = append(emails, p.Email), p.Away
		}
	}
	return emails, away
}

// rotation drives the engine and holds every gift against the rule.
type rotation struct {
	*world
	r      *rand.Rand
	people *directory
	faulty *storetest.Faulty
	reopen func()
	next   int                       // number of the next gift
	counts map[string]map[string]int // by rotation and set of people: by person, those who were away kept up with the others
	given  map[string]int            // by rotation
}

func newRotation(t *testing.T, disk string, seed uint64) *rotation {
	x := &rotation{r: rand.New(rand.NewPCG(seed, 3)), people: newDirectory(), next: 1, counts: map[string]map[string]int{}, given: map[string]int{}}
	var kept store.Store = memory.New()
	clock := runtime.NewVirtualClock(monday)
	x.reopen = func() {
		if x.world != nil {
			x.e.Close()
		}
		if disk != "" {
			var err error
			if kept, err = badger.Open(disk, badger.Options{Memory: 16 << 20}); err != nil {
				t.Fatal(err)
			}
		}
		x.faulty = storetest.NewFaulty(kept)
		x.world = openWorld(t, func(c *runtime.Config) { c.Store, c.Clock, c.People = x.faulty, clock, x.people })
		x.clock = clock
	}
	x.reopen()
	x.deploy(rotating)
	return x
}

// inputs are some changes at once, each made again until it is stored. With broken, commits begin to fail after a few.
func (x *rotation) inputs(first, n int, broken bool) {
	left := x.r.IntN(3)
	if broken {
		var mu sync.Mutex
		x.faulty.FailCommit(func() error {
			mu.Lock()
			defer mu.Unlock()
			if left--; left >= 0 {
				return nil
			}
			return errFull
		})
	}
	list := make([]func() error, 0, n)
	for i := range n {
		id := fmt.Sprint(first + i)
		switch kind := x.r.IntN(3); {
		case kind == 0 && first > 100:
			known := fmt.Sprint(1 + x.r.IntN(first-1))
			list = append(list, func() error { return x.e.Send(ctx, "page_viewed", ref("contact", known), nil) })
		case kind == 1:
			list = append(list, func() error { _, err := x.e.Put(ctx, "contact", id, properties("ask", 1, "score", 1)); return err })
		default:
			list = append(list, func() error { _, err := x.e.Put(ctx, "contact", id, properties("score", 2)); return err })
		}
	}
	var all sync.WaitGroup
	failed := make([]bool, len(list))
	for i, f := range list {
		all.Go(func() { failed[i] = f() != nil })
	}
	all.Wait()
	if broken {
		x.reopen()
	}
	for i, f := range list {
		if !failed[i] {
			continue
		}
		// What is refused a second time was no fault of the store: a contact that nobody put.
		if err := f(); err != nil && !strings.HasPrefix(err.Error(), "there is no contact") {
			x.t.Fatal(err)
		}
	}
}

// check reads the gifts that came, in the order in which they were committed.
func (x *rotation) check() {
	x.t.Helper()
	set, away := x.people.eligible()
	slices.Sort(set)
	for ; ; x.next++ {
		g, err := x.e.Get(ref("gift", fmt.Sprint(x.next)))
		if err != nil {
			x.t.Fatal(err)
		}
		if g == nil {
			return
		}
		name, to := x.get(g.Ref(), "rotation"), x.get(g.Ref(), "to")
		key := name + " " + strings.Join(set, " ")
		counts := x.counts[key]
		if counts == nil {
			counts = map[string]int{}
			for _, p := range set {
				counts[p] = 0
			}
			x.counts[key] = counts
		}
		if _, ok := counts[to]; !ok || away[to] {
			x.t.Fatalf("gift %d of %s went to %q", x.next, name, to)
		}
		x.given[name]++
		counts[to]++
		least, most := counts[to]-1, counts[to]
		for _, p := range set {
			if away[p] {
				counts[p] = max(counts[p], least)
			}
			least, most = min(least, counts[p]), max(most, counts[p])
		}
		if least < counts[to]-1 || slices.Max(values(counts))-slices.Min(values(counts)) > 1 {
			x.t.Fatalf("gift %d of %s to %s: %v", x.next, name, to, counts)
		}
	}
}

func values(counts map[string]int) (list []int) {
	for _, n := range counts {
		list = append(list, n)
	}
	return list
}

// change lets somebody come or go.
func (x *rotation) change() {
	i := 1 + x.r.IntN(4) // ana always stays
	switch x.r.IntN(4) {
	case 0:
		x.people.change(i, func(p *schema.Person) { p.Active = !p.Active })
	case 1:
		x.people.change(i, func(p *schema.Person) { p.PaidSeat = !p.PaidSeat })
	case 2:
		teams := [][]string{{"Sales"}, {"Support", "Sales"}}[x.r.IntN(2)]
		x.people.change(i, func(p *schema.Person) { p.Teams = teams })
	default:
		x.people.change(i, func(p *schema.Person) { p.Away = !p.Away })
	}
}

// Ten thousand records and more, from many callers at once, with people who come and go, commits that fail and engines
// that are opened anew: every gift is to one of those who have the fewest.
func TestRotationIsEvenAtEveryMoment(t *testing.T) {
	for _, c := range []struct {
		name    string
		disk    string
		records int
	}{{"memory", "", 10_000}, {"badger", t.TempDir(), 2000}} {
		t.Run(c.name, func(t *testing.T) {
			x := newRotation(t, c.disk, seed(t))
			records := c.records
			if testing.Short() {
				records /= 10
			}
			for first, round := 1, 0; first <= records; round++ {
				n := min(1+x.r.IntN(300), records-first+1)
				x.inputs(first, n, round%7 == 6)
				first += n
				x.check()
				switch round % 5 {
				case 1:
					x.change()
				case 3:
					x.advance(day)
					x.check()
				case 4:
					if round%2 == 0 {
						x.reopen()
					}
				}
			}
			x.advance(2 * day)
			x.check()
			for _, name := range []string{"first", "second", "own", "shared"} {
				if x.given[name] < records/5 {
					t.Errorf("%s gave %d of %d", name, x.given[name], records)
				}
			}
			if x.given["first"] != x.given["second"] {
				t.Errorf("the two steps of one workflow gave %d and %d", x.given["first"], x.given["second"])
			}
			t.Logf("%v", x.given)
		})
	}
}

// Each step of a workflow counts for itself, also in a new version of it that has another step before them, when it has a
// label.
func TestRotationOfTwoSteps(t *testing.T) {
	people := newDirectory()
	w := newWorld(t, `workflow two on contact {
  enroll on event page_viewed
  reenroll always
  if contact.score > 1 then goto hot
  rotate(among: team("Sales"), property: contact.owner, overwrite: true)
  stop
hot:
  rotate(among: team("Sales"), property: contact.owner, overwrite: true)
}`, func(c *runtime.Config) { c.People = people })
	w.put("contact", "cold", "score", 1)
	w.put("contact", "hot", "score", 2)
	gets := func(id, want string) {
		t.Helper()
		w.send("page_viewed", ref("contact", id))
		w.expect(ref("contact", id), "owner", want+"@acme.example")
	}
	gets("cold", "ana")
	gets("cold", "ben")
	gets("hot", "ana")
	gets("cold", "cleo")
	gets("hot", "ben")
	w.deploy(`workflow two on contact {
  enroll on event page_viewed
  reenroll always
  if contact.score > 1 then goto hot
  rotate(among: team("Sales"), property: contact.owner, overwrite: true)
  rotate(among: team("Support"), property: contact.owner, overwrite: true)
  stop
hot:
  rotate(among: team("Sales"), property: contact.owner, overwrite: true, except: user("cleo@acme.example"))
}`)
	gets("hot", "ana") // others than before: anew
	gets("hot", "ben")
	gets("hot", "dan")
	gets("cold", "fay") // of Support, whose primary team it is
	// Who is no longer active makes the others begin anew; back, the five go on where they were.
	people.change(3, func(p *schema.Person) { p.Active = false })
	gets("hot", "ana")
	people.change(3, func(p *schema.Person) { p.Active = true })
	gets("hot", "eve")
}

// What comes of a rotation that gives nothing to anybody, and that the record goes on.
func TestRotationOutcomes(t *testing.T) {
	people := newDirectory()
	w := newWorld(t, `object contact { said: text }
workflow give on contact {
  enroll on event page_viewed
  reenroll always
  let r = rotate(among: team(contact.city), property: contact.owner)
  set contact.said = "{{r.ok}} {{r.owner}} {{r.error}}"
}
workflow many on company {
  enroll when company.employees > 0
  rotate(among: team("Sales"), property: contacts.owner)
  rotate(among: team("Sales"), property: deals.owner)
}
workflow one on ticket {
  enroll when known(ticket.subject)
  rotate(among: team("Sales"), property: company.owner)
}
`, func(c *runtime.Config) { c.People = people })
	w.put("contact", "1", "city", "Sales")
	tell := func(want string) {
		t.Helper()
		w.send("page_viewed", ref("contact", "1"))
		w.expect(ref("contact", "1"), "said", want)
	}
	tell("true ana@acme.example ")
	tell("true ana@acme.example ") // an owner that is set stays
	w.put("contact", "1", "city", "Sails", "owner", nil)
	tell("false  nobody can take the record: there is no team `Sails`")
	w.put("contact", "1", "city", "Sales")
	for i := range people.list {
		people.change(i, func(p *schema.Person) { p.Away = true })
	}
	tell("false  nobody can take the record: `gus@acme.example` is not active, `hal@acme.example` has no paid seat, `ana@acme.example` is away, " +
		"`ben@acme.example` is away, `cleo@acme.example` is away, `dan@acme.example` is away, `eve@acme.example` is away")
	w.expect(ref("contact", "1"), "owner", "")
	people.change(2, func(p *schema.Person) { p.Away = false })
	tell("true cleo@acme.example ")
	for i := range people.list {
		people.change(i, func(p *schema.Person) { p.Away = false })
	}
	// Several records in one step: one each, in order; and none.
	w.put("company", "1", "name", "Ledger")
	for _, id := range []string{"c", "b", "a"} {
		w.put("contact", id)
		w.associate(ref("company", "1"), ref("contact", id))
	}
	w.put("contact", "b", "owner", schema.UserValue("zoe@acme.example"))
	w.put("company", "1", "employees", 2)
	w.expect(ref("contact", "c"), "owner", "ana@acme.example")
	w.expect(ref("contact", "b"), "owner", "zoe@acme.example")
	w.expect(ref("contact", "a"), "owner", "ben@acme.example")
	w.expectHistory(runtime.Filter{Workflow: "many"},
		"enrolled | enroll when company.employees > 0",
		"acted | rotate | owner: ana@acme.example, owner stays zoe@acme.example, owner: ben@acme.example",
		"acted | rotate | no deals to change",
		"finished")
	w.put("ticket", "1", "subject", "Help")
	w.expectHistory(runtime.Filter{Workflow: "one"},
		"enrolled | enroll when known(ticket.subject)",
		"acted | rotate | skipped | there is no company",
		"finished")
}
