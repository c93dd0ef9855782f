// Steps: the statements of a workflow, one after the other. A statement with a fault gives a step without statement.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/typed"
)

// block checks the steps of a block. It is never nil, so that an empty branch differs from none.
func (w *workflow) block(b *ast.Block) []*typed.Step {
	if b == nil || len(b.Steps) == 0 {
		return []*typed.Step{}
	}
	steps := w.memory.Steps.Make(len(b.Steps))
	for i, s := range b.Steps {
		steps[i] = &w.steps[w.graph.byStep[s].number]
		steps[i].Stmt = w.statement(s)
	}
	return steps
}

func (w *workflow) statement(s *ast.Step) typed.Stmt {
	switch stmt := s.Stmt.(type) {
	case *ast.If:
		return w.branchIf(stmt)
	case *ast.Match:
		return w.match(stmt)
	case *ast.Split:
		return w.split(stmt)
	case *ast.Goto:
		if to := w.labeled(stmt); to != nil {
			return &typed.Goto{To: to}
		}
	case *ast.Stop:
		return &typed.Stop{}
	case *ast.Delay:
		if d := w.delay(stmt); d != nil {
			return d
		}
	case *ast.Let:
		return w.let(stmt)
	default:
		if act := w.act(s.Stmt); act != nil {
			return act
		}
	}
	return nil
}

// act checks a statement that is an action; nil when it has a fault.
func (w *workflow) act(s ast.Stmt) *typed.Act {
	switch stmt := s.(type) {
	case *ast.Set:
		return w.set(stmt)
	case *ast.Copy:
		return w.copy(stmt)
	case *ast.Clear:
		return w.clear(stmt)
	case *ast.Increase:
		return w.increase(stmt)
	case *ast.Create:
		return w.create(stmt)
	case *ast.Associate:
		return w.associate(stmt)
	case *ast.EnrollIn:
		return w.enrollIn(stmt)
	case *ast.Call:
		return w.call(stmt)
	}
	return nil
}

// labeled is the step that a goto names; nil when there is none, which the flow reports.
func (w *workflow) labeled(g *ast.Goto) *typed.Step {
	if n := w.graph.labels[g.Label.Text]; n != nil {
		return &w.steps[n.number]
	}
	return nil
}
