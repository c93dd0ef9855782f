package parse

// Lines of tests become nodes.

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
)

func (s *testAt) build(b *builder, at ast.At) ast.Node {
	n := &ast.TestAt{At: at, Date: s.Date.Value}
	if _, err := calendar.ParseDate(s.Date.Value); err != nil {
		b.faults = append(b.faults, noSuchDay(b.at(&s.Date).Place, s.Date.Value, "write a day such as `2026-03-02`"))
	}
	if s.Time != nil {
		n.Time = s.Time.Value
		b.clock(&clock{*s.Time})
	}
	return n
}

func (s *givenLine) build(b *builder, at ast.At) ast.Node {
	n := &ast.Given{At: at, Object: b.name(s.Object), Name: b.name(s.Name), Of: b.names(s.Of)}
	if s.Fields != nil {
		n.Fields = b.args(s.Fields)
	}
	b.givens[n.Name.Text] = true
	return n
}

func (s *stubLine) build(b *builder, at ast.At) ast.Node {
	n := &ast.Stub{At: at, Action: b.path(s.Action), Fails: b.optionalText(s.Fails)}
	if s.Returns != nil {
		n.Returns = b.args(s.Returns)
	}
	return n
}

func (s *sendLine) build(b *builder, at ast.At) ast.Node {
	n := &ast.Send{At: at, Event: b.name(s.Event), To: b.name(s.To)}
	if s.Fields != nil {
		n.Fields = b.args(s.Fields)
	}
	return n
}

func (s *advanceLine) build(b *builder, at ast.At) ast.Node {
	return &ast.Advance{At: at, Duration: b.duration(&s.Duration)}
}

func (s *testEnroll) build(b *builder, at ast.At) ast.Node {
	return &ast.TestRun{At: at, Record: b.name(s.Record), Workflow: b.name(s.Workflow)}
}

func (s *expectLine) build(b *builder, at ast.At) ast.Node {
	n := &ast.Expect{At: at}
	switch {
	case s.State != nil:
		n.State, n.Of = s.State.State.token.Value, b.optionalName(&s.State.Of)
	case s.Place != nil:
		n.Of, n.Label = b.optionalName(&name{s.Place.Of.token}), b.optionalName(&s.Place.Label)
	case s.No != nil:
		n.No, n.Where = true, b.condition(s.No.Where)
		switch {
		case s.No.State != nil:
			n.State, n.Of = s.No.State.State.token.Value, b.optionalName(&s.No.State.Of)
		case s.No.Create != nil:
			b.expectCreate(n, s.No.Create)
		default:
			n.Action = b.path(*s.No.Action)
		}
	case s.Create != nil:
		b.expectCreate(n, s.Create)
	case s.Action != nil:
		p := s.Action.Action.path
		if s.Action.Where == nil && b.givens[p.parts[0].Value] {
			n.Cond = b.expr(expression{p.parts}) // a record that the test gave, not an action
			return n
		}
		n.Action, n.Where = b.path(p), b.condition(s.Action.Where)
	default:
		n.Cond = b.expr(s.Cond.expression)
	}
	return n
}

func (b *builder) expectCreate(n *ast.Expect, c *createdObject) {
	object := b.name(c.Object)
	n.Object = &object
	word := b.at(&c.Word)
	n.Action = &ast.Path{At: word, Parts: []ast.Name{{At: word, Text: c.Word.Value}}}
	n.Where = b.condition(c.Where)
}
