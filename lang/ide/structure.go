package ide

// The structure of a file: symbols, what can be folded, and what to select next.

import (
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// Outline is a declaration with what it declares inside.
type Outline struct {
	Name     string
	Detail   string
	Kind     Kind
	Test     bool
	Span     source.Span // the whole
	At       source.Span // the name
	Children []Outline
}

// Symbols is the outline of a file.
func (p *Project) Symbols(f *File) []Outline {
	if f.Tree == nil {
		return nil
	}
	var list []Outline
	for _, d := range f.Tree.Decls {
		if o, ok := outlineOf(d); ok && o.At.Valid() && o.Name != "" {
			list = append(list, o)
		}
	}
	return list
}

func outlineOf(d ast.Decl) (o Outline, ok bool) {
	o.Span = d.Span()
	name := func(n ast.Name, kind Kind) { o.Name, o.At, o.Kind = n.Text, n.Place, kind }
	switch d := d.(type) {
	case *ast.Object:
		name(d.Name, ObjectKind)
		o.Children = props(d.Props, PropertyKind)
	case *ast.Event:
		name(d.Name, EventKind)
		o.Detail = "on " + d.On.Text
		o.Children = props(d.Fields, FieldKind)
	case *ast.Const:
		name(d.Name, ConstKind)
	case *ast.Segment:
		name(d.Name, SegmentKind)
		o.Detail = "on " + d.On.Text
	case *ast.ActionDecl:
		name(ast.Name{At: d.Name.At, Text: pathText(&d.Name)}, ActionKind)
	case *ast.Workflow:
		name(d.Name, WorkflowKind)
		o.Detail = "on " + d.On.Text
		ast.Walk(d, func(n ast.Node) bool {
			if s, ok := n.(*ast.Step); ok {
				for _, l := range s.Labels {
					o.Children = append(o.Children, Outline{Name: l.Text, Kind: LabelKind, Span: s.Place, At: l.Place})
				}
			}
			return true
		})
	case *ast.Test:
		o.Name, o.At, o.Kind, o.Test = d.Title.Value, d.Title.Place, WorkflowKind, true
		o.Detail = "test"
	default:
		return o, false
	}
	return o, true
}

func props(list []*ast.Prop, kind Kind) (out []Outline) {
	for _, p := range list {
		if p.Name.Text != "" {
			out = append(out, Outline{Name: p.Name.Text, Kind: kind, Span: p.Place, At: p.Name.Place})
		}
	}
	return out
}

// Find lists the declarations of the project whose names contain the letters of a query in their order.
func (p *Project) Find(query string) []Outline {
	var list []Outline
	for _, f := range p.files {
		if f.Builtin {
			continue
		}
		for _, o := range p.Symbols(f) {
			if fuzzy(o.Name, query) {
				list = append(list, o)
			}
		}
	}
	return list
}

func fuzzy(name, query string) bool {
	name = strings.ToLower(name)
	for _, r := range strings.ToLower(query) {
		_, after, ok := strings.Cut(name, string(r))
		if !ok {
			return false
		}
		name = after
	}
	return true
}

// Fold is a stretch that can be folded to its first line: from an opening bracket to the closing one, whose line stays,
// or comments.
type Fold struct {
	At      source.Span
	Comment bool
}

// Folds are what can be folded where it goes over several lines: brackets, and comments.
func (p *Project) Folds(f *File) []Fold {
	o := f.outline()
	var list []Fold
	add := func(from, to int, comment bool) { list = append(list, Fold{f.Source.Span(from, to), comment}) }
	for i, t := range o.tokens {
		if end := o.partner[i]; end > i {
			add(t.Start, o.tokens[end].Start, false)
		}
	}
	if f.Tree == nil {
		return list
	}
	for i := 0; i < len(f.Tree.Comments); {
		first := f.Tree.Comments[i].Place
		last := first
		for i++; i < len(f.Tree.Comments); i++ {
			next := f.Tree.Comments[i].Place
			if strings.TrimSpace(f.Source.Text[last.End:next.Start]) != "" || next.Position().Line > f.Source.Position(last.End).Line+1 {
				break
			}
			last = next
		}
		add(first.Start, last.End, true)
	}
	return list
}

// Around are the stretches around a place, from the innermost: the word, brackets, the statement, blocks, the file.
func (p *Project) Around(f *File, offset int) []source.Span {
	o := f.outline()
	var list []source.Span
	add := func(start, end int) {
		if n := len(list); n == 0 || start <= list[n-1].Start && end >= list[n-1].End && end-start > list[n-1].End-list[n-1].Start {
			list = append(list, f.Source.Span(start, end))
		}
	}
	if name, ok := f.At(offset); ok {
		add(name.Span.Start, name.Span.End) // in a text too
	}
	if i := o.next(offset - 1); i < len(o.tokens) && o.tokens[i].Start <= offset {
		add(o.tokens[i].Start, o.tokens[i].End)
	}
	for open := o.around(o.next(offset)); open >= 0; open = o.inside[open] {
		if end := o.partner[open]; end >= 0 {
			add(o.tokens[open].End, o.tokens[end].Start)
			add(o.tokens[open].Start, o.tokens[end].End)
			add(o.tokens[min(o.head[open], open)].Start, o.tokens[end].End)
		}
	}
	if d := o.declAt(offset); d != nil && d.Span().Contains(offset) {
		add(d.Span().Start, d.Span().End)
	}
	add(0, len(f.Source.Text))
	return list
}
