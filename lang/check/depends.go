// What a condition depends on: the properties whose change can flip it, and the moments at which time does.

package check

import (
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/typed"
)

// dependsOn reports a condition on time that names no moment; help says what to write there.
func (w *workflow) dependsOn(e typed.Expr, help string) (mentions []typed.Mention, moments []typed.Expr, ok bool) {
	moments, ok = exprs.Moments(e, w.schema)
	if !ok {
		w.report(untimedCondition(e.Span(), help))
	}
	return exprs.Mentions(e), moments, ok
}
