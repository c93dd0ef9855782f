package records

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
)

// binding is what the cells of a column are.
type binding struct {
	property *schema.Property
	object   *schema.Object // the cell names a record of it to associate with
	plural   bool           // … or several
	primary  bool           // … as the primary one
	skip     bool
}

// binder matches columns with the properties of an object.
type binder struct {
	source *Source
	schema *schema.Schema
	bound  []binding
	fault  func(Fault)
	taken  map[any]string // property, object or primaryOf → column
}

func newBinder(s *Source, sc *schema.Schema, fault func(Fault)) *binder {
	return &binder{source: s, schema: sc, fault: fault, taken: map[any]string{}}
}

// bind matches the columns that are new since the last call.
func (b *binder) bind(columns []string) {
	for _, name := range columns[len(b.bound):] {
		b.bound = append(b.bound, b.column(name))
	}
}

func (b *binder) column(name string) binding {
	want := Snake(name)
	if mapped, ok := b.source.Columns[name]; ok {
		if mapped == Ignore {
			return binding{skip: true}
		}
		want = mapped
	}
	out := b.find(want)
	if out.skip {
		if want != "updated_at" {
			b.fault(b.unknown(name, want))
		}
		return out
	}
	var taken any = out.object
	switch {
	case out.property != nil:
		taken = out.property
	case out.primary:
		taken = primaryOf{out.object}
	}
	if other, ok := b.taken[taken]; ok {
		b.fault(Fault{File: b.source.Name, Column: name, Message: fmt.Sprintf("stands for `%s`, as column %q does", want, other)})
		return binding{skip: true}
	}
	b.taken[taken] = name
	return out
}

// primaryOf stands for the column that chooses the primary record of an object.
type primaryOf struct{ object *schema.Object }

// primaryPrefix begins the name of such a column, before the object's.
const primaryPrefix = "primary_"

// find looks a name up: a property, else an object, in the singular or plural, or as the primary one. When a record last
// changed is what the store says, not the file.
func (b *binder) find(name string) binding {
	if p := b.source.Object.Property(name); p != nil {
		return binding{property: p, skip: p.Number == schema.PropUpdatedAt}
	}
	if o := b.schema.Object(name); o != nil {
		return binding{object: o}
	}
	if o := b.schema.Plural(name); o != nil {
		return binding{object: o, plural: true}
	}
	if object, ok := strings.CutPrefix(name, primaryPrefix); ok && b.schema.Object(object) != nil {
		return binding{object: b.schema.Object(object), primary: true}
	}
	return binding{skip: true}
}

func (b *binder) unknown(column, want string) Fault {
	var names []string
	for _, p := range b.source.Object.Properties {
		names = append(names, p.Name)
	}
	for _, o := range b.schema.Objects {
		names = append(names, o.Name, primaryPrefix+o.Name)
	}
	f := Fault{File: b.source.Name, Column: column, Message: fmt.Sprintf("`%s` has no property `%s`", b.source.Object.Name, want)}
	if want == "" {
		f.Message = "a column has no name"
		return f
	}
	near := diag.Nearest(want, names)
	if len(near) == 0 {
		near = diag.Akin(want, b.source.Object.Name, names)
	}
	switch len(near) {
	case 0:
		f.Help = fmt.Sprintf("declare it, or leave the column out: columns: { %q: %q }", column, Ignore)
	case 1:
		f.Help = fmt.Sprintf("%s say so: columns: { %q: %s }", diag.Meant(near), column, near[0])
	default:
		f.Help = fmt.Sprintf("%s say which: columns: { %q: %s }", diag.Meant(near), column, near[0])
	}
	return f
}

// unusedColumns are names that Source.Columns maps although the file has no such column.
func (b *binder) unusedColumns(columns []string) {
	var names []string
	for name := range b.source.Columns {
		if !slices.Contains(columns, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		b.fault(Fault{File: b.source.Name, Column: name, Message: "the file has no such column", Help: diag.DidYouMean(name, columns)})
	}
}

// identifies reports whether the columns tell one record from another.
func (b *binder) identifies() bool {
	return slices.ContainsFunc(b.bound, func(at binding) bool {
		return at.property != nil && (at.property.Number == schema.PropID || at.property == b.source.Object.Key)
	})
}
