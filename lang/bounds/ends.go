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
	flow, clock := flowOf(w), newSampler(w, opts)
	clock.zone = time.UTC             // where a day has 24 hours: nobody asks when the clocks change
	reached := map[*typed.Step]*End{} // before the step
	var out []End
	for _, s := range flow.inOrder(first(w.Body)) {
		now := End{}
		if before := reached[s]; before != nil {
			now = *before
		}
		if d := delayOf(s); d != nil {
			least, most := clock.measure(d)
			now.Earliest, now.Latest, now.Open = now.Earliest+least, now.Latest+most, now.Open || clock.unlimited(d)
			now.Delay = s.Span
			out = append(out, now)
		}
		for _, next := range flow.successors(s) {
			if next == nil {
				continue
			}
			at := reached[next]
			if at == nil {
				at = &End{Earliest: now.Earliest}
				reached[next] = at
			}
			at.Earliest, at.Latest, at.Open = min(at.Earliest, now.Earliest), max(at.Latest, now.Latest), at.Open || now.Open
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
