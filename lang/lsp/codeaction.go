package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// CodeAction offers what mends the faults at a place. An editor that asks by itself behind each letter is not kept
// waiting for the whole project; it asks again when the diagnostics of that are there.
func (s *Server) CodeAction(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	at := pathOf(p.TextDocument.URI)
	a, ok := asked{}, false
	if p.Context.TriggerKind == protocol.CodeActionTriggerKindAutomatic {
		a, ok = s.askHere(at)
	} else {
		a, ok = s.ask(ctx, at)
	}
	if !ok {
		return nil, nil
	}
	list := []protocol.CommandOrCodeAction{}
	for _, m := range a.Mendings(a.file, a.found, span(a.file.Source, p.Range)) {
		if len(m.Fix.Edits) == 0 {
			continue
		}
		list = append(list, &protocol.CodeAction{Title: m.Fix.Title, Kind: pointer(protocol.CodeActionKindQuickFix), IsPreferred: pointer(m.Fix.Sure),
			Diagnostics: []protocol.Diagnostic{s.diagnostic(a.workspace, m.For)}, Edit: s.workspaceEdit(a.workspace, m.Fix.Edits)})
	}
	return list, nil
}
