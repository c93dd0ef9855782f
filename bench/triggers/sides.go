package main

import (
	"fmt"
	"math/rand/v2"

	"github.com/expr-lang/expr"
	exprvm "github.com/expr-lang/expr/vm"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/index"
)

// change gives one property of the record another value.
type change struct {
	number   int
	property string
	value    schema.Value
}

// newChanges makes changes of properties of each kind, as often as conditions speak of them.
func newChanges(r *rand.Rand, s *schema.Schema) []change {
	o := s.Object("contact")
	list := make([]change, 20_000)
	for i := range list {
		var c change
		switch n := r.IntN(100); {
		case n < 70:
			c.property, c.value = fmt.Sprintf("choice%d", r.IntN(choices)), schema.TextValue(option(r))
		case n < 90:
			c.property, c.value = fmt.Sprintf("number%d", r.IntN(numbers)), schema.NumberValue(float64(r.IntN(highest)))
		default:
			c.property, c.value = fmt.Sprintf("note%d", r.IntN(notes)), schema.TextValue(word(r)+" "+word(r)+" "+word(r)+" "+word(r))
		}
		c.number = o.Property(c.property).Number
		list[i] = c
	}
	return list
}

func blank(s *schema.Schema) *schema.Record {
	o := s.Object("contact")
	return &schema.Record{Object: o, ID: "1", Props: make([]schema.Value, len(o.Properties))}
}

// engine is our side: the index, and the machine on what it finds.
type engine struct {
	x      *index.Index[*workflow]
	env    *schema.Env
	record *schema.Record
	found  []*workflow
}

// change does a change and tells how many workflows it enrolls.
func (e *engine) change(c change) (enrolled int) {
	old := e.record.Props[c.number]
	e.record.Props[c.number] = c.value
	e.found = e.x.Changed(e.found[:0], e.record, c.number, old)
	for _, w := range e.found {
		if !w.machine.Holds(w.cond, e.env, e.record, nil) {
			continue
		}
		e.record.Props[c.number] = old
		if !w.machine.Holds(w.cond, e.env, e.record, nil) {
			enrolled++
		}
		e.record.Props[c.number] = c.value
	}
	return enrolled
}

// rival evaluates with expr whatever mentions the property.
type rival struct {
	machine exprvm.VM
	mention map[string][]*exprvm.Program
	contact map[string]any
	env     map[string]any
}

func newRival(conditions []condition) (*rival, error) {
	v := &rival{mention: map[string][]*exprvm.Program{}}
	v.reset()
	for _, c := range conditions {
		p, err := expr.Compile(c.text, expr.Env(v.env), expr.AsBool())
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for _, m := range c.mentions {
			if !seen[m] {
				seen[m] = true
				v.mention[m] = append(v.mention[m], p)
			}
		}
	}
	return v, nil
}

// reset makes the record as it is at the beginning; expr wants values everywhere.
func (v *rival) reset() {
	v.contact = map[string]any{}
	for i := range choices {
		v.contact[fmt.Sprintf("choice%d", i)] = ""
	}
	for i := range numbers {
		v.contact[fmt.Sprintf("number%d", i)] = -1.0
	}
	for i := range notes {
		v.contact[fmt.Sprintf("note%d", i)] = ""
	}
	v.env = map[string]any{"contact": v.contact}
}

func (v *rival) change(c change) (enrolled int) {
	old := v.contact[c.property]
	var now any = c.value.Text()
	if c.value.Kind() == schema.Number {
		now = c.value.Number()
	}
	v.contact[c.property] = now
	for _, p := range v.mention[c.property] {
		if !v.holds(p) {
			continue
		}
		v.contact[c.property] = old
		if !v.holds(p) {
			enrolled++
		}
		v.contact[c.property] = now
	}
	return enrolled
}

func (v *rival) holds(p *exprvm.Program) bool {
	out, err := v.machine.Run(p, v.env)
	if err != nil {
		return false
	}
	yes, _ := out.(bool)
	return yes
}
