package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// Hover says what the name at a place means.
func (s *Server) Hover(ctx context.Context, p *protocol.HoverParams) (*protocol.Hover, error) {
	a, ok := s.ask(ctx, pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	text, at, ok := a.Project.Hover(a.file, offset(a.file.Source, p.Position))
	if !ok {
		return nil, nil
	}
	return &protocol.Hover{Contents: markdown(text), Range: pointer(spanRange(at))}, nil
}
