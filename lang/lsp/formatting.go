package lsp

import (
	"context"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/wflang/wf/lang/ide"
	"github.com/wflang/wf/lang/source"
)

// held is the text of a file as the editor holds it, without an analysis.
func (s *Server) held(at string) (*source.File, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.docs[at]
	if d == nil {
		return nil, false
	}
	return source.NewFile(at, d.text), true
}

// Formatting brings a file into its layout.
func (s *Server) Formatting(_ context.Context, p *protocol.DocumentFormattingParams) ([]protocol.TextEdit, error) {
	f, ok := s.program(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	return textEdits(ide.Format(f)), nil
}

// RangeFormatting brings the lines of a range into their layout.
func (s *Server) RangeFormatting(_ context.Context, p *protocol.DocumentRangeFormattingParams) ([]protocol.TextEdit, error) {
	f, ok := s.program(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	return textEdits(ide.FormatRange(f, span(f, p.Range))), nil
}

// program is the held text of a .wf file.
func (s *Server) program(u uri.URI) (*source.File, bool) {
	at := pathOf(u)
	if !isProgram(at) {
		return nil, false
	}
	return s.held(at)
}
