package badger_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/storetest"
)

var small = badger.Options{Memory: 16 << 20}

func open(t *testing.T, dir string) *badger.Store {
	t.Helper()
	s, err := badger.Open(dir, small)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, t.TempDir()) })
}

func TestPlainStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		s, err := badger.Open(t.TempDir(), badger.Options{Memory: 16 << 20, Lazy: true, Plain: true})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func TestReopened(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "store")
	for round := range 3 {
		s := open(t, dir)
		tx := s.Begin(true)
		n := 0
		for range tx.Scan(nil, nil, false) {
			n++
		}
		if n != round {
			t.Errorf("round %d: %d keys", round, n)
		}
		if err := tx.Set(fmt.Append(nil, "key", round), bytes.Repeat([]byte("x"), 1<<round)); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenedTwice(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	defer s.Close()
	_, err := badger.Open(dir, small)
	if !errors.Is(err, store.ErrInUse) {
		t.Fatalf("opened twice: %v", err)
	}
	if want := dir + ": the store is open in another process"; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
}

func TestFileInTheWay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		_, err := badger.Open(dir, small)
		want := dir + ": the store cannot be kept here: this is a file, not a folder"
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	_, err := badger.Open(dir, small)
	if want := dir + ": the store cannot be written to: permission denied"; err == nil || err.Error() != want {
		t.Errorf("%v, want %q", err, want)
	}
}

func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 4 {
		tx := s.Begin(true)
		for j := range 1000 {
			if err := tx.Set(fmt.Appendf(nil, "%d/%d", i, j), bytes.Repeat([]byte("v"), 200)); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"MANIFEST", "*.sst"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s: %v", pattern, err)
		}
		whole, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		broken := bytes.Clone(whole)
		for i := range broken {
			broken[i] ^= 0x5a
		}
		if err := os.WriteFile(files[0], broken, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err = badger.Open(dir, small)
		if err == nil || !strings.HasPrefix(err.Error(), dir+": the store is damaged and was left as it is; restore a backup (") {
			t.Errorf("%s: %v", pattern, err)
		}
		if err := os.WriteFile(files[0], whole, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	open(t, dir).Close()
}

// A process that is killed while a log file is made leaves an empty one.
func TestEmptyLogs(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	tx := s.Begin(true)
	if err := tx.Set([]byte("a"), []byte("kept")); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"00099.mem", "000099.vlog"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s = open(t, dir)
	defer s.Close()
	reader := s.Begin(false)
	defer reader.Discard()
	if v, err := reader.Get([]byte("a")); err != nil || string(v) != "kept" {
		t.Errorf("%q, %v", v, err)
	}
}

func TestTooBig(t *testing.T) {
	s := open(t, t.TempDir())
	defer s.Close()
	tx := s.Begin(true)
	for i := range 60000 {
		if err := tx.Set(fmt.Append(nil, i), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); !errors.Is(err, store.ErrTooBig) {
		t.Fatalf("commit: %v", err)
	}
	reader := s.Begin(false)
	defer reader.Discard()
	for k := range reader.Scan(nil, nil, false) {
		t.Fatalf("key %s is there", k)
	}
}

// What a killed process leaves behind can be looked at too. A store that is only looked at may be open several times, and
// is not made.
func TestOpenToRead(t *testing.T) {
	dir, killed := t.TempDir(), filepath.Join(t.TempDir(), "killed")
	if _, err := badger.OpenToRead(dir); err == nil || err.Error() != dir+": there is no store here yet; wf run makes one" {
		t.Errorf("an empty folder: %v", err)
	}
	s := open(t, dir)
	tx := s.Begin(true)
	if err := errors.Join(tx.Set([]byte("a"), []byte("kept")), tx.Commit()); err != nil {
		t.Fatal(err)
	}
	if _, err := badger.OpenToRead(dir); !errors.Is(err, store.ErrInUse) {
		t.Errorf("beside one that writes: %v", err)
	}
	if err := os.CopyFS(killed, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := badger.Open(killed, badger.Options{ReadOnly: true}); err == nil || err.Error() != killed+": the process that had the store open was killed, so that it cannot only be read yet" {
		t.Errorf("killed, without writing: %v", err)
	}
	for _, dirs := range [][]string{{dir, dir}, {killed}, {killed, killed}} { // the first to open what was left settles it
		var opened []store.Store
		for _, dir := range dirs {
			looked, err := badger.OpenToRead(dir)
			if err != nil {
				t.Fatal(err)
			}
			opened = append(opened, looked)
			tx := looked.Begin(false)
			if v, err := tx.Get([]byte("a")); err != nil || string(v) != "kept" {
				t.Errorf("%s %v", v, err)
			}
			tx.Discard()
		}
		for _, looked := range opened {
			if err := looked.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}
