package format_test

import (
	"strings"
	"testing"

	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/source"
)

// Programs as people write them, and texts of a megabyte that nobody writes.
func BenchmarkFile(b *testing.B) {
	const megabyte = 1 << 20
	repeat := func(text string) string { return strings.Repeat(text, (megabyte-1000)/len(text)) }
	for name, text := range map[string]string{
		"programs": repeat(strings.Join(corpus(b), "\n")),
		"brackets": repeat("("),
		"pairs":    repeat("{[()]}"),
		"line":     "workflow a on contact { " + repeat("stop "),
		"call":     "workflow a on contact { notify(to: [" + repeat("1, ") + "]) }",
		"comments": repeat("/* a */ // b\n"),
		"words":    repeat("if then else { "),
		"letters":  repeat("a"),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				format.File(source.NewFile("a.wf", text))
			}
		})
	}
}
