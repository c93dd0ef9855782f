package wf_test

import (
	"path/filepath"
	"testing"

	"github.com/wflang/wf"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/stdlib"
)

// The verbs of the command find the engine of a program that answers on its store's socket.
func TestLookedAtFromBeside(t *testing.T) {
	p, err := wf.Compile(sleeper)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "crm.db")
	e, err := wf.Open(p, wf.Options{Store: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	server, err := control.Listen(dir, e.Runtime(), control.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, e, wf.Props{"email": "ann@mill.example", "score": 2})

	client, err := control.Dial(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	look, err := runtime.OpenToRead(runtime.Config{Store: client.Store(), Catalog: stdlib.Catalog()})
	if err != nil {
		t.Fatal(err)
	}
	status, err := look.Status()
	if err != nil || len(status) != 1 || status[0].Waiting != 1 {
		t.Errorf("%+v, %v", status, err)
	}
	if err := look.Close(); err != nil {
		t.Error(err)
	}
	if err := server.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
