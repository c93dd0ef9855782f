package parse

// From units to the tree: each unit is read by its production, and what was read becomes a node.

import (
	"cmp"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// builder makes the nodes of one file.
type builder struct {
	reader  *Reader
	file    *source.File
	wording string // of the file, with words in the wrong case as they are written
	limits  Limits
	cut     *cutter

	lexFaults  []diag.Diagnostic // of the lexer, in order
	faults     []diag.Diagnostic // of the structure: what they touch is not judged further
	exprFaults []diag.Diagnostic // inside of expressions
	givens     map[string]bool   // names of the given records of the test at hand
}

// buildable is what a production read.
type buildable interface {
	build(b *builder, at ast.At) ast.Node
}

// salvager is a production of which something is kept when it has a fault: its blocks, or its name.
type salvager interface{ salvage(blocks []block) }

// unit reads a unit and makes its node.
func (b *builder) unit(p production, tokens []lexer.Token) ast.Node {
	end := len(tokens) - 1
	at := ast.At{Place: b.spanOf(tokens[:end])}
	if p == noProduction {
		return bad(p, at)
	}
	lexer := b.cut.window.lexer
	v, err := readers()[p].read(lexer, &b.reader.last[p])
	node, ok := v.(buildable)
	if err != nil {
		if d, told := b.syntaxFault(p, tokens, err); told {
			b.faults = append(b.faults, d)
		}
		kept, keeps := v.(salvager)
		if !keeps || !ok {
			return bad(p, at)
		}
		kept.salvage(blocksOf(tokens))
		return node.build(b, at)
	}
	if !ok {
		return bad(p, at)
	}
	if b.cut.missing != nil {
		b.faults = append(b.faults, *b.cut.missing)
	}
	if p == productionExpect {
		if d, told := b.claimSlip(tokens); told {
			b.faults = append(b.faults, d)
			return bad(p, at)
		}
	}
	n := int(lexer.RawCursor())
	if n == end {
		return node.build(b, at)
	}
	before := len(b.exprFaults)
	out := node.build(b, ast.At{Place: b.spanOf(tokens[:n])})
	d, told := b.trailing(p, tokens, n)
	for _, e := range b.exprFaults[before:] {
		told = told && e.Code != "unclosed-bracket" // what is left belongs to the brackets
	}
	if told {
		b.faults = append(b.faults, d)
	}
	return out
}

// exprFault tells a fault of an expression, unless the lexer told of something on the way there.
func (b *builder) exprFault(d diag.Diagnostic) {
	if !b.lexFaultIn(b.file.LineStart(d.Span.Line()), d.Span.End) {
		b.exprFaults = append(b.exprFaults, d)
	}
}

// lexFaultIn reports whether the lexer told of something between two bytes.
func (b *builder) lexFaultIn(from, to int) bool {
	i, _ := slices.BinarySearchFunc(b.lexFaults, from, func(d diag.Diagnostic, at int) int { return cmp.Compare(d.Span.Start, at) })
	return i < len(b.lexFaults) && b.lexFaults[i].Span.Start <= to
}

// bad is the node of a unit that could not be read.
func bad(p production, at ast.At) ast.Node {
	if p >= productionObject && p <= productionTest {
		return &ast.Bad{At: at}
	}
	return &ast.BadStmt{At: at}
}

func blocksOf(tokens []lexer.Token) (blocks []block) {
	for i := range tokens {
		if t := &tokens[i]; t.Type == tokenBlock {
			blocks = append(blocks, block{number: t.Pos.Column, token: *t})
		}
	}
	return blocks
}

// textOf is the text in a place, with words in the wrong case as they are written.
func (b *builder) textOf(at source.Span) string { return b.wording[at.Start:at.End] }

// spanOf is the place of tokens that follow each other.
func (b *builder) spanOf(tokens []lexer.Token) source.Span {
	if len(tokens) == 0 {
		return source.Span{}
	}
	return b.file.Span(tokens[0].Pos.Offset, b.endOf(&tokens[len(tokens)-1]))
}

func (b *builder) endOf(t *lexer.Token) int {
	if t.Type == tokenBlock {
		return b.cut.blocks[t.Pos.Column].end
	}
	return endOf(t)
}

func (b *builder) at(t *lexer.Token) ast.At {
	return ast.At{Place: b.file.Span(t.Pos.Offset, endOf(t))}
}

func (b *builder) name(n name) ast.Name {
	if n.token.Type == 0 {
		return ast.Name{}
	}
	return ast.Name{At: b.at(&n.token), Text: n.token.Value}
}

func (b *builder) optionalName(n *name) *ast.Name {
	if n == nil {
		return nil
	}
	out := b.name(*n)
	return &out
}

func (b *builder) names(list []*name) []ast.Name {
	out := b.reader.trees.names.Make(len(list))
	for i, n := range list {
		out[i] = b.name(*n)
	}
	return out
}

func (b *builder) path(p path) *ast.Path {
	if len(p.parts) == 0 {
		return nil
	}
	out := b.reader.trees.path.New()
	out.Place, out.Parts = b.spanOf(p.parts), b.reader.trees.names.Make((len(p.parts)+1)/2)
	for i := range out.Parts {
		part := &p.parts[2*i]
		out.Parts[i] = ast.Name{At: b.at(part), Text: part.Value}
	}
	return out
}

// text is a fixed text; a template is told as a fault.
func (b *builder) text(x text) ast.Text {
	if x.token.Type == 0 {
		return ast.Text{}
	}
	at := b.at(&x.token)
	if x.token.Type == tokenTemplate {
		if value, ok := escapedOnly(x.token.Value); ok {
			return ast.Text{At: at, Value: value}
		}
		b.exprFaults = append(b.exprFaults, templateNotAllowed(at.Place))
		return ast.Text{At: at, Value: x.token.Value[1 : len(x.token.Value)-1]}
	}
	return ast.Text{At: at, Value: b.unquoted(at.Place, x.token.Value)}
}

// escapedOnly reads a text whose only braces are `{{{{`.
func escapedOnly(literal string) (string, bool) {
	inside := strings.ReplaceAll(literal, "{{{{", "")
	if strings.Contains(inside, "{{") || strings.Contains(inside, `\`) {
		return "", false
	}
	return strings.ReplaceAll(literal[1:len(literal)-1], "{{{{", "{{"), true
}

func (b *builder) optionalText(x *text) *ast.Text {
	if x == nil {
		return nil
	}
	out := b.text(*x)
	return &out
}

// args are the arguments of a call or the properties of a record. A forgotten comma is told and mended.
func (b *builder) args(list *argList) []*ast.Arg {
	args := list.args
	if len(args) == 0 {
		return []*ast.Arg{} // there are brackets, which none at all would not tell
	}
	out := b.reader.trees.args.Make(len(args))
	for i := range args {
		a := &args[i]
		value := b.expr(a.value)
		name := b.name(name{a.name})
		out[i] = b.reader.trees.arg.New()
		*out[i] = ast.Arg{At: ast.At{Place: name.Place.To(value.Place)}, Name: name, Value: value}
		if !a.comma && i+1 < len(args) {
			b.fault(forgottenComma(b.file, value.Place.End, args[i+1].name.Value))
		}
	}
	return out
}

func (b *builder) block(x block) *ast.Block {
	if x.token.Type != tokenBlock {
		return &ast.Block{}
	}
	cut := &b.cut.blocks[x.number]
	out := b.reader.trees.block.New()
	out.Place, out.Braced = b.file.Span(cut.open.Pos.Offset, cut.end), cut.braced
	steps := b.reader.trees.steps.Make(len(cut.units))
	n := 0
	for _, unit := range cut.units {
		if s := b.step(unit); s != nil {
			steps[n] = s
			n++
		}
	}
	if n > 0 {
		out.Steps = steps[:n:n]
	}
	return out
}

// step is the step that a unit became; nil when the unit is none.
func (b *builder) step(unit int) *ast.Step {
	stmt, ok := b.cut.units[unit].node.(ast.Stmt)
	if !ok {
		return nil
	}
	s := b.reader.trees.step.New()
	s.Place, s.Stmt = stmt.Span(), stmt
	if labels := b.cut.units[unit].labels; len(labels) > 0 {
		s.Labels = b.reader.trees.names.Make(len(labels))
		for i := range labels {
			s.Labels[i] = ast.Name{At: b.at(&labels[i]), Text: labels[i].Value}
		}
	}
	if len(s.Labels) > 0 {
		s.Place = s.Labels[0].Place.To(s.Place)
	}
	return s
}

// nodesOf are the nodes of a block, of one type.
func nodesOf[N ast.Node](b *builder, x block) (out []N) {
	if x.token.Type != tokenBlock {
		return nil
	}
	for _, n := range b.cut.blocks[x.number].units {
		if node, ok := b.cut.units[n].node.(N); ok {
			out = append(out, node)
		}
	}
	return out
}
