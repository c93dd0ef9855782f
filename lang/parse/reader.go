package parse

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// Reader reads one text after the other. It keeps the memory that it needed for those before, and the trees of the
// expressions that it read: where the same text stands in two places, both have the same tree. The zero value is ready.
// A Reader is not for several goroutines at once.
type Reader struct {
	Limits Limits // zero fields: those of DefaultLimits

	tokens   []lexer.Token
	inTokens []lexer.Token // of an expression in a text
	window   window
	units    []unit
	blocks   []cutBlock
	levels   []level // of mistakes
	seen     map[phrase]exprast.Node
}

// phrase is an expression as it was read: its text, and what lies around it.
type phrase struct {
	text string
	in   scope
}

// File reads a .wf file.
func (r *Reader) File(f *source.File) (*ast.File, []diag.Diagnostic) {
	l := r.Limits.orDefault()
	if len(f.Text) > l.FileBytes {
		return &ast.File{Source: f}, []diag.Diagnostic{fileTooLarge(f, l.FileBytes)}
	}
	return recased(f, l.Faults, func(text string) (*ast.File, []diag.Diagnostic) { return r.file(f, text, l) }, r.miscased)
}

// file reads a text of the length of a file's as if it stood in that file.
func (r *Reader) file(f *source.File, text string, l Limits) (*ast.File, []diag.Diagnostic) {
	out := &ast.File{Source: f}
	s, b := r.begin(f, text, l)
	out.Comments = s.comments
	for _, n := range b.cut.cutFile() {
		node := b.cut.units[n].node
		decl, ok := node.(ast.Decl)
		if !ok {
			decl = &ast.Bad{At: ast.At{Place: node.Span()}}
		}
		if w, ok := decl.(*ast.Workflow); ok {
			w.Broken = b.faultIn(w.Place)
		}
		out.Decls = append(out.Decls, decl)
	}
	r.units, r.blocks = b.cut.units[:0], b.cut.blocks[:0]
	return out, b.told()
}

// begin reads the tokens of a text and makes what reads them.
func (r *Reader) begin(f *source.File, text string, l Limits) (*scanner, *builder) {
	s := newScanner(f, l)
	s.text = text
	s.tokens = r.tokens[:0]
	s.scan()
	r.tokens = s.tokens
	return s, r.builder(f, l, s)
}

// builder makes what reads the tokens of a text.
func (r *Reader) builder(f *source.File, l Limits, s *scanner) *builder {
	b := &builder{reader: r, file: f, wording: s.text, limits: l, lexFaults: s.faults, givens: set{}}
	b.cut = &cutter{file: f, limits: l, tokens: s.tokens, window: &r.window, read: b.unit, fault: b.fault, full: b.full, units: r.units[:0], blocks: r.blocks[:0]}
	return b
}

// Condition reads a whole text as one expression.
func (r *Reader) Condition(f *source.File) (*ast.Expr, []diag.Diagnostic) {
	l := r.Limits.orDefault()
	if len(f.Text) > l.FileBytes {
		return &ast.Expr{At: ast.At{Place: f.Span(0, 0)}}, []diag.Diagnostic{fileTooLarge(f, l.FileBytes)}
	}
	return recased(f, l.Faults, func(text string) (*ast.Expr, []diag.Diagnostic) { return r.condition(f, text, l) }, r.miscased)
}

func (r *Reader) condition(f *source.File, text string, l Limits) (*ast.Expr, []diag.Diagnostic) {
	s, b := r.begin(f, text, l)
	tokens := s.tokens[:len(s.tokens)-1]
	if len(tokens) == 0 {
		at := f.Span(0, 0)
		if len(s.faults) == 0 {
			b.faults = append(b.faults, fault("syntax", at, "expected a condition, found the end of the file"))
		}
		return &ast.Expr{At: ast.At{Place: at}}, b.told()
	}
	return b.expression(tokens, scope{}), b.told()
}
