// Object declarations: the prelude's first, then what the project adds and replaces.

package check

import (
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
)

// declareObjects makes the objects of the schema. Names come before properties, so that no order of files matters;
// properties that replace come before those that add options to them.
func (c *checker) declareObjects(files []*ast.File) {
	type body struct {
		object *schema.Object
		decl   *ast.Object
		docs   *docs
	}
	var bodies []body
	for _, f := range files {
		d := newDocs(f)
		for _, decl := range f.Decls {
			if o, ok := decl.(*ast.Object); ok {
				if object := c.declareObject(o, d); object != nil {
					bodies = append(bodies, body{object, o, d})
				}
			}
		}
	}
	for _, extends := range []bool{false, true} {
		for _, b := range bodies {
			for _, p := range b.decl.Props {
				if p != nil && p.Type != nil && p.Type.Extends == extends {
					c.declareProp(b.object, p, b.docs)
				}
			}
		}
	}
	for _, b := range bodies {
		c.declareKeys(b.object, b.decl)
	}
}

func (c *checker) declareObject(o *ast.Object, d *docs) *schema.Object {
	if old := c.schema.Object(o.Name.Text); old != nil {
		if o.Plural != nil && o.Plural.Text != old.Plural {
			c.report(pluralDiffers(*o.Plural, old))
		}
		return old
	}
	if !c.declare(o.Name, "the name of an object") {
		return nil
	}
	plural := ast.Name{At: o.Name.At, Text: pluralOf(o.Name.Text)}
	if o.Plural != nil {
		plural = *o.Plural
	}
	if plural.Text != o.Name.Text && !c.declare(plural, "the plural of "+diag.Quote(o.Name.Text)) {
		return nil
	}
	object := schema.NewObject(o.Name.Text, plural.Text)
	object.Doc, object.Span = d.of(o.Name.Place), o.Name.Place
	if o.Name.Text != "user" {
		object.Add(&schema.Property{Name: "owner", Type: schema.Of(schema.User), Doc: "who looks after the record", Span: o.Name.Place})
	}
	c.schema.AddObject(object)
	return object
}

// pluralOf is the plural of an object that declares none: companies, boxes, deals.
func pluralOf(name string) string {
	switch {
	case strings.HasSuffix(name, "y") && len(name) > 1 && !strings.ContainsRune("aeiou", rune(name[len(name)-2])):
		return name[:len(name)-1] + "ies"
	case strings.HasSuffix(name, "s"), strings.HasSuffix(name, "x"), strings.HasSuffix(name, "ch"), strings.HasSuffix(name, "sh"):
		return name + "es"
	}
	return name + "s"
}

func (c *checker) declareProp(o *schema.Object, p *ast.Prop, d *docs) {
	name := p.Name
	old := o.Property(name.Text)
	switch {
	case name.Text == "":
		return
	case old != nil && old.Number <= schema.PropUpdatedAt:
		c.report(everyObjectHas(name))
		return
	case c.schema.Object(name.Text) != nil || c.schema.Plural(name.Text) != nil:
		c.report(propertyHidesAssociation(name, o))
		return
	}
	t, ok := c.propType(p.Type, old, o)
	if !ok {
		t = schema.Of(schema.Invalid)
	}
	if old != nil {
		before := c.props[old]
		switch {
		case p.Type.Extends:
		case before.span.Valid() && before.builtin == c.isBuiltin(name.Place):
			c.report(duplicateProperty(name, o, before.span))
			return
		case ok && !mayReplace(old.Type, t):
			c.report(conflictingType(name, o, old, t))
			return
		}
	}
	prop := &schema.Property{Name: name.Text, Type: t, Doc: d.of(p.Place), Span: name.Place}
	if old != nil {
		prop.Required, prop.ReadOnly, prop.Default = old.Required, old.ReadOnly, old.Default
		if prop.Doc == "" {
			prop.Doc = old.Doc
		}
		if !prop.Default.IsNil() && !fitsOptions(t, prop.Default) {
			prop.Default = schema.Value{}
		}
	}
	for _, f := range p.Flags {
		switch f.Text {
		case "readonly":
			prop.ReadOnly = true
		case "required":
			prop.Required = true
		}
	}
	if p.Default != nil && ok {
		prop.Default = c.propDefault(p, t)
	}
	o.Add(prop)
	c.props[prop] = declared{span: name.Place, builtin: c.isBuiltin(name.Place)}
}

// declareKeys sets the property that identifies records of the object on import.
func (c *checker) declareKeys(o *schema.Object, decl *ast.Object) {
	var first *ast.Name
	for _, p := range decl.Props {
		if p == nil {
			continue
		}
		for i, f := range p.Flags {
			if f.Text != "key" {
				continue
			}
			if first != nil {
				c.report(duplicateKey(p.Flags[i], o, *first))
				continue
			}
			first = &p.Flags[i]
			if prop := o.Property(p.Name.Text); prop != nil {
				o.Key = prop
			}
		}
	}
}

// mayReplace reports whether a project may give a property of the standard library another type: other options, or
// a narrower text.
func mayReplace(old, new schema.Type) bool {
	if old.Kind == new.Kind || old.Kind == schema.Invalid {
		return true
	}
	if old.Kind != schema.Text {
		return false
	}
	switch new.Kind {
	case schema.Enum, schema.Email, schema.Phone, schema.URL:
		return true
	}
	return false
}

func fitsOptions(t schema.Type, v schema.Value) bool {
	if t.Kind != schema.Enum || t.Options == nil {
		return true
	}
	_, ok := t.Options.Index(v.Text())
	return ok
}
