// Package lang turns the text of a project into an Analysis: tree, types and diagnostics. It never fails; what could
// not be read or resolved is reported, and all the rest is there.
package lang

import (
	"context"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/between"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Input is all the text of a project.
type Input struct {
	Files     []*source.File // *.wf
	Templates []*source.File // emails/NAME.md, emails/NAME.html
	Directory *Directory     // of wf.yaml; nil: nothing is known, names are not checked
}

// Directory is what wf.yaml says that programs may name.
type Directory = schema.Directory

// Analysis is all that is known about a project.
type Analysis struct {
	Files       []*ast.File // prelude files first
	Templates   []*ast.TemplateFile
	Project     *typed.Project
	Directory   *Directory        // that names were checked against; nil: they were not
	Diagnostics []diag.Diagnostic // sorted by place; of a file with very many the first 500 and their number
}

// Parsed is one file as it was read: a program or an e-mail template. It depends on its text alone, so that who
// analyzes a project again and again may keep it as long as the text is the same.
type Parsed struct {
	Program  *ast.File         // of a *.wf file
	Template *ast.TemplateFile // of a template
	Faults   []diag.Diagnostic
}

// Parse reads a *.wf file.
func Parse(f *source.File) Parsed {
	return program(&parse.Reader{}, f)
}

// ParseTemplate reads an e-mail template.
func ParseTemplate(f *source.File) Parsed {
	return template(&parse.Reader{}, f)
}

func program(r *parse.Reader, f *source.File) Parsed {
	tree, faults := r.File(f)
	return Parsed{Program: tree, Faults: faults}
}

func template(r *parse.Reader, f *source.File) Parsed {
	tree, faults := r.Template(f)
	return Parsed{Template: tree, Faults: faults}
}

// Analyze reads and checks a project on top of a catalog.
func Analyze(in Input, catalog *schema.Catalog) *Analysis {
	var files []Parsed
	var reader parse.Reader
	if catalog != nil {
		for _, f := range catalog.Prelude {
			files = append(files, program(&reader, f))
		}
	}
	for _, f := range in.Files {
		files = append(files, program(&reader, f))
	}
	for _, f := range in.Templates {
		files = append(files, template(&reader, f))
	}
	return Check(files, catalog, in.Directory)
}

// Check checks files that were read already, those of the catalog's prelude first. dir may be nil.
func Check(files []Parsed, catalog *schema.Catalog, dir *Directory) *Analysis {
	a, _ := CheckContext(context.Background(), files, catalog, dir) // it fails only where it can be canceled
	return a
}

// CheckContext is Check that is given up when the context ends, which it asks between workflows: the analysis is nil
// then, and the error is that of the context.
func CheckContext(ctx context.Context, files []Parsed, catalog *schema.Catalog, dir *Directory) (*Analysis, error) {
	a := &Analysis{Directory: dir}
	var found check.Found
	for _, f := range files {
		found.Add(f.Faults...)
		if f.Program != nil {
			a.Files = append(a.Files, f.Program)
		}
		if f.Template != nil {
			a.Templates = append(a.Templates, f.Template)
		}
	}
	project, err := check.ProjectContext(ctx, a.Files, a.Templates, catalog, dir, &found)
	if err != nil {
		return nil, err
	}
	a.Project = project
	found.Add(between.Check(project)...)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	found.Add(bounds.Check(project, dir)...)
	a.Diagnostics = found.Told(a.Files, Codes)
	return a, nil
}
