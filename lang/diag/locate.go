package diag

// Where a diagnostic stands, in lines and columns.

import (
	"unicode/utf8"

	"github.com/wflang/wf/lang/source"
)

// locator translates byte offsets. It remembers the last answer, so that thousands of faults in one long line do not
// count that line's characters anew each time.
type locator struct {
	file       *source.File
	offset     int
	pos        source.Position
	start, end int // of the line, its break included
}

func (l *locator) position(f *source.File, offset int) source.Position {
	offset = min(max(offset, 0), len(f.Text))
	if l.file == f && l.start <= offset && offset < l.end && utf8.RuneStart(f.Text[offset]) {
		l.pos.Column += utf8.RuneCountInString(f.Text[min(l.offset, offset):offset])
		l.pos.Column -= utf8.RuneCountInString(f.Text[offset:max(l.offset, offset)])
		l.offset = offset
		return l.pos
	}
	pos := f.Position(offset)
	end := len(f.Text)
	if pos.Line < f.Lines() {
		end = f.LineStart(pos.Line + 1)
	}
	if offset == len(f.Text) || utf8.RuneStart(f.Text[offset]) {
		*l = locator{file: f, offset: offset, pos: pos, start: f.LineStart(pos.Line), end: end}
	}
	return pos
}

// lastLine is the line of the last byte of the span: a span that ends with a line break does not reach the next line.
func (l *locator) lastLine(s source.Span) int {
	pos := l.position(s.File, s.End)
	if s.End > s.Start && s.File.LineStart(pos.Line) == s.End {
		return pos.Line - 1
	}
	return pos.Line
}
