package records

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// sink takes everything and keeps nothing.
type sink struct{ n int }

func (s *sink) Find(*schema.Object, string) (string, bool, error) { return "", false, nil }
func (s *sink) Put(batch []Record) error                          { s.n += len(batch); return nil }

// A file of 200 MB is read as a stream: memory stays far below its size.
func TestLargeFile(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 200 MB")
	}
	const rows, size = 500_000, 200 << 20
	name := filepath.Join(t.TempDir(), "large.csv")
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(out)
	filler := make([]byte, size/rows-len("email-000000@example.com,\n"))
	for i := range filler {
		filler[i] = 'a' + byte(i%26)
	}
	fmt.Fprintln(w, "email,note")
	for i := range rows {
		fmt.Fprintf(w, "email-%06d@example.com,%s\n", i, filler)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}

	s := testSchema()
	src := Source{Name: "large.csv", Object: s.Object("contact"), Size: size, Open: func() (io.ReadCloser, error) { return os.Open(name) }}
	var peak atomic.Uint64
	done := make(chan struct{})
	defer close(done)
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapInuse))
			}
		}
	}()
	to := &sink{}
	report, err := Import(context.Background(), []Source{src}, to, Options{Schema: s})
	if err != nil {
		t.Fatal(err)
	}
	if report.Files[0].New != rows || to.n != rows {
		t.Errorf("%+v, %d stored", report.Files[0], to.n)
	}
	if peak := peak.Load(); peak > 120<<20 {
		t.Errorf("%d MB of memory", peak>>20)
	}
	g, err := Infer(src, InferOptions{})
	if err != nil || g.Rows != rows || !g.Properties[0].Key || g.Properties[0].Type != schema.Email {
		t.Errorf("%+v %v", g, err)
	}
	t.Logf("peak %d MB", peak.Load()>>20)
}
