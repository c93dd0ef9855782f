package lsp

import (
	"context"
	"path/filepath"

	"go.lsp.dev/protocol"
)

// DidChangeWatchedFiles reads the folders again in which something changed on the disk.
func (s *Server) DidChangeWatchedFiles(_ context.Context, p *protocol.DidChangeWatchedFilesParams) error {
	touched := map[*workspace]bool{}
	for _, change := range p.Changes {
		at := pathOf(change.URI)
		if at == "" {
			continue
		}
		if filepath.Base(at) == "wf.yaml" {
			// A project came or went: files of the one above belong elsewhere now.
			for _, w := range s.all() {
				touched[w] = touched[w] || within(w.dir, at)
			}
		}
		touched[s.workspaceOf(at)] = true
	}
	for w, changed := range touched {
		if changed {
			w.reload()
			w.later(0)
		}
	}
	return nil
}

// DidChangeWorkspaceFolders takes folders in and gives others up.
func (s *Server) DidChangeWorkspaceFolders(_ context.Context, p *protocol.DidChangeWorkspaceFoldersParams) error {
	for _, f := range p.Event.Removed {
		s.dropFolder(pathOf(f.URI))
	}
	for _, f := range p.Event.Added {
		if dir := pathOf(f.URI); dir != "" {
			s.addFolder(dir)
		}
	}
	return nil
}

// dropFolder forgets a folder with its projects, and takes back what was said about them.
func (s *Server) dropFolder(dir string) {
	s.mu.Lock()
	kept := s.folders[:0]
	for _, f := range s.folders {
		if f != dir {
			kept = append(kept, f)
		}
	}
	s.folders = kept
	var gone []*workspace
	for at, w := range s.workspaces {
		if within(dir, at) {
			gone = append(gone, w)
			delete(s.workspaces, at)
		}
	}
	s.mu.Unlock()
	for _, w := range gone {
		w.forget()
	}
}
