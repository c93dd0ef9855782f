package main

// What one run of each workflow can cost at most: `wf check --bounds`.

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/diag"
)

// bounds prints them for people.
func (a *app) bounds(all []*checked) error {
	t := table{head: []string{"WORKFLOW", "PATHS", "SHORTEST", "LONGEST", "MESSAGES"}, right: []bool{false, true, true, true}}
	list, err := boundsOf(all)
	if err != nil {
		return err
	}
	for _, b := range list {
		longest := length(b.Longest)
		if b.Rated {
			longest += " and what `rate` holds back"
		}
		if len(b.Unbounded) > 0 {
			longest = fmt.Sprintf("no limit (%s)", b.Unbounded[0])
		}
		paths := strconv.FormatInt(b.Paths, 10)
		if b.Paths == math.MaxInt64 {
			paths = "many"
		}
		var messages []string
		for _, action := range slices.Sorted(maps.Keys(b.Messages)) {
			messages = append(messages, fmt.Sprintf("%s %d", action, b.Messages[action]))
		}
		t.add(b.Workflow, paths, length(b.Shortest), longest, strings.Join(messages, ", "))
	}
	return t.print(a.out)
}

// boundsReport is the document of a check with bounds: fields are added, never renamed or removed.
type boundsReport struct {
	diag.Report
	Bounds []boundsItem `json:"bounds"`
}

// boundsItem are the bounds of one workflow.
type boundsItem struct {
	Workflow string `json:"workflow"`
	Paths    *int64 `json:"paths"` // null: more than can be counted
	Shortest int64  `json:"shortest_seconds"`
	Longest  *int64 `json:"longest_seconds"` // null: something has no limit
	// NoLimit are the steps that may hold a record as long as it takes, and Rated says that messages may also wait for the
	// workflow's rate, which Longest does not count.
	NoLimit  []diag.ReportPlace `json:"no_limit,omitempty"`
	Rated    bool               `json:"rated,omitempty"`
	Messages map[string]int     `json:"messages"`
}

// boundsJSON prints the report of a check together with the bounds.
func (a *app) boundsJSON(all []*checked, found []diag.Diagnostic) error {
	list, err := boundsOf(all)
	if err != nil {
		return err
	}
	report := boundsReport{Report: diag.NewReport(found), Bounds: []boundsItem{}}
	for _, b := range list {
		item := boundsItem{Workflow: b.Workflow, Shortest: int64(b.Shortest / time.Second), Rated: b.Rated, Messages: b.Messages}
		if item.Messages == nil {
			item.Messages = map[string]int{}
		}
		if b.Paths != math.MaxInt64 {
			item.Paths = &b.Paths
		}
		for _, s := range b.Unbounded {
			item.NoLimit = append(item.NoLimit, diag.PlaceOf(s))
		}
		if longest := int64(b.Longest / time.Second); len(b.Unbounded) == 0 {
			item.Longest = &longest
		}
		report.Bounds = append(report.Bounds, item)
	}
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(report)
}

func boundsOf(all []*checked) ([]bounds.Bounds, error) {
	var list []bounds.Bounds
	for _, p := range all {
		zone, err := time.LoadLocation(string(p.Config.Timezone))
		if err != nil {
			return nil, err
		}
		for _, w := range p.Analysis.Project.Workflows {
			b := bounds.Of(w, bounds.Options{Zone: zone, Working: p.Config.Hours()})
			for i, s := range b.Unbounded {
				b.Unbounded[i] = p.Rooted([]diag.Diagnostic{{Span: s}})[0].Span
			}
			list = append(list, b)
		}
	}
	return list, nil
}

// length is a time to the minute, as people say it: 3d 4h 15m.
func length(d time.Duration) string {
	if d == 0 {
		return "0"
	}
	var parts []string
	for _, unit := range []struct {
		name string
		long time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}} {
		if n := d / unit.long; n > 0 {
			parts = append(parts, fmt.Sprintf("%d%s", n, unit.name))
			d -= n * unit.long
		}
	}
	return strings.Join(parts, " ")
}
