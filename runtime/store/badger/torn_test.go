package badger_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
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
		"rubbish to the end": func(log []byte, at int) []byte {
			for i := at; i < len(log); i++ {
				log[i] = byte(r.Uint32())
			}
			return log
		},
		"rubbish behind": func(log []byte, at int) []byte { return append(log, log[:at]...) },
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
			if name == "rubbish behind" {
				at = end
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

// The file of large values, torn off or written over: a value is there as it was, or is asked for with an error. The
// small values of other commits are there in any case.
func TestTornValues(t *testing.T) {
	const commits = 5
	dir := t.TempDir()
	s := open(t, dir)
	defer s.Close()
	large := func(i int) []byte { return bytes.Repeat(fmt.Appendf(nil, "%06d", i), 1<<18) }
	for i := range commits {
		tx := s.Begin(true)
		if err := errors.Join(tx.Set(fmt.Appendf(nil, "small/%d", i), fmt.Append(nil, i)), tx.Set(fmt.Appendf(nil, "large/%d", i), large(i))); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	logs, err := filepath.Glob(filepath.Join(dir, "*.vlog"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("files: %v, %v", logs, err)
	}
	whole, err := os.ReadFile(logs[0])
	if err != nil {
		t.Fatal(err)
	}
	end := len(bytes.TrimRight(whole, "\x00"))
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for name, tear := range map[string]func(file []byte, at int) []byte{
		"cut off": func(file []byte, at int) []byte { return file[:at] },
		"zeros":   func(file []byte, at int) []byte { clear(file[at:]); return file },
		"changed": func(file []byte, at int) []byte { file[at] ^= 0x5a; return file },
	} {
		for range 3 {
			at := 20 + r.IntN(end-20)
			killed := t.TempDir()
			if err := os.CopyFS(killed, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(killed, filepath.Base(logs[0])), tear(bytes.Clone(whole), at), 0o644); err != nil {
				t.Fatal(err)
			}
			torn, err := badger.Open(killed, small)
			if err != nil {
				if !strings.HasPrefix(err.Error(), killed+": the store is damaged and was left as it is; restore a backup (") {
					t.Errorf("%s at %d of %d: %v", name, at, end, err)
				}
				continue
			}
			reader := torn.Begin(false)
			for i := range commits {
				if v, err := reader.Get(fmt.Appendf(nil, "small/%d", i)); err != nil || string(v) != fmt.Sprint(i) {
					t.Errorf("%s at %d of %d: small value %d: %q, %v", name, at, end, i, v, err)
				}
				v, err := reader.Get(fmt.Appendf(nil, "large/%d", i))
				if err == nil && !bytes.Equal(v, large(i)) {
					t.Errorf("%s at %d of %d: large value %d is another", name, at, end, i)
				}
				if want := killed + ": the store is damaged and was left as it is; restore a backup (a value cannot be read)"; err != nil && err.Error() != want {
					t.Errorf("%s at %d of %d: large value %d: %v", name, at, end, i, err)
				}
				whole := end / commits * (i + 1)
				if err != nil && at > whole+1000 {
					t.Errorf("%s at %d of %d: large value %d: %v", name, at, end, i, err)
				}
			}
			reader.Discard()
			if err := torn.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}
