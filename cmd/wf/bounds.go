package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"maps"

	"github.com/wflang/wf/lang/bounds"
)

// bounds prints what one run of each workflow can cost at most.
func (a *app) bounds(all []*checked) error {
	t := table{head: []string{"WORKFLOW", "PATHS", "SHORTEST", "LONGEST", "MESSAGES"}, right: []bool{false, true, true, true}}
	for _, p := range all {
		zone, err := time.LoadLocation(string(p.Config.Timezone))
		if err != nil {
			return err
		}
		for _, w := range p.Analysis.Project.Workflows {
			b := bounds.Of(w, bounds.Options{Zone: zone, Working: p.Config.Hours()})
			longest := length(b.Longest)
			if len(b.Unbounded) > 0 {
				longest = fmt.Sprintf("unbounded (%s)", b.Unbounded[0])
			}
			paths := strconv.FormatInt(b.Paths, 10)
			if b.Paths == math.MaxInt64 {
				paths = "many"
			}
			var messages []string
			for _, action := range slices.Sorted(maps.Keys(b.Messages)) {
				messages = append(messages, fmt.Sprintf("%s %d", action, b.Messages[action]))
			}
			t.add(w.Name, paths, length(b.Shortest), longest, strings.Join(messages, ", "))
		}
	}
	return t.print(a.out)
}

// length is a time as people say it: 3d 4h.
func length(d time.Duration) string {
	if d == 0 {
		return "0"
	}
	var parts []string
	for _, unit := range []struct {
		name string
		long time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if n := d / unit.long; n > 0 {
			parts = append(parts, fmt.Sprintf("%d%s", n, unit.name))
			d -= n * unit.long
		}
	}
	return strings.Join(parts[:min(len(parts), 2)], " ")
}
