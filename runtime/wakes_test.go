package runtime

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// Whatever is set between whiles, the earliest comes first, and of one moment the lowest number.
func TestWakesComeInOrder(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	var heap wakes
	var plain []wake
	for range 20_000 {
		if len(plain) == 0 || random.IntN(5) > 1 {
			w := wake{int64(random.IntN(50)), random.Uint64N(1000)}
			heap.push(w)
			plain = append(plain, w)
			continue
		}
		slices.SortFunc(plain, func(a, b wake) int {
			if a.before(b) {
				return -1
			}
			return 1
		})
		if got := heap.pop(); got != plain[0] {
			t.Fatalf("seed %d: got %v, want %v", seed, got, plain[0])
		}
		plain = plain[1:]
		if len(heap) != len(plain) {
			t.Fatalf("seed %d: %d are left, want %d", seed, len(heap), len(plain))
		}
	}
}
