package vm_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

func TestTraceShowsEveryPart(t *testing.T) {
	w := newWorld()
	r := w.put(w.contact, "1", map[string]schema.Value{"score": schema.NumberValue(42)}, w.put(w.company, "1", map[string]schema.Value{"name": schema.TextValue("Ledger LLP")}))
	for i, amount := range []float64{5, 20, 30} {
		w.put(w.deal, fmt.Sprint(i), map[string]schema.Value{"amount": schema.NumberValue(amount)}, r)
	}
	item := element(schema.RecordOf(w.deal), 0)
	e := binary(boolT, "and",
		binary(boolT, "or", binary(boolT, ">", of(w.enrolled(), w.contact, "score"), number(30)), of(w.enrolled(), w.contact, "vip")),
		binary(boolT, "and", &typed.Predicate{Base: base(boolT), Name: "any", Over: w.deals(), Body: binary(boolT, ">", of(item, w.deal, "amount"), number(10))},
			binary(boolT, "==", of(w.primary(), w.company, "name"), text("Acme"))))
	f := written(e)
	compiled, err := compiler.CompileExpr(e, w.schema, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v, parts := vm.NewMachine(compiled.Program).Trace(compiled.Code, &w.env, r, nil)
	if v.Bool() {
		t.Error("the condition holds")
	}
	var got []string
	for _, p := range parts {
		if f.Text[p.Start:p.End] != p.Text || p.File != f.Name {
			t.Errorf("%q is said to stand at %d..%d", p.Text, p.Start, p.End)
		}
		line := p.Text + " is " + schema.Plain(p.Value, nil)
		if p.Item >= 0 {
			line = fmt.Sprintf("%d: %s", p.Item, line)
		}
		got = append(got, line)
	}
	want := []string{
		"contact.score is 42",
		"(contact.score > 30.0) is true",
		"((contact.score > 30.0) or contact.vip) is true",
		"deals is 0, 1, 2",
		"0: #.amount is 5",
		"0: (#.amount > 10.0) is false",
		"1: #.amount is 20",
		"1: (#.amount > 10.0) is true",
		"any(deals, (#.amount > 10.0)) is true",
		"company.name is Ledger LLP",
		`(company.name == "Acme") is false`,
		`(any(deals, (#.amount > 10.0)) and (company.name == "Acme")) is false`,
		e.Span().Text() + " is false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the parts differ (-want +got):\n%s", diff)
	}
}

// TestStepsKnowWhatTheyDecideBy traces the condition of an `if` from the number of its step.
func TestStepsKnowWhatTheyDecideBy(t *testing.T) {
	b := newWorkflow("why")
	p := b.compile(t, b.step("if", &typed.If{Branches: []typed.Branch{b.branch(binary(boolT, ">", b.score(), number(30)), b.say("x"))}}))
	r := b.put(b.contact, "1", map[string]schema.Value{"score": schema.NumberValue(7)})
	if n := len(p.Steps[0].Conds); n != 1 {
		t.Fatalf("the step decides by %d conditions", n)
	}
	cond := p.Steps[0].Conds[0]
	v, parts := vm.NewMachine(p).Trace(cond, &b.env, r, nil)
	if v.Bool() || len(parts) != 2 || parts[0].Text != "contact.score" || parts[0].Value.Number() != 7 {
		t.Errorf("traced %v with %+v", v.Bool(), parts)
	}
	if got := p.CodeText(cond); got != "(contact.score > 30.0)" {
		t.Errorf("the condition is %q", got)
	}
}

func TestSegmentsAndMembers(t *testing.T) {
	w := newWorld()
	company := w.put(w.company, "1", map[string]schema.Value{"employees": schema.NumberValue(500)})
	r := w.put(w.contact, "1", nil, company)
	w.put(w.deal, "1", map[string]schema.Value{"won": schema.BoolValue(true), "amount": schema.NumberValue(3)}, r)
	w.members["list:VIP contact 1"] = true
	big := func() typed.Expr {
		return binary(boolT, ">", of(element(schema.RecordOf(w.company), 0), w.company, "employees"), number(100))
	}
	won := func() typed.Expr { return of(element(schema.RecordOf(w.deal), 0), w.deal, "won") }
	bound := func(x, body typed.Expr) typed.Expr { return &typed.Bound{Base: base(boolT), X: x, Body: body} }
	member := func(set typed.Expr) typed.Expr {
		return &typed.Member{Base: base(boolT), Of: w.enrolled(), Set: set}
	}
	item := element(schema.RecordOf(w.deal), 0)
	for _, c := range []struct {
		e    typed.Expr
		want bool
	}{
		{bound(w.primary(), big()), true},
		{bound(&typed.Predicate{Base: base(schema.RecordOf(w.deal)), Name: "first", Over: w.deals()}, won()), true},
		{&typed.Predicate{Base: base(boolT), Name: "any", Over: w.deals(), Body: binary(boolT, "and", bound(item, won()), binary(boolT, "<", of(item, w.deal, "amount"), number(9)))}, true},
		{&typed.Predicate{Base: base(boolT), Name: "all", Over: w.deals(), Body: &typed.Unary{Base: base(boolT), Op: "not", X: bound(item, won())}}, false},
		{member(text("list:VIP")), true},
		{member(text("list:Other")), false},
		{member(binary(textT, "+", text("list:"), text("VIP"))), true},
	} {
		if got := evaluated(t, w, c.e, r).Bool(); got != c.want {
			t.Errorf("%s is %v", c.e.Span().Text(), got)
		}
	}
}

func TestThePast(t *testing.T) {
	w := newWorld()
	r := w.put(w.contact, "1", nil)
	for i, url := range []string{"/", "/pricing", "/pricing?x"} {
		w.happened[r.Ref()] = append(w.happened[r.Ref()], &schema.Occurrence{Event: w.viewed, On: r.Ref(),
			Fields: []schema.Value{schema.MomentValue(w.env.Now - int64(i)), schema.TextValue(url), schema.NumberValue(float64(10 * i))}})
	}
	w.changed["contact 1 country"] = schema.MomentValue(5)
	past := &typed.Past{Base: base(schema.ListOf(schema.Type{Kind: schema.EventRef, Event: w.viewed})), Of: w.enrolled(), Event: w.viewed}
	field := func(name string) typed.Expr {
		f := w.viewed.Field(name)
		return &typed.Field{Base: base(f.Type), Of: element(schema.Type{Kind: schema.EventRef, Event: w.viewed}, 0), Field: f}
	}
	pricing := binary(boolT, "contains", field("url"), text("/pricing"))
	for _, c := range []struct {
		e    typed.Expr
		want schema.Value
	}{
		{&typed.Predicate{Base: base(numberT), Name: "count", Over: past, Body: pricing}, schema.NumberValue(2)},
		{&typed.Predicate{Base: base(numberT), Name: "count", Over: past}, schema.NumberValue(3)},
		{&typed.Predicate{Base: base(numberT), Name: "sum", Over: past, Body: field("seconds")}, schema.NumberValue(30)},
		{&typed.Predicate{Base: base(numberT), Name: "count", Over: &typed.Predicate{Base: base(past.T), Name: "filter", Over: past, Body: pricing}}, schema.NumberValue(2)},
		{&typed.ChangedAt{Base: base(schema.Of(schema.DateTime)), Of: w.enrolled(), Property: w.contact.Property("country")}, schema.MomentValue(5)},
		{&typed.ChangedAt{Base: base(schema.Of(schema.DateTime)), Of: w.primary(), Property: w.company.Property("name")}, schema.Value{}},
	} {
		if got := evaluated(t, w, c.e, r); !got.Equal(c.want) {
			t.Errorf("%s is %s, want %s", c.e.Span().Text(), show(got), show(c.want))
		}
	}
}

// TestBudgets: no expression keeps the machine for long or fills its memory.
func TestBudgets(t *testing.T) {
	w := newWorld()
	r := w.put(w.contact, "1", map[string]schema.Value{"firstname": schema.TextValue(string(make([]byte, 1000)))})
	all := &typed.RangeLit{Base: base(schema.Of(schema.Range)), Lo: number(1), Hi: number(2e9)}
	name := of(w.enrolled(), w.contact, "firstname")
	long := name
	for range 12 {
		long = binary(textT, "+", long, long)
	}
	for _, e := range []typed.Expr{
		&typed.Predicate{Base: base(numberT), Name: "count", Over: all, Body: binary(boolT, ">", element(numberT, 0), number(5))},
		&typed.Predicate{Base: base(schema.ListOf(textT)), Name: "map", Over: all, Body: binary(textT, "+", name, name)},
		long,
	} {
		if got := evaluated(t, w, e, r); !got.IsNil() {
			t.Errorf("%.60s is %s", e.Span().Text(), show(got))
		}
	}
}
