// leaves-itself: a step of the workflow makes its own `suppress`, `unenroll` or `goal` come true while steps are left.

package check

import (
	"slices"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/typed"
)

// leaving is one way out of a workflow, with the word that it is written with.
type leaving struct {
	word  string
	entry *typed.Entry
}

// judgeLeaving warns only where the step alone decides, whatever the record holds, and where another step that acts
// or waits would have come after it.
func (w *workflow) judgeLeaving() {
	for _, n := range w.graph.nodes {
		for _, l := range w.leaving {
			if w.satisfies(w.steps[n.number].Stmt, l.entry) && w.goesOn(n) {
				w.report(leavesItself(n, l))
				break
			}
		}
	}
}

// goesOn reports whether a step that acts or waits can come after n.
func (w *workflow) goesOn(n *node) bool {
	seen := map[*node]bool{}
	for stack := successors(n); len(stack) > 0; {
		m := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[m] {
			continue
		}
		seen[m] = true
		switch m.step.Stmt.(type) {
		case *ast.If, *ast.Match, *ast.Split, *ast.Goto, *ast.Stop:
			stack = append(stack, successors(m)...)
		default:
			return true
		}
	}
	return false
}

func (w *workflow) satisfies(s typed.Stmt, entry *typed.Entry) bool {
	if let, ok := s.(*typed.Let); ok && let.Act != nil {
		s = let.Act
	}
	act, ok := s.(*typed.Act)
	if !ok {
		return false
	}
	if entry.When != nil {
		return w.makesTrue(act, entry.When)
	}
	if entry.Change == nil || entry.Where != nil {
		return false
	}
	target, _ := argument(act, "target").(*typed.PathArg)
	if target == nil || act.Action.Name != "increase" && act.Action.Name != "decrease" { // a set may write what is there already
		return false
	}
	return target.Property == entry.Change.Property && target.Where == nil && sameRecord(target.Of, entry.Change.Of)
}

// makesTrue reports whether a condition surely holds after an action.
func (w *workflow) makesTrue(act *typed.Act, cond typed.Expr) bool {
	if b, ok := cond.(*typed.Binary); ok && (b.Op == "or" || b.Op == "||") {
		return w.makesTrue(act, b.L) || w.makesTrue(act, b.R)
	}
	if b, ok := cond.(*typed.Binary); ok && (b.Op == "and" || b.Op == "&&") {
		return w.makesTrue(act, b.L) && w.makesTrue(act, b.R)
	}
	if m, ok := cond.(*typed.Member); ok {
		name, isConst := argument(act, "name").(*typed.Const)
		set, known := m.Set.(*typed.Const)
		_, self := m.Of.(*typed.Enrolled)
		return act.Action.Name == "list.add" && isConst && known && self && set.Value.Text() == "list:"+name.Value.Text()
	}
	target, _ := argument(act, "target").(*typed.PathArg)
	value, _ := argument(act, "value").(*typed.Const)
	op, _ := argument(act, "op").(*typed.Const)
	if act.Action.Name != "set" || target == nil || target.Where != nil || target.Plural || value == nil || op == nil || op.Value.Text() != "=" {
		return false
	}
	reads := func(e typed.Expr) bool {
		p, ok := e.(*typed.Property)
		return ok && p.Property == target.Property && sameRecord(p.Of, target.Of)
	}
	switch e := cond.(type) {
	case *typed.Property:
		return reads(e) && value.Value.Bool()
	case *typed.Call:
		return e.Func != nil && e.Func.Name == "known" && len(e.Args) == 1 && reads(e.Args[0]) && !value.Value.IsNil()
	case *typed.Binary:
		other, ok := e.R.(*typed.Const)
		if !ok || !reads(e.L) {
			if list, isList := e.R.(*typed.ListLit); isList && e.Op == "in" && reads(e.L) {
				return slices.ContainsFunc(list.Items, func(item typed.Expr) bool {
					k, ok := item.(*typed.Const)
					return ok && k.Value.Equal(value.Value)
				})
			}
			return false
		}
		switch e.Op {
		case "==":
			return value.Value.Equal(other.Value)
		case "!=":
			return !value.Value.Equal(other.Value)
		case "in":
			return slices.ContainsFunc(other.Value.Items(), value.Value.Equal)
		}
	}
	return false
}

// argument is what an action was given for a parameter; nil without.
func argument(act *typed.Act, name string) typed.Expr {
	for i, p := range act.Action.Params {
		if p.Name == name && i < len(act.Args) {
			return act.Args[i]
		}
	}
	return nil
}
