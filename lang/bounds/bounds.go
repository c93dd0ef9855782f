// Package bounds says what one run of a workflow can cost at most: since no path of steps returns to where it was, every
// run ends, and the messages, the time and the paths can be counted without running anything.
package bounds

import (
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Bounds are the limits of one run of one workflow.
type Bounds struct {
	Workflow string
	// Messages is the most messages that one receiver can get, by the name of the action.
	Messages map[string]int
	// Shortest and Longest are the time between entering and the end. Delays are measured over 400 days of starts in the
	// workflow's zone and working hours, so months, weekends and clock changes count as they fall.
	Shortest, Longest time.Duration
	// Unbounded are the steps whose wait has no limit that the text tells; Longest then counts only the others.
	Unbounded []source.Span
	// Paths is the number of ways through the steps; math.MaxInt64 stands for that many or more.
	Paths int64
}

// Options are what the project adds: its zone and working hours, where the workflow names none.
type Options struct {
	Zone    *time.Location
	Working calendar.Hours
}

// Of returns the bounds of a checked workflow.
func Of(w *typed.Workflow, opts Options) Bounds {
	c := &counter{
		flow:    flowOf(w),
		clock:   newSampler(w, opts),
		results: map[*typed.Step]*result{},
	}
	total := c.from(first(w.Body))
	b := Bounds{Workflow: w.Name, Messages: total.messages, Shortest: total.shortest, Longest: total.longest, Paths: total.paths}
	for _, s := range slices.SortedFunc(maps.Keys(c.flow.next), func(a, b *typed.Step) int { return a.Number - b.Number }) {
		if d := delayOf(s); d != nil && c.results[s] != nil && c.clock.unlimited(d) {
			b.Unbounded = append(b.Unbounded, s.Span)
		}
	}
	return b
}

// result is what can still happen from a step on.
type result struct {
	messages          map[string]int
	shortest, longest time.Duration
	paths             int64
}

type counter struct {
	flow    *flow
	clock   *sampler
	results map[*typed.Step]*result
}

// from counts from a step on; nil is the end. The steps form no loop, so each is counted once.
func (c *counter) from(s *typed.Step) *result {
	if s == nil {
		return &result{paths: 1}
	}
	if r := c.results[s]; r != nil {
		return r
	}
	r := &result{messages: map[string]int{}, shortest: math.MaxInt64}
	c.results[s] = &result{paths: 1} // a loop, which is a fault of its own, ends here
	for _, next := range c.flow.successors(s) {
		n := c.from(next)
		for name, count := range n.messages {
			r.messages[name] = max(r.messages[name], count)
		}
		r.shortest = min(r.shortest, n.shortest)
		r.longest = max(r.longest, n.longest)
		r.paths = addPaths(r.paths, n.paths)
	}
	if a := actOf(s); a != nil && a.Action.Kind == schema.MessageAction {
		r.messages[a.Action.Name]++
	}
	if d := delayOf(s); d != nil {
		least, most := c.clock.measure(d)
		r.shortest, r.longest = r.shortest+least, r.longest+most
	}
	c.results[s] = r
	return r
}

func addPaths(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// Total is the sum of the messages whose action is name or begins with it and a dot; "" sums all.
func (b *Bounds) Total(name string) int {
	sum := 0
	for action, count := range b.Messages {
		if name == "" || action == name || strings.HasPrefix(action, name+".") {
			sum += count
		}
	}
	return sum
}
