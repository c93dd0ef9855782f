package parse

// Tokens: what the lexer makes of a text. They are participle's, with three agreements: Value is the text as it stands in
// the file, so that a token ends at Pos.Offset + len(Value); Pos.Line is the number of its line; and Pos.Column is
// lineStart for a token with which a line begins, else 0 (columns are counted at the edge of the house only).

import (
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// The types of tokens.
const (
	tokenWord     lexer.TokenType = -2 - iota // a name or keyword
	tokenNumber                               // 12, 1.5, 0xff
	tokenDate                                 // 2026-12-24
	tokenClock                                // 09:00, only after `at`, after a date, and beside `..`
	tokenText                                 // "text", 'text', `text`
	tokenTemplate                             // a text that holds `{{`
	tokenSign                                 // an operator, a bracket, a comma
	tokenBad                                  // something whose fault is reported already
	tokenBlock                                // a block that was cut out: Pos.Column is its number
	tokenEnd                                  // the end of a stretch that was cut out
)

// lineStart marks a token with which a line begins.
const lineStart = 1

// symbols are the names of the types in the productions.
func symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{
		"EOF": lexer.EOF, "Word": tokenWord, "Number": tokenNumber, "Date": tokenDate, "Clock": tokenClock, "Text": tokenText,
		"Template": tokenTemplate, "Sign": tokenSign, "Bad": tokenBad, "Block": tokenBlock, "End": tokenEnd,
	}
}

func endOf(t *lexer.Token) int { return t.Pos.Offset + len(t.Value) }

func beginsLine(t *lexer.Token) bool { return t.Pos.Column == lineStart && t.Type != tokenBlock }

func isWord(t *lexer.Token, word string) bool { return t.Type == tokenWord && t.Value == word }

func isSign(t *lexer.Token, sign string) bool { return t.Type == tokenSign && t.Value == sign }

// touches reports whether b follows a without anything between them.
func touches(a, b *lexer.Token) bool { return endOf(a) == b.Pos.Offset }

// isProperty reports whether a word is the name behind a dot, which it must touch: there every word is a name.
func isProperty(dot, t *lexer.Token) bool {
	return t.Type == tokenWord && dot.Type == tokenSign && (dot.Value == "." || dot.Value == "?.") && touches(dot, t)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isNameStart and isNamePart say what a name is made of; they agree with expr's lexer.
func isNameStart(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_' || r == '$' || r >= utf8.RuneSelf && unicode.IsLetter(r)
}

func isNamePart(r rune) bool {
	return isNameStart(r) || '0' <= r && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r)
}
