// Package lang turns the text of a project into an Analysis: tree, types and diagnostics. It never fails; what could
// not be read or resolved is reported, and all the rest is there.
package lang

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
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
	Diagnostics []diag.Diagnostic
}

// Analyze reads and checks a project on top of a catalog.
func Analyze(in Input, catalog *schema.Catalog) *Analysis { panic("lang: not built yet") }
