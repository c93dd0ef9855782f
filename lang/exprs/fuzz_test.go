package exprs_test

import (
	"os"
	"strings"
	"testing"

	exprast "github.com/expr-lang/expr/ast"
	"pgregory.net/rapid"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// FuzzCheck types whatever can be parsed: it never panics, a fault is told exactly when there is no value, places lie in
// the text, expr's checker agrees, and what is accepted can be compiled.
func FuzzCheck(f *testing.F) {
	for _, name := range []string{"testdata/faults.golden", "testdata/values.golden"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			if !strings.HasPrefix(line, " ") {
				f.Add(line[strings.Index(line, " = ")+1:])
			}
		}
	}
	for _, text := range timedConditions {
		f.Add(text)
	}
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, text string) {
		e, found := parse.Condition(source.NewFile("fuzz", text))
		if diag.HasErrors(found) || len(text) > 1000 {
			return
		}
		w.examine(t, text, e)
	})
}

type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

func (w *world) examine(t failer, text string, e *ast.Expr) {
	t.Helper()
	sc := w.triggeredBy("form_submitted")
	x := examined(t, text, func(report func(diag.Diagnostic)) typed.Expr { return exprs.Check(e, sc, report) })
	examined(t, text, func(report func(diag.Diagnostic)) typed.Expr { return exprs.Condition(e, sc, report) })
	for _, kind := range []schema.Kind{schema.Text, schema.Number, schema.User, schema.Set, schema.List, schema.DateTime} {
		want := schema.Of(kind)
		if kind == schema.List {
			want = schema.ListOf(schema.Of(schema.Text))
		}
		examined(t, text, func(report func(diag.Diagnostic)) typed.Expr { return exprs.CheckAs(e, want, sc, report) })
	}
	if x == nil {
		return
	}
	exprs.Mentions(x)
	exprs.Moments(x, sc.Schema)
	typed.Walk(x, func(part typed.Expr) bool {
		at := part.Span()
		if at.Start < e.Place.Start || at.End > e.Place.End || at.Start > at.End {
			t.Errorf("%s: a part has the place %d to %d", text, at.Start, at.End)
		}
		_, bound := part.(*typed.Bound) // a segment has its own text
		return !bound
	})
	if readsVar(x) {
		return
	}
	if _, err := compiler.CompileExpr(x, sc.Schema, compiler.Options{}); err != nil && !strings.Contains(err.Error(), "nested more than") {
		t.Errorf("%s is typed and cannot be compiled: %v", text, err)
	}
}

// readsVar reports an expression that cannot be compiled without the workflow of its variables.
func readsVar(x typed.Expr) bool {
	found := false
	typed.Walk(x, func(part typed.Expr) bool {
		_, isVar := part.(*typed.VarRef)
		found = found || isVar
		return !found
	})
	return found
}

func examined(t failer, text string, check func(func(diag.Diagnostic)) typed.Expr) typed.Expr {
	t.Helper()
	var found []diag.Diagnostic
	x := check(func(d diag.Diagnostic) { found = append(found, d) })
	if (x == nil) != diag.HasErrors(found) {
		t.Errorf("%s: typed is %v, with %q", text, x != nil, faults(found))
	}
	for _, d := range found {
		if d.Code == "untyped-expression" {
			t.Errorf("%s: expr's checker objects: %v", text, d.Notes)
		}
		if d.Message == "" || !d.Span.Valid() {
			t.Errorf("%s: %+v says nothing", text, d)
		}
	}
	return x
}

// Random expressions of all forms: what we accept, expr's checker accepts, as far as its types can say.
func TestAgreement(t *testing.T) {
	w := newWorld(t)
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		text := writer{t}.expression(3)
		e, found := parse.Condition(source.NewFile("random", text))
		if diag.HasErrors(found) {
			return
		}
		w.examine(t, text, e)
		if exprs.Check(e, w.triggeredBy("form_submitted"), func(diag.Diagnostic) {}) != nil {
			accepted++
		}
	})
	if accepted < 5 {
		t.Errorf("%d expressions were accepted, too few to say anything", accepted)
	}
}

// writer writes random expressions, most of them of sensible types.
type writer struct{ t *rapid.T }

func (w writer) one(of ...string) string { return rapid.SampledFrom(of).Draw(w.t, "one") }

func (w writer) expression(depth int) string {
	switch rapid.IntRange(0, 5).Draw(w.t, "kind") {
	case 0:
		return w.number(depth)
	case 1:
		return w.text(depth)
	case 2:
		return w.date(depth)
	case 3:
		return w.list(depth)
	}
	return w.condition(depth)
}

// stray is an operand of any type, now and then.
func (w writer) stray(depth int, instead func(int) string) string {
	if rapid.IntRange(0, 25).Draw(w.t, "stray") == 0 {
		return w.one("nil", "company", "deals", `"x"`, "3", "visit", "r", "company.tags", "contact.owner", "lost", "trigger.values")
	}
	return instead(depth)
}

func (w writer) number(depth int) string {
	if depth == 0 {
		return w.one("1", "2.5", "0", "contact.score", "company.employees", "deal.amount", "big", "d.amount")
	}
	a, b := func() string { return w.stray(depth-1, w.number) }, func() string { return w.stray(depth-1, w.number) }
	switch rapid.IntRange(0, 9).Draw(w.t, "number") {
	case 0:
		return "(" + a() + " " + w.one("+", "-", "*", "/", "%", "**") + " " + b() + ")"
	case 1:
		return "-" + w.number(0)
	case 2:
		return "sum(" + w.list(depth-1) + ", .amount)"
	case 3:
		return w.one("max", "min") + "(" + a() + ", " + b() + ")"
	case 4:
		return "count(" + w.list(depth-1) + ")"
	case 5:
		return "len(" + w.text(depth-1) + ")"
	case 6:
		return "(" + a() + " ?? " + b() + ")"
	case 7:
		return "(" + w.condition(depth-1) + " ? " + a() + " : " + b() + ")"
	case 8:
		return w.one("round", "abs", "int", "floor") + "(" + a() + ")"
	}
	return w.one("year", "month", "hour") + "(" + w.date(depth-1) + ")"
}

func (w writer) text(depth int) string {
	if depth == 0 {
		return w.one(`"a"`, `"lead"`, "contact.city", "contact.email", "contact.lifecycle_stage", "company.industry", "deal.stage", "trigger.form", "visit.url")
	}
	switch rapid.IntRange(0, 5).Draw(w.t, "text") {
	case 0:
		return "(" + w.text(depth-1) + " + " + w.text(depth-1) + ")"
	case 1:
		return w.one("lower", "trim", "domain") + "(" + w.stray(depth-1, w.text) + ")"
	case 2:
		return `"{{` + w.expression(depth-1) + `}} and"`
	case 3:
		return "(" + w.text(depth-1) + ` ?? "none")`
	case 4:
		return "(" + w.text(depth-1) + " | upper())"
	}
	return "first(" + w.list(depth-1) + ")?.name"
}

func (w writer) date(depth int) string {
	if depth == 0 {
		return w.one("contact.birthday", "deal.close_date", "now()", "today()", `date("2026-12-24")`, "contact.created_at", "enrolled_at", "changed_at(company.industry)")
	}
	return w.date(depth-1) + w.one(" + ", " - ") + w.one("days(3)", "hours(2)", "months(1)", "days("+w.number(depth-1)+")")
}

func (w writer) list(depth int) string {
	if depth == 0 {
		return w.one("deals", "company.deals", "companies", "filter(deals, .amount > 3)", "sortBy(deals, .amount)")
	}
	return "filter(deals, " + w.one(`.amount > `+w.number(depth-1), `.stage == "closed_won"`, "# in open_deal", ".company.name == "+w.text(depth-1)) + ")"
}

func (w writer) condition(depth int) string {
	if depth == 0 {
		return w.one("contact.bounced", "r.ok", "company in key_account", `contact in list("VIP")`, `"vip" in company.tags`, `contact.lifecycle_stage == "lead"`, "visit != nil")
	}
	switch rapid.IntRange(0, 10).Draw(w.t, "condition") {
	case 0:
		return "(" + w.stray(depth-1, w.condition) + w.one(" and ", " or ") + w.condition(depth-1) + ")"
	case 1:
		return "not (" + w.condition(depth-1) + ")"
	case 2:
		return w.stray(depth-1, w.number) + w.one(" < ", " == ", " >= ", " != ") + w.number(depth-1)
	case 3:
		return w.stray(depth-1, w.text) + w.one(" == ", " contains ", " startsWith ", " < ") + w.text(depth-1)
	case 4:
		return w.date(depth-1) + w.one(" < ", " == ", " > ") + w.stray(depth-1, w.date)
	case 5:
		return w.one("any", "all", "none", "one") + "(" + w.list(depth-1) + ", " + w.one(".amount > 3", "known(.name)", `.stage in ["qualified", "closed_won"]`) + ")"
	case 6:
		return w.text(depth-1) + ` in ["lead", "customer"]`
	case 7:
		return w.number(depth-1) + " in " + w.one("1..5", "[1, 2]", "deals.amount")
	case 8:
		return "known(" + w.expression(depth-1) + ")"
	case 9:
		return w.text(depth-1) + " matches `^a.*`"
	}
	return w.one("contact.owner", "company.owner") + w.one(" == ", " != ") + w.one("nil", `user("ana@acme.example")`, "deal.owner")
}

// Trees that no parser made, with places that lie nowhere.
func TestStrangeTrees(t *testing.T) {
	w := newWorld(t)
	deep := exprast.Node(&exprast.IdentifierNode{Value: "contact"})
	for range 50_000 {
		deep = &exprast.UnaryNode{Operator: "not", Node: deep}
	}
	for _, tree := range []exprast.Node{
		deep, &exprast.UnaryNode{Operator: "?", Node: &exprast.NilNode{}}, &exprast.BinaryNode{Operator: "^", Left: &exprast.NilNode{}, Right: &exprast.NilNode{}},
		&exprast.SliceNode{Node: &exprast.NilNode{}}, &exprast.SequenceNode{}, &exprast.PairNode{}, &exprast.MapNode{Pairs: []exprast.Node{&exprast.NilNode{}}},
		&exprast.CallNode{Callee: &exprast.NilNode{}}, &exprast.BuiltinNode{Name: "any"}, &exprast.BuiltinNode{Name: "reduce"}, &exprast.PointerNode{Name: "acc"},
		&exprast.PredicateNode{Node: &exprast.PointerNode{}}, &exprast.ConditionalNode{Cond: &exprast.NilNode{}}, &exprast.BytesNode{}, &exprast.ConstantNode{},
		&exprast.VariableDeclaratorNode{}, &exprast.ChainNode{Node: &exprast.SliceNode{Node: &exprast.NilNode{}}},
	} {
		f := source.NewFile("tree", "x")
		e := &ast.Expr{At: ast.At{Place: f.Span(0, 1)}, Text: "x", Tree: tree}
		examined(t, "a strange tree", func(report func(diag.Diagnostic)) typed.Expr { return exprs.Check(e, &w.scope, report) })
	}
	if exprs.Check(nil, &w.scope, nil) != nil || exprs.Condition(&ast.Expr{}, &w.scope, nil) != nil || exprs.Template(nil, &w.scope, nil) != nil {
		t.Error("an expression that could not be parsed has a value")
	}
}
