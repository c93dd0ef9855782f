package vm

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestContainsFold compares with the plain way, over letters whose lower form has another length or is ASCII.
func TestContainsFold(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aAbB@. kKKiIİéÉȺⱥſß世"))
	text := rapid.Map(rapid.SliceOfN(letters, 0, 12), func(r []rune) string { return string(r) })
	rapid.Check(t, func(t *rapid.T) {
		s, needle := text.Draw(t, "s"), text.Draw(t, "needle")
		if len(needle) > 4 {
			needle = string([]rune(needle)[:2])
		}
		if rapid.Bool().Draw(t, "broken") {
			s += "\xff"
		}
		if got, want := containsFold(s, needle), strings.Contains(strings.ToLower(s), needle); got != want {
			t.Fatalf("%q contains %q: %v, want %v", s, needle, got, want)
		}
	})
}
