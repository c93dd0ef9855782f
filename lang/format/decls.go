package format

// Declarations: the top of a file, workflows and tests.

import (
	"strings"
	"unicode/utf8"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

func (p *printer) top(list []ast.Decl) {
	marks := make([]mark, len(list))
	for i, d := range list {
		p.leftovers(d.Span().Start, 0)
		m := &marks[i]
		m.before = p.nextLine()
		m.first = p.decl(d)
		p.leftovers(d.Span().End, 0)
		m.end = p.nextLine()
	}
	p.leftovers(len(p.file.Text), 0)
	p.flush(len(p.file.Text)+1, 0)
	p.breakLine(0, false)

	// An empty line sets declarations of several lines apart.
	for i, m := range marks {
		if m.end-m.first > 1 || m.first < m.end && strings.Contains(p.lines[m.first].text, "\n") {
			p.divide(m)
			if i+1 < len(marks) {
				p.divide(marks[i+1])
			}
		}
	}
}

// decl prints a declaration and gives the line with its first word.
func (p *printer) decl(d ast.Decl) (first int) {
	if bad, ok := d.(*ast.Bad); ok || !p.more(d.Span().End) {
		if ok {
			p.verbatim(bad.Place, 0)
		}
		return len(p.lines)
	}
	p.putLine(0)
	first = len(p.lines)
	p.hang = indent
	switch d := d.(type) {
	case *ast.Workflow:
		p.workflow(d)
	case *ast.Test:
		p.test(d)
	default:
		p.flow(d.Span().End)
	}
	return first
}

func (p *printer) workflow(w *ast.Workflow) {
	if !p.open(w.On.Place.End, w.Place.End) {
		p.flow(w.Place.End)
		return
	}
	p.settings(w.Settings)
	if w.Body != nil && len(w.Body.Steps) > 0 {
		first := w.Body.Steps[0]
		p.leftovers(first.Place.Start, indent)
		m := mark{before: p.nextLine()}
		p.step(first, indent)
		m.first = m.before
		if len(w.Settings) > 0 {
			p.apart = append(p.apart, m)
		}
		p.steps(w.Body.Steps[1:], indent)
	}
	p.close(w.Place.End, 0)
}

func (p *printer) test(t *ast.Test) {
	from := t.Title.Place.End
	if n := len(t.Workflows); n > 0 {
		from = t.Workflows[n-1].Place.End
	}
	if !p.open(from, t.Place.End) {
		p.flow(t.Place.End)
		return
	}
	for _, s := range t.Stmts {
		p.leftovers(s.Span().Start, indent)
		if p.faulty(s.Span().Start, s.Span().End) {
			p.verbatim(s.Span(), indent)
			continue
		}
		if p.more(s.Span().End) {
			p.putLine(indent)
			p.flow(s.Span().End)
		}
	}
	p.close(t.Place.End, 0)
}

// settings prints the settings with their words in one column and what follows them in another.
func (p *printer) settings(list []ast.Setting) {
	column := 0
	for _, s := range list {
		if i := p.at(s.Span().Start); i < len(p.tokens) {
			column = max(column, utf8.RuneCountInString(p.tokens[i].text))
		}
	}
	for _, s := range list {
		p.leftovers(s.Span().Start, indent)
		if !p.more(s.Span().End) {
			continue
		}
		if p.faulty(s.Span().Start, s.Span().End) {
			p.verbatim(s.Span(), indent)
			continue
		}
		word := p.tokens[p.next].text
		p.putLine(indent)
		if p.more(s.Span().End) {
			p.write(strings.Repeat(" ", column-utf8.RuneCountInString(word)))
		}
		p.flow(s.Span().End)
	}
}

// open prints up to and with the bracket that begins the first block behind the offset; false without one.
func (p *printer) open(from, end int) bool {
	i := p.find("{", p.file.Span(from, end))
	if i < p.next {
		return false
	}
	p.joined[p.tokens[i].start] = true
	p.flow(p.tokens[i].start)
	if p.next != i {
		return false // it stood inside of a list, which is printed as a whole: the block has no bracket
	}
	p.put()
	p.opened = true
	return true
}

// close prints the bracket that ends the block, and before it what the tree did not tell of.
func (p *printer) close(end, at int) {
	i := p.at(end) - 1
	if i < p.next || !p.tokens[i].is("}") {
		p.leftovers(end, at+indent)
		return
	}
	p.leftovers(p.tokens[i].start, at+indent)
	if p.opened && !p.pending() {
		p.put()
	} else {
		p.putClosing(at)
	}
}

// leftovers prints as they are the tokens before the offset that no node of the tree claimed.
func (p *printer) leftovers(offset, at int) {
	if p.more(offset) {
		end := p.tokens[p.at(offset)-1].end
		p.verbatim(p.file.Span(p.tokens[p.next].start, end), at)
	}
}

// verbatim prints the stretch as it stands, comments and all: on a line of its own, unless the writer put it behind something.
func (p *printer) verbatim(s source.Span, at int) {
	if !p.more(s.End) {
		return
	}
	s.Start = max(s.Start, p.tokens[p.next].start)
	p.flush(s.Start, at)
	from := p.printed()
	switch {
	case p.must || p.last == "" || !p.sameLine(from, s.Start):
		p.breakLine(at, p.emptyLine(from, s.Start))
		p.base = at
	case from < s.Start:
		p.write(" ")
	}
	p.write(strings.TrimRight(s.Text(), " \t\r\n"))
	for p.more(s.End) {
		p.next++
	}
	for p.noted < len(p.comments) && p.comments[p.noted].start < s.End {
		p.noted++
	}
}

// mark remembers where a part was printed: its first line, the first line of the comments before it, the line behind it.
type mark struct{ before, first, end int }

// nextLine is the number that the next line will have.
func (p *printer) nextLine() int {
	if p.last != "" {
		return len(p.lines) + 1
	}
	return len(p.lines)
}

// divide puts an empty line before a part, unless one stands between its comments already.
func (p *printer) divide(m mark) {
	if m.before >= len(p.lines) {
		return
	}
	for _, l := range p.lines[m.before:min(m.first+1, len(p.lines))] {
		if l.blank {
			return
		}
	}
	p.lines[m.before].blank = true
}
