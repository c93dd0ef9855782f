// Faults of types: what cannot be compared, computed or given.

package exprs

import (
	"strconv"
	"strings"

	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// mismatch is a comparison of two things that have nothing to compare. It says first what is most likely meant.
func (t *typer) mismatch(n *exprast.BinaryNode, l, r typed.Expr) diag.Diagnostic {
	at, op := t.between(l, r), n.Operator
	d := diag.Fault("type-mismatch", at, is(l)+", "+is(r))
	switch {
	case l.Type().Kind == schema.Enum && r.Type().Kind == schema.Enum && (op == "==" || op == "!="):
		d.Message = written(l) + " and " + written(r) + " have no option in common"
		return declaration(declaration(d, l), r)
	case l.Type().Kind == schema.Enum && r.Type().Kind == schema.Enum:
		d = diag.Fault("no-order", at, written(l)+" and "+written(r)+" have different options, so neither comes before the other")
		return declaration(declaration(d, l), r)
	case l.Type().Kind == schema.List || r.Type().Kind == schema.List:
		return declaration(manyCompared(t, at, op, l, r), l)
	case l.Type().Kind == schema.Outcome:
		return inserted(d, false, "", l.Span(), ".ok")
	case l.Type().Kind == schema.EventRef && r.Type().Kind == schema.Bool && (op == "==" || op == "!="):
		return declaration(happened(d, at, op, l, r), l)
	case l.Type().Kind == schema.Set && r.Type().Kind.Textual():
		d.Message = written(l) + " holds several values"
		return declaration(mended(d, op == "==", at, membershipText(op == "!=", r, l)), l)
	case l.Type().Kind == schema.RecordRef && r.Type().Kind.Textual():
		return recordCompared(d, l)
	case r.Type().Kind == schema.RecordRef && l.Type().Kind.Textual():
		return recordCompared(d, r)
	}
	for _, side := range [...][2]typed.Expr{{l, r}, {r, l}} {
		if mended, ok := t.lookAlike(d, side[0], side[1].Type()); ok {
			return declaration(mended, side[1])
		}
	}
	if l.Type().Kind == r.Type().Kind && op != "==" && op != "!=" {
		d = diag.Fault("no-order", at, diag.Quote(op)+" needs numbers, dates or texts, and "+is(l))
	}
	return declaration(declaration(d, l), r)
}

// lookAlike mends what is written as one type and meant as another: "12", "2026-12-24", "true", a number of days.
func (t *typer) lookAlike(d diag.Diagnostic, x typed.Expr, want schema.Type) (diag.Diagnostic, bool) {
	k, fixed := x.(*typed.Const)
	if fixed && k.T.Kind == schema.Text {
		text := k.Value.Text()
		switch want.Kind {
		case schema.Number:
			if v, err := schema.Parse(want, text, nil); err == nil && !v.IsNil() {
				return mended(d, true, k.At, strings.TrimSpace(text)), true
			}
		case schema.Date, schema.DateTime:
			if v, err := schema.Parse(schema.Of(schema.Date), text, nil); err == nil && !v.IsNil() {
				return mended(d, true, k.At, "date("+k.At.Text()+")"), true
			}
			if right := dayInWords[strings.ToLower(text)]; right != "" {
				return mended(d, true, k.At, right), true
			}
			d.Help = append(d.Help, "write year, month and day: `date(\"2026-12-24\")`")
			return d, true
		case schema.Bool:
			if v, err := schema.Parse(want, text, nil); err == nil && !v.IsNil() {
				return mended(d, true, k.At, strconv.FormatBool(v.Bool())), true
			}
		case schema.User:
			if v, err := schema.Parse(want, text, nil); err == nil && !v.IsNil() {
				return inserted(d, true, "user(", k.At, ")"), true
			}
		case schema.Team:
			return inserted(d, true, "team(", k.At, ")"), true
		case schema.Secret:
			d.Help = append(d.Help, "keep it in an environment variable, and write `secret(\"NAME\")`")
			return d, true
		}
	}
	switch {
	case want.Kind == schema.Duration && x.Type().Kind == schema.Number:
		return inserted(d, false, "days(", x.Span(), ")"), true
	case dated(want) && x.Type().Kind == schema.Duration:
		return inserted(d, false, "ago(", x.Span(), ")"), true
	case want.Kind == schema.Number && x.Type().Kind == schema.Text && !fixed:
		return inserted(d, false, "float(", x.Span(), ")"), true
	case want.Kind == schema.Text && fixed && k.T.Kind == schema.Number:
		return inserted(d, true, `"`, k.At, `"`), true
	}
	return d, false
}

// dayInWords are days that people name by a word.
var dayInWords = map[string]string{"today": "today()", "now": "now()", "tomorrow": "today() + days(1)", "yesterday": "today() - days(1)"}

func recordCompared(d diag.Diagnostic, record typed.Expr) diag.Diagnostic {
	if o := record.Type().Object; o != nil {
		for _, name := range [...]string{"name", "title", "subject", "email"} {
			if o.Property(name) != nil {
				return inserted(d, false, "", record.Span(), "."+name)
			}
		}
	}
	return d
}

// happened is `opened == true` of what a delay waited for.
func happened(d diag.Diagnostic, at source.Span, op string, event, yes typed.Expr) diag.Diagnostic {
	k, fixed := yes.(*typed.Const)
	switch {
	case !fixed:
		return d
	case k.Value.Bool() == (op == "=="):
		return mended(d, true, at, operand(event)+" != nil")
	}
	return mended(d, true, at, operand(event)+" == nil")
}

// manyCompared is `deals.stage == "closed_won"`: one of several values is asked for.
func manyCompared(t *typer, at source.Span, op string, l, r typed.Expr) diag.Diagnostic {
	list, one := l, r
	if r.Type().Kind == schema.List {
		list, one = r, l
	}
	if list.Type().Kind == schema.List && one.Type().Kind == schema.List {
		return diag.Fault("type-mismatch", at, is(l)+", "+is(r))
	}
	d := diag.Fault("one-expected", list.Span(), written(list)+" are several values, and one is compared")
	if each, ok := list.(*typed.Each); ok && list == l && len(t.frames) == 0 {
		return mended(d, false, at, "any("+each.Of.Span().Text()+", ."+each.Property.Name+" "+op+" "+one.Span().Text()+")")
	}
	if op == "==" && comparable(one.Type(), elemOf(list.Type())) {
		return mended(d, false, at, membershipText(false, one, list))
	}
	d.Help = append(d.Help, "ask with `any(…)`, `all(…)` or `count(…)`")
	return d
}

func membershipText(not bool, x, list typed.Expr) string {
	if not {
		return operand(x) + " not in " + operand(list)
	}
	return operand(x) + " in " + operand(list)
}

// wrongArithmetic is an operation that has no outcome.
func (t *typer) wrongArithmetic(op string, l, r typed.Expr) diag.Diagnostic {
	at := t.between(l, r)
	lk, rk := l.Type(), r.Type()
	switch {
	case lk.Kind == schema.List || rk.Kind == schema.List:
		list := l
		if rk.Kind == schema.List {
			list = r
		}
		return diag.Fault("one-expected", list.Span(), written(list)+" are several values, and one is computed with", "use `sum(…)`, `min(…)`, `max(…)` or `count(…)`")
	case dated(lk) && rk.Kind == schema.Number && (op == "+" || op == "-"):
		d := diag.Fault("type-mismatch", r.Span(), "what is added to a date is a length of time, not a number")
		return declaration(inserted(d, false, "days(", r.Span(), ")"), l)
	case lk.Kind.Textual() || rk.Kind.Textual():
		return t.textArithmetic(at, op, l, r)
	}
	d := diag.Fault("type-mismatch", at, diag.Quote(op)+" cannot be computed: "+is(l)+", "+is(r))
	return declaration(declaration(d, l), r)
}

// textArithmetic is `"12" * 2`, or `"Hello " + 3`.
func (t *typer) textArithmetic(at source.Span, op string, l, r typed.Expr) diag.Diagnostic {
	d := diag.Fault("text-arithmetic", at, "nothing can be computed with texts: "+is(l)+", "+is(r))
	if op == "+" {
		d.Message = "`+` joins two texts: " + is(l) + ", " + is(r)
		d.Help = append(d.Help, "write one text with both inside: "+diag.Quote(`"`+insideText(l)+insideText(r)+`"`))
	}
	for _, side := range [...][2]typed.Expr{{l, r}, {r, l}} {
		if _, fixed := side[0].(*typed.Const); side[1].Type().Kind == schema.Number && (fixed || op != "+") {
			if mended, ok := t.lookAlike(d, side[0], side[1].Type()); ok {
				return mended
			}
		}
	}
	return declaration(declaration(d, l), r)
}

// insideText is how a value is written between quotes.
func insideText(x typed.Expr) string {
	text := x.Span().Text()
	if k, fixed := x.(*typed.Const); fixed && k.T.Kind == schema.Text && len(text) > 1 {
		return text[1 : len(text)-1]
	} else if fixed {
		return text
	}
	return "{{" + text + "}}"
}

func arithmeticWithNil(at source.Span, op string) diag.Diagnostic {
	return diag.Fault("type-mismatch", at, "with the unknown, "+diag.Quote(op)+" is always unknown")
}

func signOfOther(op string, x typed.Expr) diag.Diagnostic {
	return declaration(diag.Fault("type-mismatch", x.Span(), diag.Quote(op)+" needs a number, and "+is(x)), x)
}

// wrongValue is a value that a property or parameter cannot hold.
func (t *typer) wrongValue(x typed.Expr, want schema.Type) diag.Diagnostic {
	d := wrongType(x, want)
	if dated(want) && x.Type().Kind == schema.Duration {
		return inserted(d, false, "today() + ", x.Span(), "")
	}
	if mended, ok := t.lookAlike(d, x, want); ok {
		return mended
	}
	kind := x.Type()
	switch {
	case kind.Kind == schema.List && want.Kind != schema.List:
		d.Code, d.Message = "one-expected", written(x)+" are several values, and "+typeWords(want)+" is expected here"
		if want.Kind == schema.Text {
			return inserted(d, false, "join(", x.Span(), ")")
		}
	case want.Kind == schema.List && comparable(kind, elemOf(want)):
		return inserted(d, true, "[", x.Span(), "]")
	case kind.Kind == schema.Outcome:
		d.Help = append(d.Help, "read one of its outputs, or `.ok`")
	case want.Kind == schema.Text && kind.Kind != schema.Secret && !strings.ContainsAny(x.Span().Text(), "\"`"):
		return inserted(d, false, `"{{`, x.Span(), `}}"`)
	case want.Kind == schema.User && kind.Kind == schema.Text && isConst(x):
		d.Help = append(d.Help, "name the user by address: `user(\"ana@acme.example\")`")
	case want.Kind == schema.User && plainText(kind):
		return inserted(d, false, "user(", x.Span(), ")")
	case want.Kind == schema.User && kind.Kind == schema.Team:
		d.Help = append(d.Help, "use `rotate(among: …)` to pick one of a team")
	case want.Kind == schema.RecordRef && kind.Kind == schema.RecordRef:
		d.Help = append(d.Help, "give "+typeWords(want))
	}
	return declaration(d, x)
}

func wrongType(x typed.Expr, want schema.Type) diag.Diagnostic {
	if x.Type().Kind == want.Kind && want.Kind == schema.Enum {
		return diag.Fault("type-mismatch", x.Span(), written(x)+" has none of the options that are expected here")
	}
	return diag.Fault("type-mismatch", x.Span(), typeWords(want)+" is expected here, and "+is(x))
}

func refusedValue(k *typed.Const, want schema.Type, err error) diag.Diagnostic {
	return diag.Fault("refused-value", k.At, err.Error())
}

func notAUser(k *typed.Const, of typed.Expr) diag.Diagnostic {
	d := diag.Fault("not-a-user", k.At, diag.Quote(k.Value.Text())+" is no user: users are named by their e-mail address", "write `user(\"ana@acme.example\")`")
	return declaration(d, of)
}

func noAddress(k *typed.Const) diag.Diagnostic {
	d := diag.Fault("not-a-user", k.At, diag.Quote(k.Value.Text())+" is no e-mail address, and users are named by theirs")
	return d
}

// notACondition says what is missing to make it one.
func notACondition(x typed.Expr) diag.Diagnostic {
	d := diag.Fault("not-a-condition", x.Span(), is(x)+", where a condition is expected")
	text := operand(x)
	switch kind := x.Type(); kind.Kind {
	case schema.Outcome:
		return declaration(mended(d, true, x.Span(), text+".ok"), x)
	case schema.RecordRef, schema.EventRef:
		return declaration(mended(d, true, x.Span(), text+" != nil"), x)
	case schema.List:
		return declaration(mended(d, false, x.Span(), "count("+x.Span().Text()+") > 0"), x)
	case schema.Enum, schema.Set:
		if kind.Options != nil && len(kind.Options.List) > 0 {
			option := kind.Options.List[0].Value
			if kind.Kind == schema.Set {
				d.Help = append(d.Help, "ask for a value: "+diag.Quote(`"`+option+`" in `+text))
			} else {
				d.Help = append(d.Help, "compare it: "+diag.Quote(text+` == "`+option+`"`))
			}
		}
	case schema.Number, schema.Duration:
		if _, fixed := x.(*typed.Const); !fixed {
			d.Help = append(d.Help, "compare it: "+diag.Quote(text+" > …"))
		}
	case schema.Date, schema.DateTime:
		d.Help = append(d.Help, "compare it: "+diag.Quote(text+" < today()"))
	case schema.Text, schema.Email, schema.Phone, schema.URL, schema.User:
		if _, fixed := x.(*typed.Const); !fixed {
			d.Help = append(d.Help, "compare it: "+diag.Quote(text+" == …"))
		}
	case schema.Nil:
		d.Message = "the unknown is no condition"
		return d
	}
	if _, isProperty := x.(*typed.Property); isProperty {
		d.Help = append(d.Help, "or ask whether it is filled: "+diag.Quote("known("+text+")"))
	}
	return declaration(d, x)
}

func listIsNotNil(at source.Span, op string, list typed.Expr) diag.Diagnostic {
	d := diag.Fault("list-never-unknown", at, written(list)+" is a list, which may be empty and is never unknown")
	relation := " == 0"
	if op == "!=" {
		relation = " > 0"
	}
	return mended(d, true, at, "count("+list.Span().Text()+")"+relation)
}

func listIsKnown(list typed.Expr) diag.Diagnostic {
	return diag.Fault("list-never-unknown", list.Span(), written(list)+" is a list, which may be empty and is never unknown")
}

func noSubstitute(x typed.Expr) diag.Diagnostic {
	return diag.Fault("type-mismatch", x.Span(), is(x)+", which neither has a substitute nor is one")
}

func shortConditional(at source.Span, c, b typed.Expr) diag.Diagnostic {
	d := diag.Fault("not-a-condition", c.Span(), is(c)+", and `?:` needs a condition before it")
	return mended(d, true, at, operand(c)+" ?? "+operand(b))
}

func orderWithNil(at source.Span, op string, l, r typed.Expr) diag.Diagnostic {
	d := diag.Fault("type-mismatch", at, "nothing is "+map[string]string{"<": "less than", "<=": "at most", ">": "greater than", ">=": "at least"}[op]+" the unknown")
	if isNil(r) {
		d.Help = append(d.Help, "ask whether it is filled: "+diag.Quote("known("+l.Span().Text()+")"))
	}
	return d
}

func listInList(at source.Span, l, r typed.Expr) diag.Diagnostic {
	d := diag.Fault("one-expected", l.Span(), written(l)+" holds several values, and one is looked for")
	return declaration(mended(d, false, at, "any("+l.Span().Text()+", # in "+operand(r)+")"), l)
}

func neverIn(at source.Span, l, r typed.Expr, elem schema.Type) diag.Diagnostic {
	d := diag.Fault("type-mismatch", at, is(l)+", and "+written(r)+" holds "+strings.TrimPrefix(ofMany(elem), " of "))
	if ofMany(elem) == "" {
		d.Message = is(l) + ", and nothing of that kind is in " + written(r)
	}
	return declaration(d, l)
}

func neverAmong(item, x typed.Expr) diag.Diagnostic {
	return declaration(diag.Fault("type-mismatch", item.Span(), is(x)+", "+is(item)), x)
}

// inOne is `in` before something that is no list.
func inOne(at source.Span, l, r typed.Expr) diag.Diagnostic {
	d := diag.Fault("list-expected", r.Span(), is(r)+", where a list is expected")
	switch {
	case l.Type().Kind == schema.RecordRef && plainText(r.Type()) && isConst(r):
		return inserted(d, true, "list(", r.Span(), ")")
	case plainText(r.Type()) && l.Type().Kind.Textual():
		if _, fixed := r.(*typed.Const); fixed {
			return mended(d, true, at, operand(l)+" == "+operand(r))
		}
		return mended(d, false, at, operand(r)+" contains "+operand(l))
	case comparable(l.Type(), r.Type()) && !isNil(r):
		return declaration(mended(d, true, at, operand(l)+" == "+operand(r)), r)
	}
	return declaration(d, r)
}

func containsOfList(at source.Span, l, r typed.Expr) diag.Diagnostic {
	d := diag.Fault("type-mismatch", at, "`contains` looks inside a text, and "+written(l)+" holds several values")
	return declaration(mended(d, true, at, operand(r)+" in "+operand(l)), l)
}

func notAText(op string, x typed.Expr) diag.Diagnostic {
	return declaration(diag.Fault("type-mismatch", x.Span(), diag.Quote(op)+" needs texts, and "+is(x)), x)
}

func notAList(x typed.Expr, name string) diag.Diagnostic {
	d := diag.Fault("list-expected", x.Span(), diag.Quote(name)+" goes over a list, and "+is(x))
	if a, ok := x.(*typed.Associated); ok && !a.Plural {
		from := source.Span{File: a.At.File, Start: a.At.End - len(a.Object.Name), End: a.At.End}
		if from.Start >= a.At.Start && from.Text() == a.Object.Name {
			return mended(d, false, from, a.Object.Plural)
		}
	}
	return declaration(d, x)
}

func sumOfOther(p *typed.Predicate, each schema.Type) diag.Diagnostic {
	at := p.Over
	if p.Body != nil {
		at = p.Body
	}
	d := diag.Fault("type-mismatch", at.Span(), "`sum` adds up numbers, and these are "+strings.TrimPrefix(ofMany(each), " of "))
	if ofMany(each) == "" {
		d.Message = "`sum` adds up numbers, and each of these is " + typeWords(each)
	}
	if each.Kind == schema.RecordRef && p.Body == nil {
		d.Help = append(d.Help, "say of what: `sum("+p.Over.Span().Text()+", .amount)`")
	}
	return d
}

func noOrder(p *typed.Predicate, each schema.Type) diag.Diagnostic {
	at := p.Over
	if p.Body != nil {
		at = p.Body
	}
	return diag.Fault("no-order", at.Span(), diag.Quote(p.Name)+" needs numbers, dates or texts, and each of these is "+typeWords(each))
}

func mixedValues(values []typed.Expr, name string) diag.Diagnostic {
	for _, v := range values[1:] {
		if !ordered(values[0].Type(), v.Type()) {
			return diag.Fault("type-mismatch", v.Span(), diag.Quote(name)+" compares like with like: "+is(values[0])+", "+is(v))
		}
	}
	return diag.Fault("type-mismatch", values[0].Span(), diag.Quote(name)+" compares like with like")
}

func indexNotNumber(of, i typed.Expr) diag.Diagnostic {
	return diag.Fault("type-mismatch", i.Span(), written(of)+" is counted by numbers from 0, and "+is(i))
}

func keyNotText(of, i typed.Expr) diag.Diagnostic {
	return diag.Fault("type-mismatch", i.Span(), written(of)+" is looked up by texts, and "+is(i))
}

func noIndex(of typed.Expr, at source.Span) diag.Diagnostic {
	return declaration(diag.Fault("no-member", at, is(of)+", of which `[…]` takes nothing"), of)
}

// noMember is `contact.email.lower`: there may be a function of that name.
func noMember(at source.Span, name string, of typed.Expr, s *schema.Schema) diag.Diagnostic {
	d := diag.Fault("no-member", at, is(of)+" and has no "+diag.Quote(name))
	if f := s.Func(name); f != nil && len(f.Params) > 0 && takes(f.Params[0], of.Type()) {
		return mended(d, true, of.Span().To(at), name+"("+of.Span().Text()+")")
	}
	return declaration(d, of)
}

// functionOfList is `deals.count`.
func functionOfList(at, place source.Span, name string, of typed.Expr) diag.Diagnostic {
	d := diag.Fault("no-member", place, diag.Quote(name)+" is a function over a list")
	return mended(d, false, at, name+"("+of.Span().Text()+")")
}

func memberOfList(at source.Span, name string, of typed.Expr) diag.Diagnostic {
	d := diag.Fault("one-expected", at, written(of)+" are several, each with a "+diag.Quote(name)+" of its own")
	if a, ok := of.(*typed.Associated); ok {
		one := strings.TrimSuffix(of.Span().Text(), a.Object.Plural) + a.Object.Name + "." + name
		d.Help = append(d.Help, "write "+diag.Quote(one)+" for the primary "+a.Object.Name+", or go over all with `map("+of.Span().Text()+", ."+name+")`")
		return d
	}
	return mended(d, false, of.Span().To(at), "map("+of.Span().Text()+", ."+name+")")
}
