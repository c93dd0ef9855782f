// Plain text for a terminal: columns, paragraphs, indentation.

package stdlib

import (
	"strings"
	"unicode/utf8"
)

// width is the length of the lines that paragraphs are broken to.
const width = 100

// widest is the width up to which a column grows; what is longer pushes the rest of its row to the next line.
const widest = 44

// columns are rows of cells, indented and aligned, with the last cell broken to the width of a page.
func columns(rows [][]string) string {
	widths := make([]int, len(rows[0])-1)
	for _, row := range rows {
		for i := range widths {
			if n := utf8.RuneCountInString(row[i]); n <= widest {
				widths[i] = max(widths[i], n)
			}
		}
	}
	margin := 2
	for _, n := range widths {
		margin += n + 2
	}
	var out strings.Builder
	for _, row := range rows {
		line := " "
		for i, n := range widths {
			line += " " + row[i] + strings.Repeat(" ", max(n-utf8.RuneCountInString(row[i]), 0)) + " "
		}
		line += " "
		if utf8.RuneCountInString(line) > margin {
			line = strings.TrimRight(line, " ") + "\n" + strings.Repeat(" ", margin)
		}
		lines := broken(row[len(row)-1], width-margin)
		out.WriteString(strings.TrimRight(line+strings.Join(lines, "\n"+strings.Repeat(" ", margin)), " \n") + "\n")
	}
	return out.String()
}

// paragraph appends a text in lines, after an empty one; nothing for an empty text.
func paragraph(out *strings.Builder, text string) {
	if text != "" {
		out.WriteString("\n" + strings.Join(broken(text, width), "\n") + "\n")
	}
}

// broken is a text in lines of at most so many characters, as far as its words allow.
func broken(text string, most int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > most:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }

// firstSentence is what a text says up to its first full stop, without it.
func firstSentence(text string) string {
	if i := strings.Index(text, ". "); i >= 0 {
		text = text[:i]
	}
	text, _, _ = strings.Cut(text, "; ")
	return strings.TrimSuffix(text, ".")
}
