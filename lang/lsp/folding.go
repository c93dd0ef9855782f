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
		at := spanRange(f.At)
		r := protocol.FoldingRange{StartLine: at.Start.Line, EndLine: at.End.Line}
		if f.Comment {
			r.Kind = protocol.FoldingRangeKindComment
		} else if r.EndLine > 0 {
			r.EndLine-- // the line of the closing bracket stays
		}
		if r.EndLine > r.StartLine {
			list = append(list, r)
		}
	}
	return list, nil
}
