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
	if len(b.Unbounded) > 0 {
		lines = append(lines, fmt.Sprintf("- its time has no limit: line %d waits without one", b.Unbounded[0].Position().Line))
	} else {
		lines = append(lines, "- lasts at most "+length(b.Longest))
	}
	if b.Paths != math.MaxInt64 {
		lines = append(lines, fmt.Sprintf("- %d paths", b.Paths))
	}
	return strings.Join(lines, "\n")
}

// length is a time as people say it.
func length(d time.Duration) string {
	days, hours := int(d/(24*time.Hour)), int(d%(24*time.Hour)/time.Hour)
	switch {
	case d == 0:
		return "no time"
	case days > 0 && hours > 0:
		return fmt.Sprintf("%d d %d h", days, hours)
	case days > 0:
		return fmt.Sprintf("%d d", days)
	}
	return d.Truncate(time.Minute).String()
}
