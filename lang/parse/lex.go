package parse

// The lexer: one pass over the bytes of a file. It keeps comments, reads texts with their templates as one token, and
// reports what is no text of the language at all.

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// definition is the lexer as participle wants it.
type definition struct{ limits Limits }

var _ lexer.Definition = definition{}

func (definition) Symbols() map[string]lexer.TokenType { return symbols() }

// Lex reads a whole text; faults of the text are not errors of the lexer.
func (d definition) Lex(filename string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	s := newScanner(source.NewFile(filename, string(text)), d.limits)
	s.scan()
	return &tokenList{tokens: s.tokens}, nil
}

// tokenList hands out tokens that are there already.
type tokenList struct {
	tokens []lexer.Token
	next   int
}

func (l *tokenList) Next() (lexer.Token, error) {
	if l.next == len(l.tokens) {
		return lexer.Token{Type: lexer.EOF}, nil
	}
	l.next++
	return l.tokens[l.next-1], nil
}

// scanner is the state of one pass.
type scanner struct {
	file   *source.File
	text   string
	limits Limits
	at     int // the next byte
	line   int // its line

	tokens   []lexer.Token
	comments []ast.Comment
	faults   []diag.Diagnostic
	broken   int  // where the last broken byte was, so that a run of them is one fault
	fresh    bool // nothing stands on this line yet
}

func newScanner(file *source.File, limits Limits) *scanner {
	return &scanner{file: file, text: file.Text, limits: limits, line: 1, fresh: true, broken: -1}
}

// scan reads everything. The last token is one of type End.
func (s *scanner) scan() {
	if n := min(len(s.text)/3, s.limits.Words) + 2; cap(s.tokens) < n { // room for any text, since growing costs four times as much
		s.tokens = make([]lexer.Token, 0, n)
	}
	if strings.HasPrefix(s.text, byteOrderMark) {
		s.at = len(byteOrderMark)
	}
	s.scanRest()
}

// scanRest reads from the byte at hand to the end.
func (s *scanner) scanRest() {
	for s.at < len(s.text) && len(s.faults) < s.limits.Faults && s.words() < s.limits.Words {
		s.one()
	}
	switch {
	case s.at == len(s.text):
	case s.words() >= s.limits.Words:
		s.fault(tooManyWords(s.file.Span(s.at, s.at), s.limits.Words))
	default:
		s.fault(tooManyFaults(s.file.Span(s.at, s.at), s.limits.Faults))
	}
	s.at = len(s.text)
	s.fresh = true
	s.emit(tokenEnd, s.at)
}

// words is how much of the limit is used up: a comment costs as much as four words.
func (s *scanner) words() int { return len(s.tokens) + 4*len(s.comments) }

const byteOrderMark = "\uFEFF"

// one reads a token, a comment or a space.
func (s *scanner) one() {
	switch c := s.text[s.at]; {
	case c == '\n':
		s.at++
		s.line++
		s.fresh = true
	case c == ' ' || c == '\t' || c == '\r':
		s.at++
	case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '$':
		s.word()
	case isDigit(c) || c == '.' && isDigit(s.peek(1)):
		s.number()
	case c == '"' || c == '\'' || c == '`':
		s.quoted(c)
	case c == '/' && s.peek(1) == '/':
		end := s.lineEnd()
		s.comment(end)
	case c == '/' && s.peek(1) == '*':
		s.block()
	case c < utf8.RuneSelf:
		s.sign()
	default:
		s.beyondASCII()
	}
}

func (s *scanner) peek(n int) byte {
	if s.at+n < len(s.text) {
		return s.text[s.at+n]
	}
	return 0
}

// lineEnd is where the line at hand ends.
func (s *scanner) lineEnd() int {
	if i := strings.IndexByte(s.text[s.at:], '\n'); i >= 0 {
		end := s.at + i
		if end > s.at && s.text[end-1] == '\r' {
			end--
		}
		return end
	}
	return len(s.text)
}

func (s *scanner) fault(d diag.Diagnostic) { s.faults = append(s.faults, d) }

// emit makes a token of the bytes up to end.
func (s *scanner) emit(t lexer.TokenType, end int) {
	pos := lexer.Position{Offset: s.at, Line: s.line}
	if s.fresh {
		pos.Column = lineStart
		s.fresh = false
	}
	s.tokens = append(s.tokens, lexer.Token{Type: t, Value: s.text[s.at:end], Pos: pos})
	s.at = end
}

func (s *scanner) word() {
	end := s.at
	for end < len(s.text) {
		c := s.text[end]
		if c < utf8.RuneSelf {
			if !isNamePart(rune(c)) {
				break
			}
			end++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if r == utf8.RuneError || !isNamePart(r) {
			break
		}
		end += size
	}
	s.emit(tokenWord, end)
}

// comment keeps the bytes up to end as a comment.
func (s *scanner) comment(end int) {
	text := s.text[s.at:end]
	if !utf8.ValidString(text) {
		s.brokenText(text)
	}
	s.comments = append(s.comments, ast.Comment{At: ast.At{Place: s.file.Span(s.at, end)}, Text: text})
	s.at = end
}

// block reads a comment between marks.
func (s *scanner) block() {
	i := strings.Index(s.text[s.at+2:], "*/")
	end := s.at + 2 + i + 2
	if i < 0 {
		s.fault(unclosedComment(s.file.Span(s.at, s.at+2)))
		end = len(s.text)
	}
	lines := strings.Count(s.text[s.at:end], "\n")
	s.comment(end)
	s.line += lines
	s.fresh = s.fresh || lines > 0
}

// signs of two characters, before those of one.
var signs = [...]string{"..", "=>", "->", "==", "!=", "<=", ">=", "&&", "||", "**", "??", "?.", "+=", "-=", "::"}

func (s *scanner) sign() {
	c := s.text[s.at]
	if c == ';' {
		s.fault(semicolon(s.file.Span(s.at, s.at+1)))
		s.at++
		s.fresh = true
		return
	}
	next := s.peek(1)
	for _, sign := range signs {
		if sign[0] == c && sign[1] == next {
			s.emit(tokenSign, s.at+2)
			return
		}
	}
	if strings.IndexByte("()[]{},:.?=<>+-*/%^!#|&", c) >= 0 {
		s.emit(tokenSign, s.at+1)
		return
	}
	end := s.at + 1
	s.fault(unknownCharacter(s.file.Span(s.at, end), rune(c)))
	s.at = end
}

// beyondASCII reads a character outside of ASCII: a letter begins a name, all others are reported by name.
func (s *scanner) beyondASCII() {
	r, size := utf8.DecodeRuneInString(s.text[s.at:])
	switch {
	case r == utf8.RuneError && size == 1:
		if s.broken != s.at {
			s.fault(brokenUTF8(s.file.Span(s.at, s.at+1)))
		}
		s.at++
		s.broken = s.at
	case isNameStart(r):
		s.word()
	case r == '“' || r == '”' || r == '‘' || r == '’' || r == '„' || r == '«' || r == '»':
		s.curly(r, size)
	default:
		s.fault(lookAlike(s.file.Span(s.at, s.at+size), r))
		s.at += size
	}
}

// brokenText reports the first byte of a text that is no UTF-8.
func (s *scanner) brokenText(text string) {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				s.fault(brokenUTF8(s.file.Span(s.at+i, s.at+i+1)))
				return
			}
		}
	}
}
