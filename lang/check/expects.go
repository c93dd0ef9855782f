// What a test expects: the state of a record, an action that took place, or a condition.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func (t *test) expect(s *ast.Expect) typed.TestStmt {
	out := &typed.Expect{No: s.No}
	switch {
	case s.State != "" && s.Of != nil:
		out.State, out.Of = s.State, t.named(*s.Of)
		if out.Of == nil {
			return nil
		}
	case s.Label != nil && s.Of != nil:
		out.Label, out.Of = s.Label.Text, t.named(*s.Of)
		if out.Of == nil || !t.labelKnown(*s.Label) {
			return nil
		}
	case s.Action != nil:
		if !t.expectAction(s, out) {
			return nil
		}
	case s.Cond != nil:
		if out.Cond = t.scope.condition(s.Cond); out.Cond == nil {
			return nil
		}
		t.constantCondition(out.Cond)
	default:
		return nil
	}
	return out
}

// labelKnown reports a label that none of the workflows of the test has.
func (t *test) labelKnown(l ast.Name) bool {
	var names []string
	for _, n := range t.syntax.Workflows {
		h := t.workflows[n.Text]
		if h == nil || h.typed == nil {
			return true // reported, or silent from there on
		}
		if h.typed.Labels[l.Text] != nil {
			return true
		}
		for name := range h.typed.Labels {
			names = append(names, name)
		}
	}
	t.report(labelOfNoWorkflow(l, names))
	return false
}

func (t *test) expectAction(s *ast.Expect, out *typed.Expect) bool {
	name := pathText(s.Action)
	if out.Action = t.schema.Action(name); out.Action == nil {
		t.report(unknownAction(&ast.Call{At: s.At, Action: s.Action}, name, t.schema))
		return false
	}
	args := map[string]schema.Type{}
	for _, p := range out.Action.Params {
		args[p.Name] = p.Type
		if p.Many || len(p.Accepts) > 0 {
			args[p.Name] = schema.Of(schema.Any)
		}
	}
	if s.Object != nil {
		if out.Object = t.objectNamed(*s.Object); out.Object == nil {
			return false
		}
		args = map[string]schema.Type{}
		for _, p := range out.Object.Properties {
			args[p.Name] = p.Type
		}
	}
	if s.Where == nil {
		return true
	}
	scope := t.scope
	scope.Args = args
	out.Where = scope.condition(s.Where)
	return out.Where != nil
}
