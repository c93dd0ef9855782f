// Tests of the language: names and types are checked like those of workflows, so that a runner resolves nothing.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// findLabels notes the labels that tests speak of, so that they do not count as unused.
func (c *checker) findLabels(files []*ast.File) {
	for _, t := range testsOf(files) {
		for _, s := range t.Stmts {
			e, ok := s.(*ast.Expect)
			if !ok || e.Label == nil {
				continue
			}
			for _, w := range t.Workflows {
				if c.labelsInTests[w.Text] == nil {
					c.labelsInTests[w.Text] = map[string]bool{}
				}
				c.labelsInTests[w.Text][e.Label.Text] = true
			}
		}
	}
}

func testsOf(files []*ast.File) []*ast.Test {
	var tests []*ast.Test
	for _, f := range files {
		for _, d := range f.Decls {
			if t, ok := d.(*ast.Test); ok {
				tests = append(tests, t)
			}
		}
	}
	return tests
}

func (c *checker) checkTests(files []*ast.File) {
	titles := map[string]source.Span{}
	for _, t := range testsOf(files) {
		if first, ok := titles[t.Title.Value]; ok {
			c.report(duplicateTest(t.Title, first))
		} else {
			titles[t.Title.Value] = t.Title.Place
		}
		c.checkTest(t)
	}
}

// test is the state of checking one test. Record actions are checked as in a workflow without enrolled record.
type test struct {
	*workflow
	syntax *ast.Test
	typed  *typed.Test
}

func (c *checker) checkTest(syntax *ast.Test) {
	before := c.errors
	c.untyped = false
	t := &test{syntax: syntax, typed: &typed.Test{Title: syntax.Title.Value, Span: syntax.Title.Place, Syntax: syntax}}
	givens := map[string]*typed.GivenRecord{}
	t.workflow = &workflow{checker: c, head: &head{typed: &typed.Workflow{}}, graph: newGraph(nil), scope: c.outside()}
	t.scope.Givens = givens
	complete := true
	for _, n := range syntax.Workflows {
		h := c.workflows[n.Text]
		switch {
		case n.Text == "":
			complete = false
		case h == nil:
			c.report(unknownWorkflow(n, c.workflowNames()))
		case h.failed || h.typed == nil:
			complete = false
		default:
			t.typed.Workflows = append(t.typed.Workflows, h.typed)
		}
	}
	for _, s := range syntax.Stmts {
		if g, ok := s.(*ast.Given); ok {
			t.declareGiven(g)
		}
	}
	for _, s := range syntax.Stmts {
		stmt := t.statement(s)
		if stmt == nil {
			complete = false
			continue
		}
		t.typed.Steps = append(t.typed.Steps, &typed.TestStep{Span: s.Span(), Stmt: stmt})
	}
	if complete && !c.failedSince(before) {
		c.project.Tests = append(c.project.Tests, t.typed)
	}
}

func (t *test) declareGiven(g *ast.Given) {
	if g.Name.Text == "" {
		return
	}
	if is, ok := reserved[g.Name.Text]; ok {
		t.report(reservedName(g.Name, is))
		return
	}
	if first := t.scope.Givens[g.Name.Text]; first != nil {
		t.report(duplicateGiven(g.Name, first.Span))
		return
	}
	object := t.objectNamed(g.Object)
	if object == nil {
		return
	}
	record := &typed.GivenRecord{Name: g.Name.Text, Number: len(t.typed.Givens), Object: object, Span: g.Name.Place}
	t.scope.Givens[record.Name] = record
	t.typed.Givens = append(t.typed.Givens, record)
}

func (t *test) statement(s ast.TestStmt) typed.TestStmt {
	switch s := s.(type) {
	case *ast.TestAt:
		return t.clock(s)
	case *ast.Given:
		return t.given(s)
	case *ast.Stub:
		return t.stub(s)
	case *ast.TestSet:
		if act := t.act(s.Stmt); act != nil {
			return &typed.Perform{Act: act}
		}
	case *ast.Send:
		return t.send(s)
	case *ast.Advance:
		if by, ok := t.duration(s.Duration); ok {
			return &typed.Advance{By: by}
		}
	case *ast.TestRun:
		return t.enrollNow(s)
	case *ast.Expect:
		return t.expect(s)
	}
	return nil
}

func (t *test) clock(s *ast.TestAt) typed.TestStmt {
	days, err := calendar.ParseDate(s.Date)
	if err != nil {
		return nil // the parser said so
	}
	y, m, d := calendar.DateOf(days)
	out := &typed.SetClock{Day: calendar.Day{Year: y, Month: m, Day: d}}
	if s.Time != "" {
		at, err := calendar.ParseClock(s.Time)
		if err != nil {
			return nil
		}
		out.Time = at
	}
	return out
}

func (t *test) given(s *ast.Given) typed.TestStmt {
	record := t.scope.Givens[s.Name.Text]
	if record == nil || record.Span != s.Name.Place {
		return nil
	}
	out := &typed.Given{Record: record}
	ok := true
	first, filled := map[string]source.Span{}, map[string]bool{}
	for _, a := range s.Fields {
		if a == nil || a.Name.Text == "" || a.Value == nil {
			ok = false
			continue
		}
		filled[a.Name.Text] = true
		p := record.Object.Property(a.Name.Text)
		if p == nil {
			t.report(unknownProperty(a.Name, record.Object, t.schema))
			continue
		}
		if before, twice := first[p.Name]; twice {
			t.report(givenTwice(a.Name, before))
			continue
		}
		first[p.Name] = a.Name.Place
		v := t.scope.as(a.Value, p.Type)
		if v == nil {
			ok = false
			continue
		}
		if k, isConst := v.(*typed.Const); isConst && k.Value.IsNil() {
			filled[p.Name] = false
		}
		out.Fields = append(out.Fields, typed.FieldValue{Property: p, Value: v})
	}
	if missing := unfilled(record.Object, filled); len(missing) > 0 {
		t.report(missingProperty(s.Object.Place, record.Object, missing))
		ok = false
	}
	for _, n := range s.Of {
		if other := t.named(n); other != nil {
			out.Of = append(out.Of, other)
		} else {
			ok = false
		}
	}
	if !ok {
		return nil
	}
	return out
}

// named is the record of a `given`; it reports an unknown one.
func (t *test) named(n ast.Name) *typed.GivenRecord {
	if n.Text == "" {
		return nil
	}
	if g := t.scope.Givens[n.Text]; g != nil {
		return g
	}
	t.report(unknownGiven(n, t.scope.Givens))
	return nil
}

func (t *test) stub(s *ast.Stub) typed.TestStmt {
	name := pathText(s.Action)
	if name == "" {
		return nil
	}
	action := t.schema.Action(name)
	if action == nil {
		t.report(unknownAction(&ast.Call{At: s.At, Action: s.Action}, name, t.schema))
		return nil
	}
	out := &typed.Stub{Action: action, Outputs: make([]typed.Expr, len(action.Outputs))}
	if s.Fails != nil {
		out.Failing, out.Fails = true, s.Fails.Value
		return out
	}
	ok := true
	for _, a := range s.Returns {
		if a == nil || a.Name.Text == "" || a.Value == nil {
			ok = false
			continue
		}
		at := -1
		for i, f := range action.Outputs {
			if f.Name == a.Name.Text {
				at = i
			}
		}
		if at < 0 {
			t.report(unknownOutput(a.Name, action))
			continue
		}
		if out.Outputs[at] = t.scope.as(a.Value, action.Outputs[at].Type); out.Outputs[at] == nil {
			ok = false
		}
	}
	if !ok {
		return nil
	}
	return out
}

func (t *test) send(s *ast.Send) typed.TestStmt {
	event, to := t.eventNamed(s.Event), t.named(s.To)
	if event == nil || to == nil {
		return nil
	}
	out := &typed.Send{Event: event, Fields: make([]typed.Expr, len(event.Fields)), To: to}
	ok := true
	for _, a := range s.Fields {
		if a == nil || a.Name.Text == "" || a.Value == nil {
			ok = false
			continue
		}
		f := event.Field(a.Name.Text)
		if f == nil {
			t.report(unknownField(a.Name, event))
			continue
		}
		if out.Fields[f.Number] = t.scope.as(a.Value, f.Type); out.Fields[f.Number] == nil {
			ok = false
		}
	}
	if !ok {
		return nil
	}
	return out
}

func (t *test) enrollNow(s *ast.TestRun) typed.TestStmt {
	record := t.named(s.Record)
	if s.Workflow.Text == "" || record == nil {
		return nil
	}
	h := t.workflows[s.Workflow.Text]
	switch {
	case h == nil:
		t.report(unknownWorkflow(s.Workflow, t.workflowNames()))
		return nil
	case h.object == nil || h.typed == nil:
		return nil
	case h.object != record.Object:
		t.report(enrollTypeMismatch(&ast.EnrollIn{Workflow: s.Workflow}, record.Object, h))
		return nil
	}
	return &typed.EnrollNow{Record: record, Workflow: h.typed}
}
