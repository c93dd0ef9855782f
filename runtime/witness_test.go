package runtime_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// witness writes down what it is told, as the history would.
type witness struct {
	lines    map[string][]string // by enrollment; refusals by record
	messages []string
}

func newWitness() *witness { return &witness{lines: map[string][]string{}} }

func (w *witness) Said(e *runtime.Entry) {
	key := e.Enrollment
	if key == "" {
		key = e.Record.String()
	}
	// How messages fared is not told.
	status, reason, text := e.Status, e.Reason, e.Text
	if e.Kind == "acted" && e.Status != schema.Skipped && e.Action != "enroll" {
		status, reason, text = schema.Done, "", ""
	}
	w.lines[key] = append(w.lines[key], fmt.Sprint(e.At, e.Workflow, e.Record, e.Kind, e.Step, e.Number, e.Action, text, status, reason))
}

func (w *witness) Wrote(m runtime.Sent) {
	w.messages = append(w.messages, fmt.Sprint(m.At, m.Workflow, m.Enrollment, m.Record, m.Step, m.Action, m.Message.To, m.Message.Body))
}

// What a witness is told is what an engine without one remembers, and the records fare the same.
func TestWitness(t *testing.T) {
	seed := seed(t)
	told := newWitness()
	live := func(adapt ...func(*runtime.Config)) *world {
		w := newWorld(t, life, adapt...)
		r := rand.New(rand.NewPCG(seed, 3))
		for range 400 {
			w.act(r)
			w.advance(time.Duration(r.IntN(300)) * time.Minute)
		}
		w.advance(40 * 24 * time.Hour)
		return w
	}
	with := live(func(c *runtime.Config) { c.Witness = told })
	without := live(func(c *runtime.Config) { c.KeepHistory = 10 * 365 * 24 * time.Hour })

	kept := newWitness()
	for e, err := range without.e.History(runtime.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		kept.Said(&e)
	}
	for m, err := range without.e.Messages() {
		if err != nil {
			t.Fatal(err)
		}
		kept.Wrote(m)
	}
	if len(kept.lines) < 50 || len(kept.messages) < 10 {
		t.Fatalf("too little happened: %d runs, %d messages", len(kept.lines), len(kept.messages))
	}
	if !slices.Equal(told.messages, kept.messages) {
		t.Errorf("told %d messages, kept %d:\n%q\n%q", len(told.messages), len(kept.messages), told.messages, kept.messages)
	}
	for id, lines := range kept.lines {
		if !slices.Equal(told.lines[id], lines) {
			t.Errorf("%s: told %q\nkept %q", id, told.lines[id], lines)
		}
	}
	if len(told.lines) != len(kept.lines) {
		t.Errorf("told of %d runs, kept %d", len(told.lines), len(kept.lines))
	}
	for id := range 30 {
		r := ref("contact", fmt.Sprint(id))
		for _, property := range []string{"score", "owner", "lead_status"} {
			if a, b := with.get(r, property), without.get(r, property); a != b {
				t.Errorf("%s %s: %s with a witness, %s without", r, property, a, b)
			}
		}
	}
	for e, err := range with.e.History(runtime.Filter{}) {
		t.Fatalf("the store kept %v %v", e, err)
	}
	for e, err := range with.e.Enrollments(runtime.Filter{}) {
		if err != nil || e.State != runtime.StateWaiting {
			t.Fatalf("the store kept %v %v", e, err)
		}
	}
}

// An action that enrolls a record which then may not enter, the run that did so being over: the witness hears of it too.
func TestWitnessOfRefusedEntries(t *testing.T) {
	live := func(adapt ...func(*runtime.Config)) *world {
		w := newWorld(t, `
workflow twice on contact {
  enroll when contact.score > 1

  enroll in other
  enroll in other
}

workflow other on contact {
  delay 1 day
}`, adapt...)
		w.put("contact", "1", "score", 2)
		w.put("contact", "2", "score", 1)
		w.advance(2 * 24 * time.Hour)
		return w
	}
	told, kept := newWitness(), newWitness()
	with, without := live(func(c *runtime.Config) { c.Witness = told }), live()
	for e, err := range without.e.History(runtime.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		kept.Said(&e)
	}
	if !maps.EqualFunc(told.lines, kept.lines, slices.Equal) {
		t.Errorf("told %q\nkept %q", told.lines, kept.lines)
	}
	status := func(w *world) []runtime.WorkflowStatus {
		list, err := w.e.Status()
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if got, want := status(with), status(without); !slices.Equal(got, want) || want[1].Failed+want[0].Failed != 1 {
		t.Errorf("with a witness %+v\nwithout %+v", got, want)
	}
	if left := slices.Collect(maps.Keys(told.lines)); len(left) != 3 {
		t.Errorf("runs and refusals: %v", left)
	}
}
