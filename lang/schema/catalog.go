package schema

import "github.com/wflang/wf/lang/source"

// Catalog is what a language user may build on before a project adds its own: the prelude's text, actions and functions.
// stdlib.Catalog returns the standard one; embedders append to it.
type Catalog struct {
	Prelude []*source.File // declares objects and events, in the language itself
	Actions []*Action
	Funcs   []*Func
}

// Schema is all that one project can name: the catalog and the project's own declarations, resolved.
type Schema struct {
	Objects []*Object
	Events  []*Event
	Actions []*Action
	Funcs   []*Func

	objects, plurals map[string]*Object
	events           map[string]*Event
	actions          map[string]*Action
	funcs            map[string]*Func
}

// NewSchema returns a schema with the actions and functions of a catalog and no objects yet.
func NewSchema(c *Catalog) *Schema {
	s := &Schema{objects: map[string]*Object{}, plurals: map[string]*Object{}, events: map[string]*Event{},
		actions: map[string]*Action{}, funcs: map[string]*Func{}}
	if c != nil {
		for _, a := range c.Actions {
			s.AddAction(a)
		}
		for _, f := range c.Funcs {
			s.AddFunc(f)
		}
	}
	return s
}

// AddObject adds an object under its name and plural.
func (s *Schema) AddObject(o *Object) {
	s.Objects = append(s.Objects, o)
	s.objects[o.Name] = o
	s.plurals[o.Plural] = o
}

// AddEvent adds an event.
func (s *Schema) AddEvent(e *Event) {
	s.Events = append(s.Events, e)
	s.events[e.Name] = e
}

// AddAction adds an action; a later one of the same name wins.
func (s *Schema) AddAction(a *Action) {
	s.Actions = append(s.Actions, a)
	s.actions[a.Name] = a
}

// AddFunc adds a function; a later one of the same name wins.
func (s *Schema) AddFunc(f *Func) {
	s.Funcs = append(s.Funcs, f)
	s.funcs[f.Name] = f
}

// Object returns the object with that singular name, or nil.
func (s *Schema) Object(name string) *Object { return s.objects[name] }

// Plural returns the object with that plural name, or nil.
func (s *Schema) Plural(name string) *Object { return s.plurals[name] }

// Named returns the object with that singular or plural name, or nil.
func (s *Schema) Named(name string) *Object {
	if o := s.objects[name]; o != nil {
		return o
	}
	return s.plurals[name]
}

// ObjectNames are the singular names of all objects.
func (s *Schema) ObjectNames() []string {
	out := make([]string, len(s.Objects))
	for i, o := range s.Objects {
		out[i] = o.Name
	}
	return out
}

// Event returns the event of that name, or nil.
func (s *Schema) Event(name string) *Event { return s.events[name] }

// Action returns the action of that name, or nil.
func (s *Schema) Action(name string) *Action { return s.actions[name] }

// Func returns the function of that name, or nil.
func (s *Schema) Func(name string) *Func { return s.funcs[name] }
