package exprs_test

import (
	"testing"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
)

// Conditions of everyday length, typed one after the other.
func BenchmarkCondition(b *testing.B) {
	w := newWorld(b)
	var trees []*ast.Expr
	for _, text := range []string{
		`company.industry == "Accounting"`, `contact.score > 30 and contact.lifecycle_stage == "lead"`, `contact.country in ["France", "Belgium", "Spain"]`,
		`lower(contact.email) contains "@acme"`, `contact.created_at > ago(days(30))`, `any(deals, .amount > 1000 and .stage != "closed_lost")`,
	} {
		trees = append(trees, read(b, text))
	}
	none := func(diag.Diagnostic) {}
	exprs.Condition(trees[0], &w.scope, none)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if exprs.Condition(trees[i%len(trees)], &w.scope, none) == nil {
			b.Fatal("not typed")
		}
	}
}
