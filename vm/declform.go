package vm

import (
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// declarations is the binary form of what a project and the prelude declare: objects, events, and actions that are
// answered over HTTP. Types are written by name, so objects may point to one another in a circle.
func declarations(s *schema.Schema) []byte {
	f := &declForm{form: form{writing: true}, schema: s}
	f.declarations()
	return f.out
}

// readDeclarations makes the schema that declarations wrote, on top of a catalog.
func readDeclarations(data []byte, catalog *schema.Catalog) (*schema.Schema, error) {
	f := &declForm{form: form{in: reader{data: data}}, schema: schema.NewSchema(catalog)}
	f.form.schema = f.schema
	f.declarations()
	if f.in.err == nil && len(f.in.data) > 0 {
		f.in.fail(errors.New("something follows the declarations"))
	}
	return f.schema, f.in.err
}

type declForm struct {
	form
	schema *schema.Schema
}

func (f *declForm) declarations() {
	f.names()
	for _, o := range f.schema.Objects {
		f.object(o)
	}
	for _, e := range f.schema.Events {
		f.event(e)
	}
	var own []*schema.Action
	for _, a := range f.schema.Actions {
		if f.writing && a.URL != "" {
			own = append(own, a)
		}
	}
	list(&f.form, &own, func(_ *form, a **schema.Action) {
		if !f.writing {
			*a = &schema.Action{}
		}
		f.action(*a)
		if !f.writing && f.in.err == nil {
			f.schema.AddAction(*a)
		}
	})
}

// names comes first, so that types find what they name.
func (f *declForm) names() {
	var objects, events [][2]string
	if f.writing {
		for _, o := range f.schema.Objects {
			objects = append(objects, [2]string{o.Name, o.Plural})
		}
		for _, e := range f.schema.Events {
			on := ""
			if e.Object != nil {
				on = e.Object.Name
			}
			events = append(events, [2]string{e.Name, on})
		}
	}
	pair := func(f *form, p *[2]string) {
		f.text(&p[0])
		f.text(&p[1])
	}
	list(&f.form, &objects, pair)
	list(&f.form, &events, pair)
	if f.writing || f.in.err != nil {
		return
	}
	for _, o := range objects {
		f.schema.AddObject(schema.NewObject(o[0], o[1]))
	}
	for _, e := range events {
		f.schema.AddEvent(schema.NewEvent(e[0], f.schema.Object(e[1])))
	}
}

func (f *declForm) object(o *schema.Object) {
	f.text(&o.Doc)
	key := ""
	if o.Key != nil {
		key = o.Key.Name
	}
	f.text(&key)
	props := o.Properties
	list(&f.form, &props, func(_ *form, p **schema.Property) {
		if !f.writing {
			*p = &schema.Property{}
		}
		f.property(*p)
		if !f.writing && f.in.err == nil {
			o.Add(*p)
		}
	})
	if f.writing {
		return // what others may be reading stays untouched
	}
	if p := o.Property(key); p != nil {
		o.Key = p
	} else {
		f.in.fail(fmt.Errorf("the key `%s` of `%s` is no property", key, o.Name))
	}
}

func (f *declForm) property(p *schema.Property) {
	f.text(&p.Name)
	f.typ(&p.Type, 0)
	f.bool(&p.ReadOnly)
	f.bool(&p.Required)
	f.value(&p.Default)
	f.text(&p.Doc)
}

func (f *declForm) event(e *schema.Event) {
	f.text(&e.Doc)
	f.fields(&e.Fields, e.Add)
}

func (f *declForm) fields(fields *[]*schema.Field, add func(*schema.Field)) {
	items := *fields
	list(&f.form, &items, func(_ *form, x **schema.Field) {
		if !f.writing {
			*x = &schema.Field{}
		}
		f.text(&(*x).Name)
		f.typ(&(*x).Type, 0)
		f.text(&(*x).Doc)
		if !f.writing && f.in.err == nil {
			add(*x)
		}
	})
}

// action is one that another system answers; who runs it is the runtime's affair.
func (f *declForm) action(a *schema.Action) {
	f.text(&a.Name)
	f.text(&a.Title)
	f.text(&a.Doc)
	f.text(&a.URL)
	f.text(&a.Secret)
	f.delay(&a.Expires)
	whole(&f.form, &a.Kind)
	if a.Kind > schema.FlowAction {
		f.in.fail(errOutOfRange)
	}
	f.bool(&a.Waits)
	f.text(&a.Example)
	texts(&f.form, &a.On)
	list(&f.form, &a.Params, func(_ *form, p **schema.Param) {
		if !f.writing {
			*p = &schema.Param{}
		}
		f.text(&(*p).Name)
		f.typ(&(*p).Type, 0)
		f.bool(&(*p).Many)
		f.bool(&(*p).Required)
		f.bool(&(*p).Hidden)
		f.value(&(*p).Default)
		f.text(&(*p).Doc)
	})
	f.fields(&a.Outputs, func(x *schema.Field) {
		x.Number = len(a.Outputs)
		a.Outputs = append(a.Outputs, x)
	})
}

// maxTypeNesting is how deep lists of lists may be declared.
const maxTypeNesting = 16

func (f *declForm) typ(t *schema.Type, depth int) {
	whole(&f.form, &t.Kind)
	if t.Kind >= schema.Invalid || depth > maxTypeNesting {
		f.in.fail(errOutOfRange)
		return
	}
	switch t.Kind {
	case schema.Enum, schema.Set:
		f.options(&t.Options)
	case schema.RecordRef:
		name := ""
		if t.Object != nil {
			name = t.Object.Name
		}
		f.text(&name)
		t.Object = f.schema.Object(name)
	case schema.EventRef:
		name := ""
		if t.Event != nil {
			name = t.Event.Name
		}
		f.text(&name)
		t.Event = f.schema.Event(name)
	case schema.List, schema.Map:
		optional(&f.form, &t.Elem, func(_ *form, elem *schema.Type) { f.typ(elem, depth+1) })
	}
}
