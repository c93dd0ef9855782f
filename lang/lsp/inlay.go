package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// InlayHint shows the types of variables.
func (s *Server) InlayHint(_ context.Context, p *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	list := []protocol.InlayHint{}
	for _, h := range a.Hints(a.file, span(a.file.Source, p.Range)) {
		list = append(list, protocol.InlayHint{Position: position(a.file.Source, h.Offset), Label: protocol.String(h.Text), Kind: protocol.InlayHintKindType})
	}
	return list, nil
}
