package records

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

// What is looked at without a regular expression is judged as one would.
func TestShortcuts(t *testing.T) {
	address := regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range 100_000 {
		text := make([]byte, r.IntN(7))
		for i := range text {
			text[i] = "a@. \t\n\f\r\v\xc3\xa909-"[r.IntN(14)]
		}
		if got, want := isAddress(string(text)), address.Match(text); got != want {
			t.Fatalf("address %q: %v, want %v", text, got, want)
		}
		if digits(string(text)) && !decimal.Match(text) {
			t.Fatalf("%q is no number", text)
		}
	}
}
