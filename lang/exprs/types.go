// How types relate: which may be compared, which stand for one another.

package exprs

import "github.com/wflang/wf/lang/schema"

// loose reports a type that is not known before the run, or that failed to resolve: it fits everywhere.
func loose(t schema.Type) bool {
	return t.Kind == schema.Any || t.Kind == schema.Invalid || t.Kind == schema.Nil
}

// plainText reports the types whose values are texts and nothing else.
func plainText(t schema.Type) bool {
	switch t.Kind {
	case schema.Text, schema.Email, schema.Phone, schema.URL:
		return true
	}
	return false
}

func dated(t schema.Type) bool { return t.Kind == schema.Date || t.Kind == schema.DateTime }

// elemOf is the type of what a list, set, range or map holds.
func elemOf(t schema.Type) schema.Type {
	switch t.Kind {
	case schema.Set:
		return schema.Type{Kind: schema.Enum, Options: t.Options}
	case schema.Range:
		return schema.Of(schema.Number)
	}
	if t.Elem == nil {
		return schema.Of(schema.Any)
	}
	return *t.Elem
}

// comparable reports whether `==` between two types can hold.
func comparable(a, b schema.Type) bool {
	switch {
	case loose(a) || loose(b):
		return true
	case a.Kind == schema.User || b.Kind == schema.User:
		return a.Kind == b.Kind || plainText(a) || plainText(b)
	case a.Kind == schema.Team || b.Kind == schema.Team:
		return a.Kind == b.Kind || a.Kind == schema.Text || b.Kind == schema.Text
	case a.Kind == schema.Enum && b.Kind == schema.Enum:
		return shareOption(a.Options, b.Options)
	case a.Kind.Textual() && b.Kind.Textual():
		return true
	case dated(a) && dated(b):
		return true
	case a.Kind != b.Kind:
		return false
	}
	switch a.Kind {
	case schema.RecordRef:
		return a.Object == nil || b.Object == nil || a.Object == b.Object
	case schema.EventRef:
		return a.Event == nil || b.Event == nil || a.Event == b.Event
	case schema.List, schema.Map:
		return comparable(elemOf(a), elemOf(b))
	case schema.Set:
		return shareOption(a.Options, b.Options)
	case schema.Secret, schema.Path, schema.Outcome, schema.Range:
		return false
	}
	return true
}

// ordered reports whether `<` has a meaning between two types.
func ordered(a, b schema.Type) bool {
	switch {
	case loose(a) || loose(b):
		return orderable(a) && orderable(b)
	case a.Kind == schema.Enum || b.Kind == schema.Enum:
		return a.Kind == b.Kind && sameOptions(a.Options, b.Options)
	case plainText(a) && plainText(b), dated(a) && dated(b):
		return true
	}
	return a.Kind == b.Kind && (a.Kind == schema.Number || a.Kind == schema.Duration)
}

func orderable(t schema.Type) bool {
	return loose(t) || plainText(t) || dated(t) || t.Kind == schema.Number || t.Kind == schema.Duration || t.Kind == schema.Enum
}

func shareOption(a, b *schema.Options) bool {
	if a == nil || b == nil || a == b {
		return true
	}
	for _, o := range a.List {
		if _, ok := b.Index(o.Value); ok {
			return true
		}
	}
	return false
}

func sameOptions(a, b *schema.Options) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || len(a.List) != len(b.List) {
		return false
	}
	for i := range a.List {
		if a.List[i].Value != b.List[i].Value {
			return false
		}
	}
	return true
}

// either is the type of a value that comes from one of two places.
func either(a, b schema.Type) schema.Type {
	switch {
	case a.Kind == schema.Nil:
		return b
	case b.Kind == schema.Nil:
		return a
	case a.Kind == schema.Invalid || b.Kind == schema.Invalid:
		return schema.Of(schema.Invalid)
	case a.Kind == schema.Enum && b.Kind == schema.Enum && !sameOptions(a.Options, b.Options):
		return schema.Type{Kind: schema.Enum, Options: joined(a.Options, b.Options)}
	case a.Kind == b.Kind && (a.Kind == schema.List || a.Kind == schema.Map):
		elem := either(elemOf(a), elemOf(b))
		return schema.Type{Kind: a.Kind, Elem: &elem}
	case a.Kind == schema.RecordRef && b.Kind == schema.RecordRef && a.Object != b.Object:
		return schema.Of(schema.Any)
	case a.Kind == b.Kind:
		return a
	case a.Kind == schema.User && b.Kind == schema.Team, a.Kind == schema.Team && b.Kind == schema.User:
		return schema.Of(schema.Team) // what takes teams takes users too, not the other way around
	case dated(a) && dated(b):
		return schema.Of(schema.DateTime)
	case plainText(a) && plainText(b):
		return schema.Of(schema.Text)
	}
	return schema.Of(schema.Any)
}

// joined is the options of two enums, those of the first in front.
func joined(a, b *schema.Options) *schema.Options {
	if a == nil || b == nil {
		return nil
	}
	list := append([]schema.Option(nil), a.List...)
	for _, o := range b.List {
		if _, ok := a.Index(o.Value); !ok {
			list = append(list, o)
		}
	}
	return schema.NewOptions(list)
}
