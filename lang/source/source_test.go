package source_test

import (
	"testing"

	"github.com/wflang/wf/lang/source"
)

// Editors count the lines of the protocol: each of \n, \r\n and \r ends one. For people, only \n does.
func TestUTF16(t *testing.T) {
	f := source.NewFile("a.wf", "a\rb\r\n🎉c\r\r\nd")
	for _, row := range []struct{ offset, line, character, people int }{
		{0, 0, 0, 1}, {1, 0, 1, 1}, {2, 1, 0, 1}, {3, 1, 1, 1}, {5, 2, 0, 2}, {9, 2, 2, 2}, {10, 2, 3, 2}, {11, 3, 0, 2}, {13, 4, 0, 3}, {14, 4, 1, 3},
	} {
		if line, character := f.UTF16(row.offset); line != row.line || character != row.character {
			t.Errorf("byte %d is at %d:%d, want %d:%d", row.offset, line, character, row.line, row.character)
		}
		if offset := f.FromUTF16(row.line, row.character); offset != row.offset {
			t.Errorf("%d:%d is byte %d, want %d", row.line, row.character, offset, row.offset)
		}
		if line := f.Position(row.offset).Line; line != row.people {
			t.Errorf("byte %d is on line %d for people, want %d", row.offset, line, row.people)
		}
	}
	// Beyond the end of a line is its end, beyond the last line the end of the text.
	for _, row := range []struct{ line, character, offset int }{{0, 9, 1}, {1, 9, 3}, {2, 9, 10}, {3, 1, 11}, {4, 9, 14}, {5, 0, 14}, {-1, 4, 0}} {
		if offset := f.FromUTF16(row.line, row.character); offset != row.offset {
			t.Errorf("%d:%d is byte %d, want %d", row.line, row.character, offset, row.offset)
		}
	}
}

// What is concealed is left out of what is shown, byte for byte, in every file of the text.
func TestConceal(t *testing.T) {
	f := source.NewFile("wf.yaml", "a: one, b: zwö\nc: d\n")
	f.Conceal(f.Span(3, 6))
	f.Conceal(f.Span(11, 17)) // over the end of the line
	g := f.Renamed("here/wf.yaml")
	if got, want := g.Shown(1)+"|"+g.Shown(2), "a: ***, b: ****|*: d"; got != want || g.Name != "here/wf.yaml" || g.Line(1) != f.Line(1) {
		t.Errorf("%s\nwant %s", got, want)
	}
}
