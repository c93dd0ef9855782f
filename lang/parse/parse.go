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
func File(f *source.File) (*ast.File, []diag.Diagnostic) { return new(Reader).File(f) }

// Condition reads a whole text as one expression.
func Condition(f *source.File) (*ast.Expr, []diag.Diagnostic) { return new(Reader).Condition(f) }

// Template reads an e-mail template: front matter and a body with tokens.
func Template(f *source.File) (*ast.TemplateFile, []diag.Diagnostic) { return new(Reader).Template(f) }

// fault tells a fault of the frame.
func (b *builder) fault(d diag.Diagnostic) {
	if !b.cut.stopped {
		b.faults = append(b.faults, d)
	}
}

// full reports whether so many faults were found that the rest is not read.
func (b *builder) full() bool { return len(b.faults)+len(b.exprFaults) >= b.limits.Faults }

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
	return diag.Tidy(all)
}
