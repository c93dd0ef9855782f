package format

// Tokens and comments of the source, and between them what the lexer made nothing of: nothing may be lost.

import (
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/parse"
)

func (p *printer) read(file *ast.File) {
	for _, c := range file.Comments {
		text := strings.TrimRight(c.Text, " \t\r\n")
		p.comments = append(p.comments, comment{text: text, start: c.Place.Start, end: c.Place.End, line: strings.HasPrefix(text, "//")})
	}
	at, noted := 0, 0
	for _, t := range parse.Tokens(p.file) {
		for noted < len(p.comments) && p.comments[noted].start < t.Start {
			p.junk(at, p.comments[noted].start)
			at = p.comments[noted].end
			noted++
		}
		p.junk(at, t.Start)
		p.tokens = append(p.tokens, token{text: t.Text, start: t.Start, end: t.End, kind: kindOf(t.Kind)})
		at = t.End
	}
	for _, c := range p.comments[noted:] {
		p.junk(at, c.start)
		at = c.end
	}
	p.junk(at, len(p.file.Text))
}

func kindOf(k parse.TokenKind) kind {
	return [...]kind{parse.WordToken: word, parse.NumberToken: number, parse.TextToken: str, parse.SignToken: sign, parse.BadToken: junk}[k]
}

// junk keeps what is no white space in the stretch as a token of its own.
func (p *printer) junk(from, to int) {
	text := p.file.Text[min(from, to):to]
	text = strings.TrimPrefix(text, "\uFEFF")
	start := to - len(strings.TrimLeft(text, " \t\r\n"))
	if text = strings.Trim(text, " \t\r\n"); text != "" {
		p.tokens = append(p.tokens, token{text: text, start: start, end: start + len(text), kind: junk})
	}
}
