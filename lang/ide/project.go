// Package ide answers what an editor asks about a project: what stands here, what can stand here, where else is it, what
// is wrong. All are pure functions over an analysis; places are byte offsets, and nothing knows of a protocol.
//
// Names are resolved from the tokens (outline.go, chain.go) and from the tree of declarations and statements, not from
// typed expressions: those exist only where the text has no fault, and an editor is asked mostly where it has one.
package ide

import (
	"sync"
	"time"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Project is a project as it is asked about. It may be asked by several at once.
type Project struct {
	Analysis  *lang.Analysis
	Schema    *schema.Schema
	Directory *lang.Directory // may be nil
	Bounds    bounds.Options  // zone and working hours, for the bounds of workflows

	files    []*File
	byName   map[string]*File
	drafts   map[*ast.Workflow]*typed.Workflow
	consts   map[string]*typed.ConstDecl
	segments map[string]*typed.Segment
}

// File is one file of a project: a program, or a template. Exactly one of Tree and Template is set.
type File struct {
	Source   *source.File
	Tree     *ast.File
	Template *ast.TemplateFile
	Builtin  bool // of the standard library

	project  *Project
	lexed    sync.Once
	outlined *outline
	indexed  sync.Once
	names    []Occurrence
}

// New returns what editors ask. catalog is the one that the analysis was made with.
func New(a *lang.Analysis, catalog *schema.Catalog, dir *lang.Directory) *Project {
	p := &Project{Analysis: a, Directory: dir, Bounds: bounds.Options{Zone: time.UTC}, Schema: a.Project.Schema, byName: map[string]*File{},
		drafts: map[*ast.Workflow]*typed.Workflow{}, consts: map[string]*typed.ConstDecl{}, segments: map[string]*typed.Segment{}}
	builtin := map[*source.File]bool{}
	if catalog != nil {
		for _, f := range catalog.Prelude {
			builtin[f] = true
		}
	}
	add := func(f *File) {
		f.project = p
		p.files = append(p.files, f)
		p.byName[f.Source.Name] = f
	}
	for _, t := range a.Files {
		add(&File{Source: t.Source, Tree: t, Builtin: builtin[t.Source]})
	}
	for _, t := range a.Templates {
		add(&File{Source: t.Place.File, Template: t})
	}
	for _, w := range a.Project.Drafts {
		p.drafts[w.Syntax] = w
	}
	for _, c := range a.Project.Consts {
		p.consts[c.Name] = c
	}
	for _, s := range a.Project.Segments {
		p.segments[s.Name] = s
	}
	return p
}

// File returns the file of a name; nil when there is none.
func (p *Project) File(name string) *File { return p.byName[name] }

// Files are all files, those of the standard library first.
func (p *Project) Files() []*File { return p.files }

// outline is the token structure of a program; that of a template is empty.
func (f *File) outline() *outline {
	f.lexed.Do(func() {
		if f.Tree != nil {
			f.outlined = newOutline(f.Source, parse.Tokens(f.Source), f.Tree.Decls)
		} else {
			f.outlined = newOutline(f.Source, nil, nil)
		}
	})
	return f.outlined
}

// Occurrences are the names in the file that mean something, in the order of the text.
func (f *File) Occurrences() []Occurrence {
	f.indexed.Do(func() { f.names = f.project.index(f) })
	return f.names
}

// At is the name at a place, or ending there.
func (f *File) At(offset int) (Occurrence, bool) {
	var found Occurrence
	for _, o := range f.Occurrences() {
		if o.Span.Start > offset {
			break
		}
		// Of two names that touch, the one that begins at the place.
		if o.Span.Contains(offset) {
			found = o
		}
	}
	return found, found.Span.Valid()
}
