// What stands behind a point or in square brackets: `company.name`, `deals.amount`, `trigger.values["consent"]`, `x[0]`.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func (t *typer) member(n *exprast.MemberNode) typed.Expr {
	if past, ok := t.past(n); ok {
		return past
	}
	return t.memberOf(t.expr(n.Node), n)
}

// past is `events.page_viewed`, or `c.events.page_viewed` for a record c. It is tried first since `events` alone is
// nothing.
func (t *typer) past(n *exprast.MemberNode) (typed.Expr, bool) {
	name, ok := n.Property.(*exprast.StringNode)
	if !ok {
		return nil, false
	}
	switch of := unchained(n.Node).(type) {
	case *exprast.IdentifierNode:
		if of.Value != "events" || t.local("events", source.Span{}) != nil {
			return nil, false
		}
		at := t.span(of)
		root := t.root(at)
		if root == nil {
			return t.fail(noRecordForEvents(at, t.Givens)), true
		}
		return t.pastOf(root, n, name), true
	case *exprast.MemberNode:
		events, isName := of.Property.(*exprast.StringNode)
		if !isName || events.Value != "events" {
			return nil, false
		}
		record := t.expr(of.Node)
		if record == nil {
			return nil, true
		}
		if o := record.Type().Object; record.Type().Kind == schema.RecordRef && o != nil && o.Property("events") == nil {
			return t.pastOf(record, n, name), true
		}
		return t.memberOf(t.memberOf(record, of), n), true
	}
	return nil, false
}

func (t *typer) pastOf(record typed.Expr, n *exprast.MemberNode, name *exprast.StringNode) typed.Expr {
	e := t.Schema.Event(name.Value)
	if e == nil {
		return t.fail(unknownEvent(t.span(name), name.Value, t.Schema))
	}
	elem := schema.Type{Kind: schema.EventRef, Event: e}
	return &typed.Past{Base: base(schema.ListOf(elem), t.span(n)), Of: record, Event: e}
}

func unchained(n exprast.Node) exprast.Node {
	for {
		c, ok := n.(*exprast.ChainNode)
		if !ok {
			return n
		}
		n = c.Node
	}
}

// memberOf is the member of what was typed already; nil of nil.
func (t *typer) memberOf(of typed.Expr, n *exprast.MemberNode) typed.Expr {
	if of == nil {
		if _, fixed := n.Property.(*exprast.StringNode); !fixed {
			t.expr(n.Property) // its own faults
		}
		return nil
	}
	at := t.memberSpan(n, t.text.around(of.Span()))
	if name, ok := n.Property.(*exprast.StringNode); ok && t.text.template(name.Location().From) == nil {
		return t.named(of, name.Value, t.span(name), at)
	}
	i := t.expr(n.Property)
	if i == nil {
		return nil
	}
	t.beyond = t.beyond || i.Type().Kind == schema.Number && !isWhole(n.Property) // expr wants whole numbers, which we do not tell apart
	return t.index(of, i, at)
}

// named is `of.name`; place is that of the name, at that of the whole.
func (t *typer) named(of typed.Expr, name string, place, at source.Span) typed.Expr {
	kind := of.Type()
	switch kind.Kind {
	case schema.RecordRef:
		return t.ofRecord(of, kind.Object, name, place, at)
	case schema.User:
		users := t.Schema.Object(directory)
		if users == nil {
			break
		}
		if p := users.Property(name); p != nil {
			return t.property(of, p, at)
		}
		return t.fail(unknownProperty(place, name, users, t.Schema))
	case schema.EventRef:
		return t.ofEvent(of, name, place, at)
	case schema.Outcome:
		return t.ofOutcome(of, kind.Action, name, place, at)
	case schema.Map:
		return t.keyed(of, name, place, at, elemOf(kind))
	case schema.Any, schema.Invalid:
		return t.keyed(of, name, place, at, kind)
	case schema.List:
		return t.ofList(of, *kind.Elem, name, place, at)
	}
	return t.fail(noMember(place, name, of, t.Schema))
}

func (t *typer) property(of typed.Expr, p *schema.Property, at source.Span) typed.Expr {
	x := t.nodes.Property.New()
	x.Base, x.Of, x.Property = base(p.Type, at), of, p
	return x
}

func (t *typer) ofRecord(of typed.Expr, o *schema.Object, name string, place, at source.Span) typed.Expr {
	if o == nil {
		return t.keyed(of, name, place, at, schema.Of(schema.Any))
	}
	if p := o.Property(name); p != nil {
		return t.property(of, p, at)
	}
	other, plural := t.associated(name)
	switch {
	case other == nil && name == "events":
		return t.fail(eventsAlone(place))
	case other == nil:
		return t.fail(unknownProperty(place, name, o, t.Schema))
	case o.Name == directory:
		return t.fail(usersHaveNoRecords(place, other))
	case t.hops(of) >= maxHops:
		return t.fail(tooFar(at, place))
	}
	return t.associatedWith(of, other, plural, at)
}

// ofEvent is a field of an event. Of several events, a field can be read that all have, with one type.
func (t *typer) ofEvent(of typed.Expr, name string, place, at source.Span) typed.Expr {
	events := t.eventsOf(of)
	if len(events) == 0 {
		return t.fail(severalEvents(place))
	}
	first := events[0].Field(name)
	for _, e := range events {
		f := e.Field(name)
		if f == nil {
			return t.fail(unknownField(place, name, e, len(events) > 1))
		}
		if f.Type.Kind != first.Type.Kind {
			return t.fail(fieldsDiffer(place, name, events[0], e))
		}
	}
	return &typed.Field{Base: base(first.Type, at), Of: of, Field: first}
}

func (t *typer) eventsOf(of typed.Expr) []*schema.Event {
	if e := of.Type().Event; e != nil {
		return []*schema.Event{e}
	}
	switch of := of.(type) {
	case *typed.Trigger:
		return t.Trigger
	case *typed.Happening:
		return t.Event
	case *typed.VarRef:
		return of.Var.Events
	}
	return nil
}

func (t *typer) ofOutcome(of typed.Expr, a *schema.Action, name string, place, at source.Span) typed.Expr {
	switch name {
	case "ok":
		return t.keyed(of, name, place, at, schema.Of(schema.Bool))
	case "error":
		return t.keyed(of, name, place, at, schema.Of(schema.Text))
	}
	if a == nil {
		return t.keyed(of, name, place, at, schema.Of(schema.Any))
	}
	for _, f := range a.Outputs {
		if f.Name == name {
			return t.keyed(of, name, place, at, f.Type)
		}
	}
	return t.fail(unknownOutput(place, name, a))
}

// keyed reads a map, or an outcome, which is one at run time.
func (t *typer) keyed(of typed.Expr, name string, place, at source.Span, elem schema.Type) typed.Expr {
	return &typed.Index{Base: base(elem, at), X: of, I: constant(place, schema.Of(schema.Text), schema.TextValue(name))}
}

// ofList is `deals.amount`: the property of every record.
func (t *typer) ofList(of typed.Expr, elem schema.Type, name string, place, at source.Span) typed.Expr {
	if elem.Kind != schema.RecordRef || elem.Object == nil {
		return t.fail(memberOfList(place, name, of))
	}
	if p := elem.Object.Property(name); p != nil {
		t.beyond = true // expr writes map(deals, .amount)
		return &typed.Each{Base: base(schema.ListOf(p.Type), at), Of: of, Property: p}
	}
	if o, _ := t.associated(name); o != nil {
		if t.hops(of) >= maxHops {
			return t.fail(tooFar(at, place))
		}
		return t.fail(memberOfList(place, name, of))
	}
	if bodyOf(name) != none {
		return t.fail(functionOfList(at, place, name, of))
	}
	return t.fail(unknownProperty(place, name, elem.Object, t.Schema))
}

// index is `x[i]`.
func (t *typer) index(of, i typed.Expr, at source.Span) typed.Expr {
	kind, by := of.Type(), i.Type()
	switch kind.Kind {
	case schema.List, schema.Set, schema.Range:
		if by.Kind != schema.Number && !loose(by) {
			return t.fail(indexNotNumber(of, i))
		}
		return &typed.Index{Base: base(elemOf(kind), at), X: of, I: i}
	case schema.Map:
		if !by.Kind.Textual() && !loose(by) {
			return t.fail(keyNotText(of, i))
		}
		return &typed.Index{Base: base(elemOf(kind), at), X: of, I: i}
	case schema.Any, schema.Invalid:
		return &typed.Index{Base: base(kind, at), X: of, I: i}
	}
	return t.fail(noIndex(of, at))
}
