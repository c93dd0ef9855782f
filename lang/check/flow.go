// The go-to rules, in the order in which they are tried, and what no path reaches.

package check

import (
	"slices"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// judge reports what is wrong with the flow of a workflow. used holds labels that something outside of the steps
// names: a test.
func (g *graph) judge(used map[string]bool) []diag.Diagnostic {
	found := g.judgeLabels(used)
	for _, n := range g.nodes {
		for _, j := range n.jumps {
			if d, ok := g.judgeJump(j); !ok {
				found = append(found, d)
			}
		}
	}
	return append(found, g.unreachable()...)
}

func (g *graph) judgeLabels(used map[string]bool) []diag.Diagnostic {
	var found []diag.Diagnostic
	targets := map[string]bool{}
	for _, n := range g.nodes {
		for _, j := range n.jumps {
			targets[j.syntax.Label.Text] = true
		}
	}
	for _, n := range g.nodes {
		for _, l := range n.step.Labels {
			is, taken := reserved[l.Text]
			switch first := g.labels[l.Text]; {
			case taken:
				found = append(found, reservedName(l, is))
			case first != n || firstLabel(n, l.Text) != l.Place:
				found = append(found, duplicateLabel(l, firstLabel(first, l.Text)))
			case !targets[l.Text] && !used[l.Text]:
				found = append(found, unusedLabel(l))
			}
		}
	}
	return found
}

func firstLabel(n *node, name string) source.Span {
	for _, l := range n.step.Labels {
		if l.Text == name {
			return l.Place
		}
	}
	return source.Span{}
}

// judgeJump tries the rules on one goto. One that passes joins the graph, and so does one refused for another reason
// than a loop as long as it closes none: what it leads to is not unreachable too.
func (g *graph) judgeJump(j *jump) (diag.Diagnostic, bool) {
	if j.to == nil {
		j.refused = true
		return unknownLabel(j.syntax.Label, g.labelNames()), j.syntax.Label.Text == ""
	}
	path := g.path(j.to, j.from)
	j.joined = path == nil
	j.refused = true
	switch in := j.from.branch; {
	case !j.failure && in == nil:
		return gotoOutsideBranch(j), false
	case !j.failure && j.to.inside(in):
		return gotoOwnBranch(j, in), false
	case path != nil:
		return gotoLoop(j, path), false
	}
	j.refused = false
	return diag.Diagnostic{}, true
}

// path is a shortest way from one step to another along the graph as it is now, both included; nil when there is none.
func (g *graph) path(from, to *node) []*node {
	g.search++
	g.found[from.number] = visit{search: g.search}
	for queue := []*node{from}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		if n == to {
			path := []*node{n}
			for n != from {
				n = g.found[n.number].before
				path = append(path, n)
			}
			slices.Reverse(path)
			return path
		}
		n.follow(false, func(m *node) {
			if m != nil && g.found[m.number].search != g.search {
				g.found[m.number] = visit{g.search, n}
				queue = append(queue, m)
			}
		})
	}
	return nil
}

// reached marks the steps that a record can come to.
func (g *graph) reached() []bool {
	reached := make([]bool, len(g.nodes))
	if len(g.nodes) == 0 {
		return reached
	}
	reached[0] = true
	for stack := []*node{g.nodes[0]}; len(stack) > 0; {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		n.follow(true, func(m *node) {
			if m != nil && !reached[m.number] {
				reached[m.number] = true
				stack = append(stack, m)
			}
		})
	}
	return reached
}

// unreachable reports the first step of each stretch that no path reaches.
func (g *graph) unreachable() []diag.Diagnostic {
	var found []diag.Diagnostic
	reached := g.reached()
	for _, n := range g.nodes {
		if reached[n.number] {
			continue
		}
		previous := n.previous(g)
		if previous == nil || !reached[previous.number] {
			continue // a part of the stretch that began before
		}
		found = append(found, unreachableStep(n, previous))
	}
	return found
}

// previous is the step before n in its block.
func (n *node) previous(g *graph) *node {
	for i, s := range n.block.Steps {
		if s == n.step && i > 0 {
			return g.byStep[n.block.Steps[i-1]]
		}
	}
	return nil
}

func (g *graph) labelNames() []string {
	var names []string
	for _, n := range g.nodes {
		for _, l := range n.step.Labels {
			names = append(names, l.Text)
		}
	}
	return names
}
