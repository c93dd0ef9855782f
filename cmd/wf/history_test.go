package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/stdlib"
)

// crowd is how many records a test's store has, each with an enrollment.
const crowd = 3000

// crowded is the folder of a project whose store has many enrollments.
func crowded(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	people := strings.Builder{}
	people.WriteString("email,score\n")
	for i := range crowd {
		fmt.Fprintf(&people, "p%d@x.example,5\n", i)
	}
	for name, text := range map[string]string{
		"wf.yaml":    "existing: true\nrecords:\n  contact: people.csv\n",
		"people.csv": people.String(),
		"w.wf":       "workflow nurture on contact {\n  enroll when contact.score > 1\n\n  set contact.city = \"x\"\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, err := wf(t, "run", dir); code != 0 {
		t.Fatal(err)
	}
	return dir
}

// scanned counts the enrollments that are read from a store.
type scanned struct {
	store.Store
	n int
}

func (s *scanned) Begin(write bool) store.Tx { return &scannedTx{s.Store.Begin(write), s} }

type scannedTx struct {
	store.Tx
	of *scanned
}

func (t *scannedTx) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		for k, v := range t.Tx.Scan(from, to, reverse) {
			if from[0] == 'e' {
				t.of.n++
			}
			if !yield(k, v) {
				return
			}
		}
	}
}

// lag is what was read and not printed yet, at most: in enrollments.
type lag struct {
	read          *scanned
	mark          string // what each enrollment prints once
	printed, most int
	rest          []byte
	all           bytes.Buffer
}

func (l *lag) Write(p []byte) (int, error) {
	l.most = max(l.most, l.read.n-l.printed)
	l.printed += bytes.Count(append(l.rest, p...), []byte(l.mark))
	l.rest = bytes.Clone(p[max(0, len(p)-len(l.mark)+1):])
	return l.all.Write(p)
}

// The history of all is printed while it is read, here and beside a server: never is more of it held than is printed at
// once.
func TestHistoryOfAllIsNotHeld(t *testing.T) {
	dir := crowded(t)
	folder := filepath.Join(dir, ".wf")
	kept, err := badger.Open(filepath.Join(folder, database), badger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	served, err := runtime.Open(runtime.Config{Store: kept, Catalog: stdlib.Catalog()})
	if err != nil {
		t.Fatal(err)
	}
	defer served.Close()
	server, err := control.Listen(folder, served, control.Options{About: control.About{Version: version()}})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close(context.Background())
	client, err := control.Dial(context.Background(), folder, version())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()

	for where, kept := range map[string]store.Store{"here": kept, "beside": client.Store()} {
		for _, asJSON := range []bool{false, true} {
			t.Run(fmt.Sprint(where, " json ", asJSON), func(t *testing.T) {
				read := &scanned{Store: unclosed{kept}}
				engine, err := runtime.OpenToRead(runtime.Config{Store: read, Catalog: stdlib.Catalog()})
				if err != nil {
					t.Fatal(err)
				}
				defer engine.Close()
				out := &lag{read: read, mark: "  enrolled"}
				a := &app{out: out}
				s := &session{engine: engine, schema: engine.Schema(), app: a}
				entries, err := s.historyOf(nil, "")
				if err != nil {
					t.Fatal(err)
				}
				read.n = 0
				if asJSON {
					out.mark = `"kind": "enrolled"`
					err = a.printJSONList(jsonHistory(entries))
				} else {
					err = a.printHistory(entries, time.UTC, s.name)
				}
				if err != nil {
					t.Fatal(err)
				}
				if read.n != crowd || out.printed != crowd {
					t.Errorf("read %d enrollments and printed %d, want %d", read.n, out.printed, crowd)
				}
				if out.most > gathered/50 {
					t.Errorf("%d enrollments were read before they were printed", out.most)
				}
				if asJSON {
					var list []jsonEntry
					if err := json.Unmarshal(out.all.Bytes(), &list); err != nil || len(list) < 2*crowd || list[0].Record != "1" {
						t.Errorf("%d entries, %v", len(list), err)
					}
				}
			})
		}
	}
}

// unclosed is a store that several engines read one after the other.
type unclosed struct{ store.Store }

func (unclosed) Close() error { return nil }

// full is where nothing more can be written.
type full struct{ fault error }

func (f full) Write([]byte) (int, error) { return 0, f.fault }

// A list for machines is what the whole would be; a reader who left is no fault, and everything else is.
func TestPrintJSONList(t *testing.T) {
	broken := errors.New("broken")
	list := func(n int, fault error) iter.Seq2[any, error] {
		return func(yield func(any, error) bool) {
			for i := range n {
				if !yield(jsonEntry{Record: fmt.Sprint(i), Text: "a <b>"}, nil) {
					return
				}
			}
			if fault != nil {
				yield(nil, fault)
			}
		}
	}
	for n := range 3 {
		whole := []any{}
		for one := range list(n, nil) {
			whole = append(whole, one)
		}
		var want, got bytes.Buffer
		if err := errors.Join((&app{out: &want}).printJSON(whole), (&app{out: &got}).printJSONList(list(n, nil))); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("got %s, want %s", got.String(), want.String())
		}
	}
	for _, c := range []struct {
		out         io.Writer
		fault, want error
	}{
		{io.Discard, broken, broken},
		{io.Discard, syscall.EPIPE, syscall.EPIPE}, // of the store
		{full{syscall.EPIPE}, nil, nil},
		{full{syscall.ENOSPC}, nil, syscall.ENOSPC},
	} {
		if err := (&app{out: c.out}).printJSONList(list(1000, c.fault)); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("got %v, want %v", err, c.want)
		}
	}
}
