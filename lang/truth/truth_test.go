package truth_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/truth"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

const declarations = `
object contact {
  vip: bool
  plan: enum { free, paid, gold }
  tags: set { a, b, c }
}`

func declared(t testing.TB) *schema.Schema {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", declarations)}}, stdlib.Catalog())
	if diag.HasErrors(a.Diagnostics) {
		t.Fatal(a.Diagnostics)
	}
	return a.Project.Schema
}

func read(t testing.TB, s *schema.Schema, text string) typed.Expr {
	t.Helper()
	e, faults := lang.Condition(text, "contact", s)
	if e == nil {
		t.Fatalf("%s: %v", text, faults)
	}
	return e
}

func TestOf(t *testing.T) {
	s := declared(t)
	for _, test := range []struct {
		cond string
		want truth.Verdict
	}{
		{`true`, truth.Always},
		{`contact.score > 5`, truth.Sometimes},
		{`contact.score > 5 or contact.score <= 5`, truth.Sometimes}, // unknown scores
		{`contact.score > 5 or contact.score <= 5 or contact.score == nil`, truth.Always},
		{`not (contact.score > 5 and contact.score < 5)`, truth.Always},
		{`contact.score > 5 and contact.score < 6`, truth.Sometimes},
		{`contact.score in 6..9 and contact.score > 8 and contact.score < 9`, truth.Never}, // ranges are of whole numbers
		{`contact.score in 6..9 and contact.score > 8`, truth.Sometimes},
		{`contact.score in [1, 2, nil] and contact.score == nil`, truth.Never},                           // the unknown is in nothing
		{`contact.birthday > date("2026-03-01") and contact.birthday < date("2026-03-02")`, truth.Never}, // no day between
		{`contact.birthday > date("2026-03-01") and contact.birthday < date("2026-03-03")`, truth.Sometimes},
		{`contact.plan == "free" or contact.plan == "paid" or contact.plan == "gold"`, truth.Sometimes},
		{`contact.plan in ["free", "paid"] or contact.plan == "gold" or not known(contact.plan)`, truth.Always},
		{`contact.plan > "paid" and contact.plan != "gold"`, truth.Never}, // options stand in their order
		{`contact.vip or not contact.vip`, truth.Always},
		{`contact.vip != true and contact.vip != false and contact.vip != nil`, truth.Never},
		{`"a" in contact.tags and contact.tags == nil`, truth.Never},
		{`"a" in contact.tags and "b" not in contact.tags`, truth.Sometimes},
		{`contact.city contains "x" and contact.city == nil`, truth.Never},
		{`contact.city contains "x" and not (contact.city contains "x")`, truth.Never},
		{`contact.city contains "a  b" and not (contact.city contains "a b")`, truth.Sometimes}, // other texts
		{`contact.email == "A@x.example" and contact.email != "a@x.example"`, truth.Never},      // one address
		{`contact.created_at == nil`, truth.Never},
		{`known(contact.score) or contact.score == nil`, truth.Always},
		{`company.name == "x" and company.name == "y"`, truth.Never},
		{`company.name == contact.city or company.name != contact.city`, truth.Always},
		{`contact.score > company.employees and company.employees > contact.score`, truth.Never},
		{`contact.score > company.employees or company.employees >= contact.score`, truth.Sometimes},
		{`contact.last_engaged_at > ago(days(30)) and contact.last_engaged_at < ago(days(30))`, truth.Never},
		{`contact.last_engaged_at > ago(days(30)) and contact.last_engaged_at < ago(days(60))`, truth.Sometimes}, // beyond it
		{`count(deals) < 0`, truth.Never},
		{`len(deals) >= 1 or len(deals) == 0`, truth.Sometimes}, // beyond it: a length is not known to be whole
		{`any(deals, .amount > 5) and none(deals, .amount > 5)`, truth.Sometimes},
		{`any(deals, .amount > 5) and not any(deals, .amount  >  5)`, truth.Never},
	} {
		if got := truth.Of(read(t, s, test.cond)); got != test.want {
			t.Errorf("%s: %d, want %d", test.cond, got, test.want)
		}
	}
}

func TestFollows(t *testing.T) {
	s := declared(t)
	for _, test := range []struct {
		cond   string
		others []string
		want   bool
	}{
		{`contact.score > 10`, []string{`contact.score > 5`}, true},
		{`contact.score > 5`, []string{`contact.score > 10`}, false},
		{`known(contact.plan)`, []string{`contact.plan == "free"`, `contact.plan == "paid"`, `contact.plan == "gold"`}, true},
		{`known(contact.plan)`, []string{`contact.plan == "free"`, `contact.plan == "gold"`}, false},
		{`contact.score > 3`, []string{`contact.score < 10`, `contact.score >= 10`}, true},
	} {
		var others []typed.Expr
		for _, o := range test.others {
			others = append(others, read(t, s, o))
		}
		if got := truth.Follows(read(t, s, test.cond), others...); got != test.want {
			t.Errorf("%s where one of %q holds: %v", test.cond, test.others, got)
		}
	}
}

// A long condition is not decided, and takes no time.
func TestManyThings(t *testing.T) {
	s := declared(t)
	var parts []string
	for i := range 400 {
		parts = append(parts, fmt.Sprintf("len(contact.city + %q) > %d", fmt.Sprint(i), i))
	}
	if got := truth.Of(read(t, s, strings.Join(parts, " or "))); got != truth.Sometimes {
		t.Errorf("got %d", got)
	}
}

// Many values of one thing are not decided either.
func TestManyValues(t *testing.T) {
	s := declared(t)
	var items []string
	for i := range 300 {
		items = append(items, fmt.Sprintf("%q", fmt.Sprint("c", i)))
	}
	list := strings.Join(items, ", ")
	if got := truth.Of(read(t, s, "contact.city in ["+list+"] and contact.city not in ["+list+"]")); got != truth.Sometimes {
		t.Errorf("got %d", got)
	}
}

// Random conditions, decided and run on a record for each combination of values that they could tell apart.
func TestVerdictsAreThoseOfAllRecords(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	s := declared(t)
	var counts [3]int
	for range 600 {
		w := &writer{Rand: r, fields: r.Perm(len(fields))[:1+r.IntN(2)]}
		text, other := w.condition(1+r.IntN(3)), w.condition(r.IntN(2))
		cond, from := read(t, s, text), read(t, s, other)
		all, none, follows := true, true, true
		runs, others := ready(t, s, cond), ready(t, s, from)
		each(s, w.fields, func(record *schema.Record) {
			held := runs(record)
			all, none = all && held, none && !held
			follows = follows && (!held || others(record))
		})
		want := truth.Sometimes
		switch {
		case all:
			want = truth.Always
		case none:
			want = truth.Never
		}
		if got := truth.Of(cond); got != want {
			t.Fatalf("seed %d: `%s`: %d, want %d", seed, text, got, want)
		}
		if got := truth.Follows(cond, from); got != follows && want == truth.Sometimes && truth.Of(from) == truth.Sometimes {
			t.Fatalf("seed %d: `%s` where `%s`: %v, want %v", seed, text, other, got, follows)
		}
		counts[want]++
	}
	for verdict, n := range counts {
		if n < 5 {
			t.Errorf("verdict %d: %d conditions only", verdict, n)
		}
	}
}

// fields are the properties of random conditions, each with its values and what is asked of them.
var fields = []struct {
	name   string
	values []schema.Value
	asks   []string
}{
	{"score", numbers(-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4), []string{"X > 1", "X >= 2", "X < 2", "X <= 3", "X == 1", "X != 2", "X in [1, 3]", "X in 1..3", "X == nil", "2 < X", "known(X)", "X not in 2..3"}},
	{"vip", []schema.Value{{}, schema.BoolValue(true), schema.BoolValue(false)}, []string{"X", "not X", "X == true", "X != false", "X == nil"}},
	{"plan", texts("free", "paid", "gold"), []string{`X == "free"`, `X != "paid"`, `X in ["free", "gold"]`, `X > "free"`, `X <= "paid"`, `X == nil`, `known(X)`}},
	{"city", texts("Rome", "Oslo", "elsewhere"), []string{`X == "Rome"`, `X != "Oslo"`, `X in ["Rome", "Oslo"]`, `X == nil`, `"Rome" == X`}},
	{"tags", sets(), []string{`"a" in X`, `"b" in X`, `"a" not in X`, `X == nil`, `X != nil`}},
	{"birthday", days(), []string{`X > date("2026-03-01")`, `X <= date("2026-03-02")`, `X == date("2026-03-01")`, `X < date("2026-03-04")`, `X >= date("2026-03-03")`, `X != nil`}},
}

func numbers(list ...float64) []schema.Value {
	values := []schema.Value{{}}
	for _, n := range list {
		values = append(values, schema.NumberValue(n))
	}
	return values
}

func texts(list ...string) []schema.Value {
	values := []schema.Value{{}}
	for _, s := range list {
		values = append(values, schema.TextValue(s))
	}
	return values
}

func sets() []schema.Value {
	values := []schema.Value{{}}
	for n := range 8 {
		var items []schema.Value
		for i, option := range []string{"a", "b", "c"} {
			if n>>i&1 != 0 {
				items = append(items, schema.TextValue(option))
			}
		}
		values = append(values, schema.SetValue(items))
	}
	return values
}

func days() []schema.Value {
	values := []schema.Value{{}}
	for day := 27; day <= 35; day++ {
		values = append(values, schema.DayValue(time.Date(2026, 2, day, 0, 0, 0, 0, time.UTC)))
	}
	return values
}

// writer writes random conditions about some fields.
type writer struct {
	*rand.Rand
	fields []int
}

func (w *writer) condition(depth int) string {
	if depth == 0 {
		f := fields[w.fields[w.IntN(len(w.fields))]]
		return strings.ReplaceAll(f.asks[w.IntN(len(f.asks))], "X", "contact."+f.name)
	}
	a, b := w.condition(depth-1), w.condition(depth-1)
	return [...]string{"(" + a + ") and (" + b + ")", "(" + a + ") or (" + b + ")", "not (" + a + ")"}[w.IntN(3)]
}

// ready is a condition that can be asked of records.
func ready(t *testing.T, s *schema.Schema, cond typed.Expr) func(*schema.Record) bool {
	t.Helper()
	c, err := compiler.CompileExpr(cond, s, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, env := vm.NewMachine(c.Program), &schema.Env{Zone: time.UTC}
	return func(r *schema.Record) bool { return m.Holds(c.Code, env, r, nil) }
}

// each makes a record for every combination of the values of some fields.
func each(s *schema.Schema, of []int, do func(*schema.Record)) {
	o := s.Object("contact")
	r := &schema.Record{Object: o, ID: "1", Props: make([]schema.Value, len(o.Properties))}
	var fill func(rest []int)
	fill = func(rest []int) {
		if len(rest) == 0 {
			do(r)
			return
		}
		f := fields[rest[0]]
		for _, v := range f.values {
			r.Props[o.Property(f.name).Number] = v
			fill(rest[1:])
		}
	}
	fill(of)
}
