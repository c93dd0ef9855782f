// never-enters: an `enroll when` whose every record meets a `goal`, `unenroll` or `suppress` of the workflow already.
package check

import "github.com/wflang/wf/lang/typed"

func (w *workflow) judgeEntering() {
	for _, e := range w.typed.Enroll {
		if e.When == nil || e.Every != nil {
			continue
		}
		for _, l := range w.leaving {
			if l.entry.When != nil && implies(e.When, l.entry.When) {
				w.report(neverEnters(e.When.Span(), l))
				break
			}
		}
	}
}

// implies reports whether each condition that b joins by `and` is, as written, among those that a joins. That the
// texts are the same is enough to be sure, since both are read at the same moment of the same record.
func implies(a, b typed.Expr) bool {
	given := map[string]bool{}
	for _, e := range conjuncts(a) {
		given[squeezed(e.Span().Text())] = true
	}
	for _, e := range conjuncts(b) {
		if !given[squeezed(e.Span().Text())] {
			return false
		}
	}
	return true
}

// conjuncts are the parts of a condition that all must hold.
func conjuncts(e typed.Expr) []typed.Expr {
	if b, ok := e.(*typed.Binary); ok && (b.Op == "and" || b.Op == "&&") {
		return append(conjuncts(b.L), conjuncts(b.R)...)
	}
	return []typed.Expr{e}
}
