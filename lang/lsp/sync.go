package lsp

// The texts that the editor holds: opened, changed, saved, closed.

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/wflang/wf/lang/source"
)

// DidOpen takes a text in.
func (s *Server) DidOpen(_ context.Context, p *protocol.DidOpenTextDocumentParams) error {
	at := pathOf(p.TextDocument.URI)
	if at == "" || s.preludeAt(at) != nil {
		return nil
	}
	s.mu.Lock()
	s.docs[at] = &document{uri: p.TextDocument.URI, version: p.TextDocument.Version, text: p.TextDocument.Text}
	s.mu.Unlock()
	w := s.workspaceOf(at)
	w.reload()
	w.later(0)
	return nil
}

// DidChange takes edits in.
func (s *Server) DidChange(_ context.Context, p *protocol.DidChangeTextDocumentParams) error {
	at := pathOf(p.TextDocument.URI)
	s.mu.Lock()
	d := s.docs[at]
	if d == nil {
		s.mu.Unlock()
		return nil
	}
	text := d.text
	for _, change := range p.ContentChanges {
		switch c := change.(type) {
		case *protocol.TextDocumentContentChangePartial:
			r := span(source.NewFile("", text), c.Range)
			text = text[:r.Start] + c.Text + text[r.End:]
		case *protocol.TextDocumentContentChangeWholeDocument:
			text = c.Text
		}
	}
	d.text, d.version = text, p.TextDocument.Version
	s.mu.Unlock()
	w := s.workspaceOf(at)
	w.edit(at, text, p.TextDocument.Version)
	w.soon()
	return nil
}

// DidSave has the folder read again: with the text, other files may have come.
func (s *Server) DidSave(_ context.Context, p *protocol.DidSaveTextDocumentParams) error {
	if at := pathOf(p.TextDocument.URI); at != "" {
		w := s.workspaceOf(at)
		w.reload()
		w.later(0)
	}
	return nil
}

// DidClose gives a text back to the disk.
func (s *Server) DidClose(_ context.Context, p *protocol.DidCloseTextDocumentParams) error {
	at := pathOf(p.TextDocument.URI)
	s.mu.Lock()
	_, open := s.docs[at]
	delete(s.docs, at)
	s.mu.Unlock()
	if open {
		w := s.workspaceOf(at)
		w.reload()
		w.later(0)
	}
	return nil
}
