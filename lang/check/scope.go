// Expressions: what names mean at one place of a program, and how a text there becomes a typed tree.
package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// scope is passed by value: a place inside another copies it and changes what differs. Its methods give nil for what
// has a fault, which is reported then.
type scope struct {
	exprs.Scope
	checker *checker
}

// outside is the scope of an expression that stands in no workflow.
func (c *checker) outside() scope {
	return scope{checker: c, Scope: exprs.Scope{Schema: c.schema, Directory: c.dir, Consts: c.consts, Segments: c.segments, Opinion: c.opinion}}
}

func (s scope) value(e *ast.Expr) typed.Expr { return exprs.Check(e, &s.Scope, s.report) }

func (s scope) as(e *ast.Expr, t schema.Type) typed.Expr {
	return exprs.CheckAs(e, t, &s.Scope, s.report)
}

func (s scope) condition(e *ast.Expr) typed.Expr { return exprs.Condition(e, &s.Scope, s.report) }

func (s scope) template(t *ast.Template) typed.Expr { return exprs.Template(t, &s.Scope, s.report) }

func (s scope) report(d diag.Diagnostic) { s.checker.report(d) }
