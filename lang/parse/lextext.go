package parse

// Texts, numbers and dates: the tokens whose inside matters.

import (
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// quoted reads a text in quotes or backticks, with its templates.
func (s *scanner) quoted(quote byte) {
	end, kind, opened := s.closingQuote(quote, true)
	if opened >= 0 {
		// A template that is not closed may have swallowed the closing quote: read again without templates.
		s.fault(unclosedTemplate(s.file.Span(opened, opened+2)))
		end, _, _ = s.closingQuote(quote, false)
		kind = tokenBad
	}
	if end < 0 {
		end = s.lineEnd()
		if opened < 0 {
			s.fault(unclosedText(s.file.Span(s.at, s.at+1), quote))
		}
		kind = tokenBad
	}
	if text := s.text[s.at:end]; !utf8.ValidString(text) {
		s.brokenText(text)
		kind = tokenBad
	}
	lines := 0
	if quote == '`' {
		lines = strings.Count(s.text[s.at:end], "\n")
	}
	s.emit(kind, end)
	s.line += lines
}

// closingQuote finds the end of the text that begins at hand, -1 without; opened is where a template begins that is not
// closed, else -1.
func (s *scanner) closingQuote(quote byte, templates bool) (end int, kind lexer.TokenType, opened int) {
	kind = tokenText
	for i := s.at + 1; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == quote && quote == '`' && i+1 < len(s.text) && s.text[i+1] == '`':
			i++ // two backticks stand for one
		case c == quote:
			return i + 1, kind, -1
		case c == '\n' && quote != '`':
			return -1, kind, -1
		case c == '\\' && quote != '`':
			i++
			if i < len(s.text) && s.text[i] == '\n' {
				return -1, kind, -1
			}
		case templates && c == '{' && strings.HasPrefix(s.text[i:], "{{"):
			kind = tokenTemplate
			if strings.HasPrefix(s.text[i:], "{{{{") {
				i += 3
				continue
			}
			close := templateEnd(s.text, i+2, quote == '`')
			if close < 0 {
				return -1, kind, i
			}
			i = close + 1
		}
	}
	return -1, kind, -1
}

// templateEnd finds the `}}` that closes a template whose expression begins at from; -1 when there is none. Texts inside
// of the expression are skipped, and pairs of braces. Only where lines is set may the expression go over lines.
func templateEnd(text string, from int, lines bool) int {
	depth := 0
	for i := from; i < len(text); i++ {
		switch c := text[i]; c {
		case '\n':
			if !lines {
				return -1
			}
		case '{', '(', '[':
			depth++
		case ')', ']':
			depth--
		case '}':
			if depth <= 0 {
				if i+1 < len(text) && text[i+1] == '}' {
					return i
				}
				return -1
			}
			depth--
		case '"', '\'', '`':
			i++
			for ; i < len(text) && text[i] != c; i++ {
				if text[i] == '\\' && c != '`' {
					i++
				} else if text[i] == '\n' && !lines {
					return -1
				}
			}
		}
	}
	return -1
}

// number reads a number, a date or a time of day.
func (s *scanner) number() {
	if s.dateAt() {
		s.emit(tokenDate, s.at+len("2026-12-24"))
		return
	}
	if n := s.clockAt(); n > 0 {
		s.emit(tokenClock, s.at+n)
		return
	}
	end, ok := numberEnd(s.text, s.at)
	if ok {
		s.emit(tokenNumber, end)
		return
	}
	s.fault(badNumber(s.file.Span(s.at, end)))
	s.emit(tokenBad, end)
}

// dateAt reports whether 2026-12-24 stands at hand.
func (s *scanner) dateAt() bool {
	const form = "dddd-dd-dd"
	if len(s.text) < s.at+len(form) {
		return false
	}
	for i := range form {
		c := s.text[s.at+i]
		if form[i] == 'd' && !isDigit(c) || form[i] == '-' && c != '-' {
			return false
		}
	}
	next := s.peek(len(form))
	return !isNamePart(rune(next)) && next != '-'
}

// clockAt is the length of a time of day at hand, 0 when there is none: 09:00 after `at` or a date, or beside `..`.
func (s *scanner) clockAt() int {
	n := 1
	if isDigit(s.peek(1)) {
		n = 2
	}
	if s.peek(n) != ':' || !isDigit(s.peek(n+1)) || !isDigit(s.peek(n+2)) || isNamePart(rune(s.peek(n+3))) {
		return 0
	}
	n += len(":00")
	if len(s.tokens) > 0 {
		last := &s.tokens[len(s.tokens)-1]
		if isWord(last, "at") || isSign(last, "..") || last.Type == tokenDate {
			return n
		}
	}
	if strings.HasPrefix(strings.TrimLeft(s.text[s.at+n:min(s.at+n+8, len(s.text))], " "), "..") {
		return n
	}
	return 0
}

// numberEnd is where the number or the run of digits and letters at from ends, and whether it is a number.
func numberEnd(text string, from int) (end int, ok bool) {
	digits := "0123456789_"
	i := from
	if strings.HasPrefix(text[i:], "0x") || strings.HasPrefix(text[i:], "0X") {
		digits, i = "0123456789abcdefABCDEF_", i+2
	} else if strings.HasPrefix(text[i:], "0b") || strings.HasPrefix(text[i:], "0B") {
		digits, i = "01_", i+2
	} else if strings.HasPrefix(text[i:], "0o") || strings.HasPrefix(text[i:], "0O") {
		digits, i = "01234567_", i+2
	}
	run := func() bool {
		begin := i
		for i < len(text) && strings.IndexByte(digits, text[i]) >= 0 {
			i++
		}
		return i > begin
	}
	ok = run() || i < len(text) && text[i] == '.'
	if len(digits) == len("0123456789_") {
		if i+1 < len(text) && text[i] == '.' && isDigit(text[i+1]) {
			i++
			run()
		}
		if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
			exponent := i + 1
			if exponent < len(text) && (text[exponent] == '+' || text[exponent] == '-') {
				exponent++
			}
			if exponent < len(text) && isDigit(text[exponent]) {
				i = exponent
				run()
			}
		}
	}
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError || !isNamePart(r) {
			break
		}
		i += size
		ok = false
	}
	return i, ok
}

// curly reads a text in typographic quotes, as word processors write them, and reports it.
func (s *scanner) curly(r rune, size int) {
	const quotes = "“”‘’„«»"
	line := s.text[s.at:s.lineEnd()]
	if i := strings.IndexAny(line[size:], quotes); i >= 0 {
		_, closing := utf8.DecodeRuneInString(line[size+i:])
		end := s.at + size + i + closing
		s.fault(curlyQuotes(s.file.Span(s.at, end), s.file.Span(s.at, s.at+size), s.file.Span(end-closing, end), r))
		s.emit(tokenBad, end)
		return
	}
	s.fault(curlyQuotes(s.file.Span(s.at, s.at+size), s.file.Span(s.at, s.at+size), s.file.Span(s.at, s.at), r))
	s.at += size
}
