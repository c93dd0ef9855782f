package runtime

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
)

// Whatever comes and goes, the cache gives the latest form of a record or none.
func TestRecordCacheAgainstPlainMap(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	c := newRecordCache(3 * chunkSize)
	plain := map[place][]byte{}
	found := 0
	for range 60_000 {
		p := place{r.IntN(3), fmt.Sprint(r.IntN(5000))}
		switch r.IntN(8) {
		case 0:
			c.forget(p)
			delete(plain, p)
		case 1, 2, 3:
			data, ok := c.get(p)
			if !ok {
				continue
			}
			found++
			if want, known := plain[p]; !known || !bytes.Equal(data, want) {
				t.Fatalf("%v is %x, want %x", p, data, want)
			}
		default:
			data := bytes.Repeat([]byte{byte(r.IntN(256))}, r.IntN(400))
			if r.IntN(500) == 0 {
				data = make([]byte, chunkSize/4)
			}
			c.put(p, data)
			plain[p] = data
		}
	}
	if found < 1000 || len(c.chunks) != 3 {
		t.Errorf("only %d were found, in %d chunks", found, len(c.chunks))
	}
	if len(c.where) > 15_000 {
		t.Errorf("%d positions are known", len(c.where))
	}
}

// A cache of no size keeps nothing.
func TestRecordCacheOfNothing(t *testing.T) {
	c := newRecordCache(0)
	c.put(place{1, "a"}, []byte("x"))
	if _, ok := c.get(place{1, "a"}); ok {
		t.Error("it was kept")
	}
}

func BenchmarkRecordCache(b *testing.B) {
	c := newRecordCache(48 << 20)
	places := make([]place, 1<<19)
	for i := range places {
		places[i] = place{3, fmt.Sprint(i)}
		c.put(places[i], make([]byte, 45))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c.get(places[i*7919%len(places)])
	}
}
