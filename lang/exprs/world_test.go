package exprs_test

import (
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/stdlib"
)

// declarations are what the tests have beyond the prelude.
const declarations = `
object company { tags: set { vip "Very important", partner }, grade: enum { a, b, c } }
object deal { grade: enum { a, b, c } }
event shop_visited on contact { shop: text, amount: text }
let big = 10000
segment key_account on company when company.annual_revenue > big
segment open_deal on deal when deal.stage not in ["closed_won", "closed_lost"]
action crm.rate(model: text) -> { grade: text } at "https://scores.example/run"
`

// world is what the tests' expressions are typed in.
type world struct {
	analysis *lang.Analysis
	scope    exprs.Scope
}

func newWorld(t testing.TB) *world {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("world.wf", declarations)}}, stdlib.Catalog())
	if diag.HasErrors(a.Diagnostics) {
		t.Fatalf("the declarations of the tests: %+v", a.Diagnostics)
	}
	s := a.Project.Schema
	w := &world{analysis: a, scope: exprs.Scope{
		Schema: s, Object: s.Object("contact"), Consts: map[string]*typed.ConstDecl{}, Segments: map[string]*typed.Segment{},
		Directory: &schema.Directory{Users: []string{"ana@acme.example", "ben@acme.example"}, Teams: []string{"Sales", "RevOps"}},
		Vars: map[string]*typed.Var{
			"d":     {Name: "d", Type: schema.RecordOf(s.Object("deal"))},
			"visit": {Name: "visit", Type: schema.Type{Kind: schema.EventRef, Event: s.Event("page_viewed")}},
			"one":   {Name: "one", Type: schema.Of(schema.EventRef)},
			"r":     {Name: "r", Type: schema.Type{Kind: schema.Outcome, Action: s.Action("crm.rate")}},
			"lost":  {Name: "lost", Type: schema.Of(schema.Invalid)},
		},
		Opinion: exprs.NewOpinion(s),
	}}
	for _, c := range a.Project.Consts {
		w.scope.Consts[c.Name] = c
	}
	for _, g := range a.Project.Segments {
		w.scope.Segments[g.Name] = g
	}
	return w
}

// on is the world of a workflow on another object.
func (w *world) on(object string) *exprs.Scope {
	sc := w.scope
	sc.Object = sc.Schema.Object(object)
	return &sc
}

func (w *world) triggeredBy(events ...string) *exprs.Scope {
	sc := w.scope
	for _, e := range events {
		sc.Trigger = append(sc.Trigger, sc.Schema.Event(e))
	}
	sc.Event = sc.Trigger
	return &sc
}

// read parses a text that must have no fault of its own.
func read(t testing.TB, text string) *ast.Expr {
	t.Helper()
	e, found := parse.Condition(source.NewFile("test", text))
	if diag.HasErrors(found) {
		t.Fatalf("%s: %s", text, found[0].Message)
	}
	return e
}

// kind is how the tests write a type.
func kind(t schema.Type) string { return t.String() }

// faults are diagnostics as the tests write them: code, underlined text, message, help and fixes.
func faults(found []diag.Diagnostic) string {
	var out []string
	for _, d := range found {
		s := d.Code + " [" + d.Span.Text() + "] " + d.Message
		for _, h := range d.Help {
			s += " | " + h
		}
		for _, f := range d.Fixes {
			mark := " => "
			if f.Sure {
				mark = " ==> "
			}
			s += mark + f.Edits[0].New
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}
