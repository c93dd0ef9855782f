package vm_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/types"
	exprvm "github.com/expr-lang/expr/vm"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// condition is one of the conditions that are measured, as we compile it and as expr's users write it.
type condition struct {
	name string
	ours func(w *world) typed.Expr
	expr string
}

var countries = []string{"France", "Belgium", "Luxembourg", "Germany", "Austria", "Switzerland", "Italy", "Spain", "Portugal", "Ireland"}

var conditions = []condition{
	{"equality", func(w *world) typed.Expr {
		return binary(boolT, "==", of(w.enrolled(), w.contact, "country"), text("Italy"))
	}, `contact.country == "Italy"`},
	{"and-or-numbers", func(w *world) typed.Expr {
		score, visits := of(w.enrolled(), w.contact, "score"), of(w.enrolled(), w.contact, "visits")
		return binary(boolT, "or", binary(boolT, "and", binary(boolT, ">", score, number(50)), binary(boolT, "<=", visits, number(5))),
			binary(boolT, ">", score, number(90)))
	}, `(contact.score > 50 and contact.visits <= 5) or contact.score > 90`},
	{"in-ten", func(w *world) typed.Expr {
		list := &typed.ListLit{Base: base(schema.ListOf(textT))}
		for _, c := range countries {
			list.Items = append(list.Items, text(c))
		}
		return binary(boolT, "in", of(w.enrolled(), w.contact, "country"), list)
	}, `contact.country in ["France", "Belgium", "Luxembourg", "Germany", "Austria", "Switzerland", "Italy", "Spain", "Portugal", "Ireland"]`},
	{"texts", func(w *world) typed.Expr {
		return binary(boolT, "and", binary(boolT, "startsWith", of(w.enrolled(), w.contact, "firstname"), text("An")),
			binary(boolT, "contains", w.call("lower", of(w.enrolled(), w.contact, "email")), text("@ledger")))
	}, `contact.firstname startsWith "An" and lower(contact.email) contains "@ledger"`},
	{"within-30-days", func(w *world) typed.Expr {
		return binary(boolT, ">", of(w.enrolled(), w.contact, "created_at"), w.call("ago", w.call("days", number(30))))
	}, `contact.created_at > now() - duration("720h")`},
	{"any-of-five", func(w *world) typed.Expr {
		deal := element(schema.RecordOf(w.deal), 0)
		return &typed.Predicate{Base: base(boolT), Name: "any", Over: w.deals(), Body: binary(boolT, "and",
			binary(boolT, ">", of(deal, w.deal, "amount"), number(1000)), binary(boolT, "==", of(deal, w.deal, "stage"), text("won")))}
	}, `any(deals, .amount > 1000 and .stage == "won")`},
}

// benchWorld is a contact with all that the conditions read. Its associated records are at hand, as in a turn of the
// runtime that has loaded them.
type benchWorld struct {
	*world
	contactRecord *schema.Record
	companies     []*schema.Record
	fiveDeals     []*schema.Record
}

func (b *benchWorld) Associated(_ *schema.Record, o *schema.Object) []*schema.Record {
	if o == b.deal {
		return b.fiveDeals
	}
	return b.companies
}

func newBenchWorld() *benchWorld {
	w := newWorld()
	company := w.put(w.company, "1", map[string]schema.Value{"industry": schema.TextValue(fresh("Accounting")), "employees": schema.NumberValue(120)})
	contact := w.put(w.contact, "1", map[string]schema.Value{"firstname": schema.TextValue(fresh("Anna")), "email": schema.TextValue(fresh("Anna.Smith@Ledger.example")),
		"country": schema.TextValue(fresh("Italy")), "score": schema.NumberValue(95), "visits": schema.NumberValue(9),
		"created_at": schema.MomentValue(w.env.Now - int64(10*24*time.Hour/time.Microsecond))}, company)
	b := &benchWorld{world: w, contactRecord: contact, companies: []*schema.Record{company}}
	for i := range 5 {
		stage := "open"
		if i == 4 {
			stage = "won"
		}
		b.fiveDeals = append(b.fiveDeals, w.put(w.deal, fmt.Sprint(i), map[string]schema.Value{
			"amount": schema.NumberValue(float64(400 * (i + 1))), "stage": schema.TextValue(fresh(stage))}, contact))
	}
	w.env.View = b
	return b
}

// fresh is a copy of a text that shares no memory with the constants of a program, as texts from a store do not.
func fresh(s string) string { return strings.Clone(s) }

// BenchmarkConditions measures each condition on our machine and on expr's: typed map, reused machine. In the end it
// prints how many times faster ours is.
func BenchmarkConditions(b *testing.B) {
	ratios := map[string]float64{}
	for _, c := range conditions {
		ours, theirs := evaluators(b, c)
		b.Run(c.name+"/vm=wf", func(b *testing.B) { loop(b, ours) })
		b.Run(c.name+"/vm=expr", func(b *testing.B) { loop(b, theirs) })
		ratios[c.name] = ratio(ours, theirs)
	}
	summarize(ratios)
}

func loop(b *testing.B, run func()) {
	b.ReportAllocs()
	for b.Loop() {
		run()
	}
}

// ratio is how many times faster ours is: the best of many short rounds, taken in turns, so that what else the computer
// does meanwhile weighs on neither.
func ratio(ours, theirs func()) float64 {
	const rounds, times = 60, 2000
	best := [2]time.Duration{math.MaxInt64, math.MaxInt64}
	for range rounds {
		for i, run := range [2]func(){ours, theirs} {
			start := time.Now()
			for range times {
				run()
			}
			best[i] = min(best[i], time.Since(start))
		}
	}
	return float64(best[1]) / float64(best[0])
}

// summarize prints how many times faster each condition is, and the geometric mean.
func summarize(ratios map[string]float64) {
	product, least := 1.0, math.Inf(1)
	for _, c := range conditions {
		r := ratios[c.name]
		product *= r
		least = min(least, r)
		fmt.Fprintf(os.Stderr, "# %-16s %5.1f times faster than expr\n", c.name, r)
	}
	fmt.Fprintf(os.Stderr, "# %-16s %5.1f, least %.1f\n", "geometric mean", math.Pow(product, 1/float64(len(ratios))), least)
}

// evaluators are the two ways to evaluate a condition over the same record.
func evaluators(b *testing.B, c condition) (ours, theirs func()) {
	w := newBenchWorld()
	e := c.ours(w.world)
	written(e)
	compiled, err := compiler.CompileExpr(e, w.schema, compiler.Options{})
	if err != nil {
		b.Fatal(err)
	}
	m := vm.NewMachine(compiled.Program)
	if !m.Holds(compiled.Code, &w.env, w.contactRecord, nil) {
		b.Fatalf("%s does not hold\n%s", c.name, listing(compiled.Program))
	}
	program, env := w.forExpr(b, c)
	var machine exprvm.VM
	if out, err := machine.Run(program, env); err != nil || out != true {
		b.Fatalf("%s with expr: %v, %v", c.name, out, err)
	}
	return func() { m.Holds(compiled.Code, &w.env, w.contactRecord, nil) }, func() { _, _ = machine.Run(program, env) }
}

// forExpr compiles a condition with expr, optimizer on, over a typed map.
func (w *benchWorld) forExpr(b *testing.B, c condition) (*exprvm.Program, map[string]any) {
	contact := types.Map{"firstname": types.String, "email": types.String, "country": types.String, "score": types.Float64, "visits": types.Float64, "created_at": types.TypeOf(time.Time{})}
	deal := types.Map{"amount": types.Float64, "stage": types.String}
	program, err := expr.Compile(c.expr, expr.Env(types.Map{"contact": contact, "deals": types.Array(deal)}), expr.AsBool())
	if err != nil {
		b.Fatal(err)
	}
	deals := []any{}
	for _, d := range w.fiveDeals {
		deals = append(deals, asMap(d))
	}
	env := map[string]any{"contact": asMap(w.contactRecord), "deals": deals}
	env["contact"].(map[string]any)["created_at"] = time.Now().Add(-10 * 24 * time.Hour)
	return program, env
}

// TestConditionsAllocateNothing holds what the benchmark shows.
func TestConditionsAllocateNothing(t *testing.T) {
	for _, c := range conditions {
		w := newBenchWorld()
		e := c.ours(w.world)
		written(e)
		compiled, err := compiler.CompileExpr(e, w.schema, compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		m := vm.NewMachine(compiled.Program)
		if n := testing.AllocsPerRun(100, func() { m.Holds(compiled.Code, &w.env, w.contactRecord, nil) }); n != 0 {
			t.Errorf("%s allocates %v times", c.name, n)
		}
	}
}
