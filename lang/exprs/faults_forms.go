// Faults of how something is written: arguments, forms that are not part of the language, doubts.

package exprs

import (
	"fmt"
	"strings"

	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// signature is a function as its documentation shows it.
func signature(f *schema.Func) string {
	params := make([]string, len(f.Params))
	for i, p := range f.Params {
		params[i] = p.Name
		if !p.Required {
			params[i] += "?"
		}
	}
	return f.Name + "(" + strings.Join(params, ", ") + ")"
}

func fewArguments(at source.Span, f *schema.Func, given int) diag.Diagnostic {
	return diag.Fault("wrong-argument-count", at, fmt.Sprintf("%s lacks %s", diag.Quote(f.Name), diag.Quote(f.Params[given].Name)), "write "+diag.Quote(signature(f)))
}

func manyArguments(at source.Span, f *schema.Func, given int) diag.Diagnostic {
	return diag.Fault("wrong-argument-count", at, fmt.Sprintf("%s takes %s, not %d", diag.Quote(f.Name), counted(len(f.Params)), given), "write "+diag.Quote(signature(f)))
}

func counted(n int) string {
	switch n {
	case 0:
		return "nothing"
	case 1:
		return "one value"
	}
	return fmt.Sprintf("%d values", n)
}

func wrongArgument(x typed.Expr, f *schema.Func, p *schema.Param) diag.Diagnostic {
	wants := typeWords(p.Type)
	for i, other := range p.Accepts {
		if i == len(p.Accepts)-1 {
			wants += " or " + typeWords(other)
		} else {
			wants += ", " + typeWords(other)
		}
	}
	d := diag.Fault("type-mismatch", x.Span(), fmt.Sprintf("%s of %s is %s, and %s", diag.Quote(p.Name), diag.Quote(f.Name), wants, is(x)))
	k, fixed := x.(*typed.Const)
	switch {
	case x.Type().Kind == schema.List && p.Type.Kind != schema.List:
		d.Code = "one-expected"
		d.Help = append(d.Help, "apply it to each: `map("+x.Span().Text()+", "+f.Name+"(#))`")
	case fixed && k.T.Kind == schema.Text && dated(p.Type):
		if v, err := schema.Parse(schema.Of(schema.Date), k.Value.Text(), nil); err == nil && !v.IsNil() {
			return inserted(d, true, "date(", k.At, ")")
		}
	case p.Type.Kind == schema.Text && len(p.Accepts) == 0 && x.Type().Kind == schema.Number:
		return inserted(d, false, "string(", x.Span(), ")")
	case p.Type.Kind == schema.Duration && x.Type().Kind == schema.Number:
		return inserted(d, false, "days(", x.Span(), ")")
	}
	return declaration(d, x)
}

func refusedArgument(k *typed.Const, f *schema.Func, err error) diag.Diagnostic {
	return diag.Fault("refused-value", k.At, diag.Quote(f.Name)+": "+err.Error())
}

func noSuchDay(x typed.Expr) diag.Diagnostic {
	return diag.Fault("no-such-day", x.Span(), excerpt(inside(x.Span()))+" names no day", "write year, month and day: `date(\"2026-12-24\")`")
}

func wrongForm(at source.Span, name string) diag.Diagnostic {
	return diag.Fault("wrong-argument-count", at, diag.Quote(name)+" is written "+diag.Quote(formSyntax[name]))
}

func formTakesText(x typed.Expr, name string) diag.Diagnostic {
	return diag.Fault("type-mismatch", x.Span(), diag.Quote(name)+" takes a text, and "+is(x), "write "+diag.Quote(formSyntax[name]))
}

func notAProperty(x typed.Expr) diag.Diagnostic {
	return diag.Fault("property-expected", x.Span(), "`changed_at` takes a property of a record, and "+written(x)+" is none", "write `changed_at(contact.lead_status)`, for one")
}

func secretNotFixed(x typed.Expr) diag.Diagnostic {
	return diag.Fault("not-constant", x.Span(), "the name of a secret must be known before the run", "write it out: `secret(\"API_KEY\")`")
}

func listOutOfPlace(at source.Span, o *schema.Object) diag.Diagnostic {
	d := diag.Fault("list-out-of-place", at, "a static list is something that a record is in or not")
	record := "contact"
	if o != nil {
		record = o.Name
	}
	return inserted(d, false, record+" in ", at, "")
}

func onlyContacts(at source.Span, of typed.Expr) diag.Diagnostic {
	if of == nil {
		return diag.Fault("contact-expected", at, "only contacts subscribe, and this is about another record", "name the contact: `subscribed(contact, \"Newsletter\")`")
	}
	return diag.Fault("contact-expected", at, "only contacts subscribe, and "+is(of))
}

func onlyRecords(of typed.Expr, what string) diag.Diagnostic {
	d := diag.Fault("record-expected", of.Span(), "records are in a "+what+", and "+is(of))
	if of.Type().Kind == schema.List {
		d.Help = append(d.Help, "ask with `any("+of.Span().Text()+", # in …)`")
	}
	return d
}

func segmentOfOther(of typed.Expr, s *typed.Segment) diag.Diagnostic {
	d := diag.Fault("segment-of-other", of.Span(), diag.Quote(s.Name)+" is a segment on "+diag.Quote(s.Object.Name)+", and "+is(of))
	return d.With(s.Span, "declared here")
}

func wrongPredicate(at source.Span, name string) diag.Diagnostic {
	form := name + "(deals, .amount > 1000)"
	if b := bodyOf(name); b == ofEach || b == maybeEach {
		form = name + "(deals, .amount)"
	}
	return diag.Fault("wrong-argument-count", at, diag.Quote(name)+" is written "+diag.Quote(form))
}

func wrongDirection(at source.Span) diag.Diagnostic {
	return diag.Fault("refused-value", at, "the direction of `sortBy` is `\"asc\"` or `\"desc\"`")
}

func firstOfSeveral(at source.Span, name string) diag.Diagnostic {
	return diag.Fault("wrong-argument-count", at, diag.Quote(name)+" takes one list", "narrow it first: `"+name+"(filter(deals, .amount > 1000))`")
}

func rangeOfOther(x typed.Expr) diag.Diagnostic {
	return declaration(diag.Fault("type-mismatch", x.Span(), "a range goes from number to number, and "+is(x)), x)
}

func rangeEnd(x typed.Expr) diag.Diagnostic {
	return diag.Fault("refused-value", x.Span(), "a range holds whole numbers, and "+written(x)+" is none", "compare with `<=` and `<` instead")
}

func emptyRange(at source.Span) diag.Diagnostic {
	return diag.Warn("empty-range", at, "this range holds nothing: it ends before it begins", "write the smaller number first")
}

func computedKey(at source.Span) diag.Diagnostic {
	return diag.Fault("computed-key", at, "the key of a map must be known before the run", "write it out: `{name: …}`")
}

func keyTwice(at source.Span, key string) diag.Diagnostic {
	return diag.Fault("key-twice", at, "the key "+diag.Quote(key)+" is there twice", "drop one of the two")
}

func computedPattern(at source.Span) diag.Diagnostic {
	return diag.Fault("pattern-not-constant", at, "a regular expression must be a fixed text", "write the text behind `matches`, or use `contains`")
}

func unreadablePattern(at source.Span, err error) diag.Diagnostic {
	why := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	return diag.Fault("bad-pattern", at, "this regular expression cannot be read: "+why)
}

func secretInText(at source.Span) diag.Diagnostic {
	return diag.Fault("secret-in-text", at, "a secret cannot stand in a text", "give it to the parameter `secret` of the action that needs it")
}

func outcomeInText(x typed.Expr) diag.Diagnostic {
	return declaration(diag.Fault("type-mismatch", x.Span(), is(x)+", which has no text of its own", "read one of its outputs, or `.error`"), x)
}

func tooDeep(at source.Span) diag.Diagnostic {
	return diag.Fault("too-deep", at, "this is nested too deep to be read", "break it up with `let`")
}

// notInLanguage is for what the parser does not let through: a form of expr that is left out.
func notInLanguage(at source.Span) diag.Diagnostic {
	return diag.Fault("not-in-language", at, excerpt(at)+" is not part of the language")
}

func refusedByExpr(at source.Span, why string) diag.Diagnostic {
	d := diag.Fault("untyped-expression", at, "the types in this expression do not fit together", "break it up with `let` to find the part that does not fit")
	d.Notes = []string{why}
	return d
}

// lacksComparison is `country == "France" or "Belgium"`.
func lacksComparison(t *typer, first *exprast.BinaryNode, texts []exprast.Node, op string) diag.Diagnostic {
	last := t.span(texts[len(texts)-1])
	d := diag.Fault("lacks-comparison", last, excerpt(last)+" is a text, which `"+op+"` takes for a condition of its own")
	values := make([]string, len(texts))
	for i, n := range texts {
		values[i] = t.span(n).Text()
	}
	at := t.spanOf(first.Left).To(last)
	in := " in ["
	switch first.Operator {
	case "!=":
		in = " not in ["
	case "contains", "startsWith", "endsWith":
		for i, v := range values {
			values[i] = t.spanOf(first.Left).Text() + " " + first.Operator + " " + v
		}
		return mended(d, false, at, strings.Join(values, " "+op+" "))
	}
	return mended(d, (first.Operator == "==") == (op == "or"), at, t.spanOf(first.Left).Text()+in+strings.Join(values, ", ")+"]")
}

func neverBoth(a, b typed.Expr) diag.Diagnostic {
	d := diag.Warn("never-holds", b.Span(), written(a)+" and "+written(b)+" never hold together", "write `or`, if one of the two is enough")
	return d.With(a.Span(), "excludes the other")
}

func alwaysOne(a, b typed.Expr) diag.Diagnostic {
	d := diag.Warn("always-holds", b.Span(), "one of "+written(a)+" and "+written(b)+" always holds", "write `and`, if neither may be")
	return d.With(a.Span(), "true where the other is not")
}

func neverHolds(x typed.Expr) diag.Diagnostic {
	return diag.Warn("never-holds", x.Span(), written(x)+" never holds, whatever the record is like", "change one of its values, or drop what depends on it")
}

func alwaysHolds(x typed.Expr) diag.Diagnostic {
	return diag.Warn("always-holds", x.Span(), written(x)+" always holds, whatever the record is like", "change one of its values, or drop the condition")
}

func unknownExcluded(b *typed.Binary, p *typed.Property) diag.Diagnostic {
	d := diag.Diagnostic{Code: "unknown-excluded", Level: diag.Note, Span: b.At,
		Message: "records whose " + diag.Quote(p.Property.Name) + " is unknown are left out here"}
	d.Help = []string{"add `or " + p.At.Text() + " == nil` to take them in, or `and known(" + p.At.Text() + ")` to say that they stay out"}
	return d
}
