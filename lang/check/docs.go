// Comments as documentation: the comment behind a declaration on its line, or the comment lines right above it.

package check

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// docs finds the comments of one file by line.
type docs struct {
	file   *source.File
	behind map[int]string // comment that ends its line, after other text
	alone  map[int]string // comment that has its line to itself
	spans  map[int]int    // last line of a comment on several lines → its first
}

func newDocs(f *ast.File) *docs {
	d := &docs{file: f.Source, behind: map[int]string{}, alone: map[int]string{}, spans: map[int]int{}}
	for _, c := range f.Comments {
		first := c.Place.Line()
		last := c.Place.File.LineAt(c.Place.End)
		before := c.Place.File.Text[c.Place.File.LineStart(first):c.Place.Start]
		if strings.TrimSpace(before) != "" {
			d.behind[first] = commentText(c.Text)
			continue
		}
		d.alone[last] = commentText(c.Text)
		d.spans[last] = first
	}
	return d
}

// of returns the documentation of a declaration; "" without.
func (d *docs) of(at source.Span) string {
	if at.File != d.file || at.File == nil {
		return ""
	}
	line := at.Line()
	if text, ok := d.behind[at.File.LineAt(at.End)]; ok && !strings.HasPrefix(text, "allow:") {
		return text
	}
	var lines []string
	for line--; ; line = d.spans[line] - 1 {
		text, ok := d.alone[line]
		if !ok {
			break
		}
		lines = append(lines, text)
	}
	slices.Reverse(lines)
	return strings.Join(lines, " ")
}

func commentText(text string) string {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "/*"), "*/")
	return strings.TrimSpace(strings.TrimLeft(text, "/"))
}
