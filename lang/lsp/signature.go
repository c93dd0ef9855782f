package lsp

import (
	"context"
	"unicode/utf16"

	"go.lsp.dev/protocol"
)

// SignatureHelp shows what the call at hand takes.
func (s *Server) SignatureHelp(_ context.Context, p *protocol.SignatureHelpParams) (*protocol.SignatureHelp, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	sig, active, ok := a.Signature(a.file, offset(a.file.Source, p.Position))
	if !ok {
		return nil, nil
	}
	info := protocol.SignatureInformation{Label: sig.Label, Documentation: markdown(sig.Doc)}
	units := func(end int) uint32 { return uint32(len(utf16.Encode([]rune(sig.Label[:end])))) }
	for _, q := range sig.Params {
		info.Parameters = append(info.Parameters, protocol.ParameterInformation{
			Label: protocol.ParameterInformationLabelTuple{units(q.Start), units(q.End)}, Documentation: markdown(q.Doc)})
	}
	help := &protocol.SignatureHelp{Signatures: []protocol.SignatureInformation{info}, ActiveSignature: pointer(uint32(0))}
	if active >= 0 {
		help.ActiveParameter = protocol.NewNullable(uint32(active))
	}
	return help, nil
}
