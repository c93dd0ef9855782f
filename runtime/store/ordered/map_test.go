package ordered

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestRandomStepsAgainstPlainMap(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	var m Map
	plain := map[string]string{}
	copies := []*Map{}
	copied := []map[string]string{}
	for i := range 60000 {
		key := fmt.Sprintf("%05d", r.IntN(8000))
		switch n := r.IntN(10); {
		case n < 4 && i > 20000: // later more is deleted than added, so that nodes empty
			_, had := plain[key]
			if _, gone := m.Delete([]byte(key)); gone != had {
				t.Fatalf("delete %s: had %v", key, had)
			}
			delete(plain, key)
		case n == 5 && i%4000 == 0:
			copies, copied = append(copies, m.Clone()), append(copied, copyOf(plain))
		case n < 7:
			m.Set([]byte(key), []byte(fmt.Sprint(i)))
			plain[key] = fmt.Sprint(i)
		default:
			v, ok := m.Get([]byte(key))
			want, had := plain[key]
			if ok != had || string(v) != want {
				t.Fatalf("get %s: %s %v, want %s %v", key, v, ok, want, had)
			}
		}
	}
	check(t, &m, plain)
	for i, c := range copies {
		check(t, c, copied[i])
	}
	for key := range plain {
		m.Delete([]byte(key))
	}
	check(t, &m, nil)
}

func TestQueue(t *testing.T) {
	var m Map
	for i := range 50000 {
		m.Set([]byte(fmt.Sprintf("%06d", i)), nil)
		if i >= 500 {
			c := m.Seek(nil)
			if want := fmt.Sprintf("%06d", i-500); string(c.Key()) != want {
				t.Fatalf("first is %s, want %s", c.Key(), want)
			}
			m.Delete(c.Key())
		}
	}
	if m.Len() != 500 {
		t.Errorf("%d are left, want 500", m.Len())
	}
}

func TestCursorKeepsWhatItSees(t *testing.T) {
	var m Map
	for i := range 1000 {
		m.Set([]byte(fmt.Sprintf("%04d", i)), []byte("old"))
	}
	c := m.Seek([]byte("0500"))
	for i := range 1000 {
		if i%2 == 0 {
			m.Delete([]byte(fmt.Sprintf("%04d", i)))
		} else {
			m.Set([]byte(fmt.Sprintf("%04d", i)), []byte("new"))
		}
	}
	for i := 500; i < 1000; i++ {
		if want := fmt.Sprintf("%04d", i); string(c.Key()) != want || string(c.Value()) != "old" {
			t.Fatalf("cursor at %s = %s, want %s = old", c.Key(), c.Value(), want)
		}
		c.Next()
	}
	if c.Valid() {
		t.Errorf("cursor goes on to %s", c.Key())
	}
}

func check(t *testing.T, m *Map, want map[string]string) {
	t.Helper()
	keys := []string{}
	for k := range want {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	if m.Len() != len(keys) {
		t.Fatalf("%d keys, want %d", m.Len(), len(keys))
	}
	for _, reverse := range []bool{false, true} {
		got := []string{}
		m.Scan(nil, nil, reverse, func(k, v []byte) bool {
			if want[string(k)] != string(v) {
				t.Fatalf("%s is %s, want %s", k, v, want[string(k)])
			}
			got = append(got, string(k))
			return true
		})
		if reverse {
			slices.Reverse(got)
		}
		if !slices.Equal(got, keys) {
			t.Fatalf("keys differ (reverse %v)", reverse)
		}
	}
}

func copyOf(m map[string]string) map[string]string {
	c := make(map[string]string, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}

func BenchmarkSet(b *testing.B) {
	var m Map
	for i := range b.N {
		key := fmt.Appendf(nil, "%012d", i*7919%1000003)
		m.Set(key, key)
	}
}
