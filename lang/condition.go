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
	file := source.NewFile("condition", text)
	o := s.Object(object)
	if o == nil {
		return nil, []diag.Diagnostic{{Code: "unknown-object", Span: file.Span(0, 0), Message: "there is no object `" + object + "`"}}
	}
	tree, found := parse.Condition(file)
	if diag.HasErrors(found) {
		return nil, diag.Sort(found)
	}
	e := typeIt(tree, &exprs.Scope{Schema: s, Object: o}, func(d diag.Diagnostic) { found = append(found, d) })
	return e, diag.Sort(found)
}
