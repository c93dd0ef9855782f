package ide

// What can be done with declarations: what can be run, links, calls between workflows, what mends a fault.

import (
	"regexp"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// Lens is something that can be done with a declaration.
type Lens struct {
	At    source.Span
	Title string
	Test  bool   // run the test; else show the graph
	Name  string // of the workflow, or the pattern of the test's title
}

// Lenses are the graph of each workflow, and the run of each test.
func (p *Project) Lenses(f *File) []Lens {
	var list []Lens
	for _, o := range p.Symbols(f) {
		switch {
		case o.Test:
			list = append(list, Lens{o.At, "run test", true, "^" + regexp.QuoteMeta(o.Name) + "$"})
		case o.Kind == WorkflowKind:
			list = append(list, Lens{o.At, "show graph", false, o.Name})
		}
	}
	return list
}

// Link is a place that leads to a file: a template.
type Link struct {
	At source.Span
	To *source.File
}

// Links are the templates that a file names, and web addresses are left to editors.
func (p *Project) Links(f *File) []Link {
	var list []Link
	for _, o := range f.Occurrences() {
		if o.Symbol.Kind != TemplateKind || o.Def {
			continue
		}
		for _, t := range p.Analysis.Templates {
			if t.Name == o.Symbol.Name {
				list = append(list, Link{o.Span, t.Place.File})
			}
		}
	}
	return list
}

// Enrolling is a workflow that enrolls records in another, with the places where it does.
type Enrolling struct {
	From, To string
	Places   []source.Span
}

// Enrollings are all `enroll in` of the project, gathered by pair of workflows, in the order of the text.
func (p *Project) Enrollings() []Enrolling {
	var list []Enrolling
	for _, f := range p.files {
		if f.Tree == nil {
			continue
		}
		for _, d := range f.Tree.Decls {
			w, ok := d.(*ast.Workflow)
			if !ok {
				continue
			}
			ast.Walk(w, func(n ast.Node) bool {
				if e, ok := n.(*ast.EnrollIn); ok && !e.Unenroll && e.Workflow.Text != "" {
					list = gather(list, w.Name.Text, e.Workflow)
				}
				return true
			})
		}
	}
	return list
}

func gather(list []Enrolling, from string, to ast.Name) []Enrolling {
	for i := range list {
		if list[i].From == from && list[i].To == to.Text {
			list[i].Places = append(list[i].Places, to.Place)
			return list
		}
	}
	return append(list, Enrolling{from, to.Text, []source.Span{to.Place}})
}

// Workflow is the outline of a workflow by its name.
func (p *Project) Workflow(name string) (Outline, bool) {
	for _, f := range p.files {
		for _, o := range p.Symbols(f) {
			if o.Kind == WorkflowKind && !o.Test && o.Name == name {
				return o, true
			}
		}
	}
	return Outline{}, false
}

// Mendings are the fixes for what is wrong in a stretch: those of the checker, and a label or property that is missing.
func (p *Project) Mendings(f *File, found []diag.Diagnostic, at source.Span) []Mending {
	var list []Mending
	for _, d := range found {
		if d.Span.File != f.Source || d.Span.Start > at.End || d.Span.End < at.Start {
			continue
		}
		for _, fix := range d.Fixes {
			list = append(list, Mending{fix, d})
		}
		switch d.Code {
		case "unknown-label":
			list = append(list, Mending{p.createLabel(f, d.Span), d})
		case "unknown-property":
			if fix, ok := p.declareProperty(f, d.Span); ok {
				list = append(list, Mending{fix, d})
			}
		}
	}
	return list
}

// Mending is a fix with the diagnostic that it is for.
type Mending struct {
	Fix diag.Fix
	For diag.Diagnostic
}

// createLabel puts a step with the label at the end of the workflow.
func (p *Project) createLabel(f *File, at source.Span) diag.Fix {
	fix := diag.Fix{Title: "create the label `" + at.Text() + "` at the end of the workflow"}
	if w, ok := f.outline().declAt(at.Start).(*ast.Workflow); ok {
		end := w.Place.End
		if strings.HasSuffix(w.Place.Text(), "}") {
			end--
		}
		fix.Edits = []diag.Edit{{Span: f.Source.Span(end, end), New: "\n" + at.Text() + ": stop\n"}}
	}
	return fix
}

// declareProperty declares the property that is missing, as text, before the declaration that reads it.
func (p *Project) declareProperty(f *File, at source.Span) (diag.Fix, bool) {
	o := f.outline()
	i := o.next(at.Start)
	if i < 2 || i >= len(o.tokens) || !isDot(o.tokens[i-1]) || !nameForm.MatchString(at.Text()) {
		return diag.Fix{}, false
	}
	decl := o.declAt(at.Start)
	if decl == nil {
		return diag.Fix{}, false
	}
	sc := p.scopeAt(o, decl, i)
	object := objectOf(sc.before(i-1, 0).kind)
	if object == nil {
		return diag.Fix{}, false
	}
	start := f.Source.LineStart(decl.Span().Position().Line)
	return diag.Fix{Title: "declare the property `" + at.Text() + "` of `" + object.Name + "`",
		Edits: []diag.Edit{{Span: f.Source.Span(start, start), New: "object " + object.Name + " { " + at.Text() + ": text }\n\n"}}}, true
}
