package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"
)

// table prints rows in aligned columns.
type table struct {
	head  []string
	right []bool // columns of numbers
	rows  [][]string

	fits int   // columns of the terminal that it should fit into; 0: as wide as it gets
	give []int // columns of the table that are cut for that, in turn
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) print(w io.Writer) error {
	width := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, cell := range row {
			width[i] = max(width[i], uniseg.StringWidth(cell))
		}
	}
	t.narrow(width)
	for _, row := range append([][]string{t.head}, t.rows...) {
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			if uniseg.StringWidth(cell) > width[i] {
				cell = clipped(cell, width[i])
			}
			pad := strings.Repeat(" ", width[i]-uniseg.StringWidth(cell))
			if i < len(t.right) && t.right[i] {
				line.WriteString(pad + cell)
			} else {
				line.WriteString(cell + pad)
			}
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// narrow takes from the columns that give way what a terminal has no room for.
func (t *table) narrow(width []int) {
	const least = 12
	if t.fits == 0 {
		return
	}
	over := 2*(len(width)-1) - t.fits
	for _, w := range width {
		over += w
	}
	for _, i := range t.give {
		cut := min(over, width[i]-least)
		if cut > 0 {
			width[i] -= cut
			over -= cut
		}
	}
}

// clipped is the beginning of a text that takes up so many columns.
func clipped(text string, columns int) string {
	var out strings.Builder
	left := columns - 1 // the ellipsis
	for g := uniseg.NewGraphemes(text); g.Next() && g.Width() <= left; left -= g.Width() {
		out.WriteString(g.Str())
	}
	return out.String() + "…"
}
