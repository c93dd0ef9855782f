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
	inTokens []lexer.Token    // of an expression in a text
	last     [productions]any // what each production read last
	window   window
	units    []unit
	blocks   []cutBlock
	levels   []level // of mistakes
	lists    []int   // units of the blocks at hand
	trees    treeNodes
	nodes    exprNodes
	kept     []kept
}

// kept is an expression as it was read last: its text, what lies around it, and its tree.
type kept struct {
	text string
	in   scope
	tree exprast.Node
}

// mostKept is how many expressions are kept. What stands in a project again and again is often read, so that a few
// places serve as well as one for each expression, which would cost more to keep than most cost to read.
const mostKept = 1 << 10

// keptOf is the place in which an expression is kept, if it is.
func (r *Reader) keptOf(text string, in scope) *kept {
	if r.kept == nil {
		r.kept = make([]kept, mostKept)
	}
	hash := uint32(2166136261) // FNV-1a
	for i := range len(text) {
		hash = (hash ^ uint32(text[i])) * 16777619
	}
	return &r.kept[(hash^hash>>16^uint32(in.predicates))%mostKept]
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
	r.units, r.blocks, r.lists = b.cut.units[:0], b.cut.blocks[:0], b.cut.list[:0]
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
	b := &builder{reader: r, file: f, wording: s.text, limits: l, lexFaults: s.faults, givens: map[string]bool{}}
	b.cut = &cutter{file: f, limits: l, tokens: s.tokens, window: &r.window, read: b.unit, fault: b.fault, full: b.full, units: r.units[:0], blocks: r.blocks[:0], list: r.lists[:0]}
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
			b.faults = append(b.faults, diag.Fault("syntax", at, "expected a condition, found the end of the file"))
		}
		return &ast.Expr{At: ast.At{Place: at}}, b.told()
	}
	return b.expression(tokens, scope{}), b.told()
}
