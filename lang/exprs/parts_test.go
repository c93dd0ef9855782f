package exprs_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// Every part knows its own text, brackets included where they belong to it. Parts are listed outside in.
func TestPlaces(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ text, want string }{
		{`(contact.score + 1) * 2`, "(contact.score + 1) * 2 ; contact.score + 1 ; contact.score ; contact ; 1 ; 2"},
		{`  contact.city  ==  "é" /* x */ and not (contact.bounced)`, `contact.city  ==  "é" /* x */ and not (contact.bounced) ; contact.city  ==  "é" ; contact.city ; contact ; "é" ; not (contact.bounced) ; contact.bounced ; contact`},
		{`any(deals, .amount > 3)`, "any(deals, .amount > 3) ; deals ; deals ; .amount > 3 ; .amount ;  ; 3"},
		{`deals | filter(.amount > 3) | count()`, "deals | filter(.amount > 3) | count() ; deals | filter(.amount > 3) ; deals ; deals ; .amount > 3 ; .amount ;  ; 3"},
		{`"é {{contact.city}} ü {{company.name}}"`, "\"é {{contact.city}} ü {{company.name}}\" ; é  ; contact.city ; contact ;  ü  ; company.name ; company ; company"},
		{`"ééé" == contact.city and contact?.company?.name not in ["x", "y"]`, `"ééé" == contact.city and contact?.company?.name not in ["x", "y"] ; "ééé" == contact.city ; "ééé" ; contact.city ; contact ; contact?.company?.name not in ["x", "y"] ; contact?.company?.name not in ["x", "y"] ; contact?.company?.name ; contact?.company ; contact ; ["x", "y"] ; "x" ; "y"`},
		{`lower((contact.city)) startsWith ("a")`, `lower((contact.city)) startsWith ("a") ; lower((contact.city)) ; contact.city ; contact ; "a"`},
		{`contact.bounced ? (deals)[0].name : trim("x" + contact.city)`, `contact.bounced ? (deals)[0].name : trim("x" + contact.city) ; contact.bounced ; contact ; (deals)[0].name ; (deals)[0] ; deals ; deals ; 0 ; trim("x" + contact.city) ; "x" + contact.city ; "x" ; contact.city ; contact`},
		{`first(deals, .amount > 3).name`, "first(deals, .amount > 3).name ; first(deals, .amount > 3) ; deals ; deals ; .amount > 3 ; .amount ;  ; 3"},
	} {
		e := read(t, test.text)
		var found []diag.Diagnostic
		x := exprs.Check(e, &w.scope, func(d diag.Diagnostic) { found = append(found, d) })
		if x == nil {
			t.Errorf("%s: %s", test.text, faults(found))
			continue
		}
		var parts []string
		typed.Walk(x, func(part typed.Expr) bool {
			parts = append(parts, part.Span().Text())
			return true
		})
		if d := cmp.Diff(test.want, strings.Join(parts, " ; ")); d != "" {
			t.Errorf("%s\n%s", test.text, d)
		}
	}
}

// What is computed before the run is what the machine would compute.
func TestConstants(t *testing.T) {
	w := newWorld(t)
	values := []string{`0`, `2`, `-3`, `2.5`, `"a"`, `"b"`, `true`, `false`, `date("2026-01-31")`, `date("2024-02-29")`, `days(3)`, `months(1)`, `hours(36)`, `working_days(2)`, `1 / 0`}
	ops := []string{"+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=", "and", "or", "??"}
	folded := 0
	check := func(text string) typed.Expr {
		e, found := parse.Condition(source.NewFile("constant", text))
		if diag.HasErrors(found) {
			return nil
		}
		return exprs.Check(e, &w.scope, func(diag.Diagnostic) {})
	}
	for _, l := range values {
		for _, op := range ops {
			for _, r := range values {
				k, ok := check("(" + l + ") " + op + " (" + r + ")").(*typed.Const)
				if !ok {
					continue
				}
				folded++
				plain := &typed.Binary{Base: k.Base, Op: op, L: check(l), R: check(r)}
				c, err := compiler.CompileExpr(plain, w.scope.Schema, compiler.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if got := vm.NewMachine(c.Program).EvalOn(c.Code, &schema.Env{}, nil, nil); !got.Equal(k.Value) {
					t.Errorf("%s %s %s is %s before the run and %s in it", l, op, r, schema.Plain(k.Value, nil), schema.Plain(got, nil))
				}
			}
		}
	}
	if folded < 300 {
		t.Errorf("%d pairs were computed before the run", folded)
	}
	for text, want := range map[string]string{
		`not (1 == 2)`: "true", `-(2 + 3)`: "-5", `upper("a" + "b")`: "AB", `date("2026-01-31") + months(1)`: "2026-02-28",
		`year(date("2026-12-24")) + 1`: "2027", `days(3) + weeks(1)`: "10 days", `"{{{{ x }}"`: "{{ x }}", `len([1, 2])`: "", `ago(days(1))`: "", `date("2026-12-24") + hours(1)`: "",
	} {
		x := check(text)
		k, ok := x.(*typed.Const)
		if ok != (want != "") || ok && schema.Plain(k.Value, nil) != want {
			t.Errorf("%s becomes %#v, want %q", text, x, want)
		}
	}
}

// Addresses are kept in lower case, so what they are compared with is too.
func TestAddresses(t *testing.T) {
	w := newWorld(t)
	for _, text := range []string{`contact.email == "Ann@ACME.example"`, `"Ann@ACME.example" == contact.email`, `contact.owner != "ANA@acme.example"`} {
		x, ok := exprs.Check(read(t, text), &w.scope, func(d diag.Diagnostic) { t.Error(d.Message) }).(*typed.Binary)
		if !ok {
			t.Fatalf("%s is no comparison", text)
		}
		k, ok := x.R.(*typed.Const)
		if !ok {
			k, ok = x.L.(*typed.Const)
		}
		if !ok || k.Value.Text() != strings.ToLower(k.Value.Text()) {
			t.Errorf("%s compares with %v", text, k)
		}
	}
}

// A long chain is typed in time that grows with its length.
func TestLongExpressions(t *testing.T) {
	w := newWorld(t)
	for _, text := range []string{
		"contact.score" + strings.Repeat(" + 1", 3000) + " > 3",
		"contact.bounced" + strings.Repeat(" or contact.score == 7", 600),
		`contact.city in ["a"` + strings.Repeat(`, "b"`, 2500) + "]",
		strings.Repeat("(", 60) + "contact.bounced" + strings.Repeat(")", 60),
	} {
		if x := exprs.Condition(read(t, text), &w.scope, func(d diag.Diagnostic) { t.Error(d.Message) }); x == nil {
			t.Errorf("%.40s… is not typed", text)
		}
	}
}

// Trees and the second opinion are shared by those who analyze at once; go test -race tells.
func TestConcurrently(t *testing.T) {
	w := newWorld(t)
	e := read(t, `any(deals, .amount > len("{{contact.city}}")) and lower(contact.city) in ["a"]`)
	var group sync.WaitGroup
	for range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			sc := w.scope
			for range 50 {
				if exprs.Condition(e, &sc, func(d diag.Diagnostic) { t.Error(d.Message) }) == nil {
					t.Error("not typed")
				}
			}
		}()
	}
	group.Wait()
}

// The tokens of an e-mail template are typed where it is sent.
func TestTemplate(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ body, want string }{
		{"Hello {{contact.firstname}} of {{company.name}}", "text"},
		{"Hello", "Hello"},
		{"Hello {{contact.fistname}} {{contact.emial}}", "unknown-property [fistname] `contact` has no property `fistname` | did you mean `firstname`? => firstname\n" +
			"unknown-property [emial] `contact` has no property `emial` | did you mean `email`? => email"},
		{`{{secret("K")}}`, "secret-in-text [secret(\"K\")] a secret cannot stand in a text | give it to the parameter `secret` of the action that needs it"},
		{"{{join(map(deals, .name), \", \")}} {{deal.stage}} {{deals}} {{contact.birthday}}", "text"},
	} {
		f, faulty := parse.Template(source.NewFile("emails/x.md", "---\nsubject: Hi\n---\n"+test.body))
		if diag.HasErrors(faulty) {
			t.Fatalf("%s: %s", test.body, faulty[0].Message)
		}
		var found []diag.Diagnostic
		x := exprs.Template(f.Body, &w.scope, func(d diag.Diagnostic) { found = append(found, d) })
		got := faults(found)
		if x != nil && got == "" {
			got = kind(x.Type())
			if k, ok := x.(*typed.Const); ok {
				got = strings.TrimSpace(k.Value.Text())
			}
		}
		if got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.body, got, test.want)
		}
	}
}

// The places that belong to a fault, beyond the one underlined.
func TestRelated(t *testing.T) {
	w := newWorld(t)
	var found []diag.Diagnostic
	exprs.Condition(read(t, `company.tags == "vip"`), &w.scope, func(d diag.Diagnostic) { found = append(found, d) })
	exprs.Condition(read(t, `company in open_deal`), &w.scope, func(d diag.Diagnostic) { found = append(found, d) })
	exprs.Condition(read(t, `r.foo == 1`), &w.scope, func(d diag.Diagnostic) { found = append(found, d) })
	var got []string
	for _, d := range found {
		for _, r := range d.Related {
			got = append(got, r.Span.String()+" "+r.Span.Text()+": "+r.Label)
		}
	}
	want := []string{"world.wf:2:18 tags: `tags` is a set", "world.wf:7:9 open_deal: declared here", "world.wf:8:8 crm.rate: declared here"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
