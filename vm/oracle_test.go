package vm_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/expr-lang/expr"
	"pgregory.net/rapid"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// The oracle: random expressions over full records must have the value that expr's own machine gives them. Its optimizer
// is off, since it changes what some expressions mean.
func TestOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		compareWithOracle(t, func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") })
	})
}

func FuzzOracle(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
	f.Add([]byte{200, 13, 7, 91, 44, 3, 250, 17, 8, 8, 1, 0, 3, 99, 5, 5, 1, 12, 13, 13, 13, 4, 6, 2, 250, 3})
	f.Fuzz(func(t *testing.T, data []byte) { compareWithOracle(t, fromBytes(data)) })
}

// fromBytes makes choices out of bytes, and always the first when they have run out.
func fromBytes(data []byte) func(n int) int {
	return func(n int) int {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return int(b) % n
	}
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func compareWithOracle(t failer, choose func(int) int) {
	t.Helper()
	r := &random{world: newWorld(), choose: choose}
	record := r.contactWithDeals()
	var e typed.Expr
	switch r.choose(4) {
	case 0:
		e = r.number(3)
	case 1:
		e = r.text(3)
	default:
		e = r.bool(4)
	}
	source := written(e).Text
	compiled, err := compiler.CompileExpr(e, r.schema, compiler.Options{})
	if err != nil {
		t.Fatalf("%s\ncannot be compiled: %v", source, err)
	}
	want, err := r.oracle(source, record)
	if err != nil {
		t.Fatalf("%s\nexpr fails: %v", source, err)
	}
	m := vm.NewMachine(compiled.Program)
	got := m.EvalOn(compiled.Code, &r.env, record, nil)
	if !same(got, want) {
		t.Fatalf("%s\nis %s, expr says %v\n%s", source, show(got), want, listing(compiled.Program))
	}
	if traced, _ := m.Trace(compiled.Code, &r.env, record, nil); !traced.Equal(got) {
		t.Fatalf("%s\nis %s, traced %s\n%s", source, show(got), show(traced), listing(compiled.Program))
	}
	stored, err := vm.DecodeProgram(compiled.Program.Encode(), r.schema)
	if err != nil {
		t.Fatalf("%s\ncannot be stored: %v", source, err)
	}
	if again := vm.NewMachine(stored).EvalOn(compiled.Code, &r.env, record, nil); !again.Equal(got) {
		t.Fatalf("%s\nis %s, stored and loaded %s", source, show(got), show(again))
	}
}

// oracle evaluates a text with expr over the records of the world.
func (w *world) oracle(source string, contact *schema.Record) (any, error) {
	deals := []any{}
	for _, d := range w.Associated(contact, w.deal) {
		deals = append(deals, asMap(d))
	}
	env := map[string]any{"contact": asMap(contact), "deals": deals, "company": asMap(w.Associated(contact, w.company)[0])}
	now := time.UnixMicro(w.env.Now).UTC()
	span := func(unit time.Duration) func(n int) time.Duration {
		return func(n int) time.Duration { return time.Duration(n) * unit }
	}
	env["days"], env["hours"] = span(24*time.Hour), span(time.Hour)
	env["ago"] = func(d time.Duration) time.Time { return now.Add(-d) }
	env["now"] = func() time.Time { return now }
	program, err := expr.Compile(source, expr.Env(env), expr.Optimize(false), expr.DisableBuiltin("now"))
	if err != nil {
		return nil, err
	}
	return expr.Run(program, env)
}

func asMap(r *schema.Record) map[string]any {
	m := map[string]any{}
	for i, p := range r.Object.Properties {
		m[p.Name] = native(r.Get(i))
	}
	return m
}

// native is a value as expr knows it.
func native(v schema.Value) any {
	switch v.Kind() {
	case schema.Bool:
		return v.Bool()
	case schema.Number:
		return v.Number()
	case schema.DateTime:
		return v.Time()
	case schema.Nil:
		return nil
	}
	return v.Text()
}

// same compares a value with what expr made. A result that is no number is unknown with us.
func same(v schema.Value, want any) bool {
	switch want := want.(type) {
	case int:
		return v.Kind() == schema.Number && v.Number() == float64(want)
	case float64:
		if math.IsNaN(want) || math.IsInf(want, 0) {
			return v.IsNil()
		}
		return v.Kind() == schema.Number && v.Number() == want
	}
	return native(v) == want
}

func show(v schema.Value) string { return fmt.Sprintf("%s %q", v.Kind(), schema.Plain(v, nil)) }
