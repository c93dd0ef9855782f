package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// References lists where a name stands in the project.
func (s *Server) References(ctx context.Context, p *protocol.ReferenceParams) ([]protocol.Location, error) {
	a, ok := s.ask(ctx, pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	return s.locations(a.workspace, a.Project.References(a.file, offset(a.file.Source, p.Position), p.Context.IncludeDeclaration)), nil
}
