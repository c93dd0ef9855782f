// Plain text for a terminal: columns, paragraphs, indentation.
package stdlib

import (
	"strings"
	"unicode/utf8"
)

// width is the length of the lines that paragraphs are broken to.
const width = 100

// widest is the width up to which the first column grows; longer entries have their text on the next line.
const widest = 44

// columns are rows of two, indented, with the second column aligned and broken.
func columns(rows [][2]string) string {
	first := 0
	for _, row := range rows {
		if n := utf8.RuneCountInString(row[0]); n <= widest {
			first = max(first, n)
		}
	}
	var out strings.Builder
	for _, row := range rows {
		n := utf8.RuneCountInString(row[0])
		out.WriteString("  " + row[0])
		if row[1] == "" {
			out.WriteString("\n")
			continue
		}
		margin := "\n" + strings.Repeat(" ", first+4)
		if n > first {
			out.WriteString(margin)
		} else {
			out.WriteString(strings.Repeat(" ", first-n+2))
		}
		out.WriteString(strings.Join(broken(row[1], width-first-4), margin) + "\n")
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
