package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeWhole writes a file whole or not at all. A file that is there keeps its rights.
func writeWhole(name string, write func(io.Writer) error) error {
	rights := fs.FileMode(0o644)
	switch info, err := os.Stat(name); {
	case err == nil:
		rights = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	next, err := os.CreateTemp(filepath.Dir(name), ".wf-write-*")
	if err != nil {
		return err
	}
	defer os.Remove(next.Name())
	if err = write(next); err == nil {
		err = next.Chmod(rights)
	}
	if closed := next.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(next.Name(), name)
}
