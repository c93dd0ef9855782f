package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/wflang/wf/runtime/store"
)

// pipeline works on each transaction while the one before it is being committed.
func pipeline(t *testing.T, s store.Store) {
	p, ok := s.(store.Pipelined)
	if !ok {
		t.Skip("this store commits at once")
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	want := map[string]string{}
	tx := p.Begin(true)
	committed := make(chan error, 1)
	committed <- nil
	for range 60 {
		for range r.IntN(40) {
			key := fmt.Sprintf("%03d", r.IntN(200))
			if r.IntN(3) == 0 {
				delete(want, key)
				must(t, tx.Delete([]byte(key)))
			} else {
				want[key] = fmt.Sprint(r.Uint32())
				must(t, tx.Set([]byte(key), []byte(want[key])))
			}
		}
		agree(t, tx, want)
		must(t, <-committed)
		next := p.BeginAfter(tx)
		ending := tx
		go func() { committed <- ending.Commit() }()
		tx = next
		agree(t, tx, want)
	}
	must(t, <-committed)
	tx.Discard()
	reader := s.Begin(false)
	defer reader.Discard()
	agree(t, reader, want)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// agree compares all that a transaction sees with what it should.
func agree(t *testing.T, tx store.Tx, want map[string]string) {
	t.Helper()
	for _, reverse := range []bool{false, true} {
		n, last := 0, ""
		for k, v := range tx.Scan([]byte("0"), nil, reverse) {
			if want[string(k)] != string(v) || n > 0 && (last < string(k)) == reverse {
				t.Fatalf("%s=%s after %s (reverse %v), want %s", k, v, last, reverse, want[string(k)])
			}
			n, last = n+1, string(k)
		}
		if n != len(want) {
			t.Fatalf("%d keys, want %d", n, len(want))
		}
	}
	for k, v := range want {
		if got, err := tx.Get([]byte(k)); err != nil || string(got) != v {
			t.Fatalf("%s is %s, %v, want %s", k, got, err, v)
		}
	}
}
