package parse

// Where an expression ends: at the first token that cannot continue it. Words that people write by mistake are taken
// along, so that the fault is told of the expression and the statement around it stays whole.

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// expression is the tokens of an expression.
type expression struct{ tokens []lexer.Token }

func (e *expression) Parse(tokens *lexer.PeekingLexer) error {
	from := tokens.RawCursor()
	r := expressionReader{tokens: tokens, wants: true}
	for r.takes(tokens.Peek()) {
		r.last = tokens.Next()
	}
	if tokens.RawCursor() == from {
		return participle.NextMatch
	}
	e.tokens = tokens.Range(from, tokens.RawCursor())
	return nil
}

// condition is an expression that says yes or no.
type condition struct{ expression }

// expressionReader knows, token by token, whether an expression can go on.
type expressionReader struct {
	tokens    *lexer.PeekingLexer
	last      *lexer.Token // the one taken before; nil at the beginning
	wants     bool         // a value is wanted
	mistaken  bool         // a word was taken that is no operator
	opened    []byte
	ternaries int // `?` without their `:` outside of brackets
}

// takes reports whether the token belongs to the expression, and enters it.
func (r *expressionReader) takes(t *lexer.Token) bool {
	if t.Type == tokenEnd || t.Type == tokenBlock || t.Type == tokenClock || t.Type == lexer.EOF {
		return false
	}
	if r.last != nil && isProperty(r.last, t) {
		r.wants = false
		return true
	}
	if len(r.opened) > 0 {
		return r.inBrackets(t)
	}
	if r.wants {
		return r.value(t)
	}
	return r.behindValue(t)
}

// inBrackets takes everything up to the closing bracket.
func (r *expressionReader) inBrackets(t *lexer.Token) bool {
	if t.Type == tokenWord {
		return t.Value != "then" || isSign(r.ahead(1), ":")
	}
	if t.Type != tokenSign {
		return true
	}
	switch c := t.Value[0]; c {
	case '(', '[', '{':
		r.opened = append(r.opened, c)
	case ')', ']', '}':
		if r.opened[len(r.opened)-1] != opening(c) {
			return false
		}
		if r.opened = r.opened[:len(r.opened)-1]; len(r.opened) == 0 {
			r.wants = false
		}
	}
	return true
}

// value takes what may begin a value.
func (r *expressionReader) value(t *lexer.Token) bool {
	switch t.Type {
	case tokenNumber, tokenText, tokenTemplate, tokenDate, tokenBad:
		r.wants = false
		return true
	case tokenWord:
		switch {
		case t.Value == "not":
			return true
		case r.last != nil && isWord(r.last, "not") && negatedWords.has(t.Value):
			return true
		case r.last != nil && joins(r.last) && negatedWords.has(t.Value):
			return true // `or contains "b"`
		case operatorWords.has(t.Value) || t.Value == "then" || t.Value == "else":
			return false
		case r.mistaken && endsMistake(t):
			return false
		}
		r.wants = false
		return true
	}
	switch t.Value {
	case "(", "[", "{":
		r.opened = append(r.opened, t.Value[0])
		return true
	case "-", "+", "!", "#", ".", "::":
		r.wants = t.Value != "#"
		return true
	case "==", "!=", "<", "<=", ">", ">=":
		return r.lacksSubject(t)
	case ":":
		return r.last != nil && isSign(r.last, "?") // `a ?: b`
	}
	return false
}

// lacksSubject recognizes `<>`, and the second comparison of `a > 1 and < 5`.
func (r *expressionReader) lacksSubject(t *lexer.Token) bool {
	return r.last != nil && (isSign(r.last, "<") && t.Value == ">" && touches(r.last, t) || joins(r.last))
}

// joins reports whether a token joins two conditions.
func joins(t *lexer.Token) bool {
	return isWord(t, "and") || isWord(t, "or") || isSign(t, "&&") || isSign(t, "||")
}

// behindValue takes what may follow a complete value.
func (r *expressionReader) behindValue(t *lexer.Token) bool {
	switch t.Type {
	case tokenWord:
		return r.wordBehindValue(t)
	case tokenNumber, tokenDate, tokenText, tokenBad:
		return r.mistaken && !isSign(r.last, ")") || touches(r.last, t) && (t.Type == tokenBad || t.Type == tokenNumber && r.last.Type == tokenNumber)
	case tokenTemplate:
		return false
	}
	switch t.Value {
	case "==", "!=", "<", "<=", ">", ">=", "=", "=>", "&&", "||", "&", "|", "+", "-", "*", "/", "%", "**", "^", "??", "..", "?.", ".", "::", "!":
		r.wants = true
		return t.Value != "!" || r.mistaken
	case "?":
		r.ternaries++
		r.wants = true
		return true
	case ":":
		if r.ternaries == 0 {
			return r.isClock(t)
		}
		r.ternaries--
		r.wants = true
		return true
	case "(", "[":
		r.opened = append(r.opened, t.Value[0])
		return true
	case ",":
		return r.isThousands(t) || r.isListInWords()
	}
	return false
}

func (r *expressionReader) wordBehindValue(t *lexer.Token) bool {
	switch {
	case operatorWords.has(t.Value):
		r.wants = true
		return true
	case mistakenWords.has(t.Value), comparingWords.has(t.Value) && !beginsLine(t) && !isSign(r.ahead(1), "("):
		r.mistaken = true
		return true
	case r.last.Type == tokenNumber && (timeUnits[t.Value] != "" || t.Value == "working"):
		return true
	case isWord(r.last, "working") && timeUnits[t.Value] != "", t.Value == "ago" && timeUnits[r.last.Value] != "":
		return true
	case t.Value == "of" && quantities.has(r.last.Value):
		r.mistaken = true
		return true
	case r.mistaken && (t.Value == "at" || t.Value == "on") && (isWord(r.last, "is") || isWord(r.last, "not")):
		return true // `is at least`
	}
	return r.mistaken && !endsMistake(t)
}

// endsMistake reports whether a word certainly belongs to the statement around an expression.
func endsMistake(t *lexer.Token) bool {
	switch t.Value {
	case "then", "else", "where", "when", "up", "since", "at", "on", "by", "append", "every":
		return true
	}
	return stepWords.has(t.Value)
}

// isThousands recognizes the comma of 10,000.
func (r *expressionReader) isThousands(t *lexer.Token) bool {
	next := r.ahead(1)
	r.wants = r.last.Type == tokenNumber && touches(r.last, t) && next.Type == tokenNumber && touches(t, next) && len(next.Value) == 3
	return r.wants
}

// isListInWords recognizes the comma of `is any of "a", "b"`.
func (r *expressionReader) isListInWords() bool {
	next := r.ahead(1)
	r.wants = r.mistaken && r.last.Type == next.Type && (next.Type == tokenText || next.Type == tokenNumber)
	return r.wants
}

// isClock recognizes the colon of 9:00.
func (r *expressionReader) isClock(t *lexer.Token) bool {
	next := r.ahead(1)
	if r.last.Type != tokenNumber || !touches(r.last, t) || next.Type != tokenNumber || !touches(t, next) || len(next.Value) != 2 {
		return false
	}
	r.wants = true
	return true
}

// ahead is the n-th token from the one at hand. Every stretch has an End, so that one token ahead is always there.
func (r *expressionReader) ahead(n int) *lexer.Token {
	at := r.tokens.RawCursor() + lexer.RawCursor(n)
	return &r.tokens.Range(at, at+1)[0]
}
