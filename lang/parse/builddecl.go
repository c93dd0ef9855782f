package parse

// Declarations become nodes.

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
)

func (d *objectDecl) build(b *builder, at ast.At) ast.Node {
	return &ast.Object{At: at, Name: b.name(d.Name), Plural: b.optionalName(d.Plural), Props: nodesOf[*ast.Prop](b, d.Props.block)}
}

func (d *objectDecl) salvage(blocks []block) { d.Props.block = lastOf(blocks) }

func (d *eventDecl) build(b *builder, at ast.At) ast.Node {
	return &ast.Event{At: at, Name: b.name(d.Name), On: b.name(d.On), Fields: nodesOf[*ast.Prop](b, d.Fields.block)}
}

func (d *eventDecl) salvage(blocks []block) { d.Fields.block = lastOf(blocks) }

func lastOf(blocks []block) block {
	if len(blocks) == 0 {
		return block{}
	}
	return blocks[len(blocks)-1]
}

func (d *propDecl) build(b *builder, at ast.At) ast.Node {
	p := &ast.Prop{At: at, Name: b.name(d.Name), Type: d.Type.build(b)}
	for _, f := range d.Flags {
		p.Flags = append(p.Flags, ast.Name{At: b.at(&f.Word), Text: f.Word.Value})
	}
	if d.Default != nil {
		p.Default = b.expr(*d.Default)
	}
	return p
}

// salvage keeps the name, so that what uses the property is not told of the same fault.
func (d *propDecl) salvage([]block) { *d = propDecl{Name: d.Name, Tokens: d.Tokens} }

func (t *propType) build(b *builder) *ast.Type {
	out := &ast.Type{At: ast.At{Place: b.spanOf(t.Tokens)}, Name: b.name(t.Name), Braces: t.Braces, Extends: t.Extends}
	for i, o := range t.Options {
		out.Options = append(out.Options, o.build(b))
		if o.Comma == nil && i+1 < len(t.Options) {
			if next := &t.Options[i+1].Value; !beginsLine(next) {
				b.faults = append(b.faults, forgottenComma(b.file, out.Options[i].Place.End, next.Value))
			}
		}
	}
	return out
}

func (o *option) build(b *builder) *ast.Option {
	out := &ast.Option{At: b.at(&o.Value), Value: o.Value.Value}
	if o.Label != nil {
		out.Label = b.optionalText(&o.Label.text)
	}
	if o.Value.Type == tokenText {
		out.Value = b.unquoted(out.Place, o.Value.Value)
	}
	if out.Label != nil {
		out.Place = out.Place.To(out.Label.Place)
	}
	return out
}

func (d *constDecl) build(b *builder, at ast.At) ast.Node {
	return &ast.Const{At: at, Name: b.name(d.Name), Value: b.expr(d.Value)}
}

func (d *segmentDecl) build(b *builder, at ast.At) ast.Node {
	return &ast.Segment{At: at, Name: b.name(d.Name), On: b.name(d.On), Cond: b.expr(d.Cond.expression)}
}

func (d *actionDecl) build(b *builder, at ast.At) ast.Node {
	out := &ast.ActionDecl{At: at, Name: *b.path(d.Name), Params: b.params(d.Params), Outputs: b.params(d.Outputs)}
	url := b.text(d.URL)
	out.URL = &url
	if d.Secret != nil {
		secret := b.text(*d.Secret)
		out.Secret = &secret
	}
	if d.Expires != nil {
		out.Expires = b.duration(d.Expires)
	}
	return out
}

func (b *builder) params(list []*param) (out []*ast.Prop) {
	for i, p := range list {
		prop := p.Prop.build(b, ast.At{Place: b.spanOf(p.Prop.Tokens)}).(*ast.Prop)
		out = append(out, prop)
		if p.Comma == nil && i+1 < len(list) {
			if next := &list[i+1].Prop.Name.token; !beginsLine(next) {
				b.faults = append(b.faults, forgottenComma(b.file, prop.Place.End, next.Value))
			}
		}
	}
	return out
}

func (d *workflowDecl) build(b *builder, at ast.At) ast.Node {
	w := &ast.Workflow{At: at, Name: b.name(d.Name), On: b.name(d.On), Body: &ast.Block{}}
	if d.Body.token.Type != tokenBlock {
		return w
	}
	cut := &b.cut.blocks[d.Body.number]
	for _, n := range cut.units {
		if s, ok := b.cut.units[n].node.(ast.Setting); ok {
			w.Settings = append(w.Settings, s)
		}
	}
	w.Body = b.block(d.Body.block)
	return w
}

func (d *workflowDecl) salvage(blocks []block) { d.Body.block = lastOf(blocks) }

func (d *testDecl) build(b *builder, at ast.At) ast.Node {
	t := &ast.Test{At: at, Title: b.text(d.Title), Workflows: b.names(d.Of)}
	b.givens = map[string]bool{}
	if d.Body.token.Type != tokenBlock {
		return t
	}
	for _, n := range b.cut.blocks[d.Body.number].units {
		switch node := b.cut.units[n].node.(type) {
		case ast.TestStmt:
			t.Stmts = append(t.Stmts, node)
		case ast.Stmt:
			t.Stmts = append(t.Stmts, &ast.TestSet{At: ast.At{Place: node.Span()}, Stmt: node})
		}
	}
	return t
}

func (d *testDecl) salvage(blocks []block) { d.Body.block = lastOf(blocks) }

// span is the place of tokens as a node has it.
func (b *builder) span(tokens []lexer.Token) ast.At { return ast.At{Place: b.spanOf(tokens)} }
