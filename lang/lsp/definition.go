package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/wflang/wf/lang/source"
)

// Definition leads to where a name is declared.
func (s *Server) Definition(ctx context.Context, p *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	a, ok := s.ask(ctx, pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	return protocol.LocationSlice(s.locations(a.workspace, a.Project.Definition(a.file, offset(a.file.Source, p.Position)))), nil
}

func (s *Server) locations(w *workspace, places []source.Span) []protocol.Location {
	list := make([]protocol.Location, 0, len(places))
	for _, at := range places {
		list = append(list, s.location(w, at))
	}
	return list
}
