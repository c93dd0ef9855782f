package functions

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// env is Monday, 2 March 2026, nine in the morning in Paris, with office hours.
func env(t testing.TB) *schema.Env {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	office := calendar.Office()
	return &schema.Env{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, zone).UnixMicro(), Zone: zone, Hours: &office}
}

func function(t testing.TB, name string) *schema.Func {
	t.Helper()
	for _, f := range All() {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no function %s", name)
	return nil
}

// value is a Go value as one of the language.
func value(x any) schema.Value {
	switch x := x.(type) {
	case string:
		return schema.TextValue(x)
	case float64:
		return schema.NumberValue(x)
	case int:
		return schema.NumberValue(float64(x))
	case bool:
		return schema.BoolValue(x)
	case []string:
		items := make([]schema.Value, len(x))
		for i := range x {
			items[i] = schema.TextValue(x[i])
		}
		return schema.ListValue(items)
	case schema.Value:
		return x
	}
	return schema.Value{}
}

func call(t testing.TB, name string, args ...any) schema.Value {
	t.Helper()
	values := make([]schema.Value, len(args))
	for i, arg := range args {
		values[i] = value(arg)
	}
	return function(t, name).Call(env(t), values)
}

func TestFunctions(t *testing.T) {
	moment := schema.TimeValue(time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC)) // half past midnight of the 3rd in Paris
	day := call(t, "date", "2026-12-24")
	for _, c := range []struct {
		name string
		args []any
		want string
	}{
		{"len", []any{"né"}, "2"},
		{"len", []any{[]string{"a", "b"}}, "2"},
		{"len", []any{schema.MapValue(&schema.Pairs{Keys: []string{"a"}, Values: []schema.Value{{}}})}, "1"},
		{"len", []any{nil}, ""},
		{"len", []any{3}, ""},
		{"lower", []any{"ÉCOLE"}, "école"},
		{"lower", []any{schema.UserValue("Ana@Acme.example")}, "ana@acme.example"},
		{"upper", []any{nil}, ""},
		{"title", []any{"jean-paul d'ARC l’été"}, "Jean-Paul D'arc L’été"},
		{"trim", []any{"\t a \n"}, "a"},
		{"replace", []any{"a-b-c", "-", "+"}, "a+b+c"},
		{"replace", []any{"abc", "", "x"}, "abc"},
		{"replace", []any{"abc", "b", nil}, ""},
		{"domain", []any{"https://www.Acme.example:8080/start?x=1"}, "acme.example"},
		{"domain", []any{"ann@ledger.co.uk"}, "ledger.co.uk"},
		{"domain", []any{"ledger"}, ""},
		{"domain", []any{""}, ""},
		{"phone", []any{"01 23 45 67 89"}, ""},
		{"phone", []any{"+1 (212) 555-0100"}, "+12125550100"},
		{"string", []any{true}, "true"},
		{"string", []any{nil}, ""},
		{"string", []any{day}, "2026-12-24"},
		{"split", []any{"a;b;;c", ";"}, "a, b, , c"},
		{"split", []any{nil, ";"}, ""},
		{"join", []any{[]string{"a", "b"}}, "a, b"},
		{"join", []any{[]string{"a", "b"}, ""}, "ab"},
		{"join", []any{nil}, ""},
		{"abs", []any{-2}, "2"},
		{"round", []any{2.5}, "3"},
		{"round", []any{-2.5}, "-3"},
		{"round", []any{1234.5, -2}, "1200"},
		{"round", []any{1.005, 2}, "1"},
		{"round", []any{1e300, 300}, "1e+300"},
		{"floor", []any{-0.5}, "-1"},
		{"ceil", []any{-0.5}, "0"},
		{"int", []any{"-12.9"}, "-12"},
		{"int", []any{"1,200"}, ""},
		{"float", []any{""}, ""},
		{"float", []any{7}, "7"},
		{"year", []any{moment}, "2026"},
		{"day", []any{moment}, "3"},
		{"weekday", []any{moment}, "tuesday"},
		{"hour", []any{moment}, "0"},
		{"hour", []any{day}, "0"},
		{"month", []any{nil}, ""},
		{"date", []any{moment}, "2026-03-03"},
		{"date", []any{"24/12/2026"}, ""},
		{"format", []any{moment, "DD/MM/YYYY HH:mm"}, "03/03/2026 00:30"},
		{"format", []any{nil, "DD"}, ""},
		{"known", []any{""}, "true"},
		{"known", []any{nil}, "false"},
		{"days", []any{1.5}, "1 day 12 hours"},
		{"weeks", []any{2}, "2 weeks"},
		{"years", []any{0.5}, "6 months"},
		{"months", []any{0.5}, ""},
		{"months", []any{1e9}, ""},
		{"minutes", []any{90}, "1 hour 30 minutes"},
		{"hours", []any{nil}, ""},
		{"working_days", []any{2}, "2 working days"},
		{"working_days", []any{0.5}, ""},
		{"working_hours", []any{1.5}, "1 working hour 30 working minutes"},
		{"now", nil, "2026-03-02 09:00"},
		{"today", nil, "2026-03-02"},
		{"ago", []any{call(t, "days", 1)}, "2026-03-01 09:00"},
		{"ago", []any{call(t, "working_days", 1)}, "2026-02-27 09:00"},
		{"ago", []any{nil}, ""},
	} {
		if got := schema.Plain(call(t, c.name, c.args...), env(t).Zone); got != c.want {
			t.Errorf("%s%v: got %q, want %q", c.name, c.args, got, c.want)
		}
	}
}

// No function fails, whatever it is given: too few arguments, and every kind in every place.
func TestFunctionsAreTotal(t *testing.T) {
	e := env(t)
	odd := []schema.Value{{}, value(""), value("text"), value(-1), value(1e308), value(true), schema.DateValue(-1 << 40), schema.MomentValue(1 << 62), schema.DurationValue(schema.Span{Months: 32767, Days: 1 << 30, Nanos: 1 << 62}),
		schema.ListValue(nil), schema.SetValue(nil), schema.MapValue(&schema.Pairs{}), schema.RangeValue(1, 0), schema.SecretValue("KEY"), schema.TeamValue("Sales")}
	for _, f := range All() {
		f.Call(e, nil)
		for _, a := range odd {
			f.Call(e, []schema.Value{a})
			for _, b := range odd {
				f.Call(e, []schema.Value{a, b})
				f.Call(e, []schema.Value{a, b, a})
			}
		}
		f.Call(&schema.Env{}, []schema.Value{odd[3], odd[2], odd[2]})
	}
}

func TestTextsStayShort(t *testing.T) {
	half := strings.Repeat("ab", longest/4)
	for name, got := range map[string]schema.Value{
		"replace": call(t, "replace", half, "a", "abcd"),
		"join":    call(t, "join", []string{half, half, half}),
		"upper":   call(t, "upper", strings.Repeat("ɐ", longest/2)), // grows in upper case
	} {
		if !got.IsNil() {
			t.Errorf("%s made a text of %d bytes", name, len(got.Text()))
		}
	}
}

func TestDeclarations(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range All() {
		switch {
		case seen[f.Name]:
			t.Errorf("%s is declared twice", f.Name)
		case f.Doc == "" || !strings.HasSuffix(f.Doc, "."):
			t.Errorf("%s: documentation %q", f.Name, f.Doc)
		case !strings.Contains(f.Example, f.Name+"(") || f.Shows == "":
			t.Errorf("%s: example %q shows %q", f.Name, f.Example, f.Shows)
		}
		seen[f.Name] = true
		for _, p := range f.Params {
			if p.Doc == "" || p.Required == !p.Default.IsNil() {
				t.Errorf("%s: parameter %+v", f.Name, p)
			}
		}
	}
	for name := range strings.FieldsSeq("len lower upper title trim replace split join abs round floor ceil int float string domain phone " +
		"days weeks months years hours minutes working_days working_hours date ago year month day weekday hour format now today known") {
		if !seen[name] {
			t.Errorf("%s is not declared", name)
		}
	}
}
