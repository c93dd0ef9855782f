package lsp

// The folder as a file system, with the texts that the editor holds in the place of those on the disk. A text that was
// never saved is in its folder as well.

import (
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Open opens a file or folder.
func (o overlay) Open(name string) (fs.File, error) {
	if text, ok := o.docs[o.path(name)]; ok {
		return &memory{Reader: strings.NewReader(text), name: path.Base(name), size: int64(len(text))}, nil
	}
	return o.disk.Open(name)
}

// ReadDir lists a folder.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.disk, name)
	for at, text := range o.docs {
		base := filepath.Base(at)
		if filepath.Dir(at) != o.path(name) || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == base }) {
			continue
		}
		entries = append(entries, fs.FileInfoToDirEntry(&memory{name: base, size: int64(len(text))}))
		err = nil
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (o overlay) path(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }

// memory is a text as a file.
type memory struct {
	io.Reader
	name string
	size int64
}

func (m *memory) Stat() (fs.FileInfo, error) { return m, nil }
func (m *memory) Close() error               { return nil }
func (m *memory) Name() string               { return m.name }
func (m *memory) Size() int64                { return m.size }
func (m *memory) Mode() fs.FileMode          { return 0o644 }
func (m *memory) ModTime() time.Time         { return time.Time{} }
func (m *memory) IsDir() bool                { return false }
func (m *memory) Sys() any                   { return nil }
