package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/badger"
)

func onDisk(t *testing.T, dir string) func(*runtime.Config) {
	t.Helper()
	return func(c *runtime.Config) {
		disk, err := badger.Open(dir, badger.Options{Memory: 16 << 20, Lazy: true})
		if err != nil {
			t.Fatal(err)
		}
		c.Store = disk
	}
}

// readings are all ways to read an engine, by name. Each reads to the end of what there is, a record at a time.
func readings(e *runtime.Engine, each func()) map[string]func() error {
	contact := ref("contact", "1")
	return map[string]func() error{
		"Get":        func() error { _, err := e.Get(contact); return err },
		"Associated": func() error { _, err := e.Associated(contact, "company"); return err },
		"Chosen":     func() error { _, err := e.Chosen(contact, "company"); return err },
		"Matching":   func() error { _, err := e.Matching("hold"); return err },
		"Status":     func() error { _, err := e.Status(); return err },
		"Positions":  func() error { _, err := e.Positions("hold"); return err },
		"Unread":     func() error { _, err := e.Unread("ana@acme.example"); return err },
		"Declares":   func() error { _, err := e.Declares(e.Schema()); return err },
		"Snapshot": func() error {
			tx := e.Snapshot()
			for range tx.Scan(nil, nil, false) {
				each()
			}
			return tx.Commit()
		},
		"View": func() error {
			view, end := e.View()
			view.Record(contact)
			return end()
		},
		"Records":       func() error { return last(e.Records("contact"), each) },
		"History":       func() error { return last(e.History(runtime.Filter{}), each) },
		"Enrollments":   func() error { return last(e.Enrollments(runtime.Filter{}), each) },
		"Issues":        func() error { return last(e.Issues(), each) },
		"Messages":      func() error { return last(e.Messages(), each) },
		"Notifications": func() error { return last(e.Notifications(""), each) },
	}
}

// last is the error at the end of what is yielded; each is called for all that is none.
func last[T any](all iter.Seq2[T, error], each func()) (err error) {
	for _, err = range all {
		if err == nil {
			each()
		}
	}
	return err
}

const holding = `workflow hold on contact {
  enroll when contact.score > 1
  notify(to: user("ana@acme.example"), text: "hello")
  delay 1 day
}`

// Whoever reads an engine that was closed is told so, whatever he asks for.
func TestReadAfterClose(t *testing.T) {
	for name, adapt := range map[string]func(*runtime.Config){"memory": func(*runtime.Config) {}, "disk": onDisk(t, t.TempDir())} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, holding, adapt)
			w.put("contact", "1", "score", 2)
			if err := w.e.Close(); err != nil {
				t.Fatal(err)
			}
			for name, read := range readings(w.e, func() {}) {
				if err := read(); !errors.Is(err, runtime.ErrClosed) {
					t.Errorf("%s: %v", name, err)
				}
			}
			if _, err := w.e.Put(ctx, "contact", "1", nil); !errors.Is(err, runtime.ErrClosed) {
				t.Errorf("Put: %v", err)
			}
			if err := w.e.Close(); err != nil {
				t.Errorf("closed twice: %v", err)
			}
		})
	}
}

// An engine is closed under those who read it: they end at once, and it waits for them, so that nobody reads a store
// that is gone and the store can be opened again.
func TestCloseWhileReading(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, holding, onDisk(t, dir))
	for i := range 200 {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	var under, begun sync.WaitGroup
	var gone atomic.Bool
	each := func() {
		if gone.Load() {
			t.Error("read of a store that was closed")
		}
	}
	for name, read := range readings(w.e, each) {
		begun.Add(1)
		under.Go(func() {
			err := read()
			begun.Done()
			for err == nil {
				err = read()
			}
			if !errors.Is(err, runtime.ErrClosed) {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	begun.Wait()
	if err := w.e.Close(); err != nil {
		t.Error(err)
	}
	gone.Store(true)
	again, err := badger.Open(dir, badger.Options{Memory: 16 << 20})
	if err != nil {
		t.Fatal(err)
	}
	under.Wait()
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// Close waits for a view, which goes on as it was; what is scanned breaks off.
func TestCloseWaitsForViews(t *testing.T) {
	w := newWorld(t, holding, onDisk(t, t.TempDir()))
	w.put("contact", "1", "score", 2)
	w.put("contact", "2", "score", 2)
	view, end := w.e.View()
	next, stop := iter.Pull2(w.e.Records("contact"))
	defer stop()
	if r, err, _ := next(); r == nil || err != nil {
		t.Fatal(r, err)
	}
	closed := make(chan error)
	go func() { closed <- w.e.Close() }()
	for w.e.Alive() == nil { // until it is being closed
		time.Sleep(time.Millisecond)
	}
	if r, err, _ := next(); r != nil || !errors.Is(err, runtime.ErrClosed) {
		t.Errorf("the next record: %v, %v", r, err)
	}
	if r := view.Record(ref("contact", "1")); r == nil {
		t.Error("the view lost its record")
	}
	select {
	case err := <-closed:
		t.Fatalf("closed under a view: %v", err)
	default:
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

// A call whose name is not known gives its look back: Close would wait for it for ever.
func TestUnknownNames(t *testing.T) {
	w := newWorld(t, holding)
	w.put("contact", "1", "score", 2)
	none, contact := ref("planet", "1"), ref("contact", "1")
	for _, c := range []struct {
		want runtime.UnknownError
		call func() error
	}{
		{runtime.UnknownError{What: "object", Name: "planet"}, func() error { _, err := w.e.Get(none); return err }},
		{runtime.UnknownError{What: "object", Name: "planet"}, func() error { _, err := w.e.Associated(contact, "planet"); return err }},
		{runtime.UnknownError{What: "object", Name: "planet"}, func() error { _, err := w.e.Chosen(none, "company"); return err }},
		{runtime.UnknownError{What: "object", Name: "planet"}, func() error { return last(w.e.Records("planet"), func() {}) }},
		{runtime.UnknownError{What: "object", Name: "planet"}, func() error { _, err := w.e.Put(ctx, "planet", "1", nil); return err }},
		{runtime.UnknownError{What: "workflow", Name: "w"}, func() error { _, err := w.e.Matching("w"); return err }},
		{runtime.UnknownError{What: "workflow", Name: "w"}, func() error { _, err := w.e.Positions("w"); return err }},
		{runtime.UnknownError{What: "workflow", Name: "w"}, func() error { _, err := w.e.Enroll(ctx, "w", contact); return err }},
		{runtime.UnknownError{What: "workflow", Name: "w"}, func() error { return w.e.Off(ctx, "w") }},
		{runtime.UnknownError{What: "event", Name: "e"}, func() error { return w.e.Send(ctx, "e", contact, nil) }},
		{runtime.UnknownError{What: "contact", Name: "7"}, func() error { return w.e.Delete(ctx, ref("contact", "7")) }},
	} {
		err := c.call()
		var unknown *runtime.UnknownError
		if !errors.As(err, &unknown) || *unknown != c.want || err.Error() != c.want.Error() {
			t.Errorf("got  %v\nwant %v", err, &c.want)
		}
	}
	if none := (&runtime.UnknownError{What: "contact", Name: "7"}).Error(); none != "there is no contact `7`" {
		t.Error(none)
	}
}

// What is asked for by a caller who has gone does not happen.
func TestCanceledBefore(t *testing.T) {
	w := newWorld(t, holding)
	w.put("contact", "1", "score", 1)
	gone, cancel := context.WithCancel(ctx)
	cancel()
	for range 50 {
		if _, err := w.e.Put(gone, "contact", "1", map[string]schema.Value{"score": schema.NumberValue(2)}); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	w.expect(ref("contact", "1"), "score", "1")
}
