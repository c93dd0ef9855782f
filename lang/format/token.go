package format

// The words and signs of a file as the formatter sees them, and the space between two.

// token is a word, number, string or sign of the source, or a stretch that is kept as it is.
type token struct {
	text       string
	start, end int
	kind       kind
}

type kind uint8

const (
	word kind = iota
	number
	str
	sign
	junk // what the lexer could not read
)

func (t *token) is(signs ...string) bool {
	if t.kind != sign {
		return false
	}
	for _, s := range signs {
		if t.text == s {
			return true
		}
	}
	return false
}

// comment is a comment with its place.
type comment struct {
	text       string
	start, end int
	line       bool // `//`: nothing may follow on its line
}

// operatorWord tells whether a word, like a sign, wants an operand behind it.
func operatorWord(text string) bool {
	switch text {
	case "and", "or", "not", "in", "contains", "startsWith", "endsWith", "matches":
		return true
	}
	return false
}

// operand tells whether the token with the index ends an operand, so that what follows continues the expression or ends it.
func (p *printer) operand(i int) bool {
	if i < 0 {
		return false
	}
	t := &p.tokens[i]
	switch t.kind {
	case number, str:
		return true
	case word:
		return !operatorWord(t.text) || i > 0 && p.tokens[i-1].is(".", "?.")
	}
	return t.is(")", "]", "}", "#")
}

// unary tells whether the token is a sign before its only operand.
func (p *printer) unary(i int) bool {
	t := &p.tokens[i]
	return t.is("!") || t.is("-", "+") && (p.exprStart[t.start] || !p.operand(i-1))
}

// spaced tells whether a space stands between the token with the index and the one before it.
func (p *printer) spaced(i int) bool {
	if i == 0 {
		return false
	}
	prev, next := &p.tokens[i-1], &p.tokens[i]
	apart := prev.end < next.start
	switch {
	case prev.kind == junk || next.kind == junk:
		return apart
	case prev.is("(", "[", ".", "?.", "..") || next.is(",", ")", "]", ".."):
		return false
	case p.unary(i - 1):
		return apart && p.unary(i) // `- -1`, which must not become `--1`
	case prev.is("{") && next.is("}"):
		return false
	case next.is(":"):
		return p.ternary[i]
	case next.is(".", "?."):
		return p.exprStart[next.start] || !p.operand(i-1)
	case next.is("(", "["):
		return p.exprStart[next.start] || !p.operand(i-1)
	case next.is("%"):
		return !p.share[next.start]
	case prev.is("#"):
		return next.kind != word || apart
	case next.is("-") && prev.kind == number && !p.inExpr[i], prev.is("-") && !p.inExpr[i-1]:
		return false // the 12-25 of a calendar
	}
	return true
}
