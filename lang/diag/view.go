package diag

// A source line as the terminal shows it: tabs, wide and invisible characters, and lines too long to show whole.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const (
	tabStop    = 4
	maxColumns = 120  // of an excerpt; longer lines are shortened around their marks
	maxBytes   = 4096 // beyond it a line is cut before its columns are measured
)

// mark is what to underline in a line, in bytes of that line.
type mark struct {
	start, end int
	label      string
	main       bool
	continues  bool // the place began on a line above
}

// stroke is a mark in columns (from 0) of a view.
type stroke struct {
	from, to int
	label    string
	main     bool
}

// view is a line, or a part of a long one, ready to print.
type view struct {
	text    string
	strokes []stroke
}

// views gives the line with its marks. Marks too far apart for one view get one each.
func views(line string, marks []mark) []view {
	marks = slices.Clone(marks)
	slices.SortStableFunc(marks, func(a, b mark) int { return cmp.Compare(a.start, b.start) })
	if len(line) <= maxBytes {
		return window(measure(line), marks, false, false)
	}
	var out []view
	for len(marks) > 0 {
		n := 1
		for n < len(marks) && marks[n].end-marks[0].start < maxColumns {
			n++
		}
		lo := boundary(line, marks[0].start-maxColumns)
		hi := boundary(line, min(marks[n-1].end, marks[n-1].start+maxColumns)+maxColumns)
		near := slices.Clone(marks[:n])
		for i := range near {
			near[i].start -= lo
			near[i].end = min(near[i].end, hi) - lo
		}
		out = append(out, window(measure(line[lo:hi]), near, lo > 0, hi < len(line))...)
		marks = marks[n:]
	}
	return out
}

// boundary is the start of the character at the byte offset, clamped to the line.
func boundary(line string, offset int) int {
	offset = min(max(offset, 0), len(line))
	for offset > 0 && offset < len(line) && !utf8.RuneStart(line[offset]) {
		offset--
	}
	return offset
}

// cell is one character as people see it.
type cell struct {
	text          string
	offset, bytes int // in the line
	column, width int
}

func measure(line string) []cell {
	cells := make([]cell, 0, len(line))
	offset, column, state := 0, 0, -1
	for rest := line; rest != ""; {
		var cluster string
		var width int
		cluster, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
		c := cell{text: cluster, offset: offset, bytes: len(cluster), column: column, width: width}
		if cluster == "\t" {
			c.width = tabStop - column%tabStop
			c.text = strings.Repeat(" ", c.width)
		} else if shown := visible(cluster); shown != cluster {
			c.text, c.width = shown, len(shown)
		}
		cells = append(cells, c)
		offset += c.bytes
		column += c.width
	}
	return cells
}

// visible replaces what a terminal would obey or not show (control characters, text-direction overrides, lone joiners,
// bytes that are no UTF-8) by its number.
func visible(text string) string {
	if !strings.ContainsFunc(text, hidden) {
		return text
	}
	var b strings.Builder
	state := -1
	for rest := text; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		r, size := utf8.DecodeRuneInString(cluster)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, "<%02X>", cluster[0])
		case cluster == "\r\n":
			b.WriteString("<U+000D><U+000A>")
		case size == len(cluster) && hidden(r) && r != utf8.RuneError:
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteString(cluster) // a joiner inside of a character is part of it
		}
	}
	return b.String()
}

func hidden(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

// window shows the cells, or where they are too many, a part around each group of marks.
func window(cells []cell, marks []mark, cutLeft, cutRight bool) []view {
	total := 0
	if n := len(cells); n > 0 {
		total = cells[n-1].column + cells[n-1].width
	}
	strokes := make([]stroke, len(marks))
	for i, m := range marks {
		s := stroke{from: columnOf(cells, m.start, false), to: columnOf(cells, m.end, true), label: m.label, main: m.main}
		s.to = max(s.to, s.from+1)
		strokes[i] = s
	}
	if total <= maxColumns {
		return []view{cut(cells, strokes, 0, total, cutLeft, cutRight)}
	}
	var out []view
	for len(strokes) > 0 {
		n, from, to := 1, strokes[0].from, strokes[0].to
		for n < len(strokes) && max(to, strokes[n].to)-from < maxColumns {
			to = max(to, strokes[n].to)
			n++
		}
		lo := max(0, from-max(4, (maxColumns-(to-from))/2))
		hi := min(total, lo+maxColumns)
		lo = max(0, min(lo, hi-maxColumns))
		out = append(out, cut(cells, strokes[:n], lo, hi, cutLeft || lo > 0, cutRight || hi < total))
		strokes = strokes[n:]
	}
	return out
}

// columnOf is the column of a byte offset; inside of a character it is the character's start, or with up its end.
func columnOf(cells []cell, offset int, up bool) int {
	i, found := slices.BinarySearchFunc(cells, offset, func(c cell, offset int) int { return cmp.Compare(c.offset, offset) })
	switch {
	case found:
		return cells[i].column
	case i == 0:
		return 0
	}
	c := cells[i-1]
	if up || offset >= c.offset+c.bytes {
		return c.column + c.width
	}
	return c.column
}

const ellipsis = "…"

// cut shows the columns from lo up to hi, with an ellipsis where something was left out.
func cut(cells []cell, strokes []stroke, lo, hi int, left, right bool) view {
	var text strings.Builder
	shift := 0
	if left {
		text.WriteString(ellipsis)
		shift = 1
	}
	first := true
	for _, c := range cells {
		if c.column < lo || c.column+c.width > hi {
			continue
		}
		if first {
			lo, first = c.column, false // a wide character may straddle the edge
		}
		text.WriteString(c.text)
	}
	v := view{text: strings.TrimRight(text.String(), " ")}
	if right {
		v.text += ellipsis
	}
	for _, s := range strokes {
		s.from += shift - lo
		s.to = max(min(s.to, hi)+shift-lo, s.from+1)
		v.strokes = append(v.strokes, s)
	}
	return v
}
