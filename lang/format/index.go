package format

// What the tree says about tokens: which brackets belong together, where expressions, lines and lists begin.

import (
	"maps"
	"slices"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// index answers by token or by byte offset.
type index struct {
	match     []int        // the other bracket of the pair, -1 without
	inExpr    []bool       // the token is part of an expression
	ternary   []bool       // the token is the `:` of `a ? b : c`
	exprStart map[int]bool // an expression begins at the offset
	lineStart map[int]bool // the offset begins a line in every layout
	joined    map[int]bool // what begins at the offset stays on the line of what stands before it
	share     map[int]bool // the offset is the `%` of an arm of a split
	lists     map[int]list // by the token of the opening bracket
}

func (p *printer) look(file *ast.File) {
	p.index = index{
		inExpr: make([]bool, len(p.tokens)), ternary: make([]bool, len(p.tokens)),
		exprStart: map[int]bool{}, lineStart: map[int]bool{}, joined: map[int]bool{}, share: map[int]bool{}, lists: map[int]list{},
	}
	p.matchBrackets()
	for _, d := range file.Decls {
		p.lineStart[d.Span().Start] = true
		ast.Walk(d, p.lookAt)
	}
	p.matchTernaries()
}

// matchBrackets pairs brackets; one that is open when a bracket around it closes has no partner.
func (p *printer) matchBrackets() {
	p.match = make([]int, len(p.tokens))
	var open []int
	for i := range p.tokens {
		t := &p.tokens[i]
		p.match[i] = -1
		switch {
		case t.is("(", "[", "{"):
			open = append(open, i)
		case t.is(")", "]", "}"):
			want := map[string]string{")": "(", "]": "[", "}": "{"}[t.text]
			at := len(open) - 1
			for at >= 0 && p.tokens[open[at]].text != want {
				at--
			}
			if at >= 0 {
				p.match[i], p.match[open[at]] = open[at], i
				open = open[:at]
			}
		}
	}
}

func (p *printer) matchTernaries() {
	open := []int{0} // questions without an answer, per open bracket
	for i := range p.tokens {
		t := &p.tokens[i]
		top := len(open) - 1
		if p.exprStart[t.start] {
			open[top] = 0
		}
		switch {
		case t.is("(", "[", "{"):
			open = append(open, 0)
		case t.is(")", "]", "}") && top > 0:
			open = open[:top]
		case t.is("?"):
			open[top]++
		case t.is(":") && open[top] > 0:
			open[top]--
			p.ternary[i] = true
		}
	}
}

// at is the first token at or behind the offset.
func (p *printer) at(offset int) int {
	i, _ := slices.BinarySearchFunc(p.tokens, offset, func(t token, offset int) int { return t.start - offset })
	return i
}

func (p *printer) lookAt(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Expr:
		p.exprStart[n.Place.Start] = true
		for i := p.at(n.Place.Start); i < len(p.tokens) && p.tokens[i].start < n.Place.End; i++ {
			p.inExpr[i] = true
		}
		return false
	case *ast.Object:
		p.listIn(n.Place, "{", places(n.Props), list{names: true})
	case *ast.Event:
		p.listIn(n.Place, "{", places(n.Fields), list{names: true})
	case *ast.ActionDecl:
		p.listIn(n.Place, "(", places(n.Params), list{commas: true})
		if arrow := p.find("->", n.Place); arrow >= 0 {
			behind := n.Place
			behind.Start = p.tokens[arrow].start
			p.listIn(behind, "{", places(n.Outputs), list{names: true})
		}
	case *ast.Type:
		p.listIn(n.Place, "{", places(n.Options), list{commas: true})
	case *ast.Workflow:
		p.linesAt(places(n.Settings))
		if n.Body != nil {
			p.linesAt(places(n.Body.Steps))
		}
	case *ast.Test:
		p.linesAt(places(n.Stmts))
	case *ast.Block:
		if n.Braced {
			p.joined[n.Place.Start] = true
			p.linesAt(places(n.Steps))
		}
	default:
		p.lookAtStatement(n)
	}
	return true
}

func (p *printer) lookAtStatement(n ast.Node) {
	switch n := n.(type) {
	case *ast.If:
		p.join("then", n.Then)
		if n.Then != nil && n.Then.Braced {
			p.join("else", n.Else)
		}
	case *ast.Arm:
		p.lineStart[n.Place.Start] = true
		p.join("=>", n.Body)
		if i := p.at(n.Place.Start) + 1; i < len(p.tokens) && p.tokens[i].is("%") {
			p.share[p.tokens[i].start] = true
		}
	case *ast.Call:
		p.listIn(n.Place, "(", places(n.Args), list{commas: true})
	case *ast.Create:
		p.listIn(n.Place, "{", places(n.Fields), list{commas: true})
	case *ast.Set:
		if n.Value == nil {
			p.listIn(n.Place, "{", places(n.Fields), list{commas: true})
		}
	case *ast.Given:
		p.listIn(n.Place, "{", places(n.Fields), list{commas: true})
	case *ast.Send:
		p.listIn(n.Place, "{", places(n.Fields), list{commas: true})
	case *ast.Stub:
		p.listIn(n.Place, "{", places(n.Returns), list{commas: true})
	}
}

// join keeps the word before a branch on the line of what stands before the word.
func (p *printer) join(text string, branch *ast.Block) {
	if branch == nil {
		return
	}
	if i := p.at(branch.Place.Start) - 1; i >= 0 && p.tokens[i].text == text {
		p.joined[p.tokens[i].start] = true
	}
}

func (p *printer) linesAt(starts map[int]bool) { maps.Copy(p.lineStart, starts) }

func places[T ast.Node](nodes []T) map[int]bool {
	starts := make(map[int]bool, len(nodes))
	for _, n := range nodes {
		starts[n.Span().Start] = true
	}
	return starts
}

// find is the first token with the text inside the span, -1 without.
func (p *printer) find(text string, in source.Span) int {
	for i := p.at(in.Start); i < len(p.tokens) && p.tokens[i].start < in.End; i++ {
		if p.tokens[i].text == text && p.tokens[i].kind == sign {
			return i
		}
	}
	return -1
}

// listIn notes the list that the first such bracket in the span opens; shape tells its kind.
func (p *printer) listIn(in source.Span, bracket string, starts map[int]bool, shape list) {
	open := p.find(bracket, in)
	if open < 0 || p.match[open] < 0 || p.tokens[p.match[open]].end > in.End {
		return
	}
	l := p.listOf(open, starts, shape.commas)
	l.names = shape.names
	p.lists[open] = l
}
