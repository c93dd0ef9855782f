// Typing of expressions: what this package asks of lang/exprs.
package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func (s scope) value(e *ast.Expr) typed.Expr             { return nil }
func (s scope) as(e *ast.Expr, t schema.Type) typed.Expr { return nil }
func (s scope) condition(e *ast.Expr) typed.Expr         { return nil }
func (s scope) template(t *ast.Template) typed.Expr      { return nil }
func (w *workflow) dependsOn(e typed.Expr, help string) ([]typed.Mention, []typed.Expr, bool) {
	return nil, nil, true
}
