// The documentation of the standard library and of a project, from the declarations: what `wf doc` prints.

package stdlib

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Index lists all that a schema names: objects, events, actions, functions, words of expressions and settings, each with
// the first sentence of its documentation.
func Index(s *schema.Schema) string {
	var out strings.Builder
	section := func(title string, rows [][]string) {
		if len(rows) > 0 {
			fmt.Fprintf(&out, "%s\n%s\n", title, columns(rows))
		}
	}
	var rows [][]string
	for _, o := range s.Objects {
		rows = append(rows, []string{o.Name, firstSentence(o.Doc)})
	}
	section("Objects", rows)
	rows = nil
	for _, e := range s.Events {
		rows = append(rows, []string{e.Name, firstSentence(e.Doc)})
	}
	section("Events", rows)
	rows = nil
	for _, a := range current(s.Actions, s.Action) {
		about := a.Title
		if about == a.Name { // of a project
			about = firstSentence(a.Doc)
		}
		rows = append(rows, []string{a.Name, about})
	}
	section("Actions", rows)
	rows = nil
	for _, f := range currentFuncs(s) {
		rows = append(rows, []string{FuncSignature(f), firstSentence(f.Doc)})
	}
	section("Functions", rows)
	rows = nil
	for _, w := range words() {
		rows = append(rows, []string{w.form, firstSentence(w.doc)})
	}
	section("Words of expressions", rows)
	rows = nil
	for _, w := range settings() {
		rows = append(rows, []string{w.name, firstSentence(w.doc)})
	}
	section("Settings of workflows", rows)
	return strings.TrimSuffix(out.String(), "\n")
}

// current leaves out actions that a later one of the same name replaced.
func current(all []*schema.Action, find func(string) *schema.Action) []*schema.Action {
	return slices.DeleteFunc(slices.Clone(all), func(a *schema.Action) bool { return find(a.Name) != a })
}

// currentFuncs are the functions without those that a later one of the same name replaced.
func currentFuncs(s *schema.Schema) []*schema.Func {
	return slices.DeleteFunc(slices.Clone(s.Funcs), func(f *schema.Func) bool { return s.Func(f.Name) != f })
}

// Doc is the documentation of one name: an object, a property with or without its object, an event, an action, a
// function, a word of expressions or a setting. Several things of one name are all there. ok is false when nothing has
// the name.
func Doc(s *schema.Schema, name string) (text string, ok bool) {
	var parts []string
	if o := s.Object(name); o != nil {
		parts = append(parts, objectDoc(o))
	} else if o := s.Plural(name); o != nil {
		parts = append(parts, objectDoc(o))
	}
	if object, property, found := strings.Cut(name, "."); found {
		if o := s.Object(object); o != nil && o.Property(property) != nil {
			parts = append(parts, propertyDoc(o.Property(property)))
		}
	}
	if e := s.Event(name); e != nil {
		parts = append(parts, eventDoc(e))
	}
	if a := s.Action(name); a != nil {
		parts = append(parts, actionDoc(a))
	}
	if f := s.Func(name); f != nil {
		parts = append(parts, funcDoc(f))
	}
	for _, w := range append(words(), settings()...) {
		if w.name == name {
			parts = append(parts, wordDoc(w))
		}
	}
	if len(parts) == 0 {
		for _, o := range s.Objects {
			if p := o.Property(name); p != nil {
				parts = append(parts, propertyDoc(p))
			}
		}
	}
	return strings.Join(parts, "\n"), len(parts) > 0
}

// Names are all that Doc knows, for completion and for did-you-mean, without properties.
func Names(s *schema.Schema) []string {
	var names []string
	for _, o := range s.Objects {
		names = append(names, o.Name)
	}
	for _, e := range s.Events {
		names = append(names, e.Name)
	}
	for _, a := range s.Actions {
		names = append(names, a.Name)
	}
	for _, f := range s.Funcs {
		names = append(names, f.Name)
	}
	for _, w := range append(words(), settings()...) {
		names = append(names, w.name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func objectDoc(o *schema.Object) string {
	var out strings.Builder
	fmt.Fprintf(&out, "object %s, plural %s\n", o.Name, o.Plural)
	paragraph(&out, o.Doc)
	rows := make([][]string, len(o.Properties))
	for i, p := range o.Properties {
		rows[i] = []string{p.Name, shortType(p.Type) + flags(p), strings.TrimSpace(p.Doc + optionsDoc(p))}
	}
	out.WriteString("\n" + columns(rows))
	return out.String()
}

// optionsDoc lists the options of a property, or says how to see them.
func optionsDoc(p *schema.Property) string {
	const few = 12
	switch {
	case p.Type.Options == nil || len(p.Type.Options.List) == 0:
		return ""
	case len(p.Type.Options.List) > few:
		return fmt.Sprintf(" (%d options, `wf doc %s.%s` lists them)", len(p.Type.Options.List), p.Object.Name, p.Name)
	}
	values := make([]string, len(p.Type.Options.List))
	for i, o := range p.Type.Options.List {
		values[i] = o.Value
	}
	return " (" + strings.Join(values, ", ") + ")"
}

func propertyDoc(p *schema.Property) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s.%s  %s%s\n", p.Object.Name, p.Name, shortType(p.Type), flags(p))
	paragraph(&out, p.Doc)
	if p.Type.Options == nil {
		return out.String()
	}
	rows := make([][]string, len(p.Type.Options.List))
	for i, o := range p.Type.Options.List {
		rows[i] = []string{o.Value, o.Label}
	}
	out.WriteString("\n" + columns(rows))
	return out.String()
}

func flags(p *schema.Property) string {
	text := ""
	if p.Required {
		text += " required"
	}
	if p.ReadOnly {
		text += " readonly"
	}
	if p.Object != nil && p.Object.Key == p {
		text += " key"
	}
	if !p.Default.IsNil() {
		text += " = " + schema.Plain(p.Default, nil)
	}
	return text
}

func eventDoc(e *schema.Event) string {
	var out strings.Builder
	on := "any object"
	if e.Object != nil {
		on = e.Object.Name
	}
	fmt.Fprintf(&out, "event %s on %s\n", e.Name, on)
	paragraph(&out, e.Doc)
	out.WriteString("\n" + columns(fieldRows(e.Fields)))
	return out.String()
}

func fieldRows(fields []*schema.Field) [][]string {
	rows := make([][]string, len(fields))
	for i, f := range fields {
		rows[i] = []string{f.Name, shortType(f.Type), f.Doc}
	}
	return rows
}

func actionDoc(a *schema.Action) string {
	var out strings.Builder
	if a.Title != a.Name {
		fmt.Fprintf(&out, "%s\n\n", a.Title)
	}
	fmt.Fprintf(&out, "%s\n", indent(ActionForm(a)))
	paragraph(&out, a.Doc)
	if rows := paramRows(a.Params); a.Form == "" && len(rows) > 0 {
		out.WriteString("\nArguments\n" + columns(rows))
	}
	if len(a.Outputs) > 0 {
		out.WriteString("\nOutcome, beside ok and error\n" + columns(fieldRows(a.Outputs)))
	}
	if len(a.On) > 0 {
		fmt.Fprintf(&out, "\nOn workflows of %s only.\n", strings.Join(a.On, " and "))
	}
	paragraph(&out, persistence(a))
	if a.Example != "" {
		fmt.Fprintf(&out, "\nExample\n%s\n", indent(a.Example))
	}
	return out.String()
}

func paramRows(params []*schema.Param) [][]string {
	var rows [][]string
	for _, p := range params {
		if !p.Hidden {
			rows = append(rows, []string{p.Name, paramType(p) + paramFlags(p), p.Doc})
		}
	}
	return rows
}

func funcDoc(f *schema.Func) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n", FuncSignature(f))
	paragraph(&out, f.Doc)
	if rows := paramRows(f.Params); len(rows) > 0 {
		out.WriteString("\nArguments\n" + columns(rows))
	}
	switch {
	case f.Shows != "":
		fmt.Fprintf(&out, "\nExample\n  %s  gives  %s\n", f.Example, f.Shows)
	case f.Example != "":
		fmt.Fprintf(&out, "\nExample\n  %s\n", f.Example)
	}
	return out.String()
}
