package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/wflang/wf/lang/ide"
)

var symbolKinds = map[ide.Kind]protocol.SymbolKind{ide.ObjectKind: protocol.SymbolKindClass, ide.PropertyKind: protocol.SymbolKindProperty,
	ide.EventKind: protocol.SymbolKindEvent, ide.FieldKind: protocol.SymbolKindField, ide.ConstKind: protocol.SymbolKindConstant,
	ide.SegmentKind: protocol.SymbolKindInterface, ide.ActionKind: protocol.SymbolKindFunction, ide.WorkflowKind: protocol.SymbolKindModule,
	ide.LabelKind: protocol.SymbolKindKey}

// DocumentSymbol is the outline of a file.
func (s *Server) DocumentSymbol(_ context.Context, p *protocol.DocumentSymbolParams) (protocol.DocumentSymbolResult, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	return protocol.DocumentSymbolSlice(documentSymbols(a.Project.Symbols(a.file))), nil
}

func documentSymbols(list []ide.Outline) []protocol.DocumentSymbol {
	out := make([]protocol.DocumentSymbol, 0, len(list))
	for _, o := range list {
		d := protocol.DocumentSymbol{Name: o.Name, Kind: symbolKinds[o.Kind], Range: spanRange(o.Span), SelectionRange: spanRange(o.At),
			Children: documentSymbols(o.Children)}
		if o.Detail != "" {
			d.Detail = pointer(o.Detail)
		}
		out = append(out, d)
	}
	return out
}

// Symbols finds declarations in all projects.
func (s *Server) Symbols(ctx context.Context, p *protocol.WorkspaceSymbolParams) (protocol.WorkspaceSymbolResult, error) {
	list := protocol.WorkspaceSymbolSlice{}
	for _, w := range s.all() {
		c := w.analysis(ctx)
		if c == nil {
			continue
		}
		for _, o := range c.project.Find(p.Query) {
			list = append(list, protocol.WorkspaceSymbol{
				BaseSymbolInformation: protocol.BaseSymbolInformation{Name: o.Name, Kind: symbolKinds[o.Kind]},
				Location:              pointer(s.location(w, o.At)),
			})
		}
	}
	return list, nil
}
