package schema

import "github.com/wflang/wf/lang/source"

// Object is a record type: contact, company, deal, or one that a project declares.
type Object struct {
	Name, Plural string
	Doc          string
	Properties   []*Property // by property number; 0, 1, 2 are id, created_at, updated_at
	Key          *Property   // identifies a record on import; id unless declared
	Span         source.Span // of the first declaration

	index map[string]*Property
}

// The property numbers that every object has.
const (
	PropID = iota
	PropCreatedAt
	PropUpdatedAt
)

// NewObject returns an object with the three properties that every object has.
func NewObject(name, plural string) *Object {
	o := &Object{Name: name, Plural: plural, index: map[string]*Property{}}
	o.Key = o.Add(&Property{Name: "id", Type: Of(Text), ReadOnly: true, Doc: "identifies the record"})
	o.Add(&Property{Name: "created_at", Type: Of(DateTime), ReadOnly: true, Doc: "when the record was created"})
	o.Add(&Property{Name: "updated_at", Type: Of(DateTime), ReadOnly: true, Doc: "when a property of the record last changed"})
	return o
}

// Add appends a property, or replaces the one of the same name and keeps its number.
func (o *Object) Add(p *Property) *Property {
	p.Object = o
	if old, ok := o.index[p.Name]; ok {
		p.Number = old.Number
		o.Properties[p.Number] = p
		if o.Key == old {
			o.Key = p
		}
	} else {
		p.Number = len(o.Properties)
		o.Properties = append(o.Properties, p)
	}
	o.index[p.Name] = p
	return p
}

// Property returns the property of that name, or nil.
func (o *Object) Property(name string) *Property { return o.index[name] }

// Own is the property as this object declares it, or nil where it does not: p may be of another declaration of the object.
func (o *Object) Own(p *Property) *Property {
	if p.Number >= 0 && p.Number < len(o.Properties) && o.Properties[p.Number].Name == p.Name {
		return o.Properties[p.Number]
	}
	return o.Property(p.Name)
}

// Property is one field of a record type.
type Property struct {
	Name     string
	Number   int // index into Record.Props
	Type     Type
	ReadOnly bool
	Required bool
	Default  Value // what a new record gets; Nil when none
	Doc      string
	Object   *Object
	Span     source.Span
}

// Event is something that happens to a record: `event page_viewed on contact { url: url }`.
type Event struct {
	Name   string
	Object *Object  // nil: happens to any object (record_created)
	Fields []*Field // field 0 is `at`
	Doc    string
	Span   source.Span

	index map[string]*Field
}

// Field is one value that an event carries.
type Field struct {
	Name   string
	Number int
	Type   Type
	Doc    string
	Span   source.Span
}

// NewEvent returns an event with its field `at`.
func NewEvent(name string, on *Object) *Event {
	e := &Event{Name: name, Object: on, index: map[string]*Field{}}
	e.Add(&Field{Name: "at", Type: Of(DateTime), Doc: "when it happened"})
	return e
}

// Add appends a field, or replaces the one of the same name and keeps its number.
func (e *Event) Add(f *Field) {
	if old, ok := e.index[f.Name]; ok {
		f.Number = old.Number
		e.Fields[f.Number] = f
	} else {
		f.Number = len(e.Fields)
		e.Fields = append(e.Fields, f)
	}
	e.index[f.Name] = f
}

// Field returns the field of that name, or nil.
func (e *Event) Field(name string) *Field { return e.index[name] }
