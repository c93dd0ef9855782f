package ide

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// renamed are the kinds of names that can be given another one.
var renamed = map[Kind]bool{ObjectKind: true, PropertyKind: true, EventKind: true, FieldKind: true, ConstKind: true, SegmentKind: true,
	WorkflowKind: true, LabelKind: true, VarKind: true, GivenKind: true}

// Renameable is the name at a place as it can be renamed. The error says why it cannot.
func (p *Project) Renameable(f *File, offset int) (at source.Span, err error) {
	o, ok := f.At(offset)
	if !ok {
		return source.Span{}, errors.New("there is no name here")
	}
	return o.Span, p.mayRename(o)
}

func (p *Project) mayRename(o Occurrence) error {
	if !renamed[o.Symbol.Kind] {
		return fmt.Errorf("the %s `%s` cannot be renamed", o.Symbol.Kind, o.Symbol.Name)
	}
	if o.Prefix {
		return fmt.Errorf("`%s` is the plural of `%s`: rename the object where it is written in the singular", o.Span.Text(), o.Symbol.Name)
	}
	definitions := p.definitions(o.Symbol)
	if len(definitions) == 0 {
		return fmt.Errorf("the %s `%s` is not declared in this project", o.Symbol.Kind, o.Symbol.Name)
	}
	for _, d := range definitions {
		if p.byName[d.Span.File.Name].Builtin {
			return fmt.Errorf("the %s `%s` belongs to the standard library", o.Symbol.Kind, o.Symbol.Name)
		}
	}
	return nil
}

var nameForm = regexp.MustCompile(`^[\pL_][\pL\d_]*$`)

// Rename is what gives the name at a place another one, everywhere. It is refused where the new name is taken.
func (p *Project) Rename(f *File, offset int, to string) ([]diag.Edit, error) {
	o, ok := f.At(offset)
	if !ok {
		return nil, errors.New("there is no name here")
	}
	if err := p.mayRename(o); err != nil {
		return nil, err
	}
	if err := p.free(o.Symbol, to); err != nil {
		return nil, err
	}
	var edits []diag.Edit
	for _, r := range p.occurrences(o.Symbol) {
		if !r.Prefix {
			edits = append(edits, diag.Edit{Span: r.Span, New: to})
		}
	}
	return edits, nil
}

// free refuses a new name that is none, or that something else has which could be meant in the same places.
func (p *Project) free(s Symbol, to string) error {
	if !nameForm.MatchString(to) {
		return fmt.Errorf("`%s` is no name: a name is a letter, then letters, digits and `_`", to)
	}
	member := s.Kind == PropertyKind || s.Kind == FieldKind
	if !member && check.Reserved(to) {
		return fmt.Errorf("`%s` is a word of the language", to)
	}
	taken := func(t Symbol) error {
		return fmt.Errorf("the name `%s` is taken by the %s of that name", t.Name, t.Kind)
	}
	if t := (Symbol{s.Kind, to, s.Of}); len(p.definitions(t)) > 0 {
		return taken(t)
	}
	if member || s.Kind == LabelKind || s.Kind == WorkflowKind || s.Kind == EventKind {
		return nil
	}
	if o := p.Schema.Plural(to); o != nil {
		return fmt.Errorf("`%s` is the plural of `%s` already", to, o.Name)
	}
	// Objects, constants, segments, variables and records are read in the same expressions.
	for _, f := range p.files {
		for _, o := range f.Occurrences() {
			if o.Def && o.Symbol.Name == to && (shared[o.Symbol.Kind] || local[o.Symbol.Kind] && (o.Symbol.Of == s.Of || shared[s.Kind])) {
				return taken(o.Symbol)
			}
		}
	}
	return nil
}

var (
	shared = map[Kind]bool{ObjectKind: true, ConstKind: true, SegmentKind: true}
	local  = map[Kind]bool{VarKind: true, GivenKind: true}
)
