package control

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
)

// serve answers about a store in a folder.
func serve(t *testing.T, folder string, look func() store.Tx, o Options) *Server {
	t.Helper()
	s := newServer(look, o)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /about", s.tell)
	mux.HandleFunc("GET /snapshot", s.snapshot)
	if err := s.listen(folder, mux); err != nil {
		t.Fatal(err)
	}
	return s
}

// end closes a server, breaking off what goes on.
func end(t *testing.T, s *Server) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}

// half is a store that is written here, and read through a socket.
type half struct {
	store.Store
	remote *remote
}

func (h half) Begin(write bool) store.Tx {
	if write {
		return h.Store.Begin(true)
	}
	h.remote.renew()
	return h.remote.Begin(false)
}

// A store that is read through a socket is one like all others.
func TestRemoteStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		kept, dir := memory.New(), t.TempDir()
		s := serve(t, dir, func() store.Tx { return kept.Begin(false) }, Options{})
		t.Cleanup(func() { end(t, s) })
		c, err := Dial(context.Background(), dir, "test")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return half{kept, c.Store().(*remote)}
	})
}

// Many blocks, forwards and backwards, and keys that are asked for while blocks of them are at hand: against the store
// itself. What is written meanwhile is not seen.
func TestRemoteBlocks(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	kept, dir := memory.New(), t.TempDir()
	fill := func(n int) {
		tx := kept.Begin(true)
		for range n {
			key := fmt.Append(nil, random.IntN(3*n))
			value := bytes.Repeat([]byte("v"), random.IntN(200)*(1+random.IntN(50)/49*400))
			if err := tx.Set(key, value); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	fill(5000)
	before := kept.Begin(false)
	s := serve(t, dir, func() store.Tx { return kept.Begin(false) }, Options{})
	defer end(t, s)
	c, err := Dial(context.Background(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	tx := c.Store().Begin(false)
	if _, err := tx.Get([]byte("none")); !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	fill(5000)
	asks := func(from, to []byte, reverse bool, stop int) {
		want, wanted := iter.Pull2(before.Scan(from, to, reverse))
		defer wanted()
		n := 0
		for k, v := range tx.Scan(from, to, reverse) {
			wk, wv, ok := want()
			if !ok || !bytes.Equal(k, wk) || !bytes.Equal(v, wv) {
				t.Fatalf("%s..%s %v: %s, want %s", from, to, reverse, k, wk)
			}
			if n%10 == 0 {
				near := append(bytes.Clone(k), byte('0'+random.IntN(10)))
				got, err := tx.Get(near)
				value, fault := before.Get(near)
				if !bytes.Equal(got, value) || errors.Is(err, store.ErrNotFound) != errors.Is(fault, store.ErrNotFound) {
					t.Fatalf("%s: %d bytes %v, want %d %v", near, len(got), err, len(value), fault)
				}
			}
			if n++; n > stop {
				return
			}
		}
		if k, _, more := want(); more {
			t.Fatalf("%s..%s %v: %s is missing", from, to, reverse, k)
		}
	}
	for range 50 {
		from, to := fmt.Append(nil, random.IntN(15000)), fmt.Append(nil, random.IntN(15000))
		if random.IntN(4) == 0 {
			from = nil
		}
		if random.IntN(4) == 0 {
			to = nil
		}
		asks(from, to, random.IntN(2) == 0, random.IntN(6000))
	}
	for at := 10000; at < 15000; at += 1 + random.IntN(20) { // small ranges, one behind the other
		asks(fmt.Append(nil, at), fmt.Append(nil, at+random.IntN(30)), false, random.IntN(30))
	}
	for at := 0; at < 9000; at += 1 + random.IntN(40) { // at the borders of kinds
		asks(fmt.Append(nil, at), fmt.Append(nil, at+random.IntN(1000)), random.IntN(9) == 0, random.IntN(2000))
	}
	if err := tx.Commit(); err != nil {
		t.Error(err)
	}
}

// faulty is a transaction whose scans break off.
type faulty struct{ store.Tx }

var errDisk = errors.New("the disk makes noises")

func (faulty) Get([]byte) ([]byte, error) { return nil, errDisk }

func (faulty) Scan([]byte, []byte, bool) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) { yield([]byte("a"), nil) }
}

// A fault of the engine's store is one of the reader's too: half a scan never looks like a whole one.
func TestRemoteFault(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, dir, func() store.Tx { return faulty{memory.New().Begin(false)} }, Options{})
	defer end(t, s)
	c, err := Dial(context.Background(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	tx := c.Store().Begin(false)
	for range tx.Scan(nil, nil, false) {
	}
	if err := tx.Commit(); err == nil || err.Error() != errDisk.Error() {
		t.Error(err)
	}
}

// The engine's side lets go of who holds a snapshot and asks nothing, and of all when it ends. Both are told in words.
func TestRemoteLost(t *testing.T) {
	kept, dir := memory.New(), t.TempDir()
	look := func() store.Tx { return kept.Begin(false) }
	s := serve(t, dir, look, Options{Idle: 20 * time.Millisecond})
	c, err := Dial(context.Background(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	tx := c.Store().Begin(false)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(40 * time.Millisecond) {
		if _, err = tx.Get([]byte("a")); errors.Is(err, ErrLost) || time.Now().After(deadline) {
			break
		}
	}
	if !errors.Is(err, ErrLost) || !errors.Is(tx.Commit(), ErrLost) {
		t.Errorf("idle: %v", err)
	}
	end(t, s)
	if _, err := Dial(context.Background(), dir, "test"); !errors.Is(err, ErrNobody) {
		t.Errorf("ended: %v", err)
	}
	s = serve(t, dir, look, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if c, err = Dial(ctx, dir, "test"); err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	asks := func(want error) {
		t.Helper()
		tx := c.Store().Begin(false)
		if _, err := tx.Get([]byte("a")); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
		tx.Discard()
	}
	asks(store.ErrNotFound)
	end(t, s)
	asks(ErrLost)
	cancel()
	c.remote.renew()
	asks(context.Canceled)
}

// A socket is the user's own, replaces what an ended process left, and may lie as deep as folders go.
func TestSocket(t *testing.T) {
	kept, dir := memory.New(), t.TempDir()
	look := func() store.Tx { return kept.Begin(false) }
	deep := filepath.Join(dir, strings.Repeat("deep/", 40))
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{dir, deep} {
		if _, err := Dial(context.Background(), folder, "test"); !errors.Is(err, ErrNobody) {
			t.Errorf("before: %v", err)
		}
		left, _, err := listen(folder) // by a process that was killed
		if err != nil {
			t.Fatal(err)
		}
		if err := left.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := Dial(context.Background(), folder, "test"); !errors.Is(err, ErrNobody) {
			t.Errorf("left: %v", err)
		}
		s := serve(t, folder, look, Options{About: About{Version: "v1", Process: 7, Settings: "x"}})
		if info, err := os.Stat(filepath.Join(folder, Name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the socket: %v, %v", info, err)
		}
		c, err := Dial(context.Background(), folder, "test")
		if err != nil {
			t.Fatal(err)
		}
		if want := (About{Protocol: protocol, Version: "v1", Process: 7, Settings: "x"}); c.About != want {
			t.Errorf("%+v", c.About)
		}
		c.Close()
		end(t, s)
		entries, err := os.ReadDir(folder)
		for _, e := range entries {
			if err != nil || strings.Contains(e.Name(), "control") {
				t.Errorf("%s is left behind, %v", e.Name(), err)
			}
		}
	}
	if _, err := Dial(context.Background(), filepath.Join(dir, "nowhere"), "test"); !errors.Is(err, ErrNobody) {
		t.Errorf("no folder: %v", err)
	}
}

// Who speaks otherwise is told from nobody, in words.
func TestOtherVersions(t *testing.T) {
	dir := t.TempDir()
	for answer, want := range map[string]string{
		`{"protocol": 99, "version": "v9.1.0", "process": 12}`: "wf serve (process 12) is wf v9.1.0, which this wf v1.0.0 cannot ask: use its version, or start it again with this one",
		`hello`: dir + ": something else than wf serve answers at the socket there",
	} {
		l, path, err := listen(dir)
		if err != nil {
			t.Fatal(err)
		}
		other := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, answer) })}
		done := make(chan error)
		go func() { done <- other.Serve(l) }()
		if _, err := Dial(context.Background(), dir, "v1.0.0"); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
		other.Close()
		<-done
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}
