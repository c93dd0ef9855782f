package format

// Steps: blocks, branches and the statements that have them.

import "github.com/wflang/wf/lang/ast"

func (p *printer) steps(list []*ast.Step, at int) {
	for _, s := range list {
		p.leftovers(s.Place.Start, at)
		p.step(s, at)
	}
}

// step prints a step on lines of its own, its labels at the margin of the block.
func (p *printer) step(s *ast.Step, at int) {
	for _, label := range s.Labels {
		if p.more(label.Place.End) {
			p.putLine(at - indent)
			p.put() // the colon
		}
	}
	if p.unreadable(s.Stmt) {
		p.verbatim(s.Stmt.Span(), at)
	} else if p.more(s.Place.End) {
		p.putLine(at)
		p.stmt(s.Stmt)
	}
	p.leftovers(s.Place.End, at)
}

// unreadable tells whether the statement has a fault and no others inside: it is left as it is.
func (p *printer) unreadable(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.If, *ast.Match, *ast.Split:
		return false
	case *ast.BadStmt:
		return true
	}
	return s != nil && p.faulty(s.Span().Start, s.Span().End)
}

// stmt prints a statement whose first word is there.
func (p *printer) stmt(s ast.Stmt) {
	base := p.base
	p.hang = indent
	switch s := s.(type) {
	case *ast.If:
		p.ifStmt(s)
	case *ast.Match:
		if s.Subject != nil {
			p.arms(s.Arms, s.Subject.Place.End, s.Place.End)
		}
	case *ast.Split:
		p.arms(s.Arms, s.Place.Start, s.Place.End)
	}
	p.flow(s.Span().End)
	p.base = base
}

func (p *printer) ifStmt(s *ast.If) {
	if s.Then == nil {
		return
	}
	base := p.base
	p.hang = 2 * indent // apart from the steps of the branch
	p.flow(s.Then.Place.Start)
	p.hang = indent
	p.branch(s.Then)
	p.base = base
	if s.Else == nil || !p.more(s.Else.Place.Start) {
		return
	}
	if p.pending() || p.broken(p.next) {
		at := p.base
		p.place(true, at, at, false)
	} else {
		p.put()
	}
	p.flow(s.Else.Place.Start)
	p.branch(s.Else)
	p.base = base
}

// branch prints what a branch does: a block, or one statement on the line at hand or the next.
func (p *printer) branch(b *ast.Block) {
	base := p.base
	switch {
	case b.Braced:
		if p.open(b.Place.Start, b.Place.End) {
			p.steps(b.Steps, base+indent)
			p.close(b.Place.End, base)
		}
	case len(b.Steps) > 0 && p.more(b.Place.End):
		s := b.Steps[0]
		if p.unreadable(s.Stmt) {
			p.verbatim(s.Stmt.Span(), base+indent)
			return
		}
		if p.broken(p.next) {
			p.place(true, base+indent, base+indent, false)
			p.base = base + indent
		} else {
			p.put()
		}
		if s.Stmt != nil {
			p.flow(s.Stmt.Span().Start)
			if len(s.Labels) > 0 && p.more(s.Stmt.Span().End) {
				p.put()
			}
			p.stmt(s.Stmt)
		}
	}
	p.flow(b.Place.End)
	p.base = base
}

func (p *printer) arms(list []*ast.Arm, from, end int) {
	base := p.base
	if !p.open(from, end) {
		return
	}
	for _, arm := range list {
		p.leftovers(arm.Place.Start, base+indent)
		if !p.more(arm.Place.End) {
			continue
		}
		p.putLine(base + indent)
		if arm.Body != nil {
			p.flow(arm.Body.Place.Start)
			p.branch(arm.Body)
		}
		p.flow(arm.Place.End)
		p.leftovers(arm.Place.End, base+indent)
	}
	p.close(end, base)
	p.base = base
}
