// Package schema is what a program may name: types, objects, events, actions, functions and the
// compact values they work on. A Catalog is a value that is passed in; nothing registers itself.
package schema

import (
	"strings"

	"github.com/wflang/wf/lang/source"
)

// Kind is the sort of a value or type.
type Kind uint8

// The kinds. Invalid marks what failed to resolve: it fits everywhere and stays silent.
// Nil is both the type of the literal `nil` and the unknown value of every type.
const (
	Nil Kind = iota
	Bool
	Number
	Text
	Date     // a day without time, in no zone
	DateTime // a moment
	Duration // months, days and nanoseconds kept apart
	Enum     // a text out of Options
	Set      // several texts out of Options
	User     // the e-mail address of a user
	Email
	Phone
	URL
	Team      // the name of a team
	RecordRef // a record of Object
	EventRef  // an occurrence of Event
	List      // of Elem
	Map       // of Elem, by text
	Range     // whole numbers lo..hi
	Path      // a property of zero or more records, as the target of an action
	Secret    // the name of a secret: its content is known to senders only
	Outcome   // what an action left behind: ok, error and the outputs of Action
	Any       // a value whose type only the run knows (the body of a webhook)
	Invalid
)

var kindNames = [...]string{"nil", "bool", "number", "text", "date", "datetime", "duration", "enum", "set", "user",
	"email", "phone", "url", "team", "record", "event", "list", "map", "range", "property", "secret", "outcome", "any", "unknown"}

func (k Kind) String() string { return kindNames[k] }

// Textual reports whether values of the kind are stored and compared as text.
func (k Kind) Textual() bool {
	switch k {
	case Text, Enum, User, Email, Phone, URL, Team:
		return true
	}
	return false
}

// Type is the type of a property, argument or expression. It is small and passed by value.
type Type struct {
	Kind    Kind
	Options *Options // of Enum and Set
	Object  *Object  // of RecordRef
	Event   *Event   // of EventRef
	Elem    *Type    // of List and Map
	Action  *Action  // of Outcome
}

// Of returns the plain type of a kind.
func Of(k Kind) Type { return Type{Kind: k} }

// ListOf returns the type of lists of elem.
func ListOf(elem Type) Type { return Type{Kind: List, Elem: &elem} }

// MapOf returns the type of maps from text to elem.
func MapOf(elem Type) Type { return Type{Kind: Map, Elem: &elem} }

// RecordOf returns the type of records of an object.
func RecordOf(o *Object) Type { return Type{Kind: RecordRef, Object: o} }

// String is the type as people read it: `number`, `list of deal`, `enum { new, open }`.
func (t Type) String() string {
	switch t.Kind {
	case RecordRef:
		if t.Object != nil {
			return t.Object.Name
		}
	case EventRef:
		if t.Event != nil {
			return "event " + t.Event.Name
		}
	case List:
		if t.Elem != nil {
			return "list of " + t.Elem.String()
		}
	case Map:
		if t.Elem != nil {
			return "map of " + t.Elem.String()
		}
	case Enum, Set:
		if t.Options != nil && len(t.Options.List) <= 6 {
			names := make([]string, len(t.Options.List))
			for i, o := range t.Options.List {
				names[i] = o.Value
			}
			return t.Kind.String() + " { " + strings.Join(names, ", ") + " }"
		}
	}
	return t.Kind.String()
}

// Option is one value of an enum or set. Programs compare with Value, people see Label.
type Option struct {
	Value, Label string
	Span         source.Span
}

// Options is the ordered list of what an enum or set may hold; the order is that of `<`.
type Options struct {
	List  []Option
	index map[string]int
}

// NewOptions returns options ready for look-ups.
func NewOptions(list []Option) *Options {
	o := &Options{List: list, index: make(map[string]int, len(list))}
	for i, opt := range list {
		if _, ok := o.index[opt.Value]; !ok {
			o.index[opt.Value] = i
		}
	}
	return o
}

// Index is the position of a value in the declared order.
func (o *Options) Index(value string) (int, bool) {
	i, ok := o.index[value]
	return i, ok
}

// Label is what people see for a value; the value itself when it has no label or is unknown. No options at all have
// no labels.
func (o *Options) Label(value string) string {
	if o == nil {
		return value
	}
	if i, ok := o.index[value]; ok && o.List[i].Label != "" {
		return o.List[i].Label
	}
	return value
}
