package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// DocumentHighlight lists where a name stands in its file.
func (s *Server) DocumentHighlight(_ context.Context, p *protocol.DocumentHighlightParams) ([]protocol.DocumentHighlight, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	var list []protocol.DocumentHighlight
	for _, o := range a.Highlights(a.file, offset(a.file.Source, p.Position)) {
		kind := protocol.DocumentHighlightKindRead
		if o.Def || o.Write {
			kind = protocol.DocumentHighlightKindWrite
		}
		list = append(list, protocol.DocumentHighlight{Range: spanRange(o.Span), Kind: kind})
	}
	return list, nil
}
