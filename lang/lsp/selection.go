package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// SelectionRange lists, for each place, what to select as the selection grows.
func (s *Server) SelectionRange(_ context.Context, p *protocol.SelectionRangeParams) ([]protocol.SelectionRange, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	list := []protocol.SelectionRange{}
	for _, at := range p.Positions {
		var outer *protocol.SelectionRange
		around := a.Around(a.file, offset(a.file.Source, at))
		for i := len(around) - 1; i >= 0; i-- {
			outer = &protocol.SelectionRange{Range: spanRange(around[i]), Parent: outer}
		}
		list = append(list, *outer)
	}
	return list, nil
}
