package records

// A guess at the declaration of an object, from a file of its records.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Guess is an object declaration inferred from a file. String prints it as a program declares it.
type Guess struct {
	Object, Plural string
	Properties     []GuessedProperty
	Rows           int
	Columns        map[string]string // columns whose snake-case form is not the property's name: what wf.yaml must map
}

// GuessedProperty is a column as a property.
type GuessedProperty struct {
	Name     string
	Column   string
	Type     schema.Kind
	Options  []string // of Enum and Set
	Key      bool
	Required bool
	Builtin  bool   // every object has it, or the object that is extended: not declared
	Extends  bool   // … but lacks these Options
	Why      string // what speaks against a narrower type; may be empty
}

// InferOptions say what is known beforehand.
type InferOptions struct {
	Object   string            // name; "" takes it from the file's name
	Schema   *schema.Schema    // an object of that name is extended
	Taken    func(string) bool // names that an object cannot have; may be nil
	Progress func(read, total int64)
}

// Infer reads a file to its end and guesses. The error is for what cannot be read at all.
func Infer(s Source, opts InferOptions) (*Guess, error) {
	file, err := s.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	counted := &counter{in: file}
	in, err := open(counted, s.Name)
	if err != nil {
		return nil, err
	}
	g := &Guess{Object: opts.Object, Columns: map[string]string{}}
	if g.Object == "" {
		g.Object = objectName(s.Name)
	}
	if opts.Taken != nil && opts.Taken(g.Object) {
		g.Object += "_record"
	}
	var observed []*observation
	var r row
	for {
		if g.Rows%256 == 0 && opts.Progress != nil {
			opts.Progress(counted.n, s.Size)
		}
		more, err := in.next(&r)
		if fault, ok := err.(Fault); ok && fault.Row > 0 {
			continue // the import will refuse this row; the others show the types
		}
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		g.Rows++
		for range in.columns()[len(observed):] {
			observed = append(observed, newObservation())
		}
		for i := range r.cells {
			observed[r.cells[i].column].see(&r.cells[i], r.number)
		}
	}
	for range in.columns()[len(observed):] {
		observed = append(observed, newObservation())
	}
	g.conclude(in.columns(), observed, opts.Schema)
	return g, nil
}

// conclude makes properties of what was observed.
func (g *Guess) conclude(columns []string, observed []*observation, sc *schema.Schema) {
	var known *schema.Object
	if sc != nil {
		known = sc.Object(g.Object)
	}
	if known != nil {
		g.Plural = known.Plural
	} else {
		g.Plural = plural(g.Object)
		known = schema.NewObject(g.Object, g.Plural)
		known.Add(&schema.Property{Name: "owner", Type: schema.Of(schema.User)}) // as every object but user has
	}
	names := map[string]bool{}
	key := -1
	for i, column := range columns {
		o := observed[i]
		o.rows = g.Rows
		p := o.property()
		p.Column, p.Name = column, propertyName(column, names)
		if declared := known.Property(p.Name); declared != nil && declared.Type.Kind == schema.User && p.Type != schema.Email && o.filled > 0 {
			p.Name = propertyName(column+" name", names) // people, but not by their address
		}
		names[p.Name] = true
		if p.Name != Snake(column) {
			g.Columns[column] = p.Name
		}
		if declared := known.Property(p.Name); declared != nil {
			p.Builtin, p.Type, p.Required = true, declared.Type.Kind, false
			p.Options = o.lacking(declared.Type)
			p.Extends = len(p.Options) > 0
			p.Why = o.refused(declared.Type)
			if declared == known.Key && o.unique() {
				key = i
			}
		} else if sc != nil && (sc.Object(p.Name) != nil || sc.Plural(p.Name) != nil) {
			p = GuessedProperty{Name: p.Name, Column: column, Type: schema.RecordRef, Builtin: true} // to associate with
		}
		g.Properties = append(g.Properties, p)
	}
	// A new object is known by the first column that tells all its records apart.
	for i := range g.Properties {
		if p := &g.Properties[i]; key < 0 && !p.Builtin && observed[i].identifies(p.Name) {
			p.Key, p.Required, key = true, false, i
			if p.Type == schema.Enum {
				p.Type, p.Options = schema.Text, nil
			}
		}
	}
}

// Declares reports whether there is anything to declare: the object may have all of it already.
func (g *Guess) Declares() bool {
	return slices.ContainsFunc(g.Properties, func(p GuessedProperty) bool { return !p.Builtin || p.Extends || p.Why != "" })
}

// String is the declaration as a program writes it, with a comment where a column stayed text for a reason.
func (g *Guess) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "object %s plural %s {\n", g.Object, g.Plural)
	width := 0
	for _, p := range g.Properties {
		if !p.Builtin || p.Extends {
			width = max(width, len(p.Name))
		}
	}
	for _, p := range g.Properties {
		line := fmt.Sprintf("  %-*s %s", width+1, p.Name+":", p.Type)
		switch {
		case p.Builtin && !p.Extends && p.Why == "":
			continue
		case p.Builtin && !p.Extends:
			fmt.Fprintf(&out, "  // %s: %s\n", p.Name, p.Why)
			continue
		case p.Extends:
			line += " +="
		}
		if len(p.Options) > 0 {
			line += " { " + strings.Join(literals(p.Options), ", ") + " }"
		}
		if p.Key {
			line += " key"
		}
		if p.Required {
			line += " required"
		}
		if p.Why != "" {
			line += " // " + p.Why
		}
		out.WriteString(line + "\n")
	}
	out.WriteString("}\n")
	return out.String()
}

func literals(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(t) + `"`
	}
	return out
}
