package simtest

import (
	"flag"
	"math/rand/v2"
	"testing"
)

var seedFlag = flag.Uint64("sim.seed", 0, "seed of the random tests; 0 draws one")

// seedOf is the seed of a test, and says how to have it again.
func seedOf(t testing.TB) uint64 {
	s := *seedFlag
	if s == 0 {
		s = rand.Uint64()
	}
	t.Logf("again with: go test -run '^%s$' ./runtime/simtest -sim.seed %d", t.Name(), s)
	return s
}
