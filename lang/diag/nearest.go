package diag

import (
	"sort"
	"strings"
	"unicode"
)

// Nearest returns the names that a reader most likely meant by name: one when one is clearly nearest, else up to
// three, none when nothing is near enough to be worth saying. Case, `_`, `-` and spaces count for nothing.
func Nearest(name string, names []string) []string {
	want := folded(name)
	if len(want) == 0 {
		return nil
	}
	type candidate struct {
		name  string
		edits int
	}
	var near []candidate
	seen := map[string]bool{}
	for _, n := range names {
		if n == name || seen[n] {
			continue
		}
		seen[n] = true
		have := folded(n)
		limit := min(max(len(want), len(have))/3, 3)
		if edits := distance(want, have, limit); edits <= limit {
			near = append(near, candidate{n, edits})
		}
	}
	sort.Slice(near, func(i, j int) bool {
		if near[i].edits != near[j].edits {
			return near[i].edits < near[j].edits
		}
		return near[i].name < near[j].name
	})
	var out []string
	for _, c := range near {
		if len(out) == 3 || c.edits > near[0].edits {
			break
		}
		out = append(out, c.name)
	}
	return out
}

// DidYouMean is the help that goes with Nearest: "did you mean `a`?", or "" when there is nothing to say.
func DidYouMean(name string, names []string) string {
	near := Nearest(name, names)
	if len(near) == 0 {
		return ""
	}
	return Meant(near)
}

// Meant asks for one of up to three names.
func Meant(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = "`" + n + "`"
	}
	last := len(quoted) - 1
	if last == 0 {
		return "did you mean " + quoted[0] + "?"
	}
	return "did you mean " + strings.Join(quoted[:last], ", ") + " or " + quoted[last] + "?"
}

func folded(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if r != '_' && r != '-' && r != ' ' {
			out = append(out, unicode.ToLower(r))
		}
	}
	return out
}

// distance counts the inserts, deletes, replacements and swaps of neighbors between a and b (the restricted
// Damerau-Levenshtein distance); more than limit when it is more than limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
