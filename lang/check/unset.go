// Where variables have a value: a use that no `let` comes before is an error, one that some path reaches past the
// `let` a warning, unless the use asks for it.

package check

import (
	"slices"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// held says of each variable, by slot, whether it has a value on every path so far, and on some.
type held struct{ always, sometimes []bool }

func newHeld(n int) *held {
	both := make([]bool, 2*n)
	return &held{both[:n:n], both[n:]}
}

func (h *held) copy() *held {
	out := newHeld(len(h.always))
	copy(out.always, h.always)
	copy(out.sometimes, h.sometimes)
	return out
}

// join adds a path that leads to the same place.
func (h *held) join(other *held) {
	for i := range h.always {
		h.always[i] = h.always[i] && other.always[i]
		h.sometimes[i] = h.sometimes[i] || other.sometimes[i]
	}
}

// judgeVars walks the steps in an order in which each comes after all that lead to it; the flow was judged before, so
// there is one.
func (w *workflow) judgeVars() {
	if len(w.typed.Vars) == 0 {
		return
	}
	read := map[*typed.Var]bool{}
	at := make([]*held, len(w.graph.nodes)) // by step number
	said := map[*typed.Var]bool{}
	order := w.graph.order()
	if len(order) > 0 {
		at[order[0].number] = newHeld(len(w.typed.Vars))
	}
	for _, n := range order {
		state := at[n.number]
		if state == nil {
			continue
		}
		step := &w.steps[n.number]
		for _, e := range stepExprs(step.Stmt) {
			w.judgeUses(e, state, read, said)
		}
		w.leadOn(n, step.Stmt, state, at)
	}
	for _, v := range w.typed.Vars {
		if !read[v] {
			w.report(unusedLet(v))
		}
	}
}

func (w *workflow) judgeUses(e typed.Expr, state *held, read, said map[*typed.Var]bool) {
	var asked map[*typed.Var]bool // made when it is needed
	typed.Walk(e, func(part typed.Expr) bool {
		ref, ok := part.(*typed.VarRef)
		if !ok {
			return true
		}
		v := ref.Var
		read[v] = true
		switch {
		case state.always[v.Slot] || said[v]:
		case !state.sometimes[v.Slot]:
			said[v] = true
			w.report(neverSet(ref.At, v))
		default:
			if asked == nil {
				asked = askedFor(e)
			}
			if !asked[v] {
				said[v] = true
				w.report(maybeUnknown(ref.At, v))
			}
		}
		return true
	})
}

// askedFor are the variables that an expression compares with nil somewhere, or gives a substitute for.
func askedFor(e typed.Expr) map[*typed.Var]bool {
	asked := map[*typed.Var]bool{}
	typed.Walk(e, func(e typed.Expr) bool {
		switch e := e.(type) {
		case *typed.Binary:
			switch e.Op {
			case "==", "!=":
				if isNil(e.R) {
					markVars(e.L, asked)
				}
				if isNil(e.L) {
					markVars(e.R, asked)
				}
			case "??":
				markVars(e.L, asked)
			}
		case *typed.Call:
			if e.Func != nil && e.Func.Name == "known" {
				for _, a := range e.Args {
					markVars(a, asked)
				}
			}
		}
		return true
	})
	return asked
}

func markVars(e typed.Expr, into map[*typed.Var]bool) {
	typed.Walk(e, func(e typed.Expr) bool {
		if v, ok := e.(*typed.VarRef); ok {
			into[v.Var] = true
		}
		return true
	})
}

func isNil(e typed.Expr) bool {
	k, ok := e.(*typed.Const)
	return ok && k.Value.IsNil() && k.T.Kind != schema.Invalid
}

// leadOn hands the state after a step to the steps that can follow. The state before it is used up.
func (w *workflow) leadOn(n *node, stmt typed.Stmt, before *held, at []*held) {
	// give hands a state on that nothing else uses.
	give := func(m *node, state *held) {
		switch {
		case m == nil:
		case at[m.number] == nil:
			at[m.number] = state
		default:
			at[m.number].join(state)
		}
	}
	for _, j := range n.jumps {
		if j.joined && j.failure && isCreate(n.step.Stmt) {
			give(j.to, before.copy()) // what could not be created is not there
		}
	}
	after := before
	if let, ok := stmt.(*typed.Let); ok && let.Var != nil {
		after.always[let.Var.Slot], after.sometimes[let.Var.Slot] = true, true
	}
	for _, j := range n.jumps {
		if j.joined && !(j.failure && isCreate(n.step.Stmt)) {
			give(j.to, after.copy())
		}
	}
	branchIf, isIf := stmt.(*typed.If)
	rest := after // where the conditions so far do not hold
	for i, b := range n.branches {
		state := rest.copy()
		if isIf && i < len(branchIf.Branches) {
			setWhere(branchIf.Branches[i].Cond, true, state)
			setWhere(branchIf.Branches[i].Cond, false, rest)
		}
		give(b.entry, state)
	}
	if !n.leaves && (len(n.branches) == 0 || n.otherwise) {
		give(n.next, rest)
	}
}

func isCreate(s ast.Stmt) bool {
	let, ok := s.(*ast.Let)
	if !ok {
		return false
	}
	_, ok = let.Stmt.(*ast.Create)
	return ok
}

// setWhere notes the variables that must have a value where a condition came out as holds.
func setWhere(cond typed.Expr, holds bool, state *held) {
	set := func(e typed.Expr) {
		if v, ok := e.(*typed.VarRef); ok {
			state.always[v.Var.Slot] = true
		}
	}
	switch e := cond.(type) {
	case *typed.VarRef:
		if holds {
			set(e)
		}
	case *typed.Unary:
		if e.Op == "not" {
			setWhere(e.X, !holds, state)
		}
	case *typed.Call:
		if e.Func != nil && e.Func.Name == "known" && holds {
			for _, a := range e.Args {
				set(a)
			}
		}
	case *typed.Binary:
		switch e.Op {
		case "and", "&&":
			if holds {
				setWhere(e.L, true, state)
				setWhere(e.R, true, state)
			}
		case "or", "||":
			if !holds {
				setWhere(e.L, false, state)
				setWhere(e.R, false, state)
			}
		case "!=", "==":
			if (e.Op == "!=") == holds {
				if isNil(e.R) {
					set(e.L)
				}
				if isNil(e.L) {
					set(e.R)
				}
			} else if e.Op == "==" && holds && !isNil(e.L) && !isNil(e.R) {
				set(e.L)
				set(e.R)
			}
		}
	case *typed.Field, *typed.Property, *typed.Index:
		if holds { // something read from it was true, so it is there
			vars := map[*typed.Var]bool{}
			markVars(cond, vars)
			for v := range vars {
				state.always[v.Slot] = true
			}
		}
	}
}

// order is the steps so that each comes after all that lead to it, as the edges are when it is first asked for.
func (g *graph) order() []*node {
	if g.inward != nil || len(g.nodes) == 0 {
		return g.inward
	}
	order := make([]*node, 0, len(g.nodes))
	seen := make([]bool, len(g.nodes))
	edges := make([]*node, 0, 2*len(g.nodes))
	ahead := func(n *node) []*node {
		from := len(edges)
		n.follow(true, func(m *node) {
			if m != nil {
				edges = append(edges, m)
			}
		})
		return edges[from:]
	}
	type frame struct {
		n    *node
		next []*node
	}
	first := g.nodes[0]
	seen[first.number] = true
	for stack := []frame{{first, ahead(first)}}; len(stack) > 0; {
		top := &stack[len(stack)-1]
		if len(top.next) == 0 {
			order = append(order, top.n)
			stack = stack[:len(stack)-1]
			continue
		}
		m := top.next[0]
		top.next = top.next[1:]
		if !seen[m.number] {
			seen[m.number] = true
			stack = append(stack, frame{m, ahead(m)})
		}
	}
	slices.Reverse(order)
	g.inward = order
	return order
}

func successors(n *node) []*node {
	var out []*node
	n.follow(true, func(m *node) {
		if m != nil {
			out = append(out, m)
		}
	})
	return out
}

// stepExprs are the expressions that a step itself evaluates, without those of the steps in its branches.
func stepExprs(s typed.Stmt) []typed.Expr {
	switch s := s.(type) {
	case *typed.If:
		list := make([]typed.Expr, len(s.Branches))
		for i, b := range s.Branches {
			list[i] = b.Cond
		}
		return list
	case *typed.Match:
		return []typed.Expr{s.Subject}
	case *typed.Act:
		return s.Args
	case *typed.Delay:
		return delayExprs(s)
	case *typed.Let:
		switch {
		case s.Act != nil:
			return s.Act.Args
		case s.Delay != nil:
			return delayExprs(s.Delay)
		}
		return []typed.Expr{s.Value}
	}
	return nil
}

func delayExprs(d *typed.Delay) []typed.Expr {
	list := []typed.Expr{d.Cond, d.Where}
	if d.Moment != nil {
		list = append(list, d.Moment.Expr)
	}
	return list
}
