package parse

// What people write where a statement wants something else, because another tool or plain English says it so.

import (
	"slices"
	"strings"
	"unicode"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// slip adds to a fault what was most likely meant by the i-th token, where something else was wanted; false where
// nothing is likely.
func (b *builder) slip(d diag.Diagnostic, p production, tokens []lexer.Token, i int, want string) (diag.Diagnostic, bool) {
	t, next := &tokens[i], &tokens[min(i+1, len(tokens)-1)]
	here := b.file.Span(t.Pos.Offset, b.endOf(t))
	before := here
	if i > 0 {
		end := b.endOf(&tokens[i-1])
		before = b.file.Span(end, end)
	}
	as := func(sure bool, at source.Span, text string) (diag.Diagnostic, bool) {
		title := "write `" + strings.TrimSpace(text) + "`"
		if at.Start == at.End {
			title += " here"
		}
		return mended(d, sure, title, at, text), true
	}
	switch {
	case want == "`then`" && isSign(t, ":"):
		return as(false, here, " then")
	case want == "`then`":
		return as(false, before, " then")
	case want == "`=`" && (isWord(t, "to") || isSign(t, ":")):
		return as(isWord(t, "to"), here, "=")
	case want == "`:`" && isSign(t, "="):
		return as(false, here, ":")
	case isWord(t, "if") && strings.HasPrefix(want, "`when`"):
		return as(true, here, "when")
	case t.Type == tokenWord && strings.HasPrefix(want, "`when`") && (isSign(next, ".") || isSign(next, "(")):
		return as(false, before, " when")
	case t.Type == tokenWord && want == "`event` or `change`":
		return as(false, before, " event")
	case t.Type == tokenText && want == "the name of an event" && isPlainWord(unquoted(t)):
		return as(true, here, unquoted(t))
	case isWord(t, "every") && want == "`always`, `never` or `after`":
		return as(true, here, "after")
	case want == "`always`, `never` or `after`":
		d.Help = []string{"write `reenroll always` or `reenroll after 30 days`"}
		return d, true
	case p == productionWorkflow && i == 1 && t.Type == tokenText:
		d.Help = []string{"write the name as one word, and the text behind `title`: `workflow " + snake(unquoted(t)) + " on …`"}
		return d, true
	case p == productionWorkflow && i == 2:
		if on := slices.IndexFunc(tokens, func(t lexer.Token) bool { return isWord(&t, "on") }); on > i {
			name := b.spanOf(tokens[1:on])
			return as(false, name, snake(name.Text()))
		}
	case p == productionCreate && i == 2 && isArticle(&tokens[1]):
		return mended(d, true, "leave out `"+tokens[1].Value+"`", b.file.Span(tokens[1].Pos.Offset, t.Pos.Offset), ""), true
	case p == productionGiven && isSign(t, "{"):
		d.Help = []string{"write the object, and a name of your own for the record: `given contact ann { … }`"}
		return d, true
	case p == productionAdvance && t.Type == tokenNumber:
		return as(false, here, t.Value+" days")
	case p == productionTestAt:
		d.Help = []string{"write year, month and day, and the hour with two digits: `at 2026-03-02 09:00`"}
		return d, true
	case p == productionTest && i == 1 && t.Type == tokenWord:
		d.Help = []string{"write the title of the test in quotes"}
		return d, true
	case p == productionTest && want == "`of`":
		d.Help = []string{"name the workflows that are tested: `test \"…\" of lead_routing {`"}
		return d, true
	case p == productionStub && (isSign(t, "{") || isWord(t, "return")):
		if isSign(t, "{") {
			return as(false, before, " returns")
		}
		return as(true, here, "returns")
	case p == productionAssociate && want == "`with`":
		for j := range tokens[:i] {
			if isWord(&tokens[j], "and") || isWord(&tokens[j], "to") {
				return as(false, b.at(&tokens[j]).Place, "with")
			}
		}
	case p == productionDelay && isWord(t, "for"):
		return mended(d, false, "leave out `for`", b.file.Span(t.Pos.Offset, next.Pos.Offset), ""), true
	case p == productionGoto:
		d.Help = []string{"name a label: `goto call`, with `call:` before the step that it leads to"}
		return d, true
	case t.Type == tokenNumber && strings.HasPrefix(want, "a time such as") && len(t.Value) <= 2 && !strings.Contains(t.Value, "."):
		return as(false, here, strings.Repeat("0", 2-len(t.Value))+t.Value+":00")
	case want == "a value" && isWord(t, "in") && next.Type == tokenNumber && timeUnits[tokens[min(i+2, len(tokens)-1)].Value] != "":
		unit := &tokens[i+2]
		return as(false, here.To(b.at(unit).Place), "today() + "+timeUnits[unit.Value]+"s("+next.Value+")")
	case t.Type == tokenWord && strings.Contains(want, "a day of the week"):
		for _, day := range dayWords[:7] {
			if len(t.Value) > 1 && strings.HasPrefix(day, strings.ToLower(t.Value)) {
				d.Help = []string{"write days in full, from one to another: `monday..friday 09:00..18:00`"}
				return d, true
			}
		}
	}
	return d, false
}

// behind adds to a fault what was most likely meant by the i-th token, with which a statement goes on that was complete.
func (b *builder) behind(d diag.Diagnostic, p production, tokens []lexer.Token, i int) (diag.Diagnostic, bool) {
	t, next := &tokens[i], &tokens[min(i+1, len(tokens)-1)]
	here := b.at(t).Place
	switch {
	case isSign(t, "#"):
		return mended(d, false, "begin a comment with `//`", here, "//"), true
	case p == productionDelay && isWord(t, "and") && next.Type == tokenNumber:
		return mended(d, true, "leave out `and`", b.file.Span(t.Pos.Offset, next.Pos.Offset), ""), true
	case (p == productionDelay || p == productionLet) && isWord(t, "for") && next.Type == tokenNumber:
		return mended(d, false, "write `up to`", here, "up to"), true
	case i > 0 && isSign(t, ",") && tokens[i-1].Type == tokenNumber && next.Type == tokenNumber && touches(&tokens[i-1], t) && touches(t, next):
		return mended(d, false, "write `"+tokens[i-1].Value+"."+next.Value+"`", here, "."), true
	case p == productionIncrease && t.Type == tokenNumber:
		return mended(d, true, "write `by`", b.file.Span(t.Pos.Offset, t.Pos.Offset), "by "), true
	case t.Type == tokenWord && i > 1 && isProperty(&tokens[i-2], &tokens[i-1]) && !beginsLine(t) && unicode.IsUpper(rune(t.Value[0])):
		d.Help = []string{"write a name of several words as one: `" + snake(tokens[i-1].Value+" "+t.Value) + "`"}
		return d, true
	case t.Type == tokenWord && beginsLine(t) && insteadOf[t.Value] != "":
		d.Help = []string{insteadOf[t.Value]}
		return d, true
	}
	return d, false
}

func isArticle(t *lexer.Token) bool {
	return isWord(t, "a") || isWord(t, "an") || isWord(t, "the") || isWord(t, "new")
}

// unquoted is a text without its quotes.
func unquoted(t *lexer.Token) string {
	if len(t.Value) < 2 {
		return ""
	}
	return t.Value[1 : len(t.Value)-1]
}

func isPlainWord(text string) bool {
	for i, r := range text {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return text != ""
}

// snake makes a name of words: `Lead routing` is lead_routing.
func snake(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	name := strings.Join(words, "_")
	if !isPlainWord(name) {
		return "lead_routing"
	}
	return name
}
