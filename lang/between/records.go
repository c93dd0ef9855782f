package between

// What steps do to records as a whole: creating them, associating them, putting them on lists.

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// objectOf is the object of a record or of the records in a list; nil for all else.
func objectOf(e typed.Expr) *schema.Object {
	t := e.Type()
	if t.Object == nil && t.Elem != nil {
		return t.Elem.Object
	}
	return t.Object
}

// list collects `list.add` and `list.remove`.
func (c *collector) list(w write, a *typed.Act) {
	w.self, w.fixed = true, true
	w.on = subject{name: c.of.Name + anyName}
	if name := constant(arg(a, "name")); name != nil {
		w.on = listNamed(c.of, name.Text())
	}
	there := schema.BoolValue(a.Action.Name == "list.add")
	w.value = &there
	c.out = append(c.out, w)
}

// associate collects `associate` and `dissociate`.
func (c *collector) associate(w write, a *typed.Act) {
	w.way = 1
	if a.Action.Name == "dissociate" {
		w.way = -1
	}
	if record := arg(a, "record"); record != nil {
		c.links(w, objectOf(record), arg(a, "with"))
	}
}

// join collects what a new record is associated with.
func (c *collector) join(w write, a *typed.Act) {
	of := w.object
	w.object, w.way = nil, 1
	w.on = association(c.of, of)
	c.out = append(c.out, w)
	c.links(w, of, arg(a, "with"))
}

func (c *collector) links(w write, of *schema.Object, with typed.Expr) {
	if of == nil || with == nil {
		return
	}
	items := []typed.Expr{with}
	if list, ok := with.(*typed.ListLit); ok {
		items = list.Items
	}
	for _, item := range items {
		if o := objectOf(item); o != nil {
			w.on = association(of, o)
			c.out = append(c.out, w)
		}
	}
}

// holds is what the record that is created surely holds.
func (w *write) holds() facts {
	if w.new == nil {
		w.new = createdFacts(w.object, w.given)
	}
	return w.new
}

// createdFacts is what a new record holds: its fields, its defaults, and nothing else.
func createdFacts(o *schema.Object, fields typed.Expr) facts {
	f := facts{}
	if o == nil {
		return f
	}
	for _, p := range o.Properties {
		if !p.ReadOnly {
			f[subject{property: p}] = exactly(p.Default)
		}
	}
	if m, ok := fields.(*typed.MapLit); ok {
		for i, key := range m.Keys {
			p := subject{property: o.Property(key)}
			if v := constant(m.Values[i]); v != nil {
				f[p] = exactly(*v)
			} else {
				delete(f, p)
			}
		}
	}
	return f
}
