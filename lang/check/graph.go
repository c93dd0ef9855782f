// The step graph of a workflow: every step with where it can lead. It is built from the tree as written, so that the
// flow is judged also where expressions have faults.

package check

import (
	"slices"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// graph holds the steps in source order; a step's number is its place in nodes.
type graph struct {
	nodes  []*node
	byStep map[*ast.Step]*node
	labels map[string]*node // of a label that is there twice the first

	search int     // number of the search for a path at hand
	found  []visit // by step number
	inward []*node // the steps so that each comes after all that lead to it; nil until asked for

	// Memory of the graphs before, which a new one uses again: a project has thousands of workflows.
	spareNodes    []*node
	spareBranches []*branch
	branches      int // used of the spare ones
}

// visit is how a search for a path came to a step; it holds for the search of its number only.
type visit struct {
	search int
	before *node
}

// node is one step. An `else if` belongs to the step of its `if`, unless it carries a label.
type node struct {
	number int
	step   *ast.Step
	branch *branch // innermost one that the step stands in; nil at the top level
	next   *node   // where the record goes on afterwards; nil: the end
	block  *ast.Block

	branches  []*branch // of if, match and split, in order
	otherwise bool      // it may take none of its branches
	leaves    bool      // goto and stop: next is not reached
	jumps     []*jump   // goto, and `on failure goto`
}

// branch is one arm of an `if`, `match` or `split`.
type branch struct {
	owner  *node
	block  *ast.Block
	entry  *node       // its first step, or where its owner leads when it is empty
	cond   *ast.Expr   // of `if`
	place  source.Span // what stands for it in messages: a condition, the values of an arm, the body of an else
	isElse bool
}

// jump is a goto from a step to the step with its label.
type jump struct {
	from    *node
	syntax  *ast.Goto
	failure bool  // of `on failure goto`: a branch of its own
	to      *node // nil: there is no such label
	joined  bool  // it has its edge in the graph
	refused bool  // it breaks a go-to rule; it may have its edge none the less
}

func newGraph(body *ast.Block) *graph {
	g := &graph{}
	g.build(body)
	return g
}

// mostSpare is from how many steps on a map is not used again: emptying it costs as much as it is large.
const mostSpare = 256

// build makes the graph anew of the steps of a body. Nodes and branches of the graph before are not valid any more.
func (g *graph) build(body *ast.Block) {
	if g.byStep == nil || len(g.byStep) > mostSpare {
		g.byStep = map[*ast.Step]*node{}
	}
	clear(g.byStep)
	g.labels = map[string]*node{}
	g.nodes, g.inward, g.branches = g.nodes[:0], nil, 0
	g.enter(body, nil)
	g.link(body, nil)
	g.found = slices.Grow(g.found[:0], len(g.nodes))[:len(g.nodes)]
	g.search = 0
	clear(g.found)
	for _, n := range g.nodes {
		for _, j := range n.jumps {
			j.to = g.labels[j.syntax.Label.Text]
		}
	}
}

// newNode makes the node of a step, the next in source order.
func (g *graph) newNode(s *ast.Step, b *ast.Block, in *branch) *node {
	number := len(g.nodes)
	if number == len(g.spareNodes) {
		g.spareNodes = append(g.spareNodes, &node{})
	}
	n := g.spareNodes[number]
	*n = node{number: number, step: s, branch: in, block: b, branches: n.branches[:0], jumps: n.jumps[:0]}
	g.nodes = append(g.nodes, n)
	g.byStep[s] = n
	return n
}

// newBranch adds a branch to a node.
func (g *graph) newBranch(n *node, is branch) *branch {
	if g.branches == len(g.spareBranches) {
		g.spareBranches = append(g.spareBranches, &branch{})
	}
	b := g.spareBranches[g.branches]
	g.branches++
	*b = is
	b.owner = n
	n.branches = append(n.branches, b)
	return b
}

// enter numbers the steps of a block in source order.
func (g *graph) enter(b *ast.Block, in *branch) {
	if b == nil {
		return
	}
	for _, s := range b.Steps {
		n := g.newNode(s, b, in)
		for _, l := range s.Labels {
			if g.labels[l.Text] == nil {
				g.labels[l.Text] = n
			}
		}
		switch stmt := s.Stmt.(type) {
		case *ast.If:
			g.enterIf(n, stmt)
		case *ast.Match:
			n.otherwise = !g.enterArms(n, stmt.Arms)
		case *ast.Split:
			g.enterArms(n, stmt.Arms)
		case *ast.Goto:
			n.leaves = true
			n.jumps = append(n.jumps, &jump{from: n, syntax: stmt})
		case *ast.Stop:
			n.leaves = true
		}
		act := s.Stmt
		if l, ok := act.(*ast.Let); ok {
			act = l.Stmt
		}
		if f := ast.FailureOf(act); f != nil && f.Goto != nil {
			n.jumps = append(n.jumps, &jump{from: n, syntax: f.Goto, failure: true})
		}
	}
}

func (g *graph) enterIf(n *node, stmt *ast.If) {
	for {
		then := g.newBranch(n, branch{block: stmt.Then, cond: stmt.Cond, place: stmt.Place})
		if stmt.Cond != nil {
			then.place = stmt.Cond.Place
		}
		g.enter(stmt.Then, then)
		if stmt.Else == nil {
			n.otherwise = true
			return
		}
		if chained := elseIf(stmt.Else); chained != nil {
			stmt = chained
			continue
		}
		other := g.newBranch(n, branch{block: stmt.Else, place: stmt.Else.Place, isElse: true})
		g.enter(stmt.Else, other)
		return
	}
}

func (g *graph) enterArms(n *node, arms []*ast.Arm) (hasDefault bool) {
	for _, a := range arms {
		b := g.newBranch(n, branch{block: a.Body, place: a.Place})
		if a.Body != nil && a.Body.Place.Start > a.Place.Start {
			b.place.End = min(a.Body.Place.Start, a.Place.End)
		}
		hasDefault = hasDefault || a.Default
		g.enter(a.Body, b)
	}
	return hasDefault
}

// elseIf is the `if` of an `else if`; nil for any other else.
func elseIf(b *ast.Block) *ast.If {
	if b.Braced || len(b.Steps) != 1 || len(b.Steps[0].Labels) > 0 {
		return nil
	}
	chained, _ := b.Steps[0].Stmt.(*ast.If)
	return chained
}

// link connects the steps of a block, the last with what comes after the block.
func (g *graph) link(b *ast.Block, after *node) {
	if b == nil {
		return
	}
	for i, s := range b.Steps {
		n := g.byStep[s]
		n.next = after
		if i+1 < len(b.Steps) {
			n.next = g.byStep[b.Steps[i+1]]
		}
		for _, arm := range n.branches {
			arm.entry = n.next
			if arm.block != nil && len(arm.block.Steps) > 0 {
				arm.entry = g.byStep[arm.block.Steps[0]]
			}
			g.link(arm.block, n.next)
		}
	}
}

// follow calls visit with each step that can come right after n; nil is the end. With mended, the flow of a goto that
// was refused goes on with the next step, so that one fault does not make others.
func (n *node) follow(mended bool, visit func(*node)) {
	for _, b := range n.branches {
		visit(b.entry)
	}
	stays := !n.leaves && (len(n.branches) == 0 || n.otherwise)
	for _, j := range n.jumps {
		if j.joined {
			visit(j.to)
		}
		stays = stays || mended && j.refused
	}
	if stays {
		visit(n.next)
	}
}

// inside reports whether n stands in the branch b, however deep.
func (n *node) inside(b *branch) bool {
	for in := n.branch; in != nil; in = in.owner.branch {
		if in == b {
			return true
		}
	}
	return false
}
