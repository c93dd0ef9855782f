// The text of an expression as tokens. expr's nodes carry the place of one token each; where a part begins and ends is
// found here, with the brackets that belong to it.

package exprs

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// layout is the text of one expression with its tokens.
type layout struct {
	expr   *ast.Expr
	memory *Memory
	cut    []token // nil until asked for: most places are found without
	ascii  bool    // a rune is a byte
}

// token is one token; brackets know their partner.
type token struct {
	start, end int32 // bytes of the text
	rune       int32 // of the start
	partner    int32 // of a bracket: the number of the other one; -1
	kind       byte
}

// The kinds of token that are no bracket or operator; those are their first byte.
const (
	tokenWord   = 'w'
	tokenNumber = '0'
	tokenQuoted = '"'
)

func newLayout(e *ast.Expr, memory *Memory) layout {
	x := layout{expr: e, memory: memory, ascii: true}
	for i := 0; i < len(e.Text) && x.ascii; i++ {
		x.ascii = e.Text[i] < utf8.RuneSelf
	}
	return x
}

func (x *layout) tokens() []token {
	if x.cut == nil {
		from := len(x.memory.tokens)
		x.memory.tokens = scan(x.memory.tokens, x.expr.Text)
		x.cut = x.memory.tokens[from:]
	}
	return x.cut
}

// scan cuts a text into tokens the way expr does and puts them behind those of others; brackets count from the first of
// the text. It never fails: the parser has read the text before, and where a tree was made in another way places are
// merely less exact.
func scan(all []token, s string) []token {
	first := len(all)
	var open []int
	runes := 0
	counted := 0
	for i := 0; i < len(s); {
		start := i
		kind := s[i]
		switch {
		case kind == ' ' || kind == '\t' || kind == '\n' || kind == '\r':
			i++
			continue
		case kind == '/' && i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '*'):
			i = skipComment(s, i)
			continue
		case kind == '"' || kind == '\'' || kind == '`':
			i, kind = skipQuoted(s, i), tokenQuoted
		case '0' <= kind && kind <= '9':
			i, kind = skipNumber(s, i), tokenNumber
		case kind == '_' || kind == '$' || 'a' <= kind|0x20 && kind|0x20 <= 'z' || kind >= utf8.RuneSelf:
			next := skipWord(s, i)
			if next == i { // neither letter nor known sign: a space of another script
				_, size := utf8.DecodeRuneInString(s[i:])
				i += size
				continue
			}
			i, kind = next, tokenWord
		default:
			i = skipOperator(s, i)
		}
		runes += utf8.RuneCountInString(s[counted:start])
		counted = start
		all = append(all, token{start: int32(start), end: int32(i), rune: int32(runes), partner: -1, kind: kind})
		tokens := all[first:]
		switch kind {
		case '(', '[', '{':
			open = append(open, len(tokens)-1)
		case ')', ']', '}':
			if last := len(open) - 1; last >= 0 {
				tokens[open[last]].partner, tokens[len(tokens)-1].partner = int32(len(tokens)-1), int32(open[last])
				open = open[:last]
			}
		}
	}
	return all
}

func skipComment(s string, i int) int {
	if s[i+1] == '/' {
		for i < len(s) && s[i] != '\n' {
			i++
		}
		return i
	}
	for i += 2; i+1 < len(s); i++ {
		if s[i] == '*' && s[i+1] == '/' {
			return i + 2
		}
	}
	return len(s)
}

func skipQuoted(s string, i int) int {
	quote := s[i]
	for i++; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote != '`':
			i++
		case s[i] == quote && quote == '`' && i+1 < len(s) && s[i+1] == '`':
			i++
		case s[i] == quote:
			return i + 1
		}
	}
	return len(s)
}

// skipNumber takes the point of 1.5 and leaves those of 1..5.
func skipNumber(s string, i int) int {
	for i++; i < len(s); i++ {
		c := s[i]
		switch {
		case '0' <= c && c <= '9', c == '_', 'a' <= c|0x20 && c|0x20 <= 'z':
		case c == '.' && (i+1 >= len(s) || s[i+1] != '.'):
		case (c == '+' || c == '-') && s[i-1]|0x20 == 'e' && !isHex(s, i):
		default:
			return i
		}
	}
	return i
}

func isHex(s string, end int) bool {
	for i := end - 1; i >= 0 && s[i] != ' '; i-- {
		if s[i]|0x20 == 'x' {
			return true
		}
	}
	return false
}

func skipWord(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != '_' && r != '$' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return i
		}
		i += size
	}
	return i
}

func skipOperator(s string, i int) int {
	if i+1 < len(s) {
		switch s[i : i+2] {
		case "==", "!=", "<=", ">=", "&&", "||", "**", "??", "?.", "..", "::":
			return i + 2
		}
	}
	return i + 1
}

// at is the span between two bytes of the text.
func (x *layout) at(start, end int) source.Span {
	from := x.expr.Place.Start
	return source.Span{File: x.expr.Place.File, Start: from + start, End: from + end}
}

// place is the span of a token.
func (x *layout) place(t token) source.Span {
	return x.at(int(t.start), int(t.end))
}

// offset is the byte of the text at a rune location of the tree.
func (x *layout) offset(rune int) int {
	if rune += x.expr.Shift; x.ascii || rune <= 0 {
		return min(max(rune, 0), len(x.expr.Text))
	}
	return x.expr.Offset(rune-x.expr.Shift) - x.expr.Place.Start
}

// locate is the number of the token at a rune location of the tree, or of the next one; len(tokens) behind the last.
func (x *layout) locate(rune int) int {
	tokens := x.tokens()
	rune += x.expr.Shift
	return sort.Search(len(tokens), func(i int) bool { return int(tokens[i].rune) >= rune })
}

// span is the place of the token at a rune location of the tree.
func (x *layout) span(rune int) source.Span {
	i, tokens := x.locate(rune), x.tokens()
	if i >= len(tokens) {
		return x.at(len(x.expr.Text), len(x.expr.Text))
	}
	return x.place(tokens[i])
}

// token is the text of the token at a rune location of the tree.
func (x *layout) token(rune int) string {
	i, tokens := x.locate(rune), x.tokens()
	if i >= len(tokens) {
		return ""
	}
	return x.expr.Text[tokens[i].start:tokens[i].end]
}

// closed is where the bracket ends that opens at or directly behind a token; the end of the token itself without one.
func (x *layout) closed(rune int) int {
	i, tokens := x.locate(rune), x.tokens()
	for j := i; j < len(tokens) && j <= i+1; j++ {
		t := tokens[j]
		if int(t.partner) > j {
			return int(tokens[t.partner].end)
		}
	}
	if i >= len(tokens) {
		return len(x.expr.Text)
	}
	return int(tokens[i].end)
}

// around is the span with the round brackets that enclose exactly it. It is for what stands beside an operator: what
// stands alone in brackets may be the argument of a call.
func (x *layout) around(s source.Span) source.Span {
	if strings.IndexByte(x.expr.Text, '(') < 0 {
		return s
	}
	tokens := x.tokens()
	start, end := s.Start-x.expr.Place.Start, s.End-x.expr.Place.Start
	next := sort.Search(len(tokens), func(i int) bool { return int(tokens[i].start) >= end })
	before := sort.Search(len(tokens), func(i int) bool { return int(tokens[i].start) >= start }) - 1
	for before >= 0 && next < len(tokens) && tokens[before].kind == '(' && int(tokens[before].partner) == next {
		start, end = int(tokens[before].start), int(tokens[next].end)
		before--
		next++
	}
	return x.at(start, end)
}

// follows reports whether the token before the one at a rune location is the operator.
func (x *layout) follows(rune int, operator string) bool {
	i, tokens := x.locate(rune)-1, x.tokens()
	return i >= 0 && i < len(tokens) && x.expr.Text[tokens[i].start:tokens[i].end] == operator
}

// template is the template that a string literal at a rune location of the tree holds; nil for a plain one.
func (x *layout) template(rune int) *ast.Template {
	if x.expr.Templates == nil {
		return nil
	}
	return x.expr.Templates[rune+x.expr.Shift]
}
