package functions

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wflang/wf/lang/schema"
)

// longest is the most bytes that a text made by a function may have: 1 MiB. What would be longer is unknown.
const longest = 1 << 20

func texts() []*schema.Func {
	return []*schema.Func{
		{
			Name: "len", Result: schema.Of(schema.Number),
			Params: params(&schema.Param{Name: "value", Type: schema.Of(schema.Text), Accepts: []schema.Type{schema.ListOf(schema.Of(schema.Any)),
				schema.Of(schema.Set), schema.MapOf(schema.Of(schema.Any))}, Required: true, Doc: "a text, list, set or map"}),
			Doc: "The number of characters of a text, or of elements of a list, set or map.", Example: `len("Ledger")`, Shows: "6",
			Call: func(_ *schema.Env, args []schema.Value) schema.Value { return length(arg(args, 0)) },
		},
		onText("lower", "The text in lower case.", `lower("Ann@ACME.example")`, "ann@acme.example", strings.ToLower),
		onText("upper", "The text in upper case.", `upper("fr")`, "FR", strings.ToUpper),
		onText("title", "The text with a capital letter at the start of each word.", `title("ann-marie o'neil")`, "Ann-Marie O'neil", titleCase),
		onText("html", "The text with the characters replaced that mean something in HTML. Templates in HTML do that to every value by themselves.",
			`html("R & D <fast>")`, "R &amp; D &lt;fast&gt;", html.EscapeString),
		onText("trim", "The text without the spaces around it.", `trim("  Ann ")`, "Ann", strings.TrimSpace),
		{
			Name: "replace", Result: schema.Of(schema.Text),
			Params: params(text("text", "the text"), text("old", "what is replaced, everywhere"), text("new", "what takes its place")),
			Doc:    "The text with one part replaced by another, everywhere.", Example: `replace("06.12.34", ".", "")`, Shows: "061234",
			Call: func(_ *schema.Env, args []schema.Value) schema.Value {
				return replace(arg(args, 0), arg(args, 1), arg(args, 2))
			},
		},
		parsed("domain", "The domain of an e-mail address or web address, in lower case, without `www.`; unknown for anything else.",
			`domain("ann@Ledger.example")`, "ledger.example", domain),
		parsed("phone", "The phone number in international form, with `+` and digits only; unknown when it has no country code.",
			`phone("0033 (0)1 23 45 67 89")`, "+33123456789", schema.E164),
		{
			Name: "string", Result: schema.Of(schema.Text), Params: params(anything("value", "any value")),
			Doc: "The value as text. An option of an enum gives its value, not its label.", Example: `string(12.5)`, Shows: "12.5",
			Call: func(e *schema.Env, args []schema.Value) schema.Value {
				if arg(args, 0).IsNil() {
					return schema.Value{}
				}
				return bounded(schema.Plain(args[0], e.Zone))
			},
		},
	}
}

// onText is a function of one text; the unknown stays unknown.
func onText(name, doc, example, shows string, apply func(string) string) *schema.Func {
	return &schema.Func{
		Name: name, Params: params(text("text", "the text")), Result: schema.Of(schema.Text), Doc: doc, Example: example, Shows: shows,
		Call: func(_ *schema.Env, args []schema.Value) schema.Value {
			v := arg(args, 0)
			if !v.IsText() {
				return schema.Value{}
			}
			return bounded(apply(v.Text()))
		},
	}
}

// parsed is a function that finds something in a text; what is not there is unknown.
func parsed(name, doc, example, shows string, find func(string) string) *schema.Func {
	f := onText(name, doc, example, shows, find)
	apply := f.Call
	f.Call = func(e *schema.Env, args []schema.Value) schema.Value {
		if v := apply(e, args); v.Text() != "" {
			return v
		}
		return schema.Value{}
	}
	return f
}

// bounded is a text as a value; Nil when it is too long.
func bounded(s string) schema.Value {
	if len(s) > longest {
		return schema.Value{}
	}
	return schema.TextValue(s)
}

func length(v schema.Value) schema.Value {
	switch {
	case v.IsText():
		return schema.NumberValue(float64(utf8.RuneCountInString(v.Text())))
	case v.Kind() == schema.List, v.Kind() == schema.Set:
		return schema.NumberValue(float64(len(v.Items())))
	case v.Kind() == schema.Map:
		return schema.NumberValue(float64(len(v.Pairs().Keys)))
	}
	return schema.Value{}
}

func replace(v, old, new schema.Value) schema.Value {
	if !v.IsText() || !old.IsText() || !new.IsText() {
		return schema.Value{}
	}
	if old.Text() == "" {
		return v
	}
	grown := len(v.Text()) + strings.Count(v.Text(), old.Text())*(len(new.Text())-len(old.Text()))
	if grown > longest {
		return schema.Value{}
	}
	return schema.TextValue(strings.ReplaceAll(v.Text(), old.Text(), new.Text()))
}

// titleCase starts words after anything that is neither letter, digit nor apostrophe.
func titleCase(s string) string {
	inside := false
	return strings.Map(func(r rune) rune {
		start := !inside
		inside = unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || unicode.IsMark(r)
		if start {
			return unicode.ToTitle(r)
		}
		return unicode.ToLower(r)
	}, s)
}
