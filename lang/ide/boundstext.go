package ide

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/bounds"
)

// boundsText says what one run can cost at most.
func boundsText(b bounds.Bounds) string {
	var lines []string
	for _, action := range slices.Sorted(maps.Keys(b.Messages)) {
		lines = append(lines, fmt.Sprintf("- at most %d by `%s`", b.Messages[action], action))
	}
	if len(lines) == 0 {
		lines = append(lines, "- sends no messages")
	}
	lines = append(lines, "- "+lasts(b))
	if b.Rated {
		lines = append(lines, "- and as long as `rate` holds its messages back")
	}
	if b.Paths != math.MaxInt64 {
		lines = append(lines, fmt.Sprintf("- %d paths", b.Paths))
	}
	return strings.Join(lines, "\n")
}

// lasts says how long a run takes.
func lasts(b bounds.Bounds) string {
	switch {
	case len(b.Unbounded) > 0 && b.Shortest > 0:
		return fmt.Sprintf("lasts at least %s, and its time has no limit: line %d waits without one", length(b.Shortest), b.Unbounded[0].Position().Line)
	case len(b.Unbounded) > 0:
		return fmt.Sprintf("its time has no limit: line %d waits without one", b.Unbounded[0].Position().Line)
	case b.Longest == 0:
		return "lasts no time"
	case b.Shortest == b.Longest:
		return "lasts " + length(b.Longest)
	case b.Shortest == 0:
		return "lasts at most " + length(b.Longest)
	}
	return "lasts " + length(b.Shortest) + " to " + length(b.Longest)
}

// length is a time to the minute, as people say it: 3 d 4 h 15 min.
func length(d time.Duration) string {
	var parts []string
	for _, unit := range [...]struct {
		name string
		long time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"min", time.Minute}} {
		if n := d / unit.long; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			d -= n * unit.long
		}
	}
	return strings.Join(parts, " ")
}
