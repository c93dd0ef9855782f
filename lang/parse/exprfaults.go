package parse

// Every fault of an expression, one constructor each.

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func expressionTooLong(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("expression-too-long", at, fmt.Sprintf("this expression has %d bytes, more than the %d that are read", at.End-at.Start, limit),
		"name parts of it with `let`, or declare a `segment`")
}

func tooManyBrackets(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("brackets-too-deep", at, fmt.Sprintf("more than %d brackets inside each other", limit), "name the inner part with `let`")
}

func tooManyPredicates(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("predicates-too-deep", at, fmt.Sprintf("more than %d functions over lists inside each other", limit), "name the inner list with `let`")
}

func tooManyTernaries(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("choices-too-deep", at, fmt.Sprintf("more than %d `? :` inside each other", limit), "use `match` or `if`")
}

func comparisonChain(at, first source.Span, middle string) diag.Diagnostic {
	d := diag.Fault("comparison-chain", at, "a comparison has two sides: this is the second of a chain")
	d.Related = []diag.Related{{Span: first, Label: "the first comparison"}}
	if middle != "" {
		here := at.File.Span(at.Start, at.Start)
		return mended(d, false, "compare `"+shortened(middle)+"` twice, joined by `and`", here, "and "+middle+" ")
	}
	return d
}

func equalSign(at source.Span) diag.Diagnostic {
	return mended(diag.Fault("equal-sign", at, "`=` sets a value; a comparison is written `==`"), true, "write `==`", at, "==")
}

func otherSign(at source.Span, wrote, right string) diag.Diagnostic {
	return mended(diag.Fault("unknown-operator", at, "`"+shortened(wrote)+"` is no operator; it is written `"+right+"`"), true, "write `"+right+"`", at, right)
}

func otherWord(at source.Span, wrote, right string, sure bool) diag.Diagnostic {
	d := diag.Fault("unknown-operator", at, "`"+shortened(wrote)+"` is no word of the language")
	if strings.Contains(wrote, " ") {
		d.Message = "`" + shortened(wrote) + "` is no operator"
	}
	if sure {
		d.Message += "; it is written `" + right + "`"
	}
	return mended(d, sure, "write `"+right+"`", at, right)
}

func otherPhrase(at, whole source.Span, right string) diag.Diagnostic {
	d := diag.Fault("unknown-operator", at, "`"+shortened(at.Text())+"` is no operator")
	return mended(d, true, "write `"+shortenedTo(120, right)+"`", whole, right)
}

func bareDate(at source.Span, date string) diag.Diagnostic {
	d := diag.Fault("bare-date", at, "in an expression `"+date+"` would be a subtraction")
	return mended(d, true, "write `date(\""+date+"\")`", at, `date("`+date+`")`)
}

// slashedDate tells `12/24/2026`, with the days that it may be.
func slashedDate(at source.Span, days []time.Time) diag.Diagnostic {
	d := diag.Fault("bare-date", at, "in an expression `"+at.Text()+"` would be a division")
	for _, day := range days {
		right := `date("` + day.Format(time.DateOnly) + `")`
		d = mended(d, false, "write `"+right+"` for "+day.Format("2 January 2006"), at, right)
	}
	return d
}

// dottedDate tells `24.12.2026`.
func dottedDate(at source.Span) diag.Diagnostic {
	d := diag.Fault("bare-date", at, "`"+shortened(at.Text())+"` is no number")
	if day, err := time.Parse("2.1.2006", at.Text()); err == nil {
		right := `date("` + day.Format(time.DateOnly) + `")`
		return mended(d, false, "write `"+right+"`", at, right)
	}
	return d
}

// changeInWords tells `contact.city changed`.
func changeInWords(at source.Span, property string) diag.Diagnostic {
	return diag.Fault("unknown-operator", at, "`"+at.Text()+"` is no operator: a condition sees what is, and not what was",
		"write `enroll on change of "+shortened(property)+"`, with the condition behind `where`")
}

// lacksSubject tells `a > 1 and < 5`.
func lacksSubject(at source.Span, joined, operator, subject string) diag.Diagnostic {
	d := diag.Fault("syntax", at, "expected a value between `"+joined+"` and `"+operator+"`")
	if subject == "" {
		return d
	}
	return mended(d, false, "write `"+shortenedTo(120, joined+" "+subject+" "+operator)+"`", at, joined+" "+subject+" "+operator)
}

func bareDuration(at source.Span, right string) diag.Diagnostic {
	return mended(diag.Fault("bare-duration", at, "in an expression `"+shortened(at.Text())+"` is written `"+right+"`"), true, "write `"+right+"`", at, right)
}

func thousands(at source.Span, right string) diag.Diagnostic {
	return mended(diag.Fault("number-format", at, "`"+shortened(at.Text())+"` is two numbers; thousands have no comma"), true, "write `"+right+"`", at, right)
}

func currency(at source.Span, amount string) diag.Diagnostic {
	return mended(diag.Fault("number-format", at, "`"+at.Text()+"` is no number: an amount has no sign of its currency"), true, "write `"+amount+"`", at, amount)
}

func percentSign(at source.Span, number string) diag.Diagnostic {
	d := diag.Fault("number-format", at, "`"+shortened(at.Text())+"` is no value: `%` is the rest of a division")
	if n, err := strconv.ParseFloat(number, 64); err == nil {
		right := strconv.FormatFloat(n/100, 'f', -1, 64)
		return mended(d, false, "write `"+right+"`", at, right)
	}
	return d
}

// looseDot tells `contact. name`.
func looseDot(at, space source.Span) diag.Diagnostic {
	return mended(diag.Fault("syntax", at, "a `.` touches the name behind it"), true, "remove the space", space, "")
}

func clockInExpression(at source.Span, hour string) diag.Diagnostic {
	return diag.Fault("clock-in-expression", at, "a time of day is no value in an expression", "compare the hour: `hour(…) >= "+hour+"`, or use `at "+at.Text()+"` in a delay")
}

func notBeforeComparison(f *source.File, at, not, operand source.Span) diag.Diagnostic {
	d := diag.Fault("not-before-comparison", at, "`"+not.Text()+"` belongs to the value behind it, not to the comparison")
	if not.Text() == "not" {
		return mended(d, false, "write `not ("+shortened(operand.Text())+")`", operand, "("+operand.Text()+")")
	}
	return mended(d, false, "write `not ("+shortened(operand.Text())+")`", not.To(operand), "not ("+operand.Text()+")")
}

func mixedAndOr(f *source.File, or source.Span, runs []source.Span) diag.Diagnostic {
	d := diag.Diagnostic{Code: "mixed-and-or", Level: diag.Warning, Span: or, Message: "`and` and `or` without brackets: `and` is joined first"}
	var edits []diag.Edit
	for _, r := range runs {
		d.Related = append(d.Related, diag.Related{Span: r, Label: "read together"})
		edits = append(edits, diag.Edit{Span: f.Span(r.Start, r.Start), New: "("}, diag.Edit{Span: f.Span(r.End, r.End), New: ")"})
	}
	d.Fixes = []diag.Fix{{Title: "draw the brackets as it is read", Sure: true, Edits: edits}}
	return d
}

func coalesceBeside(at source.Span, brackets []diag.Edit) diag.Diagnostic {
	d := diag.Fault("coalesce-beside-operator", at, "`??` beside `"+at.Text()+"` needs brackets")
	d.Fixes = []diag.Fix{{Title: "put brackets around the `??`", Sure: true, Edits: brackets}}
	return d
}

func comparedWithItself(at source.Span, what, operator string) diag.Diagnostic {
	return diag.Diagnostic{Code: "compared-with-itself", Level: diag.Warning, Span: at,
		Message: "`" + shortened(what) + " " + operator + " " + shortened(what) + "` compares a value with itself", Help: []string{"name the other value on one side"}}
}

func listInParentheses(whole, open, close source.Span) diag.Diagnostic {
	d := diag.Fault("list-brackets", whole, "a list stands in `[ ]`, not in `( )`")
	d.Fixes = []diag.Fix{{Title: "write `[ ]`", Sure: true, Edits: []diag.Edit{{Span: open, New: "["}, {Span: close, New: "]"}}}}
	return d
}

func unclosedBracket(at, open source.Span, bracket, closing string) diag.Diagnostic {
	d := diag.Fault("unclosed-bracket", at, "this `"+bracket+"` is never closed")
	d.Message = "expected `" + closing + "`"
	d.Related = []diag.Related{{Span: open, Label: "opened here"}}
	return mended(d, false, "write `"+closing+"` here", at, closing)
}

func otherBracket(at, open source.Span, bracket, closing string) diag.Diagnostic {
	d := diag.Fault("unclosed-bracket", at, "expected `"+closing+"`, found `"+bracket+"`")
	d.Related = []diag.Related{{Span: open, Label: "opened here"}}
	return mended(d, false, "write `"+closing+"`", at, closing)
}

func strayBracket(at source.Span, bracket string) diag.Diagnostic {
	return mended(diag.Fault("stray-bracket", at, "this `"+bracket+"` closes nothing"), false, "remove it", at, "")
}

// expectedValue tells that an operand is missing: behind an operator at the end, or where something else stands.
func expectedValue(at source.Span, behind string, t *lexer.Token, found string) diag.Diagnostic {
	if behind != "" {
		what := "a value"
		if isSign(t, ".") || isSign(t, "?.") {
			what = "a name"
		}
		return diag.Fault("syntax", at, "expected "+what+" behind `"+shortened(t.Value)+"`")
	}
	return diag.Fault("syntax", at, "expected a value, found "+found)
}

func expectedOperator(at source.Span, t *lexer.Token) diag.Diagnostic {
	return diag.Fault("syntax", at, "expected an operator, found "+inWords(t))
}

func unreadableExpression(at source.Span) diag.Diagnostic {
	return diag.Fault("syntax", at, "this expression cannot be read", "look for a forgotten operator or bracket")
}

func numberTooLarge(at source.Span) diag.Diagnostic {
	return diag.Fault("not-a-number", at, "`"+shortened(at.Text())+"` is too large for a number")
}

func templateNotAllowed(at source.Span) diag.Diagnostic {
	return diag.Fault("template-not-allowed", at, "a text that stands here may not hold `{{ }}`", "write the text as it is, or `{{{{` for two braces")
}

func emptyTemplate(at source.Span) diag.Diagnostic {
	return mended(diag.Fault("empty-template", at, "there is nothing between these braces", "name a property: `{{contact.firstname}}`"), false, "remove the braces", at, "")
}

func badEscape(at source.Span, literal string) diag.Diagnostic {
	d := diag.Fault("unknown-escape", at, "a `\\` in this text begins nothing that is known", "write `\\\\` for a backslash")
	if inside := literal[1 : len(literal)-1]; !strings.Contains(inside, "`") {
		return mended(d, true, "put the text into backticks, where `\\` is a character like any other", at, "`"+inside+"`")
	}
	return d
}

func notInLanguage(at source.Span, what, instead string) diag.Diagnostic {
	return diag.Fault("not-in-language", at, what+" is not part of the language", instead)
}

func badPattern(at source.Span, reason string) diag.Diagnostic {
	return diag.Fault("bad-pattern", at, "this regular expression cannot be read: "+reason)
}

func patternNotConstant(at source.Span) diag.Diagnostic {
	return diag.Fault("pattern-not-constant", at, "a regular expression must be a fixed text", "write the text behind `matches`, or use `contains`")
}
