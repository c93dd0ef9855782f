package format

// The lines under construction, and how they become text.

import (
	"strings"
	"unicode/utf8"
)

// line is a finished line. Its text may hold line breaks of its own: those of a raw string, a comment or a stretch that
// could not be read.
type line struct {
	indent  int
	text    string
	comment string // that trails it
	blank   bool   // an empty line stands above
}

// width is the column at which the line's text ends.
func (l *line) width() int {
	if i := strings.LastIndexByte(l.text, '\n'); i >= 0 {
		return utf8.RuneCountInString(l.text[i+1:])
	}
	return l.indent + utf8.RuneCountInString(l.text)
}

// Beyond this column the comment of a line stands where the line ends, and does not push those of its neighbors away.
const maxCommentColumn = 60

// join makes text of lines. Comments that trail lines right below each other stand in one column.
func join(lines []line) string {
	var b strings.Builder
	for i := 0; i < len(lines); {
		n := i + 1
		column := lines[i].commentColumn()
		for n < len(lines) && lines[n].continues(&lines[i]) {
			column = max(column, lines[n].commentColumn())
			n++
		}
		for ; i < n; i++ {
			lines[i].write(&b, column)
		}
	}
	return b.String()
}

// continues tells whether the comment of the line belongs to the column of those from first on.
func (l *line) continues(first *line) bool {
	return first.comment != "" && l.comment != "" && !l.blank && l.indent == first.indent && !l.closes() && !first.closes()
}

// closes tells whether the line begins with a bracket that closes lines above.
func (l *line) closes() bool { return l.text != "" && strings.Contains(")]}", l.text[:1]) }

// commentColumn is the column that the comment asks for, 0 without a comment.
func (l *line) commentColumn() int {
	if l.comment == "" {
		return 0
	}
	if w := l.width() + 1; w <= maxCommentColumn {
		return w
	}
	return 1
}

func (l *line) write(b *strings.Builder, column int) {
	if l.blank && b.Len() > 0 {
		b.WriteByte('\n')
	}
	if l.text != "" {
		b.WriteString(strings.Repeat(" ", l.indent))
		b.WriteString(l.text)
	}
	if l.comment != "" {
		b.WriteString(strings.Repeat(" ", max(1, column-l.width())))
		b.WriteString(l.comment)
	}
	b.WriteByte('\n')
}
