package backup_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/wflang/wf/runtime/backup"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
)

// filled is a store with some pairs, a few of them large.
func filled(t *testing.T, pairs int) store.Store {
	t.Helper()
	s := memory.New()
	tx := s.Begin(true)
	for i := range pairs {
		size := i % 50
		if i%1000 == 7 {
			size = 700_000
		}
		if err := tx.Set(fmt.Appendf(nil, "key %08d", i), bytes.Repeat([]byte{byte(i)}, size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return s
}

func written(t *testing.T, s store.Store) []byte {
	t.Helper()
	var out bytes.Buffer
	tx := s.Begin(false)
	info, err := backup.Write(&out, tx)
	if err := errors.Join(err, tx.Commit()); err != nil {
		t.Fatal(err)
	}
	if info.Bytes != int64(out.Len()) {
		t.Errorf("%d bytes written, %d told", out.Len(), info.Bytes)
	}
	return out.Bytes()
}

func TestThereAndBack(t *testing.T) {
	for _, pairs := range []int{0, 1, 5000} {
		s := filled(t, pairs)
		data := written(t, s)
		if info, err := backup.Verify(bytes.NewReader(data)); err != nil || info.Pairs != int64(pairs) || info.Bytes != int64(len(data)) {
			t.Errorf("%d pairs: %+v, %v", pairs, info, err)
		}
		copied := memory.New()
		if info, err := backup.Restore(copied, bytes.NewReader(data)); err != nil || info.Pairs != int64(pairs) {
			t.Fatalf("%d pairs: %+v, %v", pairs, info, err)
		}
		if !bytes.Equal(written(t, copied), data) {
			t.Errorf("%d pairs: the copy differs", pairs)
		}
	}
}

// The picture is that of the moment at which it began, whatever is written meanwhile.
func TestConsistent(t *testing.T) {
	s := filled(t, 100)
	want := written(t, s)
	tx := s.Begin(false)
	change := s.Begin(true)
	if err := errors.Join(change.Set([]byte("key 00000050"), []byte("other")), change.Set([]byte("zzz"), nil), change.Commit()); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := backup.Write(&out, tx); err != nil {
		t.Fatal(err)
	}
	tx.Discard()
	if !bytes.Equal(out.Bytes(), want) {
		t.Error("the backup shows what was written after it began")
	}
}

func TestDamage(t *testing.T) {
	data := written(t, filled(t, 2000))
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for range 300 {
		at, with := random.IntN(len(data)), byte(1+random.IntN(255))
		broken := bytes.Clone(data)
		broken[at] ^= with
		if _, err := backup.Restore(memory.New(), bytes.NewReader(broken)); err == nil {
			t.Fatalf("seed %d: byte %d of %d changed by %#x was not noticed", seed, at, len(data), with)
		}
		if _, err := backup.Verify(bytes.NewReader(data[:at])); err == nil {
			t.Fatalf("seed %d: the end after byte %d of %d was not noticed", seed, at, len(data))
		}
	}
	for text, want := range map[string]string{
		"":                           "the backup is damaged: it ends after 0 bytes",
		"PK\x03\x04 some other file": "this is no backup of a store of wf",
		"wf backup 2\n and more":     "the backup has a format of a later version of wf",
		"wf backup 1\n\xff\xff\xff\xff\x00\x00\x00\x00": "the backup is damaged: a block after byte 20 claims 4294967295 bytes",
		string(data) + "x": "the backup is damaged: something follows its end",
	} {
		if _, err := backup.Verify(strings.NewReader(text)); err == nil || err.Error() != want {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

func TestFullStore(t *testing.T) {
	data := written(t, filled(t, 3))
	_, err := backup.Restore(filled(t, 1), bytes.NewReader(data))
	if err == nil || err.Error() != "the store to be filled from the backup is not empty" {
		t.Error(err)
	}
}

func FuzzVerify(f *testing.F) {
	s := memory.New()
	tx := s.Begin(true)
	_ = tx.Set([]byte("a"), []byte("b"))
	_ = tx.Commit()
	var out bytes.Buffer
	if _, err := backup.Write(&out, s.Begin(false)); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if info, err := backup.Verify(bytes.NewReader(data)); err == nil && info.Bytes != int64(len(data)) {
			t.Errorf("%d bytes are good, %d were read", len(data), info.Bytes)
		}
	})
}
