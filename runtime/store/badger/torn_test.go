package badger_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
)

// A log whose end is torn off, or was never written right: the commits before the tear are there, each of them whole, and
// those behind it are not.
func TestTornLog(t *testing.T) {
	const commits, keys = 40, 5
	dir := t.TempDir()
	s := open(t, dir)
	defer s.Close()
	for i := range commits {
		tx := s.Begin(true)
		for j := range keys {
			if err := tx.Set(fmt.Appendf(nil, "%03d/%d", i, j), bytes.Repeat([]byte("v"), 30+i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	logs, err := filepath.Glob(filepath.Join(dir, "*.mem"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("logs: %v, %v", logs, err)
	}
	whole, err := os.ReadFile(logs[0])
	if err != nil {
		t.Fatal(err)
	}
	end := len(bytes.TrimRight(whole, "\x00"))
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	tears := map[string]func(log []byte, at int) []byte{
		"cut off": func(log []byte, at int) []byte { return log[:at] },
		"zeros":   func(log []byte, at int) []byte { clear(log[at:]); return log },
		"rubbish": func(log []byte, at int) []byte { log[at] ^= 0x5a; clear(log[at+1:]); return log },
	}
	for name, tear := range tears {
		for range 4 {
			at := 20 + r.IntN(end-20) // behind the head of the file
			killed := t.TempDir()
			if err := os.CopyFS(killed, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(killed, filepath.Base(logs[0])), tear(bytes.Clone(whole), at), 0o644); err != nil {
				t.Fatal(err)
			}
			n := wholeCommits(t, killed, keys)
			if at == end && n != commits || n > commits {
				t.Errorf("%s at %d of %d: %d commits", name, at, end, n)
			}
			if least := commits * (at - 20) / end / 2; n < least {
				t.Errorf("%s at %d of %d: %d commits, less than %d", name, at, end, n, least)
			}
		}
	}
}

// wholeCommits is how many commits are in a store: the first ones, each with all its keys.
func wholeCommits(t *testing.T, dir string, keys int) (n int) {
	t.Helper()
	s, err := badger.Open(dir, small)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tx := s.Begin(false)
	defer tx.Discard()
	for {
		there := 0
		for j := range keys {
			switch _, err := tx.Get(fmt.Appendf(nil, "%03d/%d", n, j)); {
			case err == nil:
				there++
			case !errors.Is(err, store.ErrNotFound):
				t.Fatal(err)
			}
		}
		if there != 0 && there != keys {
			t.Errorf("commit %d has %d of %d keys", n, there, keys)
		}
		if there < keys {
			break
		}
		n++
	}
	for range tx.Scan(fmt.Appendf(nil, "%03d/", n+1), nil, false) {
		t.Errorf("commit %d is not there, but one behind it", n)
		break
	}
	return n
}
