package parse

// Every fault of the text itself, one constructor each: characters, texts, numbers, and the frame of statements. Those
// of expressions are in exprfaults.go. This file is long because all faults of a kind stand on one list.

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// mended adds a fix that replaces the text under one place.
func mended(d diag.Diagnostic, sure bool, title string, at source.Span, text string) diag.Diagnostic {
	d.Fixes = append(d.Fixes, diag.Fix{Title: title, Sure: sure, Edits: []diag.Edit{{Span: at, New: text}}})
	return d
}

func fileTooLarge(f *source.File, limit int) diag.Diagnostic {
	return diag.Fault("file-too-large", f.Span(0, 0), fmt.Sprintf("the file has %d bytes, more than the %d that are read", len(f.Text), limit))
}

func tooManyWords(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("file-too-large", at, fmt.Sprintf("the file has more than %d words, signs and comments; what is behind is not read", limit), "put some of its workflows into another file")
}

func tooManyFaults(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("too-many-faults", at, fmt.Sprintf("after %d faults the rest of the file is not read", limit),
		"mend the faults above, or look whether this is a workflow at all")
}

func brokenUTF8(at source.Span) diag.Diagnostic {
	return diag.Fault("broken-utf8", at, fmt.Sprintf("the byte 0x%02x here is no UTF-8 text", at.File.Text[at.Start]), "save the file with the encoding UTF-8")
}

func unknownCharacter(at source.Span, r rune) diag.Diagnostic {
	if r == '@' {
		return diag.Fault("unknown-character", at, "the character `@` has no meaning here", "put an address into quotes, that of a user as `user(\"ana@acme.example\")`")
	}
	return diag.Fault("unknown-character", at, fmt.Sprintf("the character %s has no meaning here", character(r)), "remove it, or put it into quotes")
}

func character(r rune) string {
	if unicode.IsPrint(r) && r != ' ' {
		return "`" + string(r) + "`"
	}
	return fmt.Sprintf("U+%04X", r)
}

// lookAlikes are characters that word processors and web pages put in the place of others.
var lookAlikes = map[rune][2]string{
	'\u00a0': {"no-break space", " "}, '\u202f': {"narrow no-break space", " "}, '\u2007': {"figure space", " "},
	'\u2009': {"thin space", " "}, '\u3000': {"wide space", " "}, '\u2028': {"line separator", "\n"}, '\u200b': {"zero-width space", ""},
	'\u2060': {"word joiner", ""}, '\ufeff': {"byte order mark", ""}, '\u200e': {"text-direction mark", ""}, '\u200f': {"text-direction mark", ""},
	'−': {"minus sign", "-"}, '–': {"dash", "-"}, '—': {"long dash", "-"}, '×': {"times sign", "*"}, '÷': {"division sign", "/"},
	'≤': {"sign", "<="}, '≥': {"sign", ">="}, '≠': {"sign", "!="}, '→': {"arrow", "->"}, '⇒': {"arrow", "=>"}, '…': {"ellipsis", ".."},
	'，': {"wide comma", ","}, '（': {"wide bracket", "("}, '）': {"wide bracket", ")"}, '：': {"wide colon", ":"},
}

func lookAlike(at source.Span, r rune) diag.Diagnostic {
	alike, ok := lookAlikes[r]
	if !ok {
		return unknownCharacter(at, r)
	}
	what := fmt.Sprintf("the %s U+%04X", alike[0], r)
	if unicode.IsPrint(r) {
		what = "the " + alike[0] + " `" + string(r) + "`"
	}
	title := "replace it with `" + alike[1] + "`"
	switch alike[1] {
	case " ":
		title = "replace it with a plain space"
	case "":
		title = "remove it"
	case "\n":
		title = "replace it with a line break"
	}
	return mended(diag.Fault("look-alike", at, what+" has no meaning here"), true, title, at, alike[1])
}

func curlyQuotes(at, open, close source.Span, r rune) diag.Diagnostic {
	d := diag.Fault("curly-quotes", at, fmt.Sprintf("texts stand in straight quotes, not in `%c`", r))
	title := "write straight quotes `\"`"
	d.Fixes = []diag.Fix{{Title: title, Sure: close.End > close.Start, Edits: []diag.Edit{{Span: open, New: `"`}}}}
	if close.End > close.Start {
		d.Fixes[0].Edits = append(d.Fixes[0].Edits, diag.Edit{Span: close, New: `"`})
	}
	return d
}

func unclosedText(at source.Span, quote byte) diag.Diagnostic {
	d := diag.Fault("unclosed-text", at, "this text is not closed on its line", "write `"+string(quote)+"` behind its last character")
	if quote == '`' {
		return diag.Fault("unclosed-text", at, "this text is never closed", "write a second backtick behind its last character")
	}
	d.Notes = []string{"a text of several lines stands in backticks"}
	return d
}

func unclosedTemplate(at source.Span) diag.Diagnostic {
	return diag.Fault("unclosed-template", at, "this `{{` has no `}}`", "write `}}` behind the expression, or `{{{{` for two braces in the text")
}

func unclosedComment(at source.Span) diag.Diagnostic {
	return diag.Fault("unclosed-comment", at, "this comment is never closed", "write `*/` behind it, or use `//` for one line")
}

func semicolon(at source.Span) diag.Diagnostic {
	return mended(diag.Fault("semicolon", at, "one statement a line: there is no `;`"), true, "begin a new line", at, "\n")
}

// badNumber tells digits with letters behind them: 10k, 9am, 30d.
func badNumber(at source.Span) diag.Diagnostic {
	text := at.Text()
	digits := strings.TrimRightFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	suffix := strings.ToLower(text[len(digits):])
	d := diag.Fault("not-a-number", at, "`"+text+"` is no number")
	replace := func(sure bool, right string) diag.Diagnostic {
		return mended(d, sure, "write `"+right+"`", at, right)
	}
	switch suffix {
	case "k":
		return replace(true, scaled(digits, 3))
	case "m", "mio":
		return replace(false, scaled(digits, 6))
	case "am", "pm":
		if hour, err := strconv.Atoi(digits); err == nil && hour >= 1 && hour <= 12 {
			hour %= 12
			if suffix == "pm" {
				hour += 12
			}
			d.Help = []string{fmt.Sprintf("write a time of day as `%02d:00`", hour)}
		}
		return d
	case "d", "w", "h", "min", "s", "y", "mo":
		if unit := map[string]string{"d": "days", "w": "weeks", "h": "hours", "min": "minutes", "y": "years", "mo": "months"}[suffix]; unit != "" {
			d.Help = []string{"write `" + digits + " " + unit + "` in a delay, `" + unit + "(" + digits + ")` in an expression"}
		}
		return d
	}
	if unit := timeUnits[suffix]; unit != "" {
		d.Help = []string{"write `" + digits + " " + suffix + "` in a delay, `" + unit + "s(" + digits + ")` in an expression"}
		return d
	}
	d.Help = []string{"write digits alone, or put it into quotes"}
	return d
}

// scaled moves the point of a number.
func scaled(digits string, zeros int) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	for len(fraction) < zeros {
		fraction += "0"
	}
	number := strings.TrimLeft(whole+fraction[:zeros], "0")
	if rest := strings.TrimRight(fraction[zeros:], "0"); rest != "" {
		number += "." + rest
	}
	return number
}

// inWords says what a token is, as the reader sees it.
func inWords(t *lexer.Token) string {
	switch t.Type {
	case tokenEnd, lexer.EOF:
		return "the end of the file"
	case tokenBlock:
		return "a block"
	}
	return "`" + shortened(t.Value) + "`"
}

// shortened is a text as a message shows it: on one line, and of a long one the beginning.
func shortened(text string) string { return shortenedTo(40, text) }

// shortenedTo is a text of so many letters at most.
func shortenedTo(most int, text string) string {
	mostBytes := 10 * most
	cut := len(text) > mostBytes
	if cut {
		text = strings.ToValidUTF8(text[:mostBytes], "")
	}
	if strings.ContainsAny(text, "\n\r\t") {
		text = strings.Join(strings.Fields(text), " ")
	}
	if runes := []rune(text); len(runes) > most || cut {
		return string(runes[:min(most, len(runes))]) + "…"
	}
	return text
}

func expectedSign(at source.Span, want, found string) diag.Diagnostic {
	return mended(diag.Fault("syntax", at, "expected `"+want+"`, found "+found), false, "write `"+want+"` here", at, " "+want)
}

func unclosedBlock(at, open source.Span, found string) diag.Diagnostic {
	d := diag.Fault("unclosed-bracket", at, "expected `}`, found "+found, "close the block with `}`")
	d.Related = []diag.Related{{Span: open, Label: "the block begins here"}}
	return d
}

func notDeclaration(at source.Span, t *lexer.Token) diag.Diagnostic {
	d := diag.Fault("unknown-declaration", at, inWords(t)+" begins no declaration")
	if t.Type == tokenWord {
		d.Help = withNearest(t.Value, keys(declarationWords))
	}
	if isSign(t, "}") {
		d.Message = "this `}` closes nothing"
		return d
	}
	if isSign(t, "#") {
		return mended(d, false, "begin a comment with `//`", at, "//")
	}
	if d.Help == nil {
		if t.Type == tokenWord && (stepWords.has(t.Value) || settingWords.has(t.Value)) {
			d.Notes = []string{"`" + t.Value + "` belongs between the braces of a workflow; a `}` may stand too early"}
		} else {
			d.Notes = []string{"a file holds `workflow`, `object`, `event`, `let`, `segment`, `action` and `test`"}
		}
	}
	return d
}

func keys(s set) (list []string) {
	for word := range s.words {
		list = append(list, word)
	}
	return list
}

func withNearest(word string, words []string) []string {
	if help := diag.DidYouMean(word, words); help != "" {
		return []string{help}
	}
	return nil
}

func unknownStatement(at source.Span, t *lexer.Token, where place) diag.Diagnostic {
	if t.Type != tokenWord {
		return notStep(at, t)
	}
	what, words := "step", append(keys(stepWords), "else")
	switch where {
	case inSettings:
		what, words = "setting or step", append(keys(settingWords), words...)
	case inTest:
		what, words = "line of a test", keys(testWords)
	}
	d := diag.Fault("unknown-statement", at, "`"+t.Value+"` begins no "+what)
	instead := insteadOf
	if where == inTest {
		instead = insteadInTest
	}
	if help := instead[strings.ToLower(t.Value)]; help != "" {
		d.Help = []string{help}
		return d
	}
	if form := actionForms[t.Value]; form != "" && where != inTest {
		d.Help = []string{"write the arguments in brackets: `" + form + "`"}
		return d
	}
	if d.Help = withNearest(t.Value, words); d.Help == nil && where != inTest {
		d.Notes = []string{"an action is called with its arguments in brackets: `notify(to: …, text: …)`"}
	}
	return d
}

// oneWordElseIf tells `elif` and its like.
func oneWordElseIf(at source.Span, word string) diag.Diagnostic {
	return mended(diag.Fault("unknown-statement", at, "`"+word+"` is written `else if`"), true, "write `else if`", at, "else if")
}

// hyphenated tells `re-enroll`.
func hyphenated(at source.Span, right string) diag.Diagnostic {
	return mended(diag.Fault("unknown-statement", at, "`"+at.Text()+"` is written `"+right+"`"), true, "write `"+right+"`", at, right)
}

// forgottenSet tells `contact.owner = …` without its word.
func forgottenSet(at source.Span) diag.Diagnostic {
	d := diag.Fault("unknown-statement", at, "`"+shortened(at.Text())+"` begins no step; a property is set with `set`")
	return mended(d, true, "write `set` before it", at.File.Span(at.Start, at.Start), "set ")
}

func notStep(at source.Span, t *lexer.Token) diag.Diagnostic {
	if isSign(t, "#") {
		return mended(diag.Fault("unknown-statement", at, inWords(t)+" begins no step"), false, "begin a comment with `//`", at, "//")
	}
	return diag.Fault("unknown-statement", at, inWords(t)+" begins no step", "begin a step with a word such as `set`, `if` or the name of an action")
}

func settingAfterStep(at source.Span, word string) diag.Diagnostic {
	return diag.Fault("setting-after-step", at, "settings come first: `"+word+"` stands behind a step", "move the line above the first step")
}

func labelWithoutStep(at source.Span, label string) diag.Diagnostic {
	return diag.Fault("label-without-step", at, "the label `"+label+"` has no step", "write the step behind the label, or `stop`")
}

func strayBranch(at source.Span, what string) diag.Diagnostic {
	if what == "else" {
		return diag.Fault("stray-else", at, "this `else` belongs to no `if`", "write it right behind the step or the `}` of the `if`")
	}
	return diag.Fault("stray-block", at, "a block belongs to `if`, `else` or an arm", "remove the braces")
}

// unreadableStatement is for what no production can say itself.
func unreadableStatement(at source.Span) diag.Diagnostic {
	return diag.Fault("syntax", at, "this cannot be read")
}

func strayComma(at source.Span) diag.Diagnostic {
	return mended(diag.Fault("syntax", at, "expected a property, found `,`"), true, "remove the comma", at, "")
}

func forgottenComma(f *source.File, end int, next string) diag.Diagnostic {
	at := f.Span(end, end)
	return mended(diag.Fault("syntax", at, "expected `,` before `"+shortened(next)+"`"), true, "write the comma", at, ",")
}

func statementTooLong(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("statement-too-long", at, fmt.Sprintf("this statement has more than %d words and signs", limit), "end it where the next one begins: a bracket or a brace may be missing")
}

func tooDeep(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("nesting-too-deep", at, fmt.Sprintf("more than %d statements inside each other", limit), "let a `goto` lead out of the branches, or enroll in a second workflow")
}

func tooManySteps(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("too-many-steps", at, fmt.Sprintf("a workflow has at most %d steps", limit), "enroll in a second workflow for the rest")
}

func tooManyBranches(at source.Span, limit int) diag.Diagnostic {
	return diag.Fault("too-many-branches", at, fmt.Sprintf("more than %d branches", limit), "put values with the same step into one branch: `\"a\", \"b\" => …`")
}

func armInLine(at source.Span) diag.Diagnostic {
	return mended(diag.Fault("arm-in-line", at, "each branch begins a line"), true, "begin a new line", at.File.Span(at.Start, at.Start), "\n")
}

func notArm(at source.Span, t *lexer.Token, split bool) diag.Diagnostic {
	if split {
		return diag.Fault("syntax", at, "expected a share and `=>`, found "+inWords(t), "write a branch as `50% => step`, the last as `default => step`")
	}
	return diag.Fault("syntax", at, "expected a value and `=>`, found "+inWords(t), "write a branch as `\"value\" => step`, the last as `default => step`")
}

func noSuchDay(at source.Span, day, help string) diag.Diagnostic {
	return diag.Fault("no-such-day", at, "there is no day `"+shortened(day)+"`", help)
}

func noSuchTime(at source.Span, time string) diag.Diagnostic {
	return diag.Fault("no-such-time", at, "there is no time of day `"+time+"`", "write a time from `00:00` to `24:00`")
}

func notWaiting(at source.Span, message, help string) diag.Diagnostic {
	return diag.Fault("needless-limit", at, message, help)
}

func unknownUnit(at source.Span, unit string) diag.Diagnostic {
	d := diag.Fault("unknown-unit", at, "`"+unit+"` is no unit of time")
	var units []string
	for u := range timeUnits {
		if strings.HasSuffix(u, "s") {
			units = append(units, u)
		}
	}
	if d.Help = withNearest(unit, units); d.Help == nil {
		d.Notes = []string{"the units are minutes, hours, days, weeks, months and years"}
	}
	return d
}

func notWholeNumber(at source.Span, text string) diag.Diagnostic {
	return diag.Fault("not-a-number", at, "`"+text+"` is no whole number above 0")
}

func notDecimal(at source.Span, text string) diag.Diagnostic {
	return diag.Fault("not-a-number", at, "`"+text+"` is no decimal number", "write digits alone")
}
