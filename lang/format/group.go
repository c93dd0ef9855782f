package format

// Lists in brackets: arguments, properties, options, lists and maps. Such a list stands on one line, or with each element
// on a line of its own: when the writer began a line with an element, or when one line would be too long.

import (
	"strings"
	"unicode/utf8"
)

// list is a bracketed list whose layout is the formatter's.
type list struct {
	open, close int   // tokens
	elements    []int // the first token of each
	commas      bool  // a comma behind each element where they stand on lines of their own
	names       bool  // elements are `name: type`, the types in a column
}

// groupAt finds the list that begins with the token: one that the tree told of, or a list or map inside an expression.
func (p *printer) groupAt(i int) (list, bool) {
	t := &p.tokens[i]
	if !t.is("(", "[", "{") || p.match[i] < 0 || p.faulty(t.start, p.tokens[p.match[i]].end) {
		return list{}, false
	}
	if l, ok := p.lists[i]; ok {
		return l, true
	}
	literal := t.is("[") && (p.exprStart[t.start] || !p.operand(i-1)) || t.is("{") && p.isMap(i)
	if !literal || !p.inExpr[i] {
		return list{}, false
	}
	return p.listOf(i, nil, true), true
}

// isMap tells a map `{ name: … }` from the body of a predicate.
func (p *printer) isMap(open int) bool {
	return p.match[open] > open+2 && (p.tokens[open+1].kind == word || p.tokens[open+1].kind == str) && p.tokens[open+2].is(":")
}

// listOf cuts a list at its commas, and at the offsets where the tree says that an element begins.
func (p *printer) listOf(open int, starts map[int]bool, commas bool) list {
	l := list{open: open, close: p.match[open], commas: commas}
	fresh := true
	for i := open + 1; i < l.close; i++ {
		t := &p.tokens[i]
		switch {
		case t.is(","):
			fresh = true
			continue
		case fresh || starts[t.start]:
			l.elements = append(l.elements, i)
			fresh = false
		}
		if m := p.match[i]; m > i {
			i = m
		}
	}
	return l
}

// end is the token behind the element with the index, its comma left out.
func (p *printer) end(l *list, element int) int {
	end := l.close
	if element+1 < len(l.elements) {
		end = l.elements[element+1]
	}
	for end > l.elements[element]+1 && p.tokens[end-1].is(",") {
		end--
	}
	return end
}

func (p *printer) group(l list) {
	pens, base, limit := p.pens, p.base, p.limit
	p.pens = nil
	if len(l.elements) == 0 {
		p.emptyList(l)
	} else if p.spread(&l) || p.tooLong(l.open) {
		p.groupInLines(&l)
	} else {
		p.groupInLine(&l)
	}
	p.pens, p.base, p.limit = pens, base, limit
}

func (p *printer) emptyList(l list) {
	p.put()
	p.opened = true
	for p.next < l.close {
		p.next++ // a comma without an element
	}
	if p.pending() {
		p.putClosing(p.base)
	} else {
		p.put()
	}
}

func (p *printer) groupInLine(l *list) {
	p.put()
	p.pens = append(p.pens, pen{line: p.cur.indent, base: p.base})
	for i, first := range l.elements {
		p.to(first)
		p.flowTo(p.end(l, i))
		if i+1 < len(l.elements) {
			p.write(",")
		}
	}
	p.to(l.close)
	p.put()
}

func (p *printer) groupInLines(l *list) {
	base := p.base
	var pad []int
	if l.names {
		pad = p.padding(l, base+indent)
	}
	p.put()
	p.opened = true
	for i, first := range l.elements {
		end := p.end(l, i)
		p.to(first)
		p.limit = end
		p.putLine(base + indent)
		if pad != nil && pad[i] > 0 {
			p.flowTo(first + 2)
			p.write(strings.Repeat(" ", pad[i]))
		}
		p.flowTo(end)
		if l.commas {
			p.write(",")
		}
	}
	p.to(l.close)
	p.putClosing(base)
}

// padding is, for each `name: type`, the spaces that bring the types of neighbors into one column. Those of several lines
// stand alone, and so does what an empty line divides.
func (p *printer) padding(l *list, at int) []int {
	pad := make([]int, len(l.elements))
	wide := make([]bool, len(l.elements)) // does not fit on a line with its padding
	for again := true; again; {
		again = false
		for from := 0; from < len(pad); {
			to := from + 1
			for to < len(pad) && !p.alone(l, to-1, wide) && !p.alone(l, to, wide) && !p.emptyLine(p.tokens[l.elements[to]-1].end, p.tokens[l.elements[to]].start) {
				to++
			}
			column := 0
			for i := from; i < to; i++ {
				column = max(column, p.nameWidth(l, i))
			}
			for ; from < to; from++ {
				pad[from] = column - p.nameWidth(l, from)
				if !wide[from] && at+p.flatWidth(l.elements[from], p.end(l, from))+pad[from] > maxColumns {
					wide[from], again = true, true
				}
			}
		}
	}
	return pad
}

func (p *printer) alone(l *list, i int, wide []bool) bool {
	first, end := l.elements[i], p.end(l, i)
	return wide[i] || p.tokens[first].kind != word || !p.tokens[first+1].is(":") || !p.sameLine(p.tokens[first].start, p.tokens[end-1].end)
}

func (p *printer) nameWidth(l *list, i int) int {
	return utf8.RuneCountInString(p.tokens[l.elements[i]].text)
}

// flatWidth is the width of the tokens on one line.
func (p *printer) flatWidth(from, to int) int {
	width := 0
	for i := from; i < to; i++ {
		if i > from && p.spaced(i) {
			width++
		}
		width += utf8.RuneCountInString(p.tokens[i].text)
	}
	return width
}

// to passes over the commas before the token.
func (p *printer) to(i int) { p.next = max(p.next, i) }

func (p *printer) flowTo(i int) {
	for p.next < i {
		p.flowOne()
	}
}

// spread tells whether the writer began a line with an element or with the closing bracket.
func (p *printer) spread(l *list) bool {
	for i, first := range l.elements {
		from := l.open
		if i > 0 {
			from = p.end(l, i-1) - 1
		}
		if !p.sameLine(p.tokens[from].end, p.tokens[first].start) {
			return true
		}
	}
	last := p.end(l, len(l.elements)-1) - 1
	return !p.sameLine(p.tokens[last].end, p.tokens[l.close].start)
}

// tooLong tells whether the line would be too wide with the list on it, up to where the line ends in any case.
func (p *printer) tooLong(open int) bool {
	column, depth := p.column, 0
	for i := open; i < len(p.tokens) && column <= maxColumns; i++ {
		t := &p.tokens[i]
		if i > open && (i == p.limit || p.broken(i) || p.lineStart[t.start] || depth == 0 && t.is("}")) {
			return false
		}
		if p.spaced(i) {
			column++
		}
		column += utf8.RuneCountInString(t.text)
		switch {
		case t.is("(", "[", "{"):
			depth++
		case t.is(")", "]", "}"):
			depth--
		}
	}
	return column > maxColumns
}
