package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// DocumentLink leads from the name of a template to its file.
func (s *Server) DocumentLink(_ context.Context, p *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	list := []protocol.DocumentLink{}
	for _, l := range a.Links(a.file) {
		list = append(list, protocol.DocumentLink{Range: spanRange(l.At), Target: pointer(s.uriOf(a.workspace, l.To))})
	}
	return list, nil
}
