package between

// A workflow as the search runs it: its steps without those that cannot matter to what is searched.

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// node is one thing that a run does, or one fork of its way.
type node struct {
	kind   nodeKind
	cond   typed.Expr // of nodeTest
	cell   int        // of nodeDraw, once the cells are laid out
	step   *typed.Step
	writes []*write // of nodeWrite
	next   []int
}

type nodeKind uint8

const (
	nodeEnd   nodeKind = iota
	nodeTest           // next: when the condition holds, when it does not
	nodeDraw           // one of next, for one record always the same
	nodeFail           // next: when the action succeeds, when it fails
	nodeWrite          // writes
	nodeWait           // lets time pass
	nodeJump           // goes on at a step
)

// program is what a workflow does: node 0 is its end.
type program struct {
	nodes []node
	start int
}

// builder makes a program, back to front. Acts gives the writes of an action that matter.
type builder struct {
	acts  func(*typed.Act) []*write
	out   []node
	at    map[*typed.Step]int
	jumps map[int]*typed.Step
}

func build(w *typed.Workflow, acts func(*typed.Act) []*write) program {
	b := &builder{acts: acts, out: []node{{}}, at: map[*typed.Step]int{}, jumps: map[int]*typed.Step{}}
	start := b.steps(w.Body, 0)
	for from, to := range b.jumps {
		b.out[from].next = []int{b.at[to]}
	}
	return program{b.out, start}
}

func (b *builder) add(n node) int {
	b.out = append(b.out, n)
	return len(b.out) - 1
}

func (b *builder) steps(list []*typed.Step, next int) int {
	for _, s := range slices.Backward(list) {
		next = b.step(s, next)
		b.at[s] = next
	}
	return next
}

func (b *builder) step(s *typed.Step, next int) int {
	switch x := s.Stmt.(type) {
	case *typed.If:
		otherwise := b.steps(x.Else, next)
		for _, branch := range slices.Backward(x.Branches) {
			otherwise = b.test(branch.Cond, b.steps(branch.Body, next), otherwise)
		}
		return otherwise
	case *typed.Match:
		otherwise := b.steps(x.Default, next)
		for _, arm := range slices.Backward(x.Arms) {
			otherwise = b.test(matches(x.Subject, arm.Values), b.steps(arm.Body, next), otherwise)
		}
		return otherwise
	case *typed.Split:
		arms := make([]int, len(x.Arms))
		for i, arm := range x.Arms {
			arms[i] = b.steps(arm.Body, next)
		}
		if !slices.ContainsFunc(arms, func(to int) bool { return to != arms[0] }) {
			return arms[0]
		}
		return b.add(node{kind: nodeDraw, step: s, next: arms})
	case *typed.Goto:
		n := b.add(node{kind: nodeJump})
		b.jumps[n] = x.To
		return n
	case *typed.Stop:
		return 0
	case *typed.Delay:
		return b.add(node{kind: nodeWait, next: []int{next}})
	case *typed.Let:
		if x.Delay != nil {
			return b.add(node{kind: nodeWait, next: []int{next}})
		}
		if x.Act != nil {
			return b.act(x.Act, next)
		}
	case *typed.Act:
		return b.act(x, next)
	}
	return next
}

func (b *builder) test(cond typed.Expr, then, otherwise int) int {
	if then == otherwise {
		return then
	}
	return b.add(node{kind: nodeTest, cond: unbound(cond, nil), next: []int{then, otherwise}})
}

func (b *builder) act(a *typed.Act, next int) int {
	if f := a.OnFailure; f != nil {
		to := 0
		if f.To != nil {
			to = b.add(node{kind: nodeJump})
			b.jumps[to] = f.To
		}
		next = b.add(node{kind: nodeFail, next: []int{next, to}})
	}
	if a.Wait && a.Action.Kind != schema.RecordAction {
		next = b.add(node{kind: nodeWait, next: []int{next}})
	}
	if writes := b.acts(a); len(writes) > 0 {
		next = b.add(node{kind: nodeWrite, writes: writes, next: []int{next}})
	}
	return next
}

// matches is the condition on which an arm is taken.
func matches(subject typed.Expr, values []typed.Expr) typed.Expr {
	var out typed.Expr
	for _, v := range values {
		one := binary("==", subject, v)
		if r, ok := v.(*typed.RangeLit); ok {
			one = binary("and", binary(">=", subject, r.Lo), binary("<=", subject, r.Hi))
		}
		if out == nil {
			out = one
		} else {
			out = binary("or", out, one)
		}
	}
	return orTrue(out)
}

func binary(op string, l, r typed.Expr) typed.Expr {
	return &typed.Binary{Base: typed.Base{T: schema.Of(schema.Bool), At: r.Span()}, Op: op, L: l, R: r}
}

// unbound is a condition with those of segments written out for the record that they are asked of.
func unbound(e, item typed.Expr) typed.Expr {
	switch x := e.(type) {
	case *typed.Bound:
		if fixedRecord(x.X) {
			return unbound(x.Body, x.X)
		}
	case *typed.Unary:
		y := *x
		y.X = unbound(x.X, item)
		return &y
	case *typed.Binary:
		y := *x
		y.L, y.R = unbound(x.L, item), unbound(x.R, item)
		return &y
	case *typed.Call:
		y := *x
		y.Args = make([]typed.Expr, len(x.Args))
		for i, a := range x.Args {
			y.Args[i] = unbound(a, item)
		}
		return &y
	case *typed.Property:
		y := *x
		y.Of = unbound(x.Of, item)
		return &y
	case *typed.Member:
		y := *x
		y.Of = unbound(x.Of, item)
		return &y
	case *typed.Item:
		if item != nil && x.Up == 0 && !x.Index {
			return item
		}
	}
	return e
}
