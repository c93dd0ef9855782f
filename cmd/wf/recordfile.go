package main

import (
	"fmt"
	"io"
	"os"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/runtime/records"
)

// recordFile is a file of records on the disk, or the standard input as "-".
func (a *app) recordFile(name string) (records.Source, error) {
	if name == "-" {
		return a.piped()
	}
	info, err := os.Stat(name)
	if err != nil {
		return records.Source{}, project.Missing(name, err)
	}
	if info.IsDir() {
		return records.Source{}, fmt.Errorf("%s is a folder, not a file", name)
	}
	return records.Source{Name: name, Size: info.Size(), Open: func() (io.ReadCloser, error) { return os.Open(name) }}, nil
}

// piped keeps the standard input in a file, since an import reads its files more than once. The file has no name and goes
// with the process.
func (a *app) piped() (records.Source, error) {
	file, err := os.CreateTemp("", "wf-records-*")
	if err != nil {
		return records.Source{}, err
	}
	if err := os.Remove(file.Name()); err != nil {
		return records.Source{}, err
	}
	size, err := io.Copy(file, a.in)
	if err != nil {
		return records.Source{}, err
	}
	return records.Source{Name: "standard input", Size: size, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(file, 0, size)), nil
	}}, nil
}
