package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"
)

// SemanticTokensFull colors the names of a file. A token that goes over lines is left out.
func (s *Server) SemanticTokensFull(_ context.Context, p *protocol.SemanticTokensParams) (*protocol.SemanticTokens, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	out := &protocol.SemanticTokens{Data: []uint32{}}
	var last protocol.Position
	for _, t := range a.Tokens(a.file) {
		if strings.Contains(t.Span.Text(), "\n") {
			continue
		}
		r := spanRange(t.Span)
		line, character := r.Start.Line-last.Line, r.Start.Character
		if line == 0 {
			character -= last.Character
		}
		out.Data = append(out.Data, line, character, r.End.Character-r.Start.Character, uint32(t.Type), uint32(t.Modifiers))
		last = r.Start
	}
	return out, nil
}
