package vm

import (
	"fmt"
	"regexp"

	"github.com/wflang/wf/lang/schema"
)

// link is a program's code resolved against one schema: names became numbers and pointers.
type link struct {
	schema   *schema.Schema
	instrs   []Instr
	begins   []int32 // by Code: where it begins
	consts   []schema.Value
	sets     []*valueSet
	patterns []*regexp.Regexp
	matches  []*matchIndex

	properties []*schema.Property
	objects    []*schema.Object
	events     []*schema.Event
	fields     []fieldSlot
	funcs      []*schema.Func
	sites      []siteSlot

	missing []string
}

// nowhere is the number of a property that the schema lacks: it lies beyond every record.
const nowhere = 1 << 24

// fieldSlot reads one field of an event. Where several events may be meant, each has its own number.
type fieldSlot struct {
	event  *schema.Event
	number int
	name   string
}

func (f *fieldSlot) of(o *schema.Occurrence) schema.Value {
	if o == nil {
		return schema.Value{}
	}
	if o.Event == f.event {
		return o.Get(f.number)
	}
	if field := o.Event.Field(f.name); field != nil {
		return o.Get(field.Number)
	}
	return schema.Value{}
}

// siteSlot is a call with the action found. Arguments go from the stack to order[i]; defaults fill the rest.
type siteSlot struct {
	action   *schema.Action
	args     int
	order    []int
	defaults []schema.Value
	wait     bool
}

// Link resolves the names of a program against a schema and returns the program that runs on it. What the schema lacks
// reads as unknown, an action that it lacks fails when it is reached, and Missing names them.
func (p *Program) Link(s *schema.Schema) (*Program, error) {
	l := &link{schema: s, instrs: append([]Instr(nil), p.code.instrs...), consts: p.code.consts}
	for _, text := range p.code.patterns {
		re, err := regexp.Compile(text)
		if err != nil {
			return nil, fmt.Errorf("the program holds a regular expression that is none: %w", err)
		}
		l.patterns = append(l.patterns, re)
	}
	for _, items := range p.code.sets {
		l.sets = append(l.sets, newSet(items))
	}
	for _, piece := range p.code.pieces {
		l.begins = append(l.begins, begin(piece.plain, piece.traced))
	}
	for i := range p.code.matches {
		l.matches = append(l.matches, newMatchIndex(&p.code.matches[i]))
	}
	l.names(p.code, s)
	for i := range p.code.sites {
		l.sites = append(l.sites, l.site(p.code, &p.code.sites[i], s))
	}
	for i := range l.instrs {
		if in := &l.instrs[i]; table[in.Op].has(argSrc) && in.Src < Registers {
			in.A = int32(l.properties[in.A].Number)
		}
	}
	linked := *p
	linked.link = l
	linked.Missing = l.missing
	return &linked, nil
}

// begin is the first of two places that there is.
func begin(place, other int32) int32 {
	if place < 0 {
		return other
	}
	return place
}

// names resolves all that code names, each once.
func (l *link) names(c *code, s *schema.Schema) {
	for _, p := range c.properties {
		l.properties = append(l.properties, l.property(p, s))
	}
	for _, name := range c.objects {
		o := s.Object(name)
		if o == nil {
			o = schema.NewObject(name, name)
			l.lacks("object", name)
		}
		l.objects = append(l.objects, o)
	}
	for _, name := range c.events {
		e := s.Event(name)
		if e == nil {
			e = schema.NewEvent(name, nil)
			l.lacks("event", name)
		}
		l.events = append(l.events, e)
	}
	for _, f := range c.fields {
		l.fields = append(l.fields, l.field(f, s))
	}
	for _, name := range c.funcs {
		f := s.Func(name)
		if f == nil {
			f = &schema.Func{Name: name, Call: func(*schema.Env, []schema.Value) schema.Value { return schema.Value{} }}
			l.lacks("function", name)
		}
		l.funcs = append(l.funcs, f)
	}
}

func (l *link) lacks(what, name string) {
	l.missing = append(l.missing, fmt.Sprintf("the %s `%s`", what, name))
}

func (l *link) property(p propertyLink, s *schema.Schema) *schema.Property {
	if o := s.Object(p.object); o != nil {
		if found := o.Property(p.name); found != nil {
			return found
		}
	}
	l.lacks("property", p.object+"."+p.name)
	return &schema.Property{Name: p.name, Number: nowhere}
}

func (l *link) field(f fieldLink, s *schema.Schema) fieldSlot {
	slot := fieldSlot{name: f.name}
	if e := s.Event(f.event); e != nil {
		if field := e.Field(f.name); field != nil {
			slot.event, slot.number = e, field.Number
		} else {
			l.lacks("field", f.event+"."+f.name)
		}
	}
	return slot
}

func (l *link) site(c *code, x *siteLink, s *schema.Schema) siteSlot {
	slot := siteSlot{args: x.args, wait: x.wait}
	action := s.Action(x.action)
	if action == nil {
		l.lacks("action", x.action)
		slot.action = failing(x, "the action `"+x.action+"` is not declared any more")
		return slot.inOrder()
	}
	for _, number := range x.paths {
		if p := l.properties[number]; p.Number == nowhere {
			link := c.properties[number]
			slot.action = failing(x, "the property `"+link.object+"."+link.name+"` is not declared any more")
			return slot.inOrder()
		}
	}
	slot.action = action
	for _, p := range action.Params {
		slot.defaults = append(slot.defaults, p.Default)
	}
	for _, name := range x.params {
		number := -1
		for i, p := range action.Params {
			if p.Name == name {
				number = i
			}
		}
		if number < 0 {
			l.lacks("parameter", x.action+"("+name+")")
		}
		slot.order = append(slot.order, number)
	}
	return slot
}

// failing stands for an action that can no longer be done.
func failing(x *siteLink, reason string) *schema.Action {
	a := &schema.Action{Name: x.action, Title: x.action, Kind: schema.RecordAction,
		Run: func(*schema.Turn, *schema.Call) schema.Result { return schema.Fail(reason) }}
	for _, name := range x.params {
		a.Params = append(a.Params, &schema.Param{Name: name, Type: schema.Of(schema.Any)})
	}
	return a
}

func (slot siteSlot) inOrder() siteSlot {
	for i := range slot.args {
		slot.order = append(slot.order, i)
		slot.defaults = append(slot.defaults, schema.Value{})
	}
	return slot
}
