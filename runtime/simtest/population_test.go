package simtest

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
	crowd "github.com/wflang/wf/runtime/simulate"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// A simulation holds its world in another way than an engine over a store. Whatever the workflows, both count the same.
func TestPopulationFaresAsInAnEngine(t *testing.T) {
	seed := seedOf(t)
	rounds, entered, messages := 12, 0, 0
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		r := rand.New(rand.NewPCG(seed, uint64(round)))
		bundle, text := randomBundle(t, r)
		alone, joined := population(r, bundle.Schema, 150)
		got := simulated(t, bundle, alone, joined)
		want := lived(t, bundle, alone, joined)
		if !maps.Equal(got, want) {
			for _, name := range slices.Sorted(maps.Keys(want)) {
				if got[name] != want[name] {
					t.Errorf("%s: %d in the simulation, %d in the engine", name, got[name], want[name])
				}
			}
			for _, name := range slices.Sorted(maps.Keys(got)) {
				if _, known := want[name]; !known {
					t.Errorf("%s: %d in the simulation, unknown to the engine", name, got[name])
				}
			}
			t.Fatalf("round %d of\n%s", round, text)
		}
		entered, messages = entered+want["entered"], messages+want["messages"]
	}
	if !testing.Short() && (entered < 100 || messages < 10) {
		t.Errorf("%d entered and %d messages left: too quiet to tell anything", entered, messages)
	}
}

const populationSpan = 45 * 24 * time.Hour

var populationStart = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// simulated counts by a simulation.
func simulated(t *testing.T, bundle *vm.Bundle, alone, joined []runtime.Change) map[string]int {
	t.Helper()
	with := map[schema.Ref][]schema.Ref{}
	for _, c := range joined {
		with[schema.Ref{Object: c.Object, ID: c.ID}] = c.With
	}
	whole := slices.Clone(alone)
	for i, c := range whole {
		whole[i].With = with[schema.Ref{Object: c.Object, ID: c.ID}]
	}
	report, err := crowd.Run(t.Context(), crowd.Config{Bundle: bundle, Catalog: stdlib.Catalog(), People: people(),
		Start: populationStart, Span: populationSpan}, func(add crowd.Add) error { return add(whole) })
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{"messages": report.Messages}
	for _, w := range report.Workflows {
		countWorkflow(counts, w.Name, w.Entered, w.Finished, w.Reached, w.Left, w.Inside, w.Failed)
		for _, s := range w.Steps {
			counts[fmt.Sprint(w.Name, " ", s.Number)] = s.Reached
			for _, b := range s.Branches {
				counts[fmt.Sprint(w.Name, " ", s.Number, " ", b.Text)] = b.Taken
			}
		}
	}
	return counts
}

// lived counts by the books of an engine over a store.
func lived(t *testing.T, bundle *vm.Bundle, alone, joined []runtime.Change) map[string]int {
	t.Helper()
	e, err := runtime.Open(runtime.Config{Store: memory.New(), Catalog: stdlib.Catalog(), People: people(),
		Clock: runtime.NewVirtualClock(populationStart), Outbox: nowhere{}, Identity: "simulation", Secret: []byte("simulation")})
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
	must(e.Declare(t.Context(), bundle.Schema))
	_, err = e.PutMany(t.Context(), slices.Concat(alone, joined))
	must(err)
	_, err = e.Deploy(t.Context(), bundle, runtime.DeployOptions{Existing: true})
	must(err)
	must(e.Advance(t.Context(), populationStart.Add(populationSpan)))
	counts := map[string]int{"messages": 0}
	status, err := e.Status()
	must(err)
	for _, s := range status {
		countWorkflow(counts, s.Workflow, s.Enrolled, s.Finished, s.Reached, s.Left, s.Waiting, s.Failed)
	}
	type visit struct {
		enrollment string
		step       int
	}
	seen := map[visit]bool{}
	for line, err := range e.History(runtime.Filter{}) {
		must(err)
		if line.Number < 0 || line.Enrollment == "" || line.Kind == "finished" || line.Kind == "left" {
			continue
		}
		if at := (visit{line.Enrollment, line.Number}); !seen[at] {
			seen[at] = true
			counts[fmt.Sprint(line.Workflow, " ", line.Number)]++
		}
		if line.Kind == "branched" && line.Action != "goto" && line.Action != "stop" {
			counts[fmt.Sprint(line.Workflow, " ", line.Number, " ", line.Text)]++
		}
	}
	for _, err := range e.Messages() {
		must(err)
		counts["messages"]++
	}
	return counts
}

func countWorkflow(counts map[string]int, name string, entered, finished, reached, left, inside, failed int) {
	counts["entered"] += entered
	counts[name+" entered"], counts[name+" finished"], counts[name+" reached"] = entered, finished, reached
	counts[name+" left"], counts[name+" inside"], counts[name+" failed"] = left, inside, failed
}

// nowhere takes every message and says nothing.
type nowhere struct{}

func (nowhere) Send(context.Context, *schema.Message) (schema.Sent, error) { return schema.Sent{}, nil }

// population are contacts, deals and companies with random properties, and after them their associations.
func population(r *rand.Rand, s *schema.Schema, n int) (alone, joined []runtime.Change) {
	for i := range n {
		object := [...]string{"contact", "contact", "contact", "deal", "company"}[i%5]
		c := runtime.Change{Object: object, ID: fmt.Sprint(i + 1), Props: map[string]schema.Value{}}
		for _, p := range s.Object(object).Properties {
			if v := randomValue(r, p, i); p.Number > schema.PropUpdatedAt && (p.Required || r.IntN(2) == 0) && !v.IsNil() {
				c.Props[p.Name] = v
			}
		}
		alone = append(alone, c)
		if i < 5 || object == "company" || r.IntN(3) == 0 {
			continue
		}
		company := schema.Ref{Object: "company", ID: fmt.Sprint(5 * (1 + r.IntN(i/5)))}
		joined = append(joined, runtime.Change{Object: object, ID: c.ID, With: []schema.Ref{company}})
	}
	return alone, joined
}

// randomValue is a value of a property; Nil where none is made up.
func randomValue(r *rand.Rand, p *schema.Property, i int) schema.Value {
	switch day := populationStart.AddDate(0, 0, r.IntN(90)-30); p.Type.Kind {
	case schema.Number:
		return number(r, 101)
	case schema.Bool:
		return schema.BoolValue(r.IntN(2) == 0)
	case schema.Email:
		return schema.TextValue(fmt.Sprintf("c%d@x.example", i))
	case schema.Text:
		if p == p.Object.Key {
			return schema.TextValue(fmt.Sprintf("k%d.example", i))
		}
		return option(r, "Lyon", "Nice", "Paris", "vip")
	case schema.Date:
		return schema.DayValue(day)
	case schema.DateTime:
		return schema.TimeValue(day)
	case schema.User:
		return schema.UserValue("ana@acme.example")
	}
	if p.Type.Kind == schema.Enum && len(p.Type.Options.List) > 0 {
		return schema.TextValue(p.Type.Options.List[r.IntN(len(p.Type.Options.List))].Value)
	}
	return schema.Value{}
}
