package vm_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// evaluated is the value of an expression for a record, checked against its trace.
func evaluated(t failer, w *world, e typed.Expr, r *schema.Record) schema.Value {
	t.Helper()
	source := written(e).Text
	compiled, err := compiler.CompileExpr(e, w.schema, compiler.Options{})
	if err != nil {
		t.Fatalf("%s cannot be compiled: %v", source, err)
	}
	m := vm.NewMachine(compiled.Program)
	v := m.EvalOn(compiled.Code, &w.env, r, nil)
	if traced, _ := m.Trace(compiled.Code, &w.env, r, nil); !traced.Equal(v) {
		t.Fatalf("%s is %s, traced %s\n%s", source, show(v), show(traced), listing(compiled.Program))
	}
	return v
}

// TestUnknownValues goes through language.md 5: what each operation gives when a side is unknown.
func TestUnknownValues(t *testing.T) {
	w := newWorld()
	r := w.put(w.contact, "1", map[string]schema.Value{"country": schema.TextValue("France"), "visits": schema.NumberValue(4)})
	score, visits := of(w.enrolled(), w.contact, "score"), of(w.enrolled(), w.contact, "visits")
	name, country := of(w.enrolled(), w.contact, "firstname"), of(w.enrolled(), w.contact, "country")
	vip, birthday := of(w.enrolled(), w.contact, "vip"), of(w.enrolled(), w.contact, "birthday")
	none := &typed.Const{Base: base(schema.Of(schema.Nil))}
	not := func(e typed.Expr) typed.Expr { return &typed.Unary{Base: base(boolT), Op: "not", X: e} }
	list := func(items ...typed.Expr) typed.Expr {
		return &typed.ListLit{Base: base(schema.ListOf(schema.Of(schema.Any))), Items: items}
	}
	predicate := func(name string, t schema.Type, over, body typed.Expr) typed.Expr {
		return &typed.Predicate{Base: base(t), Name: name, Over: over, Body: body}
	}
	item := element(schema.RecordOf(w.deal), 0)
	y, n, unknown := schema.BoolValue(true), schema.BoolValue(false), schema.Value{}
	for _, c := range []struct {
		e    typed.Expr
		want schema.Value
	}{
		{binary(boolT, "==", score, none), y},
		{binary(boolT, "!=", score, none), n},
		{binary(boolT, "==", visits, none), n},
		{binary(boolT, "==", score, number(4)), n},
		{binary(boolT, "!=", score, number(4)), y},
		{binary(boolT, "==", score, of(w.enrolled(), w.contact, "birthday")), y},
		{binary(boolT, "!=", name, text("a")), y},
		{binary(boolT, "<", score, number(4)), n},
		{binary(boolT, ">=", score, number(4)), n},
		{binary(boolT, ">", number(4), score), n},
		{not(binary(boolT, "<", score, number(4))), y},
		{not(binary(boolT, ">=", score, number(4))), y},
		{binary(boolT, "<", score, visits), n},
		{binary(boolT, "<", birthday, w.call("today")), n},
		{binary(boolT, ">", birthday, w.call("today")), n},
		{binary(boolT, "in", name, list(text("a"), text("b"))), n},
		{binary(boolT, "in", name, list(text("a"), none)), n},
		{not(binary(boolT, "in", name, list(text("a")))), y},
		{binary(boolT, "in", name, list(country, name)), n},
		{binary(boolT, "in", country, of(w.enrolled(), w.contact, "tags")), n},
		{binary(boolT, "contains", name, text("a")), n},
		{binary(boolT, "contains", country, name), n},
		{not(binary(boolT, "contains", name, text("a"))), y},
		{binary(boolT, "contains", w.call("lower", name), text("a")), n},
		{binary(boolT, "startsWith", name, text("")), n},
		{binary(boolT, "endsWith", name, text("")), n},
		{binary(boolT, "matches", name, text(".*")), n},
		{not(binary(boolT, "matches", name, text(".*"))), y},
		{vip, unknown},
		{not(vip), y},
		{binary(boolT, "and", vip, yes(true)), n},
		{binary(boolT, "or", vip, yes(true)), y},
		{&typed.Cond{Base: base(numberT), If: vip, Then: number(1), Else: number(2)}, schema.NumberValue(2)},
		{binary(numberT, "+", score, number(1)), unknown},
		{binary(numberT, "-", number(1), score), unknown},
		{binary(numberT, "*", score, score), unknown},
		{binary(numberT, "/", number(1), score), unknown},
		{binary(numberT, "/", visits, number(0)), unknown},
		{binary(numberT, "%", visits, number(0)), unknown},
		{binary(numberT, "%", visits, number(3)), schema.NumberValue(1)},
		{binary(numberT, "**", number(10), number(400)), unknown},
		{binary(numberT, "**", visits, number(2)), schema.NumberValue(16)},
		{&typed.Unary{Base: base(numberT), Op: "-", X: score}, unknown},
		{binary(textT, "+", name, text("x")), unknown},
		{binary(numberT, "??", score, number(7)), schema.NumberValue(7)},
		{binary(numberT, "??", visits, number(7)), schema.NumberValue(4)},
		{binary(boolT, ">", binary(numberT, "??", score, number(7)), number(5)), y},
		{&typed.Concat{Base: base(textT), Parts: []typed.Expr{text("<"), name, text(">")}}, schema.TextValue("<>")},
		{&typed.Index{Base: base(numberT), X: list(number(1), number(2)), I: number(5)}, unknown},
		{&typed.Index{Base: base(numberT), X: list(number(1), number(2)), I: number(0.5)}, unknown},
		{&typed.Index{Base: base(numberT), X: list(number(1), number(2)), I: number(-1)}, schema.NumberValue(2)},
		{&typed.Index{Base: base(numberT), X: score, I: number(0)}, unknown},
		{predicate("any", boolT, score, yes(true)), n},
		{predicate("all", boolT, score, yes(false)), y},
		{predicate("none", boolT, score, yes(true)), y},
		{predicate("one", boolT, score, yes(true)), n},
		{predicate("count", numberT, score, nil), schema.NumberValue(0)},
		{predicate("sum", numberT, score, nil), schema.NumberValue(0)},
		{predicate("sum", numberT, list(number(1), score, number(2)), nil), schema.NumberValue(3)},
		{predicate("max", numberT, score, nil), unknown},
		{predicate("max", numberT, list(number(1), score, number(2)), nil), schema.NumberValue(2)},
		{predicate("first", numberT, score, nil), unknown},
		{predicate("last", numberT, list(number(1), number(2)), nil), schema.NumberValue(2)},
		{predicate("first", numberT, list(number(1), number(2)), binary(boolT, ">", element(numberT, 0), number(1))), schema.NumberValue(2)},
		{predicate("count", numberT, w.deals(), binary(boolT, ">", of(item, w.deal, "amount"), number(1))), schema.NumberValue(0)},
		{of(w.primary(), w.company, "name"), unknown},
		{of(&typed.Predicate{Base: base(schema.RecordOf(w.deal)), Name: "first", Over: w.deals()}, w.deal, "name"), unknown},
		{w.call("known", score), n},
		{w.call("known", visits), y},
		{w.call("len", w.deals()), schema.NumberValue(0)},
	} {
		if got := evaluated(t, w, c.e, r); !got.Equal(c.want) {
			t.Errorf("%s is %s, want %s", c.e.Span().Text(), show(got), show(c.want))
		}
	}
}

// TestEnumsCompareByTheirOptions also where one side is written out.
func TestEnumsCompareByTheirOptions(t *testing.T) {
	w := newWorld()
	r := w.put(w.contact, "1", nil)
	w.put(w.deal, "1", map[string]schema.Value{"stage": schema.TextValue("won"), "target": schema.TextValue("lost")}, r)
	d := element(schema.RecordOf(w.deal), 0)
	any := func(body typed.Expr) typed.Expr {
		return &typed.Predicate{Base: base(boolT), Name: "any", Over: w.deals(), Body: body}
	}
	stage, target := of(d, w.deal, "stage"), of(d, w.deal, "target")
	for _, c := range []struct {
		e    typed.Expr
		want bool
	}{
		{binary(boolT, ">", stage, text("open")), true},
		{binary(boolT, ">=", stage, text("won")), true},
		{binary(boolT, ">", stage, text("won")), false},
		{binary(boolT, "<", text("lost"), stage), false},
		{binary(boolT, "<", stage, target), true},
		{binary(boolT, ">=", stage, target), false},
		{binary(boolT, "<", stage, text("gone")), false},
	} {
		if got := evaluated(t, w, any(c.e), r).Bool(); got != c.want {
			t.Errorf("%s is %v", c.e.Span().Text(), got)
		}
	}
}

// TestTextsOfValues is what a template prints.
func TestTextsOfValues(t *testing.T) {
	w := newWorld()
	r := w.put(w.contact, "1", map[string]schema.Value{"score": schema.NumberValue(1200), "birthday": schema.DateValue(20000), "vip": schema.BoolValue(true),
		"last_seen": schema.MomentValue(w.env.Now), "owner": schema.UserValue("ana@acme.example")})
	w.put(w.user, "ana@acme.example", map[string]schema.Value{"name": schema.TextValue("Ana Alvarez")})
	w.put(w.deal, "1", map[string]schema.Value{"stage": schema.TextValue("won"), "name": schema.TextValue("Onboard")}, r)
	deal := &typed.Predicate{Base: base(schema.RecordOf(w.deal)), Name: "first", Over: w.deals()}
	c := func(name string) typed.Expr { return of(w.enrolled(), w.contact, name) }
	all := &typed.Each{Base: base(schema.ListOf(w.deal.Property("stage").Type)), Of: w.deals(), Property: w.deal.Property("stage")}
	for _, x := range []struct {
		e    typed.Expr
		want string
	}{
		{c("score"), "1200"}, {c("birthday"), "2024-10-04"}, {c("vip"), "true"}, {c("last_seen"), "2026-03-02 09:00"}, {c("owner"), "ana@acme.example"},
		{of(c("owner"), w.user, "name"), "Ana Alvarez"}, {of(deal, w.deal, "stage"), "Closed won"}, {all, "Closed won"}, {deal, "Onboard"},
		{number(0.5), "0.5"}, {w.call("days", number(2)), "2 days"},
	} {
		e := &typed.Concat{Base: base(textT), Parts: []typed.Expr{text("["), x.e, text("]")}}
		if got := evaluated(t, w, e, r).Text(); got != "["+x.want+"]" {
			t.Errorf("%s prints %s, want [%s]", x.e.Span().Text(), got, x.want)
		}
	}
}

// TestAnythingUnknown runs random expressions over records with nothing in them: fused code and traced code must agree.
func TestAnythingUnknown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &random{world: newWorld(), choose: func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") }}
		record := r.contactWithDeals()
		for _, known := range r.all() {
			for i := range known.Props {
				if r.choose(2) == 0 {
					known.Props[i] = schema.Value{}
				}
			}
		}
		evaluated(t, r.world, r.bool(4), record)
		evaluated(t, r.world, r.number(3), record)
		evaluated(t, r.world, r.text(3), record)
	})
}
