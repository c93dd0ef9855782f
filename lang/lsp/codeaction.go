package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// CodeAction offers what mends the faults at a place.
func (s *Server) CodeAction(_ context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	at := pathOf(p.TextDocument.URI)
	a, ok := s.ask(at)
	if !ok {
		return nil, nil
	}
	list := []protocol.CommandOrCodeAction{}
	for _, m := range a.Mendings(a.file, a.workspace.analysis().found, span(a.file.Source, p.Range)) {
		if len(m.Fix.Edits) == 0 {
			continue
		}
		list = append(list, &protocol.CodeAction{Title: m.Fix.Title, Kind: pointer(protocol.CodeActionKindQuickFix), IsPreferred: pointer(m.Fix.Sure),
			Diagnostics: []protocol.Diagnostic{s.diagnostic(a.workspace, m.For)}, Edit: s.workspaceEdit(a.workspace, m.Fix.Edits)})
	}
	return list, nil
}
