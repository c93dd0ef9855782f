// Names that the store knows by number: objects, their properties, workflows. A number is never given twice, so that
// what was written under an earlier declaration is read right under a later one.

package runtime

import (
	"errors"

	"github.com/wflang/wf/lang/schema"
)

// names is the table; it only grows.
type names struct {
	objects   []objectNames
	workflows []string
}

// objectNames are the properties of one object, by slot.
type objectNames struct {
	name  string
	slots []slotName
}

// slotName is one slot of the stored records of an object. A property that is declared again with values of another
// sort gets a slot of its own: the old values come back when the old declaration does.
type slotName struct {
	name string
	kind schema.Kind // of the values
}

// valueKind is the kind of the values that a property of a type holds.
func valueKind(t schema.Type) schema.Kind {
	if t.Kind.Textual() && t.Kind != schema.User && t.Kind != schema.Team {
		return schema.Text
	}
	return t.Kind
}

func (n *names) object(name string) int {
	for i := range n.objects {
		if n.objects[i].name == name {
			return i
		}
	}
	return -1
}

func (n *names) workflow(name string) int {
	for i, w := range n.workflows {
		if w == name {
			return i
		}
	}
	return -1
}

func (o *objectNames) slot(name string, kind schema.Kind) int {
	for i, s := range o.slots {
		if s.name == name && s.kind == kind {
			return i
		}
	}
	return -1
}

// learn adds the names of a schema that are new and reports whether there were any.
func (n *names) learn(s *schema.Schema) (grown bool, err error) {
	for _, o := range s.Objects {
		i := n.object(o.Name)
		if i < 0 {
			i = len(n.objects)
			if i > 0xffff {
				return false, errors.New("the store holds 65 536 objects: no more can be declared")
			}
			n.objects = append(n.objects, objectNames{name: o.Name})
			grown = true
		}
		for _, p := range o.Properties {
			if n.objects[i].slot(p.Name, valueKind(p.Type)) < 0 {
				n.objects[i].slots = append(n.objects[i].slots, slotName{p.Name, valueKind(p.Type)})
				grown = true
			}
		}
	}
	return grown, nil
}

// clone is a copy that can grow by itself.
func (n *names) clone() *names {
	c := &names{workflows: append([]string(nil), n.workflows...)}
	for _, o := range n.objects {
		c.objects = append(c.objects, objectNames{o.name, append([]slotName(nil), o.slots...)})
	}
	return c
}

func (n *names) encode() []byte {
	buf := appendUint(nil, uint64(len(n.objects)))
	for _, o := range n.objects {
		buf = appendUint(appendText(buf, o.name), uint64(len(o.slots)))
		for _, s := range o.slots {
			buf = append(appendText(buf, s.name), byte(s.kind))
		}
	}
	return appendTexts(buf, n.workflows)
}

func decodeNames(data []byte) (*names, error) {
	d := &decoder{data: data}
	n := &names{}
	for range d.count() {
		o := objectNames{name: d.text()}
		for range d.count() {
			o.slots = append(o.slots, slotName{d.text(), schema.Kind(d.byte())})
		}
		n.objects = append(n.objects, o)
	}
	n.workflows = d.texts()
	return n, d.err
}

// model is a schema with the slots under which the store keeps its properties.
type model struct {
	schema  *schema.Schema
	objects map[string]*objectModel
	byNo    []*objectModel // nil where the schema lacks the object
}

// objectModel maps the properties of an object to slots and back.
type objectModel struct {
	object *schema.Object
	no     int
	slot   []int // by property number
	prop   []int // by slot; -1 where the schema lacks the property
}

func newModel(s *schema.Schema, n *names) *model {
	m := &model{schema: s, objects: map[string]*objectModel{}, byNo: make([]*objectModel, len(n.objects))}
	for _, o := range s.Objects {
		no := n.object(o.Name)
		om := &objectModel{object: o, no: no, slot: make([]int, len(o.Properties)), prop: make([]int, len(n.objects[no].slots))}
		for i := range om.prop {
			om.prop[i] = -1
		}
		for _, p := range o.Properties {
			slot := n.objects[no].slot(p.Name, valueKind(p.Type))
			om.slot[p.Number] = slot
			om.prop[slot] = p.Number
		}
		m.objects[o.Name] = om
		m.byNo[no] = om
	}
	return m
}

// place is where the store keeps a record; ok is false for an object that is not declared or an id that no record has.
func (m *model) place(r schema.Ref) (p place, ok bool) {
	om := m.objects[r.Object]
	if om == nil || len(r.ID) > maxID || r.ID == "" {
		return place{}, false
	}
	return place{om.no, r.ID}, true
}

// ref is the record kept at a place.
func (m *model) ref(p place) (r schema.Ref, ok bool) {
	if p.object >= len(m.byNo) || m.byNo[p.object] == nil {
		return schema.Ref{}, false
	}
	return schema.Ref{Object: m.byNo[p.object].object.Name, ID: p.id}, true
}
