package runtime_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
)

// kept is a store that is not closed with its engine.
type kept struct{ store.Store }

func (kept) Close() error { return nil }

// An engine that only looks tells what the one tells that works on the store, changes nothing, and refuses to.
func TestLooking(t *testing.T) {
	w := newWorld(t, slow, func(c *runtime.Config) { c.URL = "https://wf.acme.example" })
	w.put("contact", "1", "score", 2)
	w.put("contact", "2", "score", 2)
	w.advance(day)
	w.put("contact", "3", "score", 2)
	before := memory.New()
	if err := store.Copy(w.store, before); err != nil {
		t.Fatal(err)
	}
	look, err := runtime.OpenToRead(runtime.Config{Store: kept{w.store}, Catalog: stdlib.Catalog(), Clock: w.clock, People: people{}, URL: "https://wf.acme.example"})
	if err != nil {
		t.Fatal(err)
	}
	status, err := look.Status()
	want, fault := w.e.Status()
	if diff := cmp.Diff(want, status); diff != "" || err != nil || fault != nil || len(status) != 1 || status[0].Next.IsZero() {
		t.Errorf("%v %v %s", err, fault, diff)
	}
	var told []runtime.Entry
	for entry, err := range look.History(runtime.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		told = append(told, entry)
	}
	var real []runtime.Entry
	for entry := range w.e.History(runtime.Filter{}) {
		real = append(real, entry)
	}
	if diff := cmp.Diff(real, told); diff != "" || len(told) == 0 {
		t.Error(diff)
	}
	if a, b := look.InboxLink("ana@acme.example"), w.e.InboxLink("ana@acme.example"); a != b || a == "" {
		t.Errorf("%s, want %s", a, b)
	}
	_, put := look.Put(ctx, "contact", "9", map[string]schema.Value{})
	_, drain := look.Drain(ctx)
	_, deployed := look.Deploy(ctx, compile(t, slow, stdlib.Catalog()), runtime.DeployOptions{})
	for _, err := range []error{put, drain, deployed, look.Run(ctx), look.On(ctx, "slow")} {
		if !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("it changes: %v", err)
		}
	}
	if err := errors.Join(look.Close(), look.Close()); err != nil {
		t.Error(err)
	}
	if err := look.On(ctx, "slow"); !errors.Is(err, runtime.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
	if !slices.Equal(content(before), content(w.store)) {
		t.Error("looking changed the store")
	}
}

func content(s store.Store) (all []string) {
	tx := s.Begin(false)
	defer tx.Discard()
	for k, v := range tx.Scan(nil, nil, false) {
		all = append(all, string(k)+" "+string(v))
	}
	return all
}

// A store in which nothing was ever done is no store of another program, and is left as it is.
func TestLookingAtNothing(t *testing.T) {
	empty := memory.New()
	if _, err := runtime.OpenToRead(runtime.Config{Store: empty, Catalog: stdlib.Catalog()}); !errors.Is(err, runtime.ErrEmpty) {
		t.Error(err)
	}
	tx := empty.Begin(true)
	if err := errors.Join(tx.Set([]byte("!format"), []byte("wf store 2")), tx.Commit()); err != nil {
		t.Fatal(err)
	}
	const want = `the store has the format "wf store 2", and this version of wf reads "wf store 3": open it with the version that wrote it`
	if _, err := runtime.OpenToRead(runtime.Config{Store: empty, Catalog: stdlib.Catalog()}); err == nil || err.Error() != want {
		t.Error(err)
	}
}

func TestDeclares(t *testing.T) {
	w := newWorld(t, slow)
	for text, want := range map[string]bool{slow: true, slow + "\nobject contact { entered: number }": false} {
		if same, err := w.e.Declares(compile(t, text, w.catalog).Schema); same != want || err != nil {
			t.Errorf("%v %v, want %v", same, err, want)
		}
	}
}
