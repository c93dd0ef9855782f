package wf_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/runtime"
)

// A program with a store in real time reaches the world; under a virtual clock nothing leaves.
func TestWebhooksLeaveInRealTimeOnly(t *testing.T) {
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"team":"Sales"}`)
	}))
	defer server.Close()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"wf.yaml": "webhooks: { allow: [127.0.0.1] }\n",
		"hook.wf": "workflow hook on contact {\n  enroll when contact.firstname != nil\n\n  let r = webhook(url: \"" + server.URL + "\", body: { a: 1 })\n" +
			"  if r.ok then set contact.lastname = \"{{r.status}}\"\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := wf.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		clock runtime.Clock
		calls int32
	}{{clock: runtime.NewVirtualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))}, {calls: 1}} {
		calls.Store(0)
		e, err := wf.Open(p, wf.Options{Store: filepath.Join(t.TempDir(), "store"), Clock: c.clock})
		if err != nil {
			t.Fatal(err)
		}
		id, err := e.Put(context.Background(), "contact", "", wf.Props{"email": "ann@ledger.example", "firstname": "Ann"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Drain(context.Background()); err != nil {
			t.Fatal(err)
		}
		props, _, err := e.Get("contact", id)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		if calls.Load() != c.calls || c.calls == 1 && props["lastname"] != "200" {
			t.Errorf("%d calls, want %d; properties %v", calls.Load(), c.calls, props)
		}
	}
}
