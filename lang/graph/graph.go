// Package graph draws: the steps of a workflow as boxes and arrows, as text for Mermaid and Graphviz and as an SVG with a
// layout of its own.
package graph

// Graph is boxes and arrows. Nodes are numbered by their place in Nodes.
type Graph struct {
	Title string
	Nodes []Node
	Edges []Edge

	counted bool // see Count
}

// Node is one box.
type Node struct {
	Kind  Kind
	Text  string // what stands in the box
	Label string // the label of the step; empty without
	Place string // file:line; empty for start and end
	Step  int    // number of the step in its workflow
}

// Kind decides the shape of a box.
type Kind uint8

// The kinds of box.
const (
	Start Kind = iota
	End
	Action
	Branch // if, match, split
	Delay
	Flow // a workflow, in the graph between workflows
)

// Edge is an arrow.
type Edge struct {
	From, To int
	Label    string
	Goto     bool // written as a goto
	Loop     bool // part of a loop
	Count    int  // records that took it; see Graph.Count
}

func (g *Graph) node(n Node) int {
	g.Nodes = append(g.Nodes, n)
	return len(g.Nodes) - 1
}
