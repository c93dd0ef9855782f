// Package source holds the text that everything else points into: files, byte spans, and their
// translation to lines and columns. Inside the house a place is always a byte offset; line,
// column and UTF-16 exist only at the edge (printers, editors).
package source

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// File is one source text with its name as people see it (relative to the project).
type File struct {
	Name string
	Text string

	lines  []int  // byte offset of the start of each line
	edges  []int  // the same as editors count lines
	secret []Span // of any file of this text; see Conceal
}

// NewFile returns a file ready for position look-ups.
func NewFile(name, text string) *File {
	f := &File{Name: name, Text: text, lines: []int{0}}
	for i := strings.IndexByte(text, '\n'); i >= 0; {
		at := f.lines[len(f.lines)-1] + i + 1
		f.lines = append(f.lines, at)
		i = strings.IndexByte(text[at:], '\n')
	}
	f.edges = edges(text, f.lines)
	return f
}

// edges are the starts of the lines as the language server protocol counts them: there a carriage return alone ends a
// line too.
func edges(text string, lines []int) []int {
	if strings.Count(text, "\r") == strings.Count(text, "\r\n") {
		return lines
	}
	list := []int{0}
	for i := range len(text) {
		if text[i] == '\n' || text[i] == '\r' && !strings.HasPrefix(text[i+1:], "\n") {
			list = append(list, i+1)
		}
	}
	return list
}

// Span returns the span from byte start up to, not including, byte end. Both are clamped to the text.
func (f *File) Span(start, end int) Span {
	start = min(max(start, 0), len(f.Text))
	end = min(max(end, start), len(f.Text))
	return Span{File: f, Start: start, End: end}
}

// Lines is the number of lines; an empty file has one.
func (f *File) Lines() int { return len(f.lines) }

// Line returns the text of the line with number n (from 1), without its line break.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	end := len(f.Text)
	if n < len(f.lines) {
		end = f.lines[n] - 1
	}
	return strings.TrimSuffix(f.Text[f.lines[n-1]:end], "\r")
}

// Renamed is the same text under another name, with the same secrets.
func (f *File) Renamed(name string) *File {
	n := *f
	n.Name = name
	return &n
}

// Conceal marks a part of the text as a secret, before the file is given to others: Shown leaves it out.
func (f *File) Conceal(s Span) { f.secret = append(f.secret, s) }

// Shown is Line as it may be printed: each byte of a secret is a `*`.
func (f *File) Shown(n int) string {
	text := f.Line(n)
	for _, s := range f.secret {
		from, to := max(s.Start-f.LineStart(n), 0), min(s.End-f.LineStart(n), len(text))
		if from < to {
			text = text[:from] + strings.Repeat("*", to-from) + text[to:]
		}
	}
	return text
}

// LineStart is the byte offset at which line n (from 1) begins.
func (f *File) LineStart(n int) int {
	n = min(max(n, 1), len(f.lines))
	return f.lines[n-1]
}

// Position is a place as people count: line and column from 1, the column in runes.
type Position struct {
	Line, Column int
}

// LineAt is the line, from 1, in which a byte offset lies.
func (f *File) LineAt(offset int) int {
	return sort.SearchInts(f.lines, min(max(offset, 0), len(f.Text))+1)
}

// Position translates a byte offset.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.Text))
	line := sort.SearchInts(f.lines, offset+1)
	return Position{Line: line, Column: utf8.RuneCountInString(f.Text[f.lines[line-1]:offset]) + 1}
}

// UTF16 translates a byte offset to the line and character of the language server protocol (both from 0).
func (f *File) UTF16(offset int) (line, character int) {
	offset = min(max(offset, 0), len(f.Text))
	line = sort.SearchInts(f.edges, offset+1)
	for _, r := range f.Text[f.edges[line-1]:offset] {
		character += utf16Len(r)
	}
	return line - 1, character
}

// FromUTF16 is the inverse of UTF16. A place beyond the line's end is the line's end.
func (f *File) FromUTF16(line, character int) int {
	if line < 0 {
		return 0
	}
	if line >= len(f.edges) {
		return len(f.Text)
	}
	offset, end := f.edges[line], len(f.Text)
	if line+1 < len(f.edges) {
		end = f.edges[line+1]
	}
	for _, r := range strings.TrimRight(f.Text[offset:end], "\r\n") {
		if character <= 0 {
			break
		}
		character -= utf16Len(r)
		offset += max(utf8.RuneLen(r), 1)
	}
	return min(offset, len(f.Text))
}

func utf16Len(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// Span is a stretch of a file, in bytes. The zero Span points nowhere.
type Span struct {
	File       *File
	Start, End int
}

// Valid reports whether the span points into a file.
func (s Span) Valid() bool { return s.File != nil }

// Text is the source text under the span.
func (s Span) Text() string {
	if s.File == nil {
		return ""
	}
	return s.File.Text[s.Start:s.End]
}

// To returns the span from the start of s to the end of t.
func (s Span) To(t Span) Span {
	if !t.Valid() {
		return s
	}
	if !s.Valid() {
		return t
	}
	return Span{File: s.File, Start: min(s.Start, t.Start), End: max(s.End, t.End)}
}

// Contains reports whether the byte offset lies inside the span or at its end.
func (s Span) Contains(offset int) bool { return s.Start <= offset && offset <= s.End }

// Line is the line of the span's start, from 1; it is found sooner than a Position, whose column is counted.
func (s Span) Line() int {
	if s.File == nil {
		return 0
	}
	return s.File.LineAt(s.Start)
}

// Position is the line and column of the span's start.
func (s Span) Position() Position {
	if s.File == nil {
		return Position{}
	}
	return s.File.Position(s.Start)
}

// String is `file:line:column`.
func (s Span) String() string {
	if s.File == nil {
		return "-"
	}
	p := s.Position()
	return s.File.Name + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
}
