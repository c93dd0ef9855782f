package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// InlayHint shows the types of variables, and when delays end.
func (s *Server) InlayHint(_ context.Context, p *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	list := []protocol.InlayHint{}
	for _, h := range a.Hints(a.file, span(a.file.Source, p.Range)) {
		out := protocol.InlayHint{Position: position(a.file.Source, h.Offset), Label: protocol.String(h.Text)}
		if h.Type {
			out.Kind = protocol.InlayHintKindType
		}
		if h.About != "" {
			out.Tooltip = protocol.String(h.About)
		}
		list = append(list, out)
	}
	return list, nil
}
