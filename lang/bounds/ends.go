package bounds

// When the delays of a workflow end, counted from the moment a record enters.

import (
	"slices"
	"time"

	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// End is when a delay ends, over all ways that lead through it.
type End struct {
	Delay    source.Span
	Earliest time.Duration // since entering, with all waits as short as they can be
	Latest   time.Duration // since entering; without meaning when Open
	Open     bool          // this delay, or one before it, has no limit
}

// Ends returns the ends of the delays of a workflow that a record can reach, in the order of the text. The workflow may
// have faults.
func Ends(w *typed.Workflow, opts Options) []End {
	c := newClock(w, opts)
	c.zone = time.UTC // where a day has 24 hours: nobody asks when the clocks change
	r := routeOf(w, flowOf(w), c)
	var out []End
	for i, at := range r.walk()[:len(r.steps)] {
		if s := r.steps[i]; at.reached && delayOf(s) != nil {
			out = append(out, End{Delay: s.Span, Earliest: floor(at.least), Latest: ceil(at.most), Open: at.open})
		}
	}
	slices.SortFunc(out, func(a, b End) int { return a.Delay.Start - b.Delay.Start })
	return out
}

// inOrder lists the steps from one on, each behind all that lead to it. A loop, which is a fault, is cut.
func (f *flow) inOrder(from *typed.Step) []*typed.Step {
	var list []*typed.Step
	seen := map[*typed.Step]bool{nil: true}
	var visit func(*typed.Step)
	visit = func(s *typed.Step) {
		if seen[s] {
			return
		}
		seen[s] = true
		for _, next := range f.successors(s) {
			visit(next)
		}
		list = append(list, s)
	}
	visit(from)
	slices.Reverse(list)
	return list
}
