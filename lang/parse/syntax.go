package parse

// Faults of the frame, from what a production wanted and what stood there.

import (
	"errors"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// syntaxFault words the error of a production; told is false where the lexer told of the cause.
func (b *builder) syntaxFault(p production, tokens []lexer.Token, err error) (d diag.Diagnostic, told bool) {
	var fault participle.Error
	if !errors.As(err, &fault) {
		return unreadable(b.spanOf(tokens[:len(tokens)-1])), true
	}
	i := len(tokens) - 1
	for i > 0 && tokens[i].Pos.Offset != fault.Position().Offset {
		i--
	}
	if b.lexFaultIn(tokens[0].Pos.Offset, endOf(&tokens[i])) {
		return d, false
	}
	_, want, _ := strings.Cut(fault.Message(), "(expected ")
	return b.expected(p, tokens, i, firstOf(strings.TrimSuffix(want, ")"))), true
}

// trailing words that a unit goes on behind what its production read; told is false when another fault tells it.
func (b *builder) trailing(p production, tokens []lexer.Token, i int) (d diag.Diagnostic, told bool) {
	t := &tokens[i]
	if b.lexFaultIn(tokens[0].Pos.Offset, endOf(t)) {
		return d, false
	}
	d = diag.Diagnostic{Code: "syntax", Span: b.spanOf(tokens[i : i+1]), Message: "expected the end of the " + whatIs(p) + ", found " + b.foundAt(tokens, i)}
	switch {
	case t.Type == tokenNumber && isSign(&tokens[i+1], ":") && touches(t, &tokens[i+1]):
		d.Message = "expected `at` before a time of day, found " + inWords(t)
		d = mended(d, p == productionDelay, "write `at`", b.file.Span(t.Pos.Offset, t.Pos.Offset), "at ")
	case p == productionDuring:
		d.Help = []string{"write hours as `09:00..18:00`"}
	case t.Type == tokenWord:
		d.Help = withNearest(t.Value, []string{"where", "with", "on failure", "up to", "since enrolled", "at", "by", "append", "else", "then"})
	}
	if p == productionDuring {
		d.Message, d.Fixes, d.Help = "expected the end of the setting, found "+inWords(t), nil, []string{"write hours as `09:00..18:00`"}
	}
	return d, true
}

func whatIs(p production) string {
	switch {
	case p == productionProp:
		return "property"
	case p <= productionTest:
		return "declaration"
	case p <= productionRate:
		return "setting"
	case p <= productionCall:
		return "step"
	}
	return "line"
}

// expected says that one thing was wanted where the i-th token stands. What was forgotten is told at the end of the token
// before, what is there in the place of another where it is.
func (b *builder) expected(p production, tokens []lexer.Token, i int, want string) diag.Diagnostic {
	t := &tokens[i]
	at := b.file.Span(t.Pos.Offset, b.endOf(t))
	if i > 0 && (t.Type == tokenEnd || t.Type == tokenBlock || beginsLine(t)) {
		end := b.endOf(&tokens[i-1])
		at = b.file.Span(end, end)
	}
	if i > 0 {
		last := &tokens[i-1]
		if d, told := b.expectedInExpression(tokens, i); told {
			return d
		}
		if unnamed := isSign(t, ".") && i > 1 && (isSign(&tokens[i-2], "(") || isSign(&tokens[i-2], ",")); unnamed && p >= productionIf && touches(t, &tokens[i+1]) {
			return fault("syntax", b.at(last).Place, "expected the name of an argument, found "+b.foundAt(tokens, i-1), "write each argument as `name: value`")
		}
		if isSign(t, ".") && tokens[i+1].Type == tokenWord && !touches(t, &tokens[i+1]) {
			return looseDot(at, b.file.Span(endOf(t), tokens[i+1].Pos.Offset))
		}
		if p >= productionIf && (isSign(last, "(") || isSign(last, ",")) && t.Type != tokenSign && t.Type != tokenEnd {
			return fault("syntax", at, "expected the name of an argument, found "+b.foundAt(tokens, i), "write each argument as `name: value`")
		}
	}
	if want == "" {
		want = wholeWords[p]
	}
	d := diag.Diagnostic{Code: "syntax", Span: at, Message: "expected " + want + ", found " + b.foundAt(tokens, i)}
	switch {
	case isSign(t, "==") && strings.Contains(want, "`=`"):
		d = mended(d, true, "write `=`", at, "=")
	case t.Type == tokenWord && strings.Contains(want, "day"):
		d.Help = withNearest(t.Value, dayWords)
	case t.Type == tokenWord && strings.HasPrefix(want, "`"):
		d.Help = withNearest(t.Value, strings.Split(strings.NewReplacer("`", "", " or ", ", ").Replace(want), ", "))
	case p == productionMatchArm && isWord(t, "else"), p == productionSplitArm && isWord(t, "else"):
		d = mended(d, true, "write `default`", at, "default")
	case p == productionMatchArm:
		d.Help = []string{"for conditions use `if … else if …`"}
	}
	return d
}

// dayWords are the days in the order of the week.
var dayWords = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday", "day"}

// expectedInExpression tells what an expression lacks before the i-th token: an operand, or a closing bracket.
func (b *builder) expectedInExpression(tokens []lexer.Token, i int) (d diag.Diagnostic, told bool) {
	last := &tokens[i-1]
	end := b.file.Span(b.endOf(last), b.endOf(last))
	if operator := last.Type == tokenSign && binarySigns.has(last.Value) || last.Type == tokenWord && operatorWords.has(last.Value); operator &&
		i > 2 && valueEnds(tokens, i-2) && !isSign(&tokens[i-2], ".") {
		return expectedValue(end, "behind", last, ""), true
	}
	var opened []int
	for j := range tokens[:i] {
		t := &tokens[j]
		if t.Type != tokenSign {
			continue
		}
		switch t.Value {
		case "(", "[", "{":
			opened = append(opened, j)
		case ")", "]", "}":
			if n := len(opened); n > 0 {
				opened = opened[:n-1]
			}
		}
	}
	if n := len(opened); n > 0 && (tokens[i].Type == tokenEnd || tokens[i].Type == tokenBlock || isWord(&tokens[i], "then")) && !isSign(last, "(") && !isSign(last, "{") && !isSign(last, ":") && !isSign(last, ",") {
		open := &tokens[opened[n-1]]
		return unclosedBracket(end, b.at(open).Place, open.Value, closingOf(open.Value)), true
	}
	return d, false
}

// binarySigns are the operators of expressions that are signs.
var binarySigns = wordSet("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "**", "&&", "||", "??", "?", "..", "|")

// foundAt says what stands at a token; at the end of a stretch, what stands behind it in the file.
func (b *builder) foundAt(tokens []lexer.Token, i int) string {
	t := &tokens[i]
	switch t.Type {
	case tokenBlock:
		return inWords(&b.cut.blocks[t.Pos.Column].open)
	case tokenEnd:
		rest := b.file.Text[min(t.Pos.Offset, len(b.file.Text)):]
		if line, _, more := strings.Cut(rest, "\n"); more && onlySpace(line) {
			return "the end of the line"
		} else if onlySpace(line) {
			return "the end of the file"
		}
		return b.behindStretch(t.Pos.Offset)
	}
	return inWords(t)
}

func onlySpace(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "//")
}

// behindStretch is the first token of the file at or behind an offset.
func (b *builder) behindStretch(offset int) string {
	for i := range b.cut.tokens {
		if t := &b.cut.tokens[i]; t.Pos.Offset >= offset {
			return inWords(t)
		}
	}
	return "the end of the file"
}

func unreadable(at source.Span) diag.Diagnostic {
	return diag.Diagnostic{Code: "syntax", Span: at, Message: "this cannot be read"}
}

// partWords are the parts of productions in the reader's words.
var partWords = map[string]string{
	"name": "a name", "eventName": "the name of an event", "label": "a text in quotes", "path": "a property", "text": "a text in quotes", "action": "an action", "expression": "a value",
	"condition": "a condition", "Condition": "a condition", "duration": "a length of time such as `2 days`", "clock": "a time such as `09:00`", "weekdays": "a day of the week",
	"yearDay": "a day such as `12-25`", "body": "a step or `{`", "arms": "`{`", "fields": "`{`", "workflowBody": "`{`", "testBody": "`{`",
	"armValue": "a value such as `\"text\"`, `5` or `1..5`", "<number>": "a number", "<word>": "a name", "<date>": "a date such as `2026-03-02`",
	"<text>": "a text in quotes", "PropType": "a type", "argList": "a name and `:`", "GotoStep": "`goto`",
	"happenedAction": "an action", "stateWord": "a state", "placedName": "a name", "block": "`{`", "DelayStep": "`delay`",
	"CreateStep": "`create`", "EventWait": "`event`", "ChangeWait": "`change`", "DayGoal": "a day", "MomentGoal": "a moment",
	"OnTrigger": "`event` or `change`", "EveryDay": "a day", "UntilDelay": "a day, a moment, a condition or `event`", "ClockRange": "hours such as `09:00..18:00`",
	"ExpectedAction": "an action", "ActionCall": "an action", "CreatedObject": "`create`", "StateOf": "a state", "PlaceOf": "a name", "Happened": "an action",
	"Option": "an option", "Param": "a name", "PropDecl": "a name and `:`", "PropFlag": "`readonly`", "OnFailure": "`on failure`",
}

// wholeWords are what a unit should begin with, where it begins with something else.
var wholeWords = map[production]string{
	productionProp: "a property", productionMatchArm: "a value such as `\"text\"`, `5` or `1..5`", productionSplitArm: "a share such as `50%`",
}

// phrases are choices that have a shorter name.
var phrases = map[string]string{
	"`delay`, `create`, an action or a value": "a value", "`center` or a value": "a day, a moment, a condition or `event`",
	"`{`, `=`, `+=` or `-=`": "`=`", "a state, `no`, `create`, a name, an action or a condition": "a condition, a state or an action",
	"a length of time such as `2 days` or `until`": "`2 days`, `until` or another length of time",
}

// firstOf reads what participle prints of a production, and says what it may begin with.
func firstOf(ebnf string) string {
	var list []string
	for _, part := range firstTerms(ebnf) {
		word := partWords[part]
		if unquoted, ok := strings.CutPrefix(part, `"`); ok {
			word = "`" + strings.TrimSuffix(unquoted, `"`) + "`"
		}
		if word == "" {
			word = "something else"
		}
		list = append(list, word)
	}
	switch n := len(list); n {
	case 0:
		return ""
	case 1:
		return list[0]
	default:
		all := strings.Join(list[:n-1], ", ") + " or " + list[n-1]
		if phrase, ok := phrases[all]; ok {
			return phrase
		}
		return all
	}
}

// firstTerms are the terms with which a production can begin: the first of a sequence, or of each alternative.
func firstTerms(ebnf string) (terms []string) {
	ebnf = strings.TrimSpace(ebnf)
	depth, begin := 0, true
	for i := 0; i < len(ebnf); {
		c := ebnf[i]
		switch {
		case c == ' ':
			i++
		case c == '(':
			depth++
			i++
		case c == ')':
			if depth--; depth <= 0 {
				return terms
			}
			i++
		case c == '|':
			begin = true
			i++
		default:
			j := i + 1
			if c == '"' {
				for j < len(ebnf) && ebnf[j] != '"' {
					j++
				}
				j++
			} else {
				for j < len(ebnf) && !strings.ContainsRune(" ()|?*+!", rune(ebnf[j])) {
					j++
				}
			}
			j = min(j, len(ebnf))
			if begin {
				terms = append(terms, ebnf[i:j])
				begin = false
				if depth == 0 {
					return terms
				}
			}
			i = j
			for i < len(ebnf) && strings.ContainsRune("?*+!", rune(ebnf[i])) {
				i++
			}
		}
	}
	return terms
}
