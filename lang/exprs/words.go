// The words of the messages: types, names and places as a reader calls them.

package exprs

import (
	"strings"
	"unicode/utf8"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// mended adds a fix that replaces one place, and says it as help.
func mended(d diag.Diagnostic, sure bool, at source.Span, text string) diag.Diagnostic {
	title := "write " + diag.Quote(text)
	if strings.Contains(text, "`") || utf8.RuneCountInString(text) > 80 {
		title = "mend it"
	} else {
		d.Help = append(d.Help, title)
	}
	d.Fixes = append(d.Fixes, diag.Fix{Title: title, Sure: sure, Edits: []diag.Edit{{Span: at, New: text}}})
	return d
}

// inserted adds a fix that puts words before and behind a place, and says the outcome as help.
func inserted(d diag.Diagnostic, sure bool, before string, at source.Span, behind string) diag.Diagnostic {
	return mended(d, sure, at, before+at.Text()+behind)
}

// written is an expression as its writer wrote it, in backticks; what is long is cut.
func written(x typed.Expr) string { return excerpt(x.Span()) }

func excerpt(at source.Span) string {
	const most = 48
	s := strings.Join(strings.Fields(at.Text()), " ")
	s = strings.ReplaceAll(s, "`", "'")
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + "…"
	}
	if s == "" {
		return "this"
	}
	return diag.Quote(s)
}

// operand is the text of an expression as it may stand beside an operator.
func operand(x typed.Expr) string {
	switch x.(type) {
	case *typed.Binary, *typed.Unary, *typed.Cond, *typed.RangeLit:
		return "(" + x.Span().Text() + ")"
	}
	return x.Span().Text()
}

// is is "`contact.score` is a number".
func is(x typed.Expr) string { return written(x) + " is " + typeWords(x.Type()) }

// typeWords is a type with its article: "a number", "a list of deals", "an enum".
func typeWords(t schema.Type) string {
	switch t.Kind {
	case schema.Nil:
		return "the unknown"
	case schema.Bool:
		return "yes or no"
	case schema.DateTime:
		return "a moment"
	case schema.Duration:
		return "a length of time"
	case schema.Email:
		return "an e-mail address"
	case schema.Phone:
		return "a phone number"
	case schema.URL:
		return "a web address"
	case schema.RecordRef:
		if t.Object != nil {
			return article(t.Object.Name)
		}
		return "a record"
	case schema.EventRef:
		return "an event"
	case schema.List:
		return "a list" + ofMany(elemOf(t))
	case schema.Outcome:
		return "the outcome of an action"
	case schema.Any, schema.Invalid:
		return "a value of unknown type"
	}
	return article(t.Kind.String())
}

// ofMany is " of deals" for a list of deals.
func ofMany(elem schema.Type) string {
	switch elem.Kind {
	case schema.RecordRef:
		if elem.Object != nil {
			return " of " + elem.Object.Plural
		}
	case schema.EventRef:
		return " of events"
	case schema.Text, schema.Number, schema.Date, schema.Enum, schema.User, schema.Team, schema.Set, schema.List, schema.Map:
		return " of " + elem.Kind.String() + "s"
	case schema.DateTime:
		return " of moments"
	}
	return ""
}

func article(word string) string {
	if word != "" && strings.ContainsRune("aeiou", rune(word[0])) && word != "user" {
		return "an " + word
	}
	return "a " + word
}

// names is names as people enumerate them: `a`, `b` or `c`; beyond eight the rest is counted out.
func names(list []string, word string) string {
	const most = 8
	rest := ""
	if len(list) > most {
		list, rest = list[:most], " …"
	}
	quoted := make([]string, len(list))
	for i, n := range list {
		quoted[i] = diag.Quote(n)
	}
	if last := len(quoted) - 1; last > 0 && rest == "" {
		return strings.Join(quoted[:last], ", ") + " " + word + " " + quoted[last]
	}
	return strings.Join(quoted, ", ") + rest
}

// likely is did-you-mean, with a fix when one name is clearly nearest.
func likely(d diag.Diagnostic, at source.Span, name string, candidates []string) diag.Diagnostic {
	near := diag.Nearest(name, candidates)
	if len(near) == 0 {
		return d
	}
	d.Help = append(d.Help, diag.DidYouMean(name, candidates))
	for _, n := range near {
		d.Fixes = append(d.Fixes, diag.Fix{Title: "write " + diag.Quote(n), Sure: len(near) == 1 && strings.EqualFold(n, name),
			Edits: []diag.Edit{{Span: at, New: n}}})
	}
	return d
}

// declaration adds the place where the property or field that x reads is declared.
func declaration(d diag.Diagnostic, x typed.Expr) diag.Diagnostic {
	switch x := x.(type) {
	case *typed.Property:
		return d.With(x.Property.Span, diag.Quote(x.Property.Name)+" is "+typeWords(x.Property.Type))
	case *typed.Each:
		return d.With(x.Property.Span, diag.Quote(x.Property.Name)+" is "+typeWords(x.Property.Type))
	case *typed.Field:
		return d.With(x.Field.Span, diag.Quote(x.Field.Name)+" is "+typeWords(x.Field.Type))
	case *typed.VarRef:
		return d.With(x.Var.Span, diag.Quote(x.Var.Name)+" is "+typeWords(x.Var.Type))
	}
	return d
}
