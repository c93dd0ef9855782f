package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// FoldingRanges are what can be folded.
func (s *Server) FoldingRanges(_ context.Context, p *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	list := []protocol.FoldingRange{}
	for _, f := range a.Folds(a.file) {
		r := protocol.FoldingRange{StartLine: uint32(f.First - 1), EndLine: uint32(f.Last - 1)}
		if f.Comment {
			r.Kind = protocol.FoldingRangeKindComment
		}
		list = append(list, r)
	}
	return list, nil
}
