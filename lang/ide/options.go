package ide

// Which value is expected at a place: the type of what it is compared with, or given to.

import (
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
)

// expects is what the value that begins with the token i is to be, and what it is given to or compared with.
func (sc *scope) expects(i int) meaning {
	o := sc.out
	if i <= 0 || len(o.tokens) == 0 {
		return unknown
	}
	before := o.tokens[i-1]
	open := o.around(i)
	switch {
	case before.Text == "==" || before.Text == "!=" || before.Text == "<" || before.Text == ">" || before.Text == "<=" || before.Text == ">=":
		return sc.ending(i - 2)
	case before.Text == "contains":
		return sc.ending(i - 2)
	case before.Text == "=" || before.Text == "+=" || before.Text == "-=":
		return sc.ending(i - 2)
	case before.Text == ":" && i >= 2 && o.tokens[i-2].Kind == parse.WordToken && open >= 0:
		return sc.field(open, o.tokens[i-2].Text)
	case open >= 0 && o.frames[open] == listFrame && (before.Text == "[" || before.Text == ","):
		if open > 1 && o.tokens[open-1].Text == "in" {
			of := open - 2
			if o.tokens[of].Text == "not" {
				of--
			}
			return sc.ending(of)
		}
		return sc.expects(open)
	case open >= 0 && o.frames[open] == armsFrame:
		return sc.ending(open - 1)
	}
	return unknown
}

// field is what the value of a name in brackets is to be: a property, an argument, a field of an event.
func (sc *scope) field(open int, name string) meaning {
	o := sc.out
	if o.frames[open] == callFrame {
		callee, _ := o.callee(open)
		if a := sc.p.Schema.Action(callee); a != nil {
			if p, _ := a.Param(name); p != nil {
				return meaning{kind: p.Type, symbol: Symbol{ParamKind, name, a.Name}}
			}
		}
		return unknown
	}
	if o.frames[open] != fieldsFrame {
		return unknown
	}
	if object := sc.fieldsOf(open); object != nil {
		return sc.ofRecord(object, name)
	}
	if e := sc.eventOf(open); e != nil {
		return sc.member(meaning{kind: schema.Type{Kind: schema.EventRef, Event: e}}, name)
	}
	return unknown
}

// fieldsOf is the object whose properties stand in a bracket: of create, set or given.
func (sc *scope) fieldsOf(open int) *schema.Object {
	o := sc.out
	for i := open - 1; i >= max(o.head[open], 0); i-- {
		switch o.tokens[i].Text {
		case "create", "given":
			if i+1 < open {
				return sc.p.Schema.Object(o.tokens[i+1].Text)
			}
		case "set":
			if i+1 < open {
				t, _, _ := sc.root(o.tokens[i+1].Text)
				return objectOf(t)
			}
		}
	}
	return nil
}

// eventOf is the event whose fields stand in a bracket: of send.
func (sc *scope) eventOf(open int) *schema.Event {
	o := sc.out
	if open >= 2 && o.tokens[open-2].Text == "send" {
		return sc.p.Schema.Event(o.tokens[open-1].Text)
	}
	return nil
}

// expectedOptions are the options that a text at the token i chooses from, with what they belong to.
func (sc *scope) expectedOptions(i int) (Symbol, *schema.Options) {
	m := sc.expects(i)
	if m.kind.Kind == schema.List && m.kind.Elem != nil {
		m.kind = *m.kind.Elem
	}
	return m.symbol, m.kind.Options
}
