// Where a goto may lead: what an editor offers after `goto`.

package check

import "github.com/wflang/wf/lang/ast"

// Target is a label of a workflow, as a goto sees it.
type Target struct {
	Label string
	Step  *ast.Step
	Fault string // what would be wrong with a goto to it; empty when it may be named
}

// Targets judges every label of a workflow for a goto in its body, in the order of the file. The other gotos are taken
// as they are. It changes nothing.
func Targets(body *ast.Block, from *ast.Goto) []Target {
	if body == nil {
		return nil
	}
	g := newGraph(body)
	var asked *jump
	for _, n := range g.nodes {
		for _, j := range n.jumps {
			if j.syntax == from {
				asked = j
			} else {
				g.judgeJump(j)
			}
		}
	}
	var list []Target
	for _, n := range g.nodes {
		for _, l := range n.step.Labels {
			t := Target{Label: l.Text, Step: n.step}
			if asked != nil {
				named := *from
				named.Label.Text = l.Text
				trial := *asked
				trial.syntax, trial.to, trial.joined = &named, n, false
				if d, ok := g.judgeJump(&trial); !ok {
					t.Fault = d.Message
				}
			}
			list = append(list, t)
		}
	}
	return list
}
