// Package bounds says what one run of a workflow can cost at most: since no path of steps returns to where it was, every
// run ends, and the messages, the time and the paths can be counted without running anything.
package bounds

import (
	"math"
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
	// Shortest and Longest are the time between entering and the end, to the minute, of a record that nothing takes out
	// before. They hold over all moments of entering, in the workflow's zone and working hours, so months, weekends, days
	// off and clock changes count as they fall. What `during` and `pause on` hold back counts, and the wait for the outcome
	// of an action: as long as its messages are tried again and, of one that is told later, may take. Not counted are the
	// time in the queue of a connector, and times in which the engine stands still or the workflow is paused.
	Shortest, Longest time.Duration
	// Unbounded are the steps whose wait has no limit that the text tells; Longest then counts only the others.
	Unbounded []source.Span
	// Rated says that messages may also wait for the workflow's `rate`, as long as other records are before them. Longest
	// does not count that.
	Rated bool
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
	f := flowOf(w)
	c := &counter{flow: f, results: map[*typed.Step]*result{}}
	total := c.from(first(w.Body))
	r := routeOf(w, f, newClock(w, opts))
	b := Bounds{Workflow: w.Name, Messages: total.messages, Paths: total.paths, Unbounded: r.unbounded(), Rated: w.Rate != nil && len(total.messages) > 0}
	b.Shortest, b.Longest = r.times()
	return b
}

// result is what can still happen from a step on.
type result struct {
	messages map[string]int
	paths    int64
}

type counter struct {
	flow    *flow
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
	r := &result{messages: map[string]int{}}
	c.results[s] = &result{paths: 1} // a loop, which is a fault of its own, ends here
	for _, next := range c.flow.successors(s) {
		n := c.from(next)
		for name, count := range n.messages {
			r.messages[name] = max(r.messages[name], count)
		}
		r.paths = addPaths(r.paths, n.paths)
	}
	if a := actOf(s); a != nil && a.Action.Kind == schema.MessageAction {
		r.messages[a.Action.Name]++
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
