package lsp

// The standard library's own text. It lies in no folder: go to definition writes it into the user's cache, where an
// editor opens it like any file.

import (
	"os"
	"path/filepath"

	"go.lsp.dev/uri"

	"github.com/wflang/wf/lang/source"
)

func (s *Server) isPrelude(f *source.File) bool {
	for _, p := range s.config.Catalog.Prelude {
		if p == f {
			return true
		}
	}
	return false
}

// preludeURI is where the text can be opened. It is written when it is not there as it is now.
func preludeURI(f *source.File) uri.URI {
	at := preludePath(f)
	if text, err := os.ReadFile(at); err != nil || string(text) != f.Text {
		// Where it cannot be written, the editor says that there is no such file.
		if os.MkdirAll(filepath.Dir(at), 0o755) == nil {
			_ = os.WriteFile(at, []byte(f.Text), 0o644)
		}
	}
	return uri.File(at)
}

// preludeAt is the file of the standard library that is open under a path; nil when it is none.
func (s *Server) preludeAt(path string) *source.File {
	for _, f := range s.config.Catalog.Prelude {
		if p := preludePath(f); p == path {
			return f
		}
	}
	return nil
}

func preludePath(f *source.File) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "wf", filepath.Base(f.Name))
}
