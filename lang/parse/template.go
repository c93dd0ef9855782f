package parse

// Texts: their value, and the expressions in `{{ }}` inside of them.

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/expr-lang/expr/file"
	exprlexer "github.com/expr-lang/expr/parser/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// template reads a text with `{{ }}`.
func (b *builder) template(t *lexer.Token, in scope) *ast.Template {
	out := &ast.Template{At: b.at(t)}
	quote := t.Value[:1]
	b.templateParts(out, t.Pos.Offset+1, endOf(t)-1, in, func(at source.Span, text string) string {
		if quote == "`" {
			return strings.ReplaceAll(text, "``", "`")
		}
		return b.unquoted(at, quote+text+quote)
	})
	return out
}

// mostUnclosed templates are told of one text; each costs a look at all that is behind it.
const mostUnclosed = 20

// templateParts reads the text between two bytes of the file; value gives the value of a stretch of fixed text.
func (b *builder) templateParts(out *ast.Template, from, to int, in scope, value func(at source.Span, text string) string) {
	text := b.wording
	var fixed strings.Builder
	begin, unclosed := from, 0
	flush := func(end int) {
		if fixed.Len() > 0 {
			out.Parts = append(out.Parts, ast.TemplatePart{At: ast.At{Place: b.file.Span(begin, end)}, Text: fixed.String()})
			fixed.Reset()
		}
	}
	stretch := func(end int) {
		if end > from {
			fixed.WriteString(value(b.file.Span(from, end), text[from:end]))
		}
	}
	for from < to {
		i := strings.Index(text[from:to], "{{")
		if i < 0 {
			break
		}
		open := from + i
		if strings.HasPrefix(text[open:to], "{{{{") {
			stretch(open)
			fixed.WriteString("{{")
			from = open + len("{{{{")
			continue
		}
		close := templateEnd(text[:to], open+2, true)
		if close < 0 {
			b.exprFaults = append(b.exprFaults, unclosedTemplate(b.file.Span(open, open+2)))
			if unclosed++; unclosed == mostUnclosed {
				break
			}
			stretch(open)
			fixed.WriteString("{{")
			from = open + 2
			continue
		}
		stretch(open)
		flush(open)
		part := ast.TemplatePart{At: ast.At{Place: b.file.Span(open, close+2)}, Expr: b.inTemplate(open+2, close, in)}
		out.Parts = append(out.Parts, part)
		from, begin = close+2, close+2
	}
	stretch(to)
	flush(to)
}

// inTemplate reads the expression between two bytes of the file.
func (b *builder) inTemplate(from, to int, in scope) *ast.Expr {
	s := newScanner(b.file, b.limits)
	s.text, s.at = b.wording[:to], from
	s.tokens = b.reader.inTokens[:0] // what stands in a text holds no other
	s.scanRest()
	b.reader.inTokens = s.tokens
	b.exprFaults = append(b.exprFaults, s.faults...)
	tokens := s.tokens[:len(s.tokens)-1] // without the End
	if len(tokens) == 0 && len(s.faults) == 0 {
		b.exprFaults = append(b.exprFaults, emptyTemplate(b.file.Span(from-2, to+2)))
	}
	if len(tokens) == 0 || len(s.faults) > 0 {
		return &ast.Expr{At: ast.At{Place: b.file.Span(from, to)}, Text: b.wording[from:to]}
	}
	return b.expression(tokens, in)
}

// unquoted is the value of a text in quotes. An escape that means nothing is told.
func (b *builder) unquoted(at source.Span, literal string) string {
	quote, inside := literal[0], literal[1:len(literal)-1]
	if quote == '`' {
		return strings.ReplaceAll(inside, "``", "`")
	}
	if strings.IndexByte(inside, '\\') < 0 {
		return inside
	}
	tokens, err := exprlexer.Lex(file.NewSource(literal))
	if err != nil || len(tokens) == 0 {
		b.exprFaults = append(b.exprFaults, badEscape(at, literal))
		return inside
	}
	return tokens[0].Value
}
