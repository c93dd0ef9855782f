package graph

// The graph as an SVG that needs nothing but a browser.

import (
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	fontSize  = 12.0
	charWidth = 7.25 // of a monospace font of that size
	lineRunes = 34
	lineCount = 3
	lineGap   = 16.0
	margin    = 24.0
	mostLabel = 24 // characters of an arrow's label
)

// SVG writes the graph as a drawing on white.
func (g *Graph) SVG(w io.Writer) error {
	l := arrange(g, boxSize)
	var b strings.Builder
	width, height := l.w+2*margin, l.h+2*margin+20
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n%s", html.EscapeString(g.Title), svgStyle)
	b.WriteString(`<rect class="paper" width="100%" height="100%"/>` + "\n")
	fmt.Fprintf(&b, `<text class="title" x="%.0f" y="%.0f">%s</text>`+"\n", margin, margin, html.EscapeString(g.Title))
	fmt.Fprintf(&b, `<g transform="translate(%.0f %.0f)">`+"\n", margin, margin+20)
	g.drawEdges(&b, l)
	for i, n := range g.Nodes {
		drawBox(&b, n, l.spots[i])
	}
	b.WriteString("</g>\n</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

const svgStyle = `<style>
text { font: 12px ui-monospace, Menlo, Consolas, monospace; fill: #1d2433; text-anchor: middle }
text.title { font-size: 15px; font-weight: bold; text-anchor: start }
text.edge { font-size: 11px; fill: #55607a; paint-order: stroke; stroke: #fff; stroke-width: 4px }
rect, polygon { fill: #f4f6fb; stroke: #55607a }
.paper { fill: #fff; stroke: none }
.branch { fill: #fff6dc; stroke: #a77b00 }
.delay { fill: #e8f3ff; stroke: #2a6fb0 }
.start, .end { fill: #e6f6ea; stroke: #2f7d46 }
path { fill: none; stroke: #55607a; stroke-width: 1.3 }
path.goto { stroke-dasharray: 5 4 }
path.loop { stroke: #c62828; stroke-width: 2 }
polygon.head { fill: #55607a; stroke: none }
polygon.head.loop { fill: #c62828 }
</style>
`

// boxLines is the text of a box, broken at words into a few lines.
func boxLines(n Node) []string {
	var lines []string
	for _, part := range strings.Split(n.caption(lineRunes*lineCount), "\n") {
		line := ""
		for _, word := range strings.Fields(part) {
			word = shorten(word, lineRunes)
			if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > lineRunes {
				lines = append(lines, line)
				line = ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		lines = append(lines, line)
	}
	if len(lines) > lineCount {
		lines = append(lines[:lineCount-1], shorten(lines[lineCount-1]+" …………", lineRunes))
		lines[lineCount-1] = strings.TrimRight(lines[lineCount-1], "… ") + " …"
	}
	return lines
}

func boxSize(n Node) (w, h float64) {
	lines := boxLines(n)
	for _, line := range lines {
		w = max(w, float64(utf8.RuneCountInString(line))*charWidth)
	}
	w, h = w+24, float64(len(lines))*lineGap+14
	if n.Kind == Branch || n.Kind == Delay {
		w += 22 // the slanted sides
	}
	return max(w, 56), h
}

func drawBox(b *strings.Builder, n Node, s spot) {
	left, top := s.x-s.w/2, s.y-s.h/2
	right, bottom := left+s.w, top+s.h
	switch n.Kind {
	case Branch:
		fmt.Fprintf(b, `<polygon class="branch" points="%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f"/>`,
			left, s.y, left+13, top, right-13, top, right, s.y, right-13, bottom, left+13, bottom)
	case Delay:
		fmt.Fprintf(b, `<polygon class="delay" points="%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f"/>`,
			left+12, top, right, top, right-12, bottom, left, bottom)
	default:
		class, round := "step", 5.0
		switch n.Kind {
		case Start:
			class, round = "start", s.h/2
		case End:
			class, round = "end", s.h/2
		}
		fmt.Fprintf(b, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="%.1f"/>`, class, left, top, s.w, s.h, round)
	}
	b.WriteString("\n")
	lines := boxLines(n)
	y := s.y - float64(len(lines)-1)*lineGap/2 + fontSize/3
	for i, line := range lines {
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f">%s</text>`+"\n", s.x, y+float64(i)*lineGap, html.EscapeString(line))
	}
}

// drawEdges draws the arrows, and their labels over them.
func (g *Graph) drawEdges(b *strings.Builder, l *layout) {
	var tags []tag
	for i, e := range g.Edges {
		class, style, label, width := "", "", shorten(e.Label, mostLabel), 0.0
		if g.counted {
			width = g.width(e)
			style = fmt.Sprintf(` style="stroke-width: %.1f"`, width)
			label = strings.TrimSpace(fmt.Sprintf("%s %d", label, e.Count))
		}
		if e.Goto {
			class = "goto"
		}
		if e.Loop {
			class = "loop"
		}
		bow := l.drawArrow(b, l.routes[i], class, style)
		if label != "" {
			tags = append(tags, placeTag(label, bow, width, tags))
		}
	}
	for _, t := range tags {
		t.draw(b)
	}
}
