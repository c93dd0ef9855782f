package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/wflang/wf/lang/ide"
)

// SemanticTokensFull colors the names of a file.
func (s *Server) SemanticTokensFull(_ context.Context, p *protocol.SemanticTokensParams) (*protocol.SemanticTokens, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	return encoded(a.Tokens(a.file)), nil
}

// SemanticTokensRange colors the names in a part of a file.
func (s *Server) SemanticTokensRange(_ context.Context, p *protocol.SemanticTokensRangeParams) (*protocol.SemanticTokens, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	at := span(a.file.Source, p.Range)
	var list []ide.Token
	for _, t := range a.Tokens(a.file) {
		if t.Span.End > at.Start && t.Span.Start < at.End {
			list = append(list, t)
		}
	}
	return encoded(list), nil
}

// encoded writes each token by its distance from the one before. A token that goes over lines is left out.
func encoded(list []ide.Token) *protocol.SemanticTokens {
	out := &protocol.SemanticTokens{Data: []uint32{}}
	var last protocol.Position
	for _, t := range list {
		if strings.ContainsAny(t.Span.Text(), "\r\n") {
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
	return out
}
