// Expressions: what names mean at one place of a program, and how a text there becomes a typed tree.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// scope is what names mean at one place; one inside of another copies it and changes what differs. Its methods give nil
// for what has a fault, which is reported then.
type scope struct {
	exprs.Scope
	checker *checker
}

// outside is the scope of an expression that stands in no workflow.
func (c *checker) outside() scope {
	return scope{checker: c, Scope: exprs.Scope{Schema: c.schema, Directory: c.dir, Consts: c.consts, Segments: c.segments, Opinion: c.opinion, Memory: &c.memory}}
}

func (s *scope) value(e *ast.Expr) typed.Expr {
	return s.noted(exprs.Check(e, &s.Scope, s.report))
}

func (s *scope) as(e *ast.Expr, t schema.Type) typed.Expr {
	return s.noted(exprs.CheckAs(e, t, &s.Scope, s.report))
}

func (s *scope) condition(e *ast.Expr) typed.Expr {
	return s.noted(exprs.Condition(e, &s.Scope, s.report))
}

func (s *scope) template(t *ast.Template) typed.Expr {
	return s.noted(exprs.Template(t, &s.Scope, s.report))
}

// noted remembers that something has no type, also where the parser has reported why.
func (s *scope) noted(e typed.Expr) typed.Expr {
	if e == nil {
		s.checker.untyped = true
	}
	return e
}

func (s *scope) report(d diag.Diagnostic) { s.checker.report(d) }
