// Event declarations: the prelude's first, then fields that the project adds and events of its own.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
)

func (c *checker) declareEvents(files []*ast.File) {
	for _, f := range files {
		d := newDocs(f)
		for _, decl := range f.Decls {
			if e, ok := decl.(*ast.Event); ok {
				c.declareEvent(e, d)
			}
		}
	}
}

func (c *checker) declareEvent(e *ast.Event, d *docs) {
	if e.Name.Text == "" {
		return
	}
	var on *schema.Object
	if e.On.Text != "any" {
		if on = c.objectNamed(e.On); on == nil {
			return
		}
	}
	event := c.schema.Event(e.Name.Text)
	if event == nil {
		event = schema.NewEvent(e.Name.Text, on)
		event.Doc, event.Span = d.of(e.Name.Place), e.Name.Place
		c.schema.AddEvent(event)
	} else if event.Object != on {
		c.report(eventObjectDiffers(e, event))
		return
	}
	for _, p := range e.Fields {
		if p != nil && p.Type != nil && p.Name.Text != "" {
			c.declareField(event, p, d)
		}
	}
}

func (c *checker) declareField(e *schema.Event, p *ast.Prop, d *docs) {
	old := e.Field(p.Name.Text)
	if old != nil && old.Number == 0 {
		c.report(everyEventHas(p.Name))
		return
	}
	if old != nil {
		c.report(duplicateField(p.Name, e, old.Span))
		return
	}
	t, ok := c.propType(p.Type, nil, nil)
	if !ok {
		t = schema.Of(schema.Invalid)
	}
	e.Add(&schema.Field{Name: p.Name.Text, Type: t, Doc: d.of(p.Place), Span: p.Name.Place})
}

// objectNamed is the object of that name; it reports an unknown one.
func (c *checker) objectNamed(n ast.Name) *schema.Object {
	if n.Text == "" {
		return nil
	}
	if o := c.schema.Object(n.Text); o != nil {
		return o
	}
	c.report(unknownObject(n, c.schema))
	return nil
}

// eventNamed is the event of that name; it reports an unknown one.
func (c *checker) eventNamed(n ast.Name) *schema.Event {
	if n.Text == "" {
		return nil
	}
	if e := c.schema.Event(n.Text); e != nil {
		return e
	}
	c.report(unknownEvent(n, c.schema))
	return nil
}
