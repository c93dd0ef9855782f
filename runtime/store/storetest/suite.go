// Package storetest is what every store must pass, and a wrapper that makes a store fail where a test wants it to.
package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/wflang/wf/runtime/store"
)

// Run holds a store to its contract. open returns a new, empty store at each call.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	tests := []struct {
		name string
		test func(t *testing.T, s store.Store)
	}{
		{"a key that is not there", missingKey},
		{"a transaction reads what it wrote", readsOwnWrites},
		{"discard leaves nothing", discard},
		{"a reader sees the state at its beginning", snapshot},
		{"scans are ordered and bounded", scanBounds},
		{"a scan sees the state at its beginning", scanWhileWriting},
		{"scans nest", nestedScans},
		{"savepoints take back what came after", savepoints},
		{"empty values are values", emptyValues},
		{"readers cannot write", readersOnlyRead},
		{"one writer at a time", oneWriter},
		{"random steps against a plain map", randomSteps},
		{"a transaction begins while the one before is committed", pipeline},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			test.test(t, s)
			if err := s.Sync(); err != nil {
				t.Errorf("sync: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

// write runs f in a writing transaction and commits it.
func write(t *testing.T, s store.Store, f func(tx store.Tx)) {
	t.Helper()
	tx := s.Begin(true)
	defer tx.Discard()
	f(tx)
	if err := tx.Commit(); err != nil {
		t.Fatalf("commit: %v", err)
	}
}

func set(t *testing.T, tx store.Tx, key, value string) {
	t.Helper()
	if err := tx.Set([]byte(key), []byte(value)); err != nil {
		t.Fatalf("set %q: %v", key, err)
	}
}

func remove(t *testing.T, tx store.Tx, key string) {
	t.Helper()
	if err := tx.Delete([]byte(key)); err != nil {
		t.Fatalf("delete %q: %v", key, err)
	}
}

func fill(t *testing.T, s store.Store, keys ...string) {
	t.Helper()
	write(t, s, func(tx store.Tx) {
		for _, k := range keys {
			set(t, tx, k, "value of "+k)
		}
	})
}

func expect(t *testing.T, r store.Reader, key, want string) {
	t.Helper()
	got, err := r.Get([]byte(key))
	if err != nil || string(got) != want {
		t.Errorf("get %q: %q, %v; want %q", key, got, err, want)
	}
}

func expectMissing(t *testing.T, r store.Reader, key string) {
	t.Helper()
	if got, err := r.Get([]byte(key)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("get %q: %q, %v; want ErrNotFound", key, got, err)
	}
}

func collect(scan iter.Seq2[[]byte, []byte]) []string {
	keys := []string{}
	for k := range scan {
		keys = append(keys, string(k))
	}
	return keys
}

func expectKeys(t *testing.T, scan iter.Seq2[[]byte, []byte], want ...string) {
	t.Helper()
	if got := collect(scan); !slices.Equal(got, want) {
		t.Errorf("scan: %q, want %q", got, want)
	}
}

func missingKey(t *testing.T, s store.Store) {
	tx := s.Begin(false)
	defer tx.Discard()
	expectMissing(t, tx, "a")
	expectKeys(t, tx.Scan(nil, nil, false))
	expectKeys(t, tx.Scan(nil, nil, true))
}

func readsOwnWrites(t *testing.T, s store.Store) {
	fill(t, s, "a", "b", "c")
	write(t, s, func(tx store.Tx) {
		set(t, tx, "b", "new")
		remove(t, tx, "c")
		set(t, tx, "d", "four")
		expect(t, tx, "a", "value of a")
		expect(t, tx, "b", "new")
		expectMissing(t, tx, "c")
		expectKeys(t, tx.Scan(nil, nil, false), "a", "b", "d")
		expectKeys(t, tx.Scan(nil, nil, true), "d", "b", "a")
		for k, v := range tx.Scan([]byte("b"), []byte("c"), false) {
			if string(k) != "b" || string(v) != "new" {
				t.Errorf("scan gave %q = %q", k, v)
			}
		}
		remove(t, tx, "d")
		set(t, tx, "c", "again")
	})
	tx := s.Begin(false)
	defer tx.Discard()
	expect(t, tx, "b", "new")
	expect(t, tx, "c", "again")
	expectKeys(t, tx.Scan(nil, nil, false), "a", "b", "c")
}

func discard(t *testing.T, s store.Store) {
	fill(t, s, "a")
	tx := s.Begin(true)
	set(t, tx, "b", "x")
	remove(t, tx, "a")
	tx.Discard()
	tx.Discard()
	reader := s.Begin(false)
	defer reader.Discard()
	expectKeys(t, reader.Scan(nil, nil, false), "a")
}

func snapshot(t *testing.T, s store.Store) {
	fill(t, s, "a")
	reader := s.Begin(false)
	defer reader.Discard()
	write(t, s, func(tx store.Tx) {
		set(t, tx, "a", "changed")
		set(t, tx, "b", "x")
	})
	expect(t, reader, "a", "value of a")
	expectKeys(t, reader.Scan(nil, nil, false), "a")
	later := s.Begin(false)
	defer later.Discard()
	expect(t, later, "a", "changed")
}

func scanBounds(t *testing.T, s store.Store) {
	fill(t, s, "b", "a\xff", "a", "c", "a\x00", "d")
	write(t, s, func(tx store.Tx) {
		set(t, tx, "bb", "x") // one of them is not committed yet
		for _, scan := range []struct {
			from, to string
			want     []string
		}{
			{"", "", []string{"a", "a\x00", "a\xff", "b", "bb", "c", "d"}},
			{"a\x00", "b", []string{"a\x00", "a\xff"}},
			{"aa", "bbb", []string{"a\xff", "b", "bb"}},
			{"bb", "bb", []string{}},
			{"c", "a", []string{}},
			{"d", "", []string{"d"}},
			{"e", "", []string{}},
		} {
			var to []byte
			if scan.to != "" {
				to = []byte(scan.to)
			}
			expectKeys(t, tx.Scan([]byte(scan.from), to, false), scan.want...)
			slices.Reverse(scan.want)
			expectKeys(t, tx.Scan([]byte(scan.from), to, true), scan.want...)
		}
		first := ""
		for k := range tx.Scan(nil, nil, false) {
			first = string(k)
			break
		}
		if first != "a" {
			t.Errorf("a scan that was left began at %q", first)
		}
	})
}

func scanWhileWriting(t *testing.T, s store.Store) {
	fill(t, s, "a", "b", "c", "d")
	write(t, s, func(tx store.Tx) {
		seen := []string{}
		for k := range tx.Scan(nil, nil, false) {
			seen = append(seen, string(k))
			remove(t, tx, string(k))
			set(t, tx, "e"+string(k), "new")
		}
		if want := []string{"a", "b", "c", "d"}; !slices.Equal(seen, want) {
			t.Errorf("scan: %q, want %q", seen, want)
		}
		expectKeys(t, tx.Scan(nil, nil, false), "ea", "eb", "ec", "ed")
	})
}

func nestedScans(t *testing.T, s store.Store) {
	fill(t, s, "a", "b")
	write(t, s, func(tx store.Tx) {
		set(t, tx, "c", "x")
		pairs := []string{}
		for k := range tx.Scan(nil, nil, false) {
			for l := range tx.Scan(nil, nil, true) {
				pairs = append(pairs, string(k)+string(l))
			}
		}
		if want := []string{"ac", "ab", "aa", "bc", "bb", "ba", "cc", "cb", "ca"}; !slices.Equal(pairs, want) {
			t.Errorf("nested scans: %q, want %q", pairs, want)
		}
	})
}

func savepoints(t *testing.T, s store.Store) {
	fill(t, s, "a")
	write(t, s, func(tx store.Tx) {
		set(t, tx, "b", "1")
		outer := tx.Savepoint()
		set(t, tx, "b", "2")
		inner := tx.Savepoint()
		remove(t, tx, "a")
		set(t, tx, "c", "3")
		inner()
		expect(t, tx, "a", "value of a")
		expect(t, tx, "b", "2")
		expectMissing(t, tx, "c")
		outer()
		expect(t, tx, "b", "1")
		set(t, tx, "d", "4")
		outer()
		expectKeys(t, tx.Scan(nil, nil, false), "a", "b")
	})
	tx := s.Begin(false)
	defer tx.Discard()
	expect(t, tx, "b", "1")
	expectKeys(t, tx.Scan(nil, nil, false), "a", "b")
}

func emptyValues(t *testing.T, s store.Store) {
	write(t, s, func(tx store.Tx) {
		if err := tx.Set([]byte("a"), nil); err != nil {
			t.Fatal(err)
		}
		set(t, tx, "b", "")
		expect(t, tx, "a", "")
	})
	tx := s.Begin(false)
	defer tx.Discard()
	expect(t, tx, "a", "")
	expect(t, tx, "b", "")
	expectKeys(t, tx.Scan(nil, nil, false), "a", "b")
}

func readersOnlyRead(t *testing.T, s store.Store) {
	tx := s.Begin(false)
	defer tx.Discard()
	if err := tx.Set([]byte("a"), nil); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("set: %v", err)
	}
	if err := tx.Delete([]byte("a")); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("delete: %v", err)
	}
	if err := tx.Commit(); err != nil {
		t.Errorf("commit of a reader: %v", err)
	}
}

func oneWriter(t *testing.T, s store.Store) {
	const writers, rounds = 4, 25
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range rounds {
				tx := s.Begin(true)
				n, _ := tx.Get([]byte("n"))
				if err := tx.Set([]byte("n"), append(bytes.Clone(n), 'x')); err != nil {
					t.Error(err)
				}
				if err := tx.Commit(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	tx := s.Begin(false)
	defer tx.Discard()
	if n, _ := tx.Get([]byte("n")); len(n) != writers*rounds {
		t.Errorf("%d of %d updates are there", len(n), writers*rounds)
	}
}

func randomSteps(t *testing.T, s store.Store) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	committed := map[string]string{}
	for range 40 {
		tx := s.Begin(true)
		state := copyOf(committed)
		saved, rewind := copyOf(state), tx.Savepoint()
		for range r.IntN(200) {
			key := fmt.Sprintf("%03d", r.IntN(400))
			switch r.IntN(10) {
			case 0:
				saved, rewind = copyOf(state), tx.Savepoint()
			case 1:
				rewind()
				state = copyOf(saved)
			case 2, 3, 4:
				remove(t, tx, key)
				delete(state, key)
			default:
				value := fmt.Sprint(r.Uint32())
				set(t, tx, key, value)
				state[key] = value
			}
		}
		from, to, reverse := fmt.Sprintf("%03d", r.IntN(400)), fmt.Sprintf("%03d", r.IntN(400)), r.IntN(2) == 0
		expectKeys(t, tx.Scan([]byte(from), []byte(to), reverse), keysOf(state, from, to, reverse)...)
		for k, v := range tx.Scan(nil, nil, false) {
			if state[string(k)] != string(v) {
				t.Fatalf("key %q is %q, want %q", k, v, state[string(k)])
			}
		}
		if r.IntN(4) == 0 {
			tx.Discard()
			continue
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		committed = state
	}
	tx := s.Begin(false)
	defer tx.Discard()
	expectKeys(t, tx.Scan(nil, nil, false), keysOf(committed, "", "~", false)...)
}

func copyOf(m map[string]string) map[string]string {
	c := make(map[string]string, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}

func keysOf(m map[string]string, from, to string, reverse bool) []string {
	keys := []string{}
	for k := range m {
		if k >= from && k < to {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	if reverse {
		slices.Reverse(keys)
	}
	return keys
}
