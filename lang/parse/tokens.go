package parse

// Tokens for those who lay a text out anew or color it: what the lexer reads, without the grammar.

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/source"
)

// TokenKind is the kind of a Token.
type TokenKind uint8

// The kinds of tokens.
const (
	WordToken   TokenKind = iota // a name or keyword
	NumberToken                  // a number, a date or a time of day
	TextToken                    // a text in quotes, with its templates
	SignToken                    // an operator, a bracket, a comma
	BadToken                     // something whose fault is reported
)

// Token is a token of a file, in bytes from Start up to End.
type Token struct {
	Kind       TokenKind
	Text       string
	Start, End int
}

// Tokens reads the tokens of a file. Comments are in the tree's File.Comments; between tokens and comments stands white
// space, and what the lexer could make no token of.
func Tokens(f *source.File) []Token {
	s := newScanner(f, DefaultLimits())
	s.scan()
	tokens := make([]Token, 0, len(s.tokens))
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.Type != tokenEnd {
			tokens = append(tokens, Token{Kind: kindOf(t.Type), Text: t.Value, Start: t.Pos.Offset, End: endOf(t)})
		}
	}
	return tokens
}

func kindOf(t lexer.TokenType) TokenKind {
	switch t {
	case tokenWord:
		return WordToken
	case tokenNumber, tokenDate, tokenClock:
		return NumberToken
	case tokenText, tokenTemplate:
		return TextToken
	case tokenSign:
		return SignToken
	}
	return BadToken
}
