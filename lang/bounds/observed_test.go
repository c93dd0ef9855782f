package bounds_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
)

// What the engine does with random workflows lies within the bounds: how long records are inside, and what they are sent.
func TestBoundsAgainstTheEngine(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	r := rand.New(rand.NewPCG(seed, 0))
	tight := 0
	for range rounds {
		s := scenario{r: r}
		text := s.workflow()
		b, runs := s.run(t, text)
		longest := time.Duration(0)
		for _, run := range runs {
			longest = max(longest, run.took)
			if run.took < b.Shortest || run.took > b.Longest {
				t.Fatalf("a run from %s takes %s, the bounds are %s to %s, of\n%s", run.from.Format(time.RFC3339), run.took, b.Shortest, b.Longest, text)
			}
			for action, n := range run.messages {
				if n > b.Messages[action] {
					t.Fatalf("a run has %d messages by %s, the bounds are %v, of\n%s", n, action, b.Messages, text)
				}
			}
		}
		if longest >= b.Longest*9/10 {
			tight++
		}
	}
	t.Logf("in %d of %d workflows a run takes nearly as long as the bounds say", tight, rounds)
}

// scenario writes a random workflow and sends records through it.
type scenario struct {
	r     *rand.Rand
	steps strings.Builder
	names int
}

func (s *scenario) pick(list ...string) string { return list[s.r.IntN(len(list))] }

func (s *scenario) workflow() string {
	var out strings.Builder
	out.WriteString("action crm.rate(who: text) at \"https://crm.example/rate\" up to 2 working days\n")
	out.WriteString("workflow w on contact {\n  enroll when contact.score > 0\n  reenroll always\n")
	fmt.Fprintf(&out, "  timezone %q\n", s.pick("UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"))
	if s.r.IntN(3) > 0 {
		out.WriteString("  during " + s.pick("monday..friday 09:00..18:00", "09:00..12:30", "saturday 22:00..02:00", "weekday 08:00..08:10", "tuesday, thursday", "sunday 01:00..04:00") + "\n")
	}
	if s.r.IntN(3) == 0 {
		out.WriteString("  pause on " + s.pick("12-25, 12-26", "2027-01-04, 2027-01-05, 02-29", "01-01") + "\n")
	}
	out.WriteString("\n")
	s.block(2)
	return out.String() + s.steps.String() + "}\n"
}

func (s *scenario) block(depth int) {
	for range 1 + s.r.IntN(4) {
		n := 1 + s.r.IntN(9)
		s.names++
		switch s.r.IntN(11) {
		case 0, 1:
			s.steps.WriteString("webhook(url: \"https://y.example/\")\n")
		case 2:
			fmt.Fprintf(&s.steps, "let v%d = webhook(url: \"https://x.example/\")\n", s.names)
		case 3:
			fmt.Fprintf(&s.steps, "let v%d = crm.rate(who: \"x\")\n", s.names)
		case 4:
			fmt.Fprintf(&s.steps, "set contact.city = \"%d\"\n", s.names)
		case 5, 6:
			fmt.Fprintf(&s.steps, "delay %d %s\n", n, s.pick("minutes", "hours", "days", "weeks", "months", "working days", "working hours"))
		case 7:
			s.steps.WriteString("delay until " + s.pick("tuesday at 11:00", "at 02:30", "weekday at 09:00", "saturday", "monday, friday at 18:00") + "\n")
		case 8:
			fmt.Fprintf(&s.steps, "delay until event page_viewed up to %d %s\n", n, s.pick("hours", "days", "working days"))
		default:
			if depth == 0 {
				continue
			}
			fmt.Fprintf(&s.steps, "if contact.score > %d then {\n", 1+s.r.IntN(8))
			s.block(depth - 1)
			s.steps.WriteString("} else {\nincrease contact.score\n")
			s.block(depth - 1)
			s.steps.WriteString("}\n")
		}
	}
	s.steps.WriteString("increase contact.score\n")
}

// observed is one run.
type observed struct {
	from     time.Time
	took     time.Duration
	messages map[string]int
}

// run deploys the workflow, enrolls records at random moments of two years, and lets time pass until all are out.
func (s *scenario) run(t *testing.T, text string) (bounds.Bounds, []observed) {
	t.Helper()
	catalog := stdlib.Catalog()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", text)}}, catalog)
	for _, d := range a.Diagnostics {
		if d.Level == diag.Error {
			t.Fatalf("%s: %s [%s]\n%s", d.Span, d.Message, d.Code, text)
		}
	}
	b := bounds.Of(a.Project.Workflows[0], bounds.Options{Zone: time.UTC, Working: calendar.Office()})
	bundle, err := compiler.Compile(a.Project, compiler.Options{Working: calendar.Office()})
	if err != nil {
		t.Fatal(err)
	}
	clock := runtime.NewVirtualClock(time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC))
	e, err := runtime.Open(runtime.Config{Store: memory.New(), Clock: clock, Catalog: catalog, Outbox: s, Identity: "test", Secret: []byte("test"),
		URL: "https://wf.example/", Seed: s.r.Uint64(), KeepHistory: 100 * 365 * 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = e.Deploy(ctx, bundle, runtime.DeployOptions{})
	must(err)
	const records = 60
	moments := make([]time.Time, records)
	for i := range moments {
		at := clock.Now().Add(time.Duration(s.r.Int64N(int64(2 * 366 * 24 * time.Hour))))
		switch s.r.IntN(3) {
		case 0:
			at = at.Truncate(time.Hour).Add(time.Microsecond)
		case 1:
			at = at.Truncate(30 * time.Minute)
		}
		moments[i] = at
	}
	slices.SortFunc(moments, time.Time.Compare)
	for i, at := range moments {
		must(e.Advance(ctx, at))
		_, err := e.Put(ctx, "contact", fmt.Sprint(i), map[string]schema.Value{"score": schema.NumberValue(float64(1 + s.r.IntN(10)))})
		must(err)
		if i > 0 && s.r.IntN(4) == 0 {
			must(e.Send(ctx, "page_viewed", schema.Ref{Object: "contact", ID: fmt.Sprint(s.r.IntN(i))}, nil))
		}
	}
	must(e.Advance(ctx, clock.Now().Add(20*365*24*time.Hour)))
	return b, runsOf(t, e)
}

// runsOf reads the runs from the history.
func runsOf(t *testing.T, e *runtime.Engine) []observed {
	t.Helper()
	runs := map[string]*observed{}
	for entry, err := range e.History(runtime.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		run := runs[entry.Enrollment]
		if run == nil {
			run = &observed{took: -1, messages: map[string]int{}}
			runs[entry.Enrollment] = run
		}
		switch {
		case entry.Kind == "enrolled":
			run.from = entry.At
		case entry.Kind == "finished":
			run.took = entry.At.Sub(run.from)
		case entry.Kind == "acted" && entry.Status != schema.Skipped:
			run.messages[entry.Action]++
		}
	}
	var out []observed
	for id, run := range runs {
		if run.took < 0 {
			t.Fatalf("the run %s, from %s, has not ended", id, run.from)
		}
		delete(run.messages, "set")
		delete(run.messages, "increase")
		out = append(out, *run)
	}
	return out
}

// Send answers as the world does: at once, after a while, never, or with the promise to tell later.
func (s *scenario) Send(_ context.Context, m *schema.Message) (schema.Sent, error) {
	switch n := s.r.IntN(4); {
	case n == 0:
		return schema.Sent{}, errors.New("refused")
	case n == 1:
		return schema.Sent{}, nil
	case n == 2 && !m.Fields["action"].IsNil():
		return schema.Sent{Later: true}, nil
	}
	return schema.Sent{}, &schema.RetryLater{Err: errors.New("busy"), After: time.Duration(s.r.IntN(20)) * time.Hour}
}
