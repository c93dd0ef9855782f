package exprs_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden reads a file of expressions, each on a line of its own with its diagnostics indented below, and compares the
// diagnostics with those that check gives.
func golden(t *testing.T, name string, check func(text string) []diag.Diagnostic) {
	t.Helper()
	file := filepath.Join("testdata", name)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if strings.HasPrefix(line, "    ") {
			continue
		}
		got.WriteString(line + "\n")
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		found := check(line)
		if len(found) == 0 {
			t.Errorf("%s has no fault", line)
			continue
		}
		got.WriteString("    " + strings.ReplaceAll(faults(found), "\n", "\n    ") + "\n")
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(string(data), got.String()); d != "" {
		t.Errorf("%s (-want +got; write it anew with -update)\n%s", file, d)
	}
}

// Conditions in a workflow on contact, triggered by form_submitted.
func TestFaults(t *testing.T) {
	w := newWorld(t)
	golden(t, "faults.golden", func(text string) (found []diag.Diagnostic) {
		x := exprs.Condition(read(t, text), w.triggeredBy("form_submitted"), func(d diag.Diagnostic) { found = append(found, d) })
		if (x == nil) != diag.HasErrors(found) {
			t.Errorf("%s: typed is %v, with %s", text, x != nil, faults(found))
		}
		return found
	})
}

// Values for places of a type: `NAME = EXPRESSION`, where NAME is a property of contact, company or deal, or a type.
func TestValueFaults(t *testing.T) {
	w := newWorld(t)
	golden(t, "values.golden", func(line string) (found []diag.Diagnostic) {
		name, text, _ := strings.Cut(line, " = ")
		want := w.typeNamed(t, name)
		if x := exprs.CheckAs(read(t, text), want, &w.scope, func(d diag.Diagnostic) { found = append(found, d) }); (x == nil) != diag.HasErrors(found) {
			t.Errorf("%s: typed is %v, with %s", line, x != nil, faults(found))
		}
		return found
	})
}

// typeNamed is the type of a property such as contact.owner, or one of a few others.
func (w *world) typeNamed(t testing.TB, name string) schema.Type {
	t.Helper()
	switch name {
	case "secret":
		return schema.Of(schema.Secret)
	case "team":
		return schema.Of(schema.Team)
	case "texts":
		return schema.ListOf(schema.Of(schema.Text))
	case "deals":
		return schema.ListOf(schema.RecordOf(w.scope.Schema.Object("deal")))
	case "deal":
		return schema.RecordOf(w.scope.Schema.Object("deal"))
	case "any":
		return schema.Of(schema.Any)
	case "length":
		return schema.Of(schema.Duration)
	}
	object, property, _ := strings.Cut(name, ".")
	p := w.scope.Schema.Object(object).Property(property)
	if p == nil {
		t.Fatalf("there is no property %s", name)
	}
	return p.Type
}

// Values that fit, and what becomes of them.
func TestValues(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ name, text, want string }{
		{"contact.city", `"Paris"`, `Paris`},
		{"contact.city", `contact.email`, "email"},
		{"contact.city", `company.industry`, "text"}, // its label
		{"contact.city", `nil`, ""},
		{"contact.city", `contact.owner`, "user"},
		{"contact.score", `1 + 2`, "3"},
		{"contact.birthday", `today()`, "date"},
		{"contact.birthday", `contact.created_at`, "datetime"},
		{"contact.last_engaged_at", `date("2026-12-24")`, "2026-12-24"},
		{"contact.lifecycle_stage", `"lead"`, "Lead"},
		{"contact.lifecycle_stage", `contact.score > 3 ? "lead" : "customer"`, ""},
		{"contact.lifecycle_stage", `company.lifecycle_stage ?? "lead"`, ""},
		{"contact.lifecycle_stage", `contact.city`, "text"}, // the run will show
		{"company.tags", `"vip"`, "Very important"},
		{"company.tags", `["vip", "partner"]`, "Very important, partner"},
		{"contact.owner", `user("ANA@acme.example")`, "ana@acme.example"},
		{"contact.owner", `contact.owner ?? company.owner`, "user"},
		{"contact.email", `"Ann@ACME.example"`, "ann@acme.example"},
		{"contact.website", `"acme.example/x"`, "acme.example/x"},
		{"team", `team("Sales")`, "Sales"},
		{"secret", `secret("K")`, "secret"},
		{"texts", `["a", company.industry]`, ""},
		{"deals", `company.deals`, "list of deal"},
		{"deals", `[deal, d]`, "list of deal"},
		{"any", `{a: 1}`, "map of number"},
		{"length", `days(3) + hours(2)`, "3 days 2 hours"},
	} {
		var found []diag.Diagnostic
		x := exprs.CheckAs(read(t, test.text), w.typeNamed(t, test.name), &w.scope, func(d diag.Diagnostic) { found = append(found, d) })
		if x == nil || len(found) > 0 {
			t.Errorf("%s = %s: %s", test.name, test.text, faults(found))
			continue
		}
		got := kind(x.Type())
		if k, ok := x.(*typed.Const); ok {
			got = schema.Render(k.Value, k.T, nil)
		}
		if got != test.want && test.want != "" {
			t.Errorf("%s = %s is %s, want %s", test.name, test.text, got, test.want)
		}
	}
}
