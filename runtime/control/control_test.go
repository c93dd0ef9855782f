package control_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/backup"
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
)

func TestBackup(t *testing.T) {
	e, err := runtime.Open(runtime.Config{Store: memory.New(), Catalog: stdlib.Catalog()})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	path := filepath.Join(t.TempDir(), control.Name)
	if _, err := control.Backup(context.Background(), path); !errors.Is(err, control.ErrNobody) {
		t.Fatalf("without a server: %v", err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil { // as an ended process leaves it
		t.Fatal(err)
	}
	s, err := control.Listen(path, e)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v, %v", info, err)
	}
	stream, err := control.Backup(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := backup.Verify(stream); err != nil || info.Pairs == 0 {
		t.Errorf("%+v, %v", info, err)
	}
	if err := errors.Join(stream.Close(), s.Close()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the socket is still there: %v", err)
	}
}
