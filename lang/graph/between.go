package graph

// How the workflows of a project become boxes and what one does to another becomes arrows.

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang/between"
	"github.com/wflang/wf/lang/typed"
)

// Between returns the graph between workflows: an arrow says that steps of one can make records enter the other, and
// is labeled with their actions. Arrows on a circle are loops.
func Between(title string, r *between.Relations) *Graph {
	g := &Graph{Title: title}
	boxes := map[*typed.Workflow]int{}
	for _, w := range r.Workflows {
		boxes[w] = g.node(Node{Kind: Flow, Text: flowText(w), Place: w.Span.String()})
	}
	loops := r.Loops()
	type ends struct{ from, to int }
	arrows := map[ends]int{}
	actions := map[ends][]string{}
	for _, e := range r.Edges {
		if e.Rests() && !loops[e] {
			continue
		}
		at := ends{boxes[e.From], boxes[e.To]}
		i, ok := arrows[at]
		if !ok {
			i = len(g.Edges)
			arrows[at] = i
			g.Edges = append(g.Edges, Edge{From: at.from, To: at.to})
		}
		g.Edges[i].Loop = g.Edges[i].Loop || loops[e]
		if !slices.Contains(actions[at], e.Action()) {
			actions[at] = append(actions[at], e.Action())
		}
		g.Edges[i].Label = strings.Join(actions[at], ", ")
	}
	return g
}

// flowText is the name of a workflow above its triggers.
func flowText(w *typed.Workflow) string {
	if len(w.Enroll) == 0 {
		return w.Name
	}
	return w.Name + "\n" + startText(w)
}
