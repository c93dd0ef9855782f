// Workflows: first their names, since each may speak of others, then each one whole.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func (c *checker) declareWorkflows(files []*ast.File) {
	for _, f := range files {
		for _, decl := range f.Decls {
			w, ok := decl.(*ast.Workflow)
			if !ok || w.Name.Text == "" {
				continue
			}
			if first := c.workflows[w.Name.Text]; first != nil {
				c.report(duplicateWorkflow(w.Name, first.syntax.Name.Place))
				continue
			}
			h := &head{syntax: w}
			c.workflows[w.Name.Text] = h
			c.heads = append(c.heads, h)
			if h.object = c.objectNamed(w.On); h.object == nil {
				h.failed = true
				continue
			}
			h.typed = &typed.Workflow{Name: w.Name.Text, Object: h.object, Syntax: w, Span: w.Name.Place, Labels: map[string]*typed.Step{}}
		}
	}
}

// workflow is the state of checking one workflow.
type workflow struct {
	*checker
	*head
	scope   scope
	graph   *graph
	steps   []typed.Step // by number
	vars    map[string]*typed.Var
	leaving []*leaving // what makes a record leave, for leaves-itself
}

func (c *checker) checkWorkflow(h *head) {
	if h.object == nil {
		return
	}
	before := c.errors
	c.untyped = false
	w := &workflow{checker: c, head: h, vars: map[string]*typed.Var{}}
	w.scope = c.outside()
	w.scope.Object, w.scope.Trigger, w.scope.Vars = h.object, w.triggers(), w.vars
	if h.syntax.Body == nil {
		h.syntax.Body = &ast.Block{At: h.syntax.At, Braced: true}
	}
	w.graph = &c.graph
	w.graph.build(h.syntax.Body)
	w.steps = make([]typed.Step, len(w.graph.nodes))
	for i, n := range w.graph.nodes {
		step := &w.steps[i]
		step.Number, step.Span = n.number, n.step.Place
		for _, l := range n.step.Labels {
			if step.Label == "" {
				step.Label = l.Text
			}
			if w.graph.labels[l.Text] == n {
				h.typed.Labels[l.Text] = step
			}
		}
	}
	w.settings()
	w.declareVars()
	h.typed.Body = w.block(h.syntax.Body)
	w.layout(h.syntax.Body)
	if !h.syntax.Broken {
		c.report(w.graph.judge(c.labelsInTests[h.syntax.Name.Text])...)
	}
	if !h.syntax.Broken && !c.failedSince(before) {
		w.judgeVars()
		w.judgeConsent()
		w.judgeEntering()
		w.judgeLeaving()
	}
	h.failed = h.syntax.Broken || c.failedSince(before)
	if !h.failed {
		c.project.Workflows = append(c.project.Workflows, h.typed)
	}
}

// triggers are the events that can enroll a record: what `trigger` may be.
func (w *workflow) triggers() []*schema.Event {
	var events []*schema.Event
	for _, s := range w.syntax.Settings {
		if e, ok := s.(*ast.Enroll); ok && e.Trigger != nil && e.Trigger.Event != nil {
			for _, n := range e.Trigger.Event.Events {
				if event := w.schema.Event(n.Text); event != nil {
					events = append(events, event)
				}
			}
		}
	}
	return events
}
