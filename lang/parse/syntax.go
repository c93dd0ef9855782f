package parse

// Faults of the frame, from what a production wanted and what stood there.

import (
	"errors"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
)

// syntaxFault words the error of a production; told is false where the lexer told of the cause.
func (b *builder) syntaxFault(p production, tokens []lexer.Token, err error) (d diag.Diagnostic, told bool) {
	var fault participle.Error
	if !errors.As(err, &fault) {
		return unreadableStatement(b.spanOf(tokens[:len(tokens)-1])), true
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
	found := b.foundAt(tokens, i)
	d = diag.Fault("syntax", b.spanOf(tokens[i:i+1]), "expected the end of the "+whatIs(p)+", found "+found)
	if meant, likely := b.behind(d, p, tokens, i); likely {
		return meant, true
	}
	switch {
	case p == productionDuring:
		d.Help = []string{"write hours as `09:00..18:00`"}
	case p == productionSend && t.Type == tokenBlock || p == productionSend && isSign(t, "{"):
		d.Help = []string{"the fields of the event stand before `to`: `send page_viewed { url: \"/\" } to ann`"}
	case t.Type == tokenNumber && isSign(&tokens[i+1], ":") && touches(t, &tokens[i+1]):
		d.Message = "expected `at` before a time of day, found " + found
		d = mended(d, p == productionDelay, "write `at`", b.file.Span(t.Pos.Offset, t.Pos.Offset), "at ")
	case t.Type == tokenWord:
		d.Help = withNearest(t.Value, []string{"where", "with", "on failure", "up to", "since enrolled", "at", "by", "append", "else", "then"})
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
	if d, told := b.expectedInExpression(tokens, i); told {
		return d
	}
	if d, told := b.expectedArgument(p, tokens, i); told {
		return d
	}
	if isSign(t, ".") && tokens[i+1].Type == tokenWord && !touches(t, &tokens[i+1]) {
		return looseDot(at, b.file.Span(endOf(t), tokens[i+1].Pos.Offset))
	}
	if want == "" {
		want = wholeWords[p]
	}
	d := diag.Fault("syntax", at, "expected "+want+", found "+b.foundAt(tokens, i))
	if meant, likely := b.slip(d, p, tokens, i, want); likely {
		return meant
	}
	switch {
	case isSign(t, "==") && strings.Contains(want, "`=`"):
		d = mended(d, true, "write `=`", at, "=")
	case p == productionProp && i == 1 && t.Type == tokenWord:
		name := &tokens[0]
		if isSign(&tokens[i+1], ":") {
			d.Help = []string{"write the name as one word: `" + name.Value + "_" + t.Value + "`"}
			break
		}
		end := b.endOf(name)
		typed := slices.Contains(ast.TypeNames[:], t.Value) // other words may have been meant otherwise
		d = mended(d, typed, "write `:` behind the name", b.file.Span(end, end), ":")
	case t.Type == tokenWord && strings.Contains(want, "day"):
		d.Help = withNearest(t.Value, dayWords)
	case t.Type == tokenWord && strings.HasPrefix(want, "`"):
		d.Help = withNearest(t.Value, strings.Split(strings.NewReplacer("`", "", " or ", ", ").Replace(want), ", "))
	case isWord(t, "else") && (p == productionMatchArm || p == productionSplitArm):
		d = mended(d, true, "write `default`", at, "default")
	case p == productionMatchArm:
		d.Help = []string{"for conditions use `if … else if …`"}
	}
	return d
}

// expectedArgument tells an argument without a name: a value where the list begins or goes on.
func (b *builder) expectedArgument(p production, tokens []lexer.Token, i int) (d diag.Diagnostic, told bool) {
	if p < productionIf || i < 2 {
		return d, false
	}
	value := i
	if isSign(&tokens[i], ".") && touches(&tokens[i-1], &tokens[i]) {
		value = i - 1 // a property: its first word was taken for the name
	}
	t, before := &tokens[value], &tokens[value-1]
	if t.Type == tokenSign || t.Type == tokenEnd || t.Type == tokenBlock || !isSign(before, "(") && !isSign(before, ",") {
		return d, false
	}
	return diag.Fault("syntax", b.at(t).Place, "expected the name of an argument, found "+b.foundAt(tokens, value), "write each argument as `name: value`"), true
}

// dayWords are the days in the order of the week.
var dayWords = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday", "day"}

// expectedInExpression tells what an expression lacks before the i-th token: an operand, or a closing bracket.
func (b *builder) expectedInExpression(tokens []lexer.Token, i int) (d diag.Diagnostic, told bool) {
	if i == 0 {
		return d, false
	}
	last := &tokens[i-1]
	end := b.file.Span(b.endOf(last), b.endOf(last))
	operator := last.Type == tokenSign && binarySigns.has(last.Value) || last.Type == tokenWord && operatorWords.has(last.Value)
	if operator && i > 2 && valueEnds(tokens, i-2) && !isSign(&tokens[i-2], ".") {
		return expectedValue(end, "behind", last, ""), true
	}
	t := &tokens[i]
	if t.Type != tokenEnd && t.Type != tokenBlock && !isWord(t, "then") {
		return d, false
	}
	if last.Type == tokenSign && strings.Contains("({:,", last.Value) {
		return d, false // an argument is wanted first
	}
	if open := b.unclosed(tokens[:i]); open != nil {
		return unclosedBracket(end, b.at(open).Place, open.Value, closingOf(open.Value)), true
	}
	return d, false
}

// unclosed is the innermost bracket that has no partner; nil without.
func (b *builder) unclosed(tokens []lexer.Token) *lexer.Token {
	closed := 0
	for i := len(tokens) - 1; i >= 0; i-- {
		if t := &tokens[i]; t.Type == tokenSign {
			switch t.Value {
			case ")", "]", "}":
				closed++
			case "(", "[", "{":
				if closed--; closed < 0 {
					return t
				}
			}
		}
	}
	return nil
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
