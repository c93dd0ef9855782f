package graph

// Which arrows lie on a loop.

// markLoops marks every arrow from whose head a way leads back to its tail.
func (g *Graph) markLoops() {
	out := make([][]int, len(g.Nodes))
	for _, e := range g.Edges {
		out[e.From] = append(out[e.From], e.To)
	}
	for i, closes := range backEdges(g) {
		if !closes {
			continue
		}
		// What lies on a loop that this arrow closes can be reached from its head and reaches its tail.
		fromHead := reachable(out, g.Edges[i].To)
		in := make([][]int, len(g.Nodes))
		for _, e := range g.Edges {
			in[e.To] = append(in[e.To], e.From)
		}
		toTail := reachable(in, g.Edges[i].From)
		for j := range g.Edges {
			e := &g.Edges[j]
			e.Loop = e.Loop || fromHead[e.From] && fromHead[e.To] && toTail[e.From] && toTail[e.To]
		}
	}
}

// reachable marks the boxes that can be come to from one, itself included.
func reachable(next [][]int, from int) []bool {
	seen := make([]bool, len(next))
	seen[from] = true
	for stack := []int{from}; len(stack) > 0; {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, to := range next[n] {
			if !seen[to] {
				seen[to] = true
				stack = append(stack, to)
			}
		}
	}
	return seen
}
