package diag

// The closing line: how many faults in how many files.

import (
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/source"
)

// Summary counts: "2 errors, 1 warning in 3 files", or "no faults".
func Summary(list []Diagnostic) string {
	levels, files := Count(list)
	var parts []string
	for level, n := range levels {
		if n > 0 {
			parts = append(parts, plural(n, Level(level).String()))
		}
	}
	if len(parts) == 0 {
		return "no faults"
	}
	text := strings.Join(parts, ", ")
	if files > 0 {
		text += " in " + plural(files, "file")
	}
	return text
}

// Count gives the number of diagnostics of each level, and of files that have any.
func Count(list []Diagnostic) (levels [3]int, files int) {
	seen := map[*source.File]bool{}
	for i := range list {
		levels[list[i].Level]++
		if f := list[i].Span.File; f != nil && !seen[f] {
			seen[f] = true
			files++
		}
	}
	return levels, files
}

func plural(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return strconv.Itoa(n) + " " + word
}
