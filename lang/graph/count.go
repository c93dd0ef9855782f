package graph

// How many records took each arrow.

// Traffic is how many records went where.
type Traffic struct {
	Entered int
	Steps   map[int]Passed // by number of the step
}

// Passed is how many records came to a step, and how they went on from there.
type Passed struct {
	Reached int
	Ended   int            // of Reached: went no further
	Failed  int            // of Reached: the action failed
	Took    map[string]int // sides of a branch, as the history names them: `deal.amount > 10: yes`
}

// Count gives every arrow of a workflow the number of records that took it, which the drawing shows.
func (g *Graph) Count(t Traffic) {
	g.counted = true
	// A step that leaves no line in the history passes on what came to it: what comes later in the graph is known once
	// all before it is.
	for range g.Nodes {
		for i := range g.Edges {
			e := &g.Edges[i]
			e.Count = g.took(t, e)
		}
	}
}

func (g *Graph) took(t Traffic, e *Edge) int {
	n := g.Nodes[e.From]
	if n.Kind == Start {
		return t.Entered
	}
	passed, known := t.Steps[n.Step]
	switch {
	case n.Kind == Branch:
		return passed.Took[n.Text+": "+e.Label]
	case !known:
		return g.into(e.From)
	case e.Label == failedLabel:
		return passed.Failed
	case g.canFail(e.From):
		return passed.Reached - passed.Ended - passed.Failed
	}
	return passed.Reached - passed.Ended
}

// into is how many records came to a box.
func (g *Graph) into(node int) (n int) {
	for _, e := range g.Edges {
		if e.To == node {
			n += e.Count
		}
	}
	return n
}

// canFail reports whether a failed action has a way of its own.
func (g *Graph) canFail(node int) bool {
	for _, e := range g.Edges {
		if e.From == node && e.Label == failedLabel {
			return true
		}
	}
	return false
}

// The widths of an arrow that nobody took and of one that everybody took.
const (
	thin = 0.6
	wide = 9.0
)

// width is how wide an arrow is drawn: its share of the most that took one.
func (g *Graph) width(e Edge) float64 {
	most := 0
	for _, other := range g.Edges {
		most = max(most, other.Count)
	}
	if most == 0 {
		return thin
	}
	return thin + (wide-thin)*float64(e.Count)/float64(most)
}
