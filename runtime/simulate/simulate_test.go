package simulate_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
	"github.com/wflang/wf/runtime/simulate"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
)

// busy has workflows that look at associated records, draw by chance, wait for conditions, set each other off and count
// time in working hours.
const busy = `workflow greet on contact {
  enroll when contact.lifecycle_stage == "lead" and known(contact.email)
  during monday..friday 09:00..18:00

  match contact.score {
    0..30 => stop
    31..60 => delay 3 days
    default => {
      set company.type = "prospect"
      create task { title: "Call {{contact.firstname}}" } with company
    }
  }
  split {
    40% => notify(to: user("ana@acme.example"), text: "A: {{contact.email}}")
    60% => {
      delay 2 working days
      notify(to: contact.owner, text: "B: {{contact.email}}")
    }
  }
  let open = delay until contact.lead_status == "open" up to 10 days
  if open then increase contact.score by 5
  else enroll in archive
}

workflow archive on contact {
  enroll on change of contact.lead_status where contact.lead_status == "unqualified"
  reenroll always

  set contact.lead_status = "unqualified"
}

workflow prospects on company {
  enroll when company.type == "prospect"
  goal when any(contacts, .score > 100)

  delay 5 days
  set contacts.lead_status = "open" where .score > 80
  delay until event page_viewed
}`

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

type directory struct{}

func (directory) User(email string) (schema.Person, bool) {
	return schema.Person{Email: email, Name: "Ana", Active: true}, email == "ana@acme.example"
}
func (directory) Team(string) ([]schema.Person, bool) { return nil, false }

// population is n contacts at random companies; some have none, some have two.
func population(random *rand.Rand, s *schema.Schema, n int) []records.Record {
	var list []records.Record
	field := func(o *schema.Object, name string, v schema.Value) runtime.Field {
		return runtime.Field{Property: o.Property(name), Value: v}
	}
	company, contact := s.Object("company"), s.Object("contact")
	for i := range n / 4 {
		list = append(list, records.Record{Object: company, Fields: []runtime.Field{field(company, "name", schema.TextValue(fmt.Sprint("C", i))),
			field(company, "employees", schema.NumberValue(float64(random.IntN(1000))))}})
	}
	for i := range n {
		r := records.Record{Object: contact, Fields: []runtime.Field{
			field(contact, "email", schema.TextValue(fmt.Sprintf("c%d@x.example", i))),
			field(contact, "lifecycle_stage", schema.TextValue([]string{"lead", "lead", "customer"}[random.IntN(3)]))}}
		if random.IntN(10) > 0 {
			r.Fields = append(r.Fields, field(contact, "score", schema.NumberValue(float64(random.IntN(101)))))
		}
		if random.IntN(3) > 0 {
			r.Fields = append(r.Fields, field(contact, "owner", schema.UserValue("ana@acme.example")))
		}
		for range random.IntN(3) {
			r.With = append(r.With, schema.Ref{Object: "company", ID: fmt.Sprint(1 + random.IntN(n/4))})
		}
		list = append(list, r)
	}
	return list
}

func TestCountsAreThoseOfTheEngine(t *testing.T) {
	const n, span = 10_000, 60 * 24 * time.Hour
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	bundle := compile(t, busy)
	people := population(rand.New(rand.NewPCG(seed, 1)), bundle.Schema, n)
	report, err := simulate.Run(t.Context(), simulate.Config{Bundle: bundle, Catalog: stdlib.Catalog(), People: directory{}, Start: monday, Span: span},
		func(add simulate.Add) error {
			crowd := &simulate.Crowd{Add: add, Linked: true}
			if err := crowd.Put(people); err != nil {
				return err
			}
			return crowd.End()
		})
	if err != nil {
		t.Fatal(err)
	}
	if report.Records != n+n/4 {
		t.Errorf("%d records, want %d", report.Records, n+n/4)
	}
	got := map[string]int{"messages": report.Messages}
	for _, w := range report.Workflows {
		got[w.Name+" enrolled"], got[w.Name+" finished"], got[w.Name+" reached"] = w.Entered, w.Finished, w.Reached
		got[w.Name+" left"], got[w.Name+" waiting"], got[w.Name+" failed"] = w.Left, w.Inside, w.Failed
		for _, s := range w.Steps {
			for _, b := range s.Branches {
				got[fmt.Sprint(w.Name, " ", s.Number, " ", b.Text)] = b.Taken
			}
		}
	}
	want := real(t, bundle.Schema, people, span)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			t.Errorf("%s: %d in the simulation, %d in the engine", name, got[name], want[name])
		}
		delete(got, name)
	}
	for name, n := range got {
		if n != 0 {
			t.Errorf("%s: %d in the simulation, unknown to the engine", name, n)
		}
	}
	if len(want) < 25 || want["messages"] < n/10 || want["prospects reached"] == 0 || want["prospects waiting"] == 0 {
		t.Errorf("the population is too quiet to tell anything: %v", want)
	}
}

// real runs the records through one engine, and counts by its books.
func real(t *testing.T, declared *schema.Schema, people []records.Record, span time.Duration) map[string]int {
	t.Helper()
	ctx := context.Background()
	clock := runtime.NewVirtualClock(monday)
	e, err := runtime.Open(runtime.Config{Store: memory.New(), Catalog: stdlib.Catalog(), Clock: clock, People: directory{}, Outbox: nowhere{}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(e.Declare(ctx, declared))
	for some := range slices.Chunk(people, 400) {
		var changes []runtime.Change
		for _, r := range some {
			c := runtime.Change{Object: r.Object.Name, With: r.With, Props: map[string]schema.Value{}}
			for _, f := range r.Fields {
				c.Props[f.Property.Name] = f.Value
			}
			changes = append(changes, c)
		}
		_, err := e.PutMany(ctx, changes)
		must(err)
	}
	_, err = e.Deploy(ctx, compile(t, busy), runtime.DeployOptions{Existing: true})
	must(err)
	must(e.Advance(ctx, monday.Add(span)))
	want := map[string]int{}
	status, err := e.Status()
	must(err)
	for _, s := range status {
		want[s.Workflow+" enrolled"], want[s.Workflow+" finished"], want[s.Workflow+" reached"] = s.Enrolled, s.Finished, s.Reached
		want[s.Workflow+" left"], want[s.Workflow+" waiting"], want[s.Workflow+" failed"] = s.Left, s.Waiting, s.Failed
	}
	for line, err := range e.History(runtime.Filter{}) {
		must(err)
		if line.Kind == "branched" && line.Action != "goto" && line.Action != "stop" {
			want[fmt.Sprint(line.Workflow, " ", line.Number, " ", line.Text)]++
		}
	}
	for _, err := range e.Messages() {
		must(err)
		want["messages"]++
	}
	return want
}

type nowhere struct{}

func (nowhere) Send(context.Context, *schema.Message) (schema.Sent, error) { return schema.Sent{}, nil }

// one runs a population of contacts with these scores and the leads' stage.
func one(t *testing.T, c simulate.Config, scores ...float64) *simulate.Report {
	t.Helper()
	c.Catalog, c.People, c.Start = stdlib.Catalog(), directory{}, monday
	if c.Span == 0 {
		c.Span = 30 * 24 * time.Hour
	}
	r, err := simulate.Run(t.Context(), c, func(add simulate.Add) error {
		var group []runtime.Change
		for i, score := range scores {
			group = append(group, runtime.Change{Object: "contact", ID: fmt.Sprint(i + 1), Props: map[string]schema.Value{
				"email": schema.TextValue(fmt.Sprintf("c%d@x.example", i)), "score": schema.NumberValue(score), "lifecycle_stage": schema.TextValue("lead")}})
		}
		for some := range slices.Chunk(group, 2) {
			if err := add(some); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const letter = `workflow letter on contact {
  enroll when contact.lifecycle_stage == "lead"

  if contact.score > 10 then notify(to: user("ana@acme.example"), text: "one")
  if contact.score > 20 then {
    delay 1 day
    notify(to: user("ana@acme.example"), text: "two")
    delay until event page_viewed
  }
}`

func TestReport(t *testing.T) {
	r := one(t, simulate.Config{Bundle: compile(t, letter)}, 5, 15, 25, 30, 10)
	w := r.Workflows[0]
	if r.Records != 5 || r.Entered != 5 || w.Entered != 5 || w.Finished != 3 || w.Inside != 2 || w.Stuck != 2 || r.Messages != 5 {
		t.Errorf("got %+v of %+v", *w, *r)
	}
	if want := (simulate.Spread{Median: 1, P95: 2, Most: 2}); r.PerRecord != want {
		t.Errorf("messages per record: %+v, want %+v", r.PerRecord, want)
	}
	if want := (simulate.Spread{Median: 0, P95: 2, Most: 3}); r.PerDay != want {
		t.Errorf("messages per day: %+v, want %+v", r.PerDay, want)
	}
	if want := []simulate.Day{{Day: "2026-03-02", Messages: 3}, {Day: "2026-03-03", Messages: 2}}; !slices.Equal(r.Days, want) {
		t.Errorf("days: %v, want %v", r.Days, want)
	}
	if len(w.StuckAt) != 1 || w.StuckAt[0].Records != 2 || !slices.Equal(w.StuckAt[0].Examples, []string{"contact 3", "contact 4"}) {
		t.Errorf("stuck: %+v", w.StuckAt)
	}
	if s := w.Steps[0]; s.Reached != 5 || s.Ended != 0 || len(s.Branches) != 2 || *s.Branches[1] != (simulate.Branch{Text: "contact.score > 10: yes", Taken: 3}) {
		t.Errorf("first step: %+v %v", s, s.Branches)
	}
	if s := w.Steps[len(w.Steps)-1]; s.Reached != 2 || s.Ended != 2 {
		t.Errorf("last step: %+v", s)
	}
}

func TestCompare(t *testing.T) {
	before := compile(t, letter)
	after := compile(t, `workflow letter on contact {
  enroll when contact.lifecycle_stage == "lead"

  // A comment moves every line, which is no difference.
  if contact.score > 10 then notify(to: user("ana@acme.example"), text: "one")
  if contact.score > 20 then {
    delay 1 day
    if contact.score < 30 then notify(to: user("ana@acme.example"), text: "two")
    delay until event page_viewed
  }
}`)
	r := one(t, simulate.Config{Bundle: after, Before: before}, 5, 15, 30)
	c := r.Compared
	if c.Same != 2 || c.Differ != 1 || c.Fewer != 1 || c.More != 0 || c.Before != 3 || c.After != 2 || len(c.Samples) != 1 {
		t.Fatalf("got %+v", c)
	}
	want := simulate.Difference{Record: "contact 3", MessagesBefore: 2, MessagesAfter: 1,
		Before: "letter: notify: to ana@acme.example", After: "letter: if: contact.score < 30: no"}
	if c.Samples[0] != want {
		t.Errorf("got %+v, want %+v", c.Samples[0], want)
	}
	if same := one(t, simulate.Config{Bundle: before, Before: before}, 5, 15, 30).Compared; same.Differ != 0 || same.Same != 3 {
		t.Errorf("a version differs from itself: %+v", same)
	}
}

// A rate holds messages of all records back: they have to share a world.
func TestRatesAreOfAllRecords(t *testing.T) {
	bundle := compile(t, `workflow letter on contact {
  enroll when contact.lifecycle_stage == "lead"
  rate 1 per day

  notify(to: user("ana@acme.example"), text: "one")
}`)
	if r := one(t, simulate.Config{Bundle: bundle}, 1, 2, 3, 4); len(r.Days) != 4 || r.PerDay.Most != 1 {
		t.Errorf("messages left on %v", r.Days)
	}
	rotating := compile(t, `workflow share on contact {
  enroll when contact.lifecycle_stage == "lead"

  rotate(among: [user("ana@acme.example")], property: contact.owner)
}`)
	if !simulate.Shared(rotating) || simulate.Shared(compile(t, letter)) {
		t.Error("a rotation counts over all records, a letter does not")
	}
}
