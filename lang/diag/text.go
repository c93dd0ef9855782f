package diag

// The printer for people: header, excerpts of the source with the places marked, notes and help.

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/source"
)

// WriteText prints each diagnostic with excerpts of the source, a blank line between two.
func WriteText(w io.Writer, list []Diagnostic, style Style) error {
	out := bufio.NewWriter(w)
	p := textPrinter{out: out, style: style}
	for i := range list {
		if i > 0 {
			out.WriteString("\n")
		}
		p.print(&list[i])
	}
	return out.Flush()
}

type textPrinter struct {
	out   *bufio.Writer
	style Style
	at    locator

	// Of the diagnostic at hand:
	color string // of its level
	width int    // of the widest line number shown
}

func (p *textPrinter) print(d *Diagnostic) {
	p.color = p.style.level(d.Level)
	head := d.Level.String()
	if d.Code != "" {
		head += "[" + d.Code + "]"
	}
	p.out.WriteString(paint(p.color, head) + paint(p.style.Message, ": "+visible(d.Message)) + "\n")

	places := d.places()
	p.width = 0
	for _, place := range places {
		p.width = max(p.width, len(strconv.Itoa(p.at.lastLine(place.span))))
	}
	drawn := false
	for len(places) > 0 {
		// All places in the file of the first, then the next file.
		file := places[0].span.File
		var here, rest []place
		for _, place := range places {
			if place.span.File == file {
				here = append(here, place)
			} else {
				rest = append(rest, place)
			}
		}
		p.where(here[0].span, drawn)
		p.excerpt(file, here)
		places, drawn = rest, true
	}
	p.remarks(d, drawn)
}

// place is a span to mark in an excerpt.
type place struct {
	span  source.Span
	label string
	main  bool
}

// places lists the main place and then the others.
func (d *Diagnostic) places() []place {
	var list []place
	if d.Span.Valid() {
		list = append(list, place{span: d.Span, label: d.Label, main: true})
	}
	for _, r := range d.Related {
		if r.Span.Valid() {
			list = append(list, place{span: r.Span, label: r.Label})
		}
	}
	return list
}

func (p *textPrinter) where(span source.Span, further bool) {
	arrow := "--> "
	if further {
		arrow = "::: "
	}
	pos := p.at.position(span.File, span.Start)
	p.out.WriteString(strings.Repeat(" ", p.width) + paint(p.style.Gutter, arrow) + visible(span.File.Name) + ":" + strconv.Itoa(pos.Line) + ":" + strconv.Itoa(pos.Column) + "\n")
}

func (p *textPrinter) excerpt(file *source.File, places []place) {
	p.row("", "")
	lines, order := p.marks(places)
	for i, n := range order {
		if i > 0 && gap(lines, order[i-1], n) {
			p.out.WriteString(paint(p.style.Gutter, "...") + "\n")
		}
		for _, view := range views(file.Shown(n), lines[n]) {
			p.row(strconv.Itoa(n), view.text)
			for _, row := range p.underline(view.strokes) {
				p.row("", row)
			}
		}
	}
	p.row("", "")
}

// marks cuts the places at line ends: what to underline on each line, and the lines in order. Of a place of more than
// three lines the first and the last are shown.
func (p *textPrinter) marks(places []place) (lines map[int][]mark, order []int) {
	lines = map[int][]mark{}
	add := func(n int, m mark) {
		if len(lines[n]) == 0 {
			order = append(order, n)
		}
		lines[n] = append(lines[n], m)
	}
	for _, place := range places {
		file, span := place.span.File, place.span
		first, last := p.at.position(file, span.Start).Line, p.at.lastLine(span)
		for n := first; n <= last; n++ {
			text, start := file.Line(n), file.LineStart(n)
			m := mark{start: span.Start - start, end: min(span.End-start, len(text)), main: place.main}
			if n > first {
				m.start = len(text) - len(strings.TrimLeft(text, " \t"))
				m.continues = true
			}
			if n < last {
				m.end = len(strings.TrimRight(text, " \t"))
			} else {
				m.label = place.label
			}
			m.start = min(m.start, len(text))
			m.end = max(m.end, m.start)
			if n == first || n == last || last-first < 3 {
				add(n, m)
			}
			if n == first && last-first >= 3 {
				n = last - 1
			}
		}
	}
	slices.Sort(order)
	return lines, order
}

// gap tells whether lines of one place were left out between two lines shown.
func gap(lines map[int][]mark, above, below int) bool {
	return below > above+1 && slices.ContainsFunc(lines[below], func(m mark) bool { return m.continues })
}

// row writes one line behind the gutter.
func (p *textPrinter) row(number, text string) {
	gutter := strings.Repeat(" ", p.width-len(number)) + number + " |"
	p.out.WriteString(paint(p.style.Gutter, gutter))
	if text != "" {
		p.out.WriteString(" " + text)
	}
	p.out.WriteString("\n")
}

func (p *textPrinter) remarks(d *Diagnostic, drawn bool) {
	indent := strings.Repeat(" ", p.width+1)
	if !drawn {
		indent = "  "
	}
	remark := func(kind, text string) {
		lines := strings.Split(text, "\n")
		p.out.WriteString(indent + paint(p.style.Gutter, "=") + " " + paint(p.style.Message, kind+":") + " " + visible(lines[0]) + "\n")
		for _, line := range lines[1:] {
			p.out.WriteString(strings.TrimRight(indent+strings.Repeat(" ", len(kind)+4)+visible(line), " ") + "\n")
		}
	}
	for _, note := range d.Notes {
		remark("note", note)
	}
	for _, help := range d.Help {
		remark("help", help)
	}
	if len(d.Help) == 0 { // else the help has said it
		for _, fix := range d.Fixes {
			remark("help", fix.Title)
		}
	}
}
