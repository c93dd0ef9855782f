package exprs_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/conf"
	"pgregory.net/rapid"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/vm"
)

// From the text to its value: what we type, compile and run means what expr's own machine says of the same text. Its
// optimizer is off, since it changes what some expressions mean.
func TestMeaning(t *testing.T) {
	w := newWorld(t)
	full := newFullRecords(w.scope.Schema)
	compared := 0
	for rounds := 0; rounds == 0 || compared < 10 && rounds < 20; rounds++ { // one is enough but for -short
		rapid.Check(t, func(t *rapid.T) {
			text := writer{t}.expression(3)
			// An infinite number is unknown for us, and enums have an order of their own.
			ordered := strings.Contains(text, " < ") && (strings.Contains(text, "stage") || strings.Contains(text, "industry"))
			if !strings.ContainsAny(text, "/") && !strings.Contains(text, "**") && !ordered && full.compare(t, w, text) {
				compared++
			}
		})
	}
	for _, text := range []string{
		`contact.score not in [1, 2]`, `not (contact.bounced) ? 1 : 2`, `deals | filter(.amount > 150) | len()`, `contact.bounced ?: true`, `2 ** 3 ** 2`, `-2 ** 2`, `10 - 4 - 3`, `7 % 4`,
		`1 + 2 * 3 == 7 and not (1 > 2) or contact.bounced`, `contact?.company?.name ?? "x"`, `any(deals, any(.contacts, .score == contact.score))`, `map(deals, # .amount)[1]`, `"a" + "b" startsWith "ab"`,
		`sortBy(deals, .amount, "desc")[0].amount`, `count(1..5, # % 2 == 0)`, `contact.city contains "ar" && contact.email matches "^ann"`, `{a: 1, "b c": [1, 2]}["b c"][1]`, `now() - days(3) < contact.created_at`,
	} {
		if !full.compare(t, w, text) {
			t.Errorf("%s was not compared", text)
		}
	}
	if compared < 10 {
		t.Errorf("%d expressions were compared, too few to say anything", compared)
	}
}

// fullRecords is a contact with a company and three deals, of which every property is filled: of the unknown expr thinks
// otherwise than we do.
type fullRecords struct {
	schema  *schema.Schema
	config  *conf.Config
	env     schema.Env
	contact *schema.Record
	all     map[string][]*schema.Record
}

func newFullRecords(s *schema.Schema) *fullRecords {
	f := &fullRecords{schema: s, all: map[string][]*schema.Record{}, env: schema.Env{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMicro(), Zone: time.UTC, Hours: &calendar.Hours{}}}
	f.env.View = f
	for i, name := range []string{"contact", "company", "deal", "deal", "deal"} {
		f.all[name] = append(f.all[name], fullRecord(s.Object(name), i))
	}
	f.contact = f.all["contact"][0]
	f.config = exprs.NewConfig(s)
	f.config.Optimize = false
	for name, function := range f.config.Functions {
		function.Func = func(args ...any) (any, error) {
			if name == "changed_at" {
				return native(f.ChangedAt(nil, nil)), nil
			}
			if name == "user" || name == "team" {
				return args[0], nil
			}
			values := make([]schema.Value, len(args))
			for i, a := range args {
				values[i] = valueOf(a)
			}
			declared := s.Func(name)
			if declared == nil {
				return nil, fmt.Errorf("%s is not compared", name)
			}
			return native(declared.Call(&f.env, values)), nil
		}
	}
	return f
}

func fullRecord(o *schema.Object, n int) *schema.Record {
	r := &schema.Record{Object: o, ID: fmt.Sprint(o.Name, n), Props: make([]schema.Value, len(o.Properties))}
	for i, p := range o.Properties {
		switch p.Type.Kind {
		case schema.Number:
			r.Props[i] = schema.NumberValue(float64(100*n + i))
		case schema.Bool:
			r.Props[i] = schema.BoolValue(i%2 == 0)
		case schema.Date:
			r.Props[i] = schema.DateValue(int64(20_500 + n + i))
		case schema.DateTime:
			r.Props[i] = schema.TimeValue(time.Date(2026, 3, 1, i, n, 0, 0, time.UTC))
		case schema.Enum:
			r.Props[i] = schema.TextValue(p.Type.Options.List[n%len(p.Type.Options.List)].Value)
		case schema.Set:
			r.Props[i] = schema.SetValue([]schema.Value{schema.TextValue(p.Type.Options.List[0].Value)})
		case schema.User:
			r.Props[i] = schema.UserValue("ana@acme.example")
		case schema.Email:
			r.Props[i] = schema.TextValue("ann@acme.example")
		default:
			r.Props[i] = schema.TextValue("Paris" + fmt.Sprint(i))
		}
	}
	return r
}

func (f *fullRecords) Record(schema.Ref) *schema.Record { return f.contact }
func (f *fullRecords) Associated(_ *schema.Record, o *schema.Object) []*schema.Record {
	return f.all[o.Name]
}
func (f *fullRecords) Events(*schema.Record, *schema.Event) []*schema.Occurrence { return nil }
func (f *fullRecords) ChangedAt(*schema.Record, *schema.Property) schema.Value {
	return schema.TimeValue(time.Date(2026, 2, 1, 8, 0, 0, 0, time.UTC))
}
func (f *fullRecords) Member(string, *schema.Record) bool { return false }

// compare reports whether a text could be compared: it is accepted, and has nothing that expr lacks.
func (f *fullRecords) compare(t failer, w *world, text string) bool {
	t.Helper()
	for _, ours := range []string{"{{", "deals.amount", "list(", "key_account", "open_deal", "visit", "r.ok", "trigger", "lost", "d.amount", "big", "enrolled_at", "months(", "tags", "max(", "min(", "first("} {
		if strings.Contains(text, ours) {
			return false
		}
	}
	e, faulty := parse.Condition(source.NewFile("meaning", text))
	if diag.HasErrors(faulty) {
		return false
	}
	x := exprs.Check(e, &w.scope, func(diag.Diagnostic) {})
	if x == nil || readsVar(x) {
		return false
	}
	c, err := compiler.CompileExpr(x, f.schema, compiler.Options{})
	if err != nil {
		t.Errorf("%s cannot be compiled: %v", text, err)
		return false
	}
	program, err := expr.Compile(text, func(c *conf.Config) { *c = *f.config })
	if err != nil {
		return false // numbers that must be whole, a sign before a length of time
	}
	want, err := expr.Run(program, f.names())
	if err != nil {
		return false // division by zero, an index out of range: unknown for us; `count(deals)`, which expr has for yes and no alone
	}
	got := vm.NewMachine(c.Program).EvalOn(c.Code, &f.env, f.contact, nil)
	if !sameValue(native(got), want) {
		t.Errorf("%s is %v, expr says %v", text, native(got), want)
	}
	return true
}

// names is what expr finds by name.
func (f *fullRecords) names() map[string]any {
	names := map[string]any{}
	for _, o := range f.schema.Objects {
		names[o.Plural], names[o.Name] = []any{}, nil
		var list []any
		for _, r := range f.all[o.Name] {
			list = append(list, f.asMap(r, 2))
		}
		if list != nil {
			names[o.Plural], names[o.Name] = list, list[0]
		}
	}
	return names
}

func (f *fullRecords) asMap(r *schema.Record, hops int) map[string]any {
	m := map[string]any{}
	if hops > 0 {
		for name, records := range f.all {
			var list []any
			for _, other := range records {
				list = append(list, f.asMap(other, hops-1))
			}
			o := f.schema.Object(name)
			m[o.Plural], m[o.Name] = list, list[0]
		}
	}
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
	case schema.Text, schema.User, schema.Team:
		return v.Text()
	case schema.Date:
		return time.Unix(v.Days()*86400, 0).UTC()
	case schema.DateTime:
		return v.Time()
	case schema.Duration:
		return time.Duration(v.Span().Days)*24*time.Hour + time.Duration(v.Span().Nanos)
	case schema.List, schema.Set:
		list := []any{}
		for _, item := range v.Items() {
			list = append(list, native(item))
		}
		return list
	case schema.RecordRef:
		return v.Record().ID
	case schema.Map:
		return v.Pairs().Keys
	}
	return nil
}

func valueOf(x any) schema.Value {
	switch x := x.(type) {
	case bool:
		return schema.BoolValue(x)
	case int:
		return schema.NumberValue(float64(x))
	case float64:
		return schema.NumberValue(x)
	case string:
		return schema.TextValue(x)
	case time.Time:
		return schema.TimeValue(x)
	case time.Duration:
		return schema.DurationValue(schema.Span{Nanos: int64(x)})
	case []any:
		items := make([]schema.Value, len(x))
		for i := range x {
			items[i] = valueOf(x[i])
		}
		return schema.ListValue(items)
	case map[string]any:
		return schema.TextValue("a record")
	}
	return schema.Value{}
}

func sameValue(got, want any) bool {
	switch want := want.(type) {
	case int:
		return sameValue(got, float64(want))
	case float64:
		if math.IsNaN(want) || math.IsInf(want, 0) {
			return got == nil
		}
		n, ok := got.(float64)
		return ok && (n == want || math.Abs(n-want) <= 1e-9*math.Abs(want))
	case time.Time:
		at, ok := got.(time.Time)
		return ok && at.Sub(want).Abs() < time.Millisecond // ours go to the microsecond
	case []any:
		list, ok := got.([]any)
		if !ok || len(list) != len(want) {
			return false
		}
		for i := range list {
			if !sameValue(list[i], want[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		return true // a record, or a map
	}
	return got == want
}
