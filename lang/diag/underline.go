package diag

// The rows under a source line: `^^^` for the main place, `---` for the others, and their labels.

import (
	"cmp"
	"slices"
	"strings"
)

// underline draws the strokes: as many as do not overlap in one row, the label of the rightmost beside it, those of the
// others below, each hanging from its stroke.
func (p *textPrinter) underline(strokes []stroke) []string {
	var out []string
	for _, row := range layers(strokes) {
		last := len(row) - 1
		var b brush
		for _, s := range row {
			b.to(s.from)
			b.put(p.strokeColor(s), strings.Repeat(s.sign(), s.to-s.from))
		}
		if row[last].label != "" {
			b.put(p.strokeColor(row[last]), " "+visible(row[last].label))
		}
		out = append(out, b.String())
		out = append(out, p.hanging(row[:last])...)
	}
	return out
}

// layers splits the strokes into rows without overlap; the main place is in the first.
func layers(strokes []stroke) [][]stroke {
	order := slices.Clone(strokes)
	slices.SortStableFunc(order, func(a, b stroke) int {
		if a.main != b.main {
			if a.main {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.from, b.from)
	})
	var rows [][]stroke
next:
	for _, s := range order {
		for i, row := range rows {
			if !slices.ContainsFunc(row, func(o stroke) bool { return s.from < o.to && o.from < s.to }) {
				rows[i] = append(row, s)
				continue next
			}
		}
		rows = append(rows, []stroke{s})
	}
	for _, row := range rows {
		slices.SortFunc(row, func(a, b stroke) int { return cmp.Compare(a.from, b.from) })
	}
	return rows
}

// hanging writes the labels of the strokes, the rightmost first, with a thread up to each stroke still to come.
func (p *textPrinter) hanging(row []stroke) []string {
	row = slices.DeleteFunc(slices.Clone(row), func(s stroke) bool { return s.label == "" })
	if len(row) == 0 {
		return nil
	}
	threads := func(list []stroke) *brush {
		b := &brush{}
		for _, s := range list {
			b.to(s.from)
			b.put(p.strokeColor(s), "|")
		}
		return b
	}
	out := []string{threads(row).String()}
	for i := len(row) - 1; i >= 0; i-- {
		b := threads(row[:i])
		b.to(row[i].from)
		b.put(p.strokeColor(row[i]), visible(row[i].label))
		out = append(out, b.String())
	}
	return out
}

func (s stroke) sign() string {
	if s.main {
		return "^"
	}
	return "-"
}

func (p *textPrinter) strokeColor(s stroke) string {
	if s.main {
		return p.color
	}
	return p.style.Related
}

// brush writes colored text at columns.
type brush struct {
	strings.Builder
	column int
}

func (b *brush) to(column int) {
	if column > b.column {
		b.WriteString(strings.Repeat(" ", column-b.column))
		b.column = column
	}
}

// put writes text whose characters are one column each, or which nothing follows.
func (b *brush) put(color, text string) {
	b.WriteString(paint(color, text))
	b.column += len(text)
}
