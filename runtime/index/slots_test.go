package index

import (
	"math/rand/v2"
	"testing"
)

// Slots are a map, whatever comes and goes, also where many keys want one place.
func TestSlots(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range 200 {
		var s slots[int]
		want := map[uint64]int{}
		crowd := 1 + r.Uint64N(40)
		for i := range 400 {
			key := r.Uint64N(crowd)<<32 | r.Uint64N(20)<<1 | 1
			if r.IntN(5) < 3 {
				s.set(key, i+1)
				want[key] = i + 1
			} else {
				s.delete(key)
				delete(want, key)
			}
			if s.len() != len(want) {
				t.Fatalf("%d keys, want %d", s.len(), len(want))
			}
			for k, v := range want {
				if got := s.get(k); got != v {
					t.Fatalf("step %d: %x is %d, want %d", i, k, got, v)
				}
			}
		}
	}
}
