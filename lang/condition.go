package lang

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Schema returns what a catalog declares, without a project: objects, events, actions and functions.
func Schema(catalog *schema.Catalog) *schema.Schema {
	return Analyze(Input{}, catalog).Project.Schema
}

// Condition reads and types a condition alone, on records of one object, as it would stand after `enroll when`:
//
//	cond, faults := lang.Condition(`contact.score > 30`, "contact", lang.Schema(stdlib.Catalog()))
//
// The condition is nil when it has an error. The places of the faults lie in a file called "condition".
func Condition(text, object string, s *schema.Schema) (typed.Expr, []diag.Diagnostic) {
	return alone(text, object, s, exprs.Condition)
}

// Expression is Condition for a value of any type.
func Expression(text, object string, s *schema.Schema) (typed.Expr, []diag.Diagnostic) {
	return alone(text, object, s, exprs.Check)
}

// typing is how an expression is typed.
type typing func(*ast.Expr, *exprs.Scope, func(diag.Diagnostic)) typed.Expr

func alone(text, object string, s *schema.Schema, typeIt typing) (typed.Expr, []diag.Diagnostic) {
	return read(source.NewFile("condition", text), object, &exprs.Scope{Schema: s}, typeIt)
}

// Expression reads and types a text alone, as an expression about records of one object that may name the segments and
// constants of the project. It is nil when it has an error.
func (a *Analysis) Expression(file *source.File, object string) (typed.Expr, []diag.Diagnostic) {
	sc := &exprs.Scope{Schema: a.Project.Schema, Directory: a.Directory, Consts: map[string]*typed.ConstDecl{}, Segments: map[string]*typed.Segment{}}
	for _, c := range a.Project.Consts {
		sc.Consts[c.Name] = c
	}
	for _, s := range a.Project.Segments {
		sc.Segments[s.Name] = s
	}
	return read(file, object, sc, exprs.Check)
}

func read(file *source.File, object string, sc *exprs.Scope, typeIt typing) (typed.Expr, []diag.Diagnostic) {
	if sc.Object = sc.Schema.Object(object); sc.Object == nil {
		return nil, []diag.Diagnostic{{Code: "unknown-object", Span: file.Span(0, 0), Message: "there is no object `" + object + "`"}}
	}
	tree, found := parse.Condition(file)
	if diag.HasErrors(found) {
		return nil, diag.Tidy(found)
	}
	e := typeIt(tree, sc, func(d diag.Diagnostic) { found = append(found, d) })
	return e, diag.Tidy(found)
}
