package vm_test

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// random makes well-typed expressions out of choices, whoever makes them: rapid, or the bytes of a fuzzer.
type random struct {
	*world
	choose func(n int) int // from 0 up to n
	items  []schema.Type   // elements of the predicates around, the innermost last
}

var (
	boolT   = schema.Of(schema.Bool)
	numberT = schema.Of(schema.Number)
	textT   = schema.Of(schema.Text)
)

func base(t schema.Type) typed.Base { return typed.Base{T: t} }

func number(n float64) typed.Expr {
	return &typed.Const{Base: base(numberT), Value: schema.NumberValue(n)}
}

func text(s string) typed.Expr {
	return &typed.Const{Base: base(textT), Value: schema.TextValue(s)}
}

func yes(b bool) typed.Expr { return &typed.Const{Base: base(boolT), Value: schema.BoolValue(b)} }

func binary(t schema.Type, op string, l, r typed.Expr) typed.Expr {
	return &typed.Binary{Base: base(t), Op: op, L: l, R: r}
}

func (w *world) call(name string, args ...typed.Expr) typed.Expr {
	f := w.schema.Func(name)
	if f == nil {
		panic("no function " + name)
	}
	return &typed.Call{Base: base(f.Result), Func: f, Args: args}
}

func (w *world) enrolled() typed.Expr { return &typed.Enrolled{Base: base(schema.RecordOf(w.contact))} }

func (w *world) primary() typed.Expr {
	return &typed.Associated{Base: base(schema.RecordOf(w.company)), Of: w.enrolled(), Object: w.company}
}

func (w *world) deals() typed.Expr {
	return &typed.Associated{Base: base(schema.ListOf(schema.RecordOf(w.deal))), Of: w.enrolled(), Object: w.deal, Plural: true}
}

func of(record typed.Expr, o *schema.Object, name string) typed.Expr {
	p := o.Property(name)
	if p == nil {
		panic(fmt.Sprintf("%s has no %s", o.Name, name))
	}
	return &typed.Property{Base: base(p.Type), Of: record, Property: p}
}

func element(t schema.Type, up int) typed.Expr { return &typed.Item{Base: base(t), Up: up} }

// within makes an expression with one more predicate around it.
func (r *random) within(elem schema.Type, make func() typed.Expr) typed.Expr {
	r.items = append(r.items, elem)
	e := make()
	r.items = r.items[:len(r.items)-1]
	return e
}

func (r *random) bool(depth int) typed.Expr {
	if depth <= 0 {
		return []func() typed.Expr{
			func() typed.Expr { return of(r.enrolled(), r.contact, "vip") },
			func() typed.Expr { return of(r.enrolled(), r.contact, "unsubscribed") },
			func() typed.Expr { return yes(r.choose(2) == 0) },
			func() typed.Expr {
				return r.itemOr(boolT, func() typed.Expr { return of(r.enrolled(), r.contact, "vip") })
			},
		}[r.choose(4)]()
	}
	d := depth - 1
	switch r.choose(14) {
	case 0:
		return &typed.Unary{Base: base(boolT), Op: "not", X: r.bool(d)}
	case 1, 2:
		return binary(boolT, "and", r.bool(d), r.bool(d))
	case 3, 4:
		return binary(boolT, "or", r.bool(d), r.bool(d))
	case 5:
		return binary(boolT, r.one("==", "!=", "<", "<=", ">", ">="), r.number(d), r.number(d))
	case 6:
		return binary(boolT, r.one("==", "!=", "<", "<=", ">", ">=", "contains", "startsWith", "endsWith"), r.text(d), r.text(d))
	case 7:
		return binary(boolT, r.one("==", "!="), r.bool(d), r.bool(d))
	case 8:
		return binary(boolT, "in", r.text(d), r.texts(d))
	case 9:
		return binary(boolT, "in", r.number(d), r.numbers(d))
	case 10:
		return &typed.Cond{Base: base(boolT), If: r.bool(d), Then: r.bool(d), Else: r.bool(d)}
	case 11:
		return r.moments()
	case 12:
		return binary(boolT, "matches", r.text(d), text(r.one("^[a-m]", "e$", "an|il", ".", "[0-9]+")))
	}
	return r.quantifier(d)
}

func (r *random) one(choices ...string) string { return choices[r.choose(len(choices))] }

// moments compares dates in the ways that the compiler knows by heart.
func (r *random) moments() typed.Expr {
	at := of(r.enrolled(), r.contact, r.one("created_at", "last_seen"))
	n := number(float64(r.choose(60)))
	since := r.call("ago", r.call(r.one("days", "hours"), n))
	if r.choose(2) == 0 {
		since = binary(schema.Of(schema.DateTime), "-", r.call("now"), r.call("days", n))
	}
	op := r.one("<", "<=", ">", ">=")
	if r.choose(3) == 0 {
		return binary(boolT, op, since, at)
	}
	return binary(boolT, op, at, since)
}

func (r *random) quantifier(d int) typed.Expr {
	over, elem := r.records(d)
	name := r.one("any", "all", "none", "one")
	return &typed.Predicate{Base: base(boolT), Name: name, Over: over, Body: r.within(elem, func() typed.Expr { return r.bool(d) })}
}

// records is a list of records with the type of its elements.
func (r *random) records(d int) (typed.Expr, schema.Type) {
	elem := schema.RecordOf(r.deal)
	if r.nested() || d <= 0 || r.choose(3) > 0 {
		return r.deals(), elem
	}
	return &typed.Predicate{Base: base(schema.ListOf(elem)), Name: "filter", Over: r.deals(),
		Body: r.within(elem, func() typed.Expr { return r.bool(d - 1) })}, elem
}

// nested reports whether there are as many predicates around as the language allows.
func (r *random) nested() bool { return len(r.items) >= 2 }

// itemOr reads a property of an element of the predicates around, where there is one of that type.
func (r *random) itemOr(t schema.Type, otherwise func() typed.Expr) typed.Expr {
	if len(r.items) == 0 {
		return otherwise()
	}
	elem := r.items[len(r.items)-1]
	if elem.Kind != schema.RecordRef {
		if elem.Kind == t.Kind {
			return element(elem, 0)
		}
		return otherwise()
	}
	name := map[schema.Kind]string{schema.Bool: "won", schema.Number: "amount", schema.Text: "name"}[t.Kind]
	return of(element(elem, 0), elem.Object, name)
}

func (r *random) number(depth int) typed.Expr {
	if depth <= 0 {
		switch r.choose(5) {
		case 0:
			return number(float64(r.choose(21)) - 5)
		case 1:
			return number(float64(r.choose(9)) / 4)
		case 2:
			return of(r.primary(), r.company, "employees")
		case 3:
			return r.itemOr(numberT, func() typed.Expr { return of(r.enrolled(), r.contact, "visits") })
		}
		return of(r.enrolled(), r.contact, "score")
	}
	d := depth - 1
	switch r.choose(8) {
	case 0, 1:
		return binary(numberT, r.one("+", "-", "*"), r.number(d), r.number(d))
	case 2:
		return binary(numberT, "/", r.number(d), number(float64(1+r.choose(8))))
	case 3:
		return &typed.Unary{Base: base(numberT), Op: "-", X: r.number(d)}
	case 4:
		return r.call("len", r.text(d))
	case 5:
		return &typed.Cond{Base: base(numberT), If: r.bool(d), Then: r.number(d), Else: r.number(d)}
	case 6:
		if r.nested() {
			return r.number(0)
		}
		return r.measure(d)
	}
	return r.number(0)
}

// measure is a predicate that gives a number.
func (r *random) measure(d int) typed.Expr {
	over, elem := r.records(d)
	switch name := r.one("count", "sum", "min", "max", "len"); name {
	case "len":
		return r.call("len", over)
	case "count":
		return &typed.Predicate{Base: base(numberT), Name: name, Over: over, Body: r.within(elem, func() typed.Expr { return r.bool(d) })}
	case "sum":
		return &typed.Predicate{Base: base(numberT), Name: name, Over: over, Body: r.within(elem, func() typed.Expr { return r.number(d) })}
	default:
		all := r.deals() // filter may leave nothing, which expr refuses here
		mapped := &typed.Predicate{Base: base(schema.ListOf(numberT)), Name: "map", Over: all,
			Body: r.within(elem, func() typed.Expr { return r.number(d) })}
		return &typed.Predicate{Base: base(numberT), Name: name, Over: mapped}
	}
}

func (r *random) text(depth int) typed.Expr {
	if depth <= 0 {
		switch r.choose(5) {
		case 0:
			return text(r.one("", "a", "Paris", "ann", "won", "Ledger LLP", "e", "É"))
		case 1:
			return of(r.primary(), r.company, "industry")
		case 2:
			return r.itemOr(textT, func() typed.Expr { return of(r.enrolled(), r.contact, "firstname") })
		case 3:
			return of(r.enrolled(), r.contact, "email")
		}
		return of(r.enrolled(), r.contact, "country")
	}
	d := depth - 1
	switch r.choose(6) {
	case 0, 1:
		return r.call(r.one("lower", "upper", "trim"), r.text(d))
	case 2:
		return binary(textT, "+", r.text(d), r.text(d))
	case 3:
		return &typed.Cond{Base: base(textT), If: r.bool(d), Then: r.text(d), Else: r.text(d)}
	case 4:
		if r.nested() {
			return r.text(0)
		}
		elem := schema.RecordOf(r.deal)
		first := &typed.Predicate{Base: base(elem), Name: r.one("first", "last"), Over: &typed.Predicate{Base: base(schema.ListOf(elem)), Name: "sortBy",
			Over: r.deals(), Body: r.within(elem, func() typed.Expr { return r.number(d) })}}
		return of(first, r.deal, "name")
	}
	return r.text(0)
}

func (r *random) texts(d int) typed.Expr {
	list := &typed.ListLit{Base: base(schema.ListOf(textT))}
	constant := r.choose(3) > 0
	for range r.choose(12) {
		if constant {
			list.Items = append(list.Items, text(r.one("Paris", "Lyon", "ann", "won", "a", "", "France", "Belgium", "Accounting", "Software", "x")))
		} else {
			list.Items = append(list.Items, r.text(d))
		}
	}
	return list
}

func (r *random) numbers(d int) typed.Expr {
	if r.choose(3) == 0 {
		lo := float64(r.choose(10))
		return &typed.RangeLit{Base: base(schema.Of(schema.Range)), Lo: number(lo), Hi: number(lo + float64(r.choose(20)))}
	}
	list := &typed.ListLit{Base: base(schema.ListOf(numberT))}
	constant := r.choose(3) > 0
	for range r.choose(24) {
		if constant {
			list.Items = append(list.Items, number(float64(r.choose(30))))
		} else {
			list.Items = append(list.Items, r.number(d))
		}
	}
	return list
}

// contactWithDeals fills the world with a contact, its company and three deals, nothing unknown.
func (r *random) contactWithDeals() *schema.Record {
	pick := func(choices ...string) schema.Value { return schema.TextValue(choices[r.choose(len(choices))]) }
	n := func(limit int) schema.Value { return schema.NumberValue(float64(r.choose(limit))) }
	b := func() schema.Value { return schema.BoolValue(r.choose(2) == 0) }
	const day = int64(86400e6)
	company := r.put(r.company, "1", map[string]schema.Value{"name": pick("Ledger LLP", "Acme"), "industry": pick("Accounting", "Software"), "employees": n(30)})
	contact := r.put(r.contact, "1", map[string]schema.Value{"firstname": pick("ann", "Émile", "", "Paris"), "country": pick("France", "Belgium", "Paris", ""),
		"email": pick("ann@ledger.example", "B@X.example"), "score": n(20), "visits": n(6), "vip": b(), "unsubscribed": b(),
		"created_at": schema.MomentValue(r.env.Now - int64(r.choose(60))*day - int64(r.choose(2))), "last_seen": schema.MomentValue(r.env.Now - int64(r.choose(60))*day/2)}, company)
	for i := range 3 {
		r.put(r.deal, fmt.Sprint(i), map[string]schema.Value{"name": pick("Onboard", "renewal", "a"), "amount": n(12), "won": b(), "stage": pick("open", "won", "lost")}, contact)
	}
	return contact
}
