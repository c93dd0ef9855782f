// Package parse reads the text of .wf files, of e-mail templates and of lone conditions. It never fails: what cannot be
// read is told, and all the rest is in the tree.
//
// A file is read in four passes: the lexer makes tokens of it (lex.go), the cutter cuts them into statements and blocks
// (cut.go), each statement is read by its own participle production (grammar*.go), and what was read becomes a node
// (build*.go). So a fault stays inside of the statement in which it is. The text of an expression is handed to expr's
// parser (expr.go), after the caps and the mistakes that people make were looked for (mistakes.go).
package parse

import (
	"slices"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// File reads a .wf file.
func File(f *source.File) (*ast.File, []diag.Diagnostic) { return Limits{}.File(f) }

// Condition reads a whole text as one expression.
func Condition(f *source.File) (*ast.Expr, []diag.Diagnostic) { return Limits{}.Condition(f) }

// Template reads an e-mail template: front matter and a body with tokens.
func Template(f *source.File) (*ast.TemplateFile, []diag.Diagnostic) { return Limits{}.Template(f) }

// File reads a .wf file within the limits.
func (l Limits) File(f *source.File) (*ast.File, []diag.Diagnostic) {
	l = l.orDefault()
	out := &ast.File{Source: f}
	if len(f.Text) > l.FileBytes {
		return out, []diag.Diagnostic{fileTooLarge(f, l.FileBytes)}
	}
	s := newScanner(f, l)
	s.scan()
	out.Comments = s.comments
	b := l.builder(f, s)
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
	return out, b.told()
}

// builder makes what reads the tokens of a file.
func (l Limits) builder(f *source.File, s *scanner) *builder {
	b := &builder{file: f, limits: l, lexFaults: s.faults, givens: set{}}
	b.cut = &cutter{file: f, limits: l, tokens: s.tokens, window: &window{}, read: b.unit, fault: b.fault}
	return b
}

// fault tells a fault of the frame.
func (b *builder) fault(d diag.Diagnostic) { b.faults = append(b.faults, d) }

// Condition reads a whole text as one expression, within the limits.
func (l Limits) Condition(f *source.File) (*ast.Expr, []diag.Diagnostic) {
	l = l.orDefault()
	if len(f.Text) > l.FileBytes {
		return &ast.Expr{At: ast.At{Place: f.Span(0, 0)}}, []diag.Diagnostic{fileTooLarge(f, l.FileBytes)}
	}
	s := newScanner(f, l)
	s.scan()
	b := l.builder(f, s)
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

// faultIn reports whether the frame of something in the place has a fault.
func (b *builder) faultIn(at source.Span) bool {
	return b.lexFaultIn(at.Start, at.End) || slices.ContainsFunc(b.faults, func(d diag.Diagnostic) bool {
		return at.Start <= d.Span.Start && d.Span.Start <= at.End
	})
}

// told is all that was told, in order.
func (b *builder) told() []diag.Diagnostic {
	all := slices.Concat(b.lexFaults, b.faults, b.exprFaults)
	if len(all) == 0 {
		return nil
	}
	return diag.Sort(all)
}
