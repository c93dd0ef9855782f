package lsp

// The call hierarchy: which workflow enrolls in which.

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/wflang/wf/lang/ide"
	"github.com/wflang/wf/lang/source"
)

func (s *Server) hierarchyItem(w *workspace, o ide.Outline) protocol.CallHierarchyItem {
	return protocol.CallHierarchyItem{Name: o.Name, Kind: protocol.SymbolKindModule, Detail: pointer("workflow " + o.Detail), URI: s.uriOf(w, o.Span.File),
		Range: spanRange(o.Span), SelectionRange: spanRange(o.At)}
}

// PrepareCallHierarchy is the workflow that a name at a place names.
func (s *Server) PrepareCallHierarchy(ctx context.Context, p *protocol.CallHierarchyPrepareParams) ([]protocol.CallHierarchyItem, error) {
	a, ok := s.ask(ctx, pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	at, ok := a.file.At(offset(a.file.Source, p.Position))
	if !ok || at.Symbol.Kind != ide.WorkflowKind {
		return nil, nil
	}
	o, ok := a.Project.Workflow(at.Symbol.Name)
	if !ok {
		return nil, nil
	}
	return []protocol.CallHierarchyItem{s.hierarchyItem(a.workspace, o)}, nil
}

// IncomingCalls are the workflows that enroll in one.
func (s *Server) IncomingCalls(ctx context.Context, p *protocol.CallHierarchyIncomingCallsParams) ([]protocol.CallHierarchyIncomingCall, error) {
	list := []protocol.CallHierarchyIncomingCall{}
	if a, ok := s.ask(ctx, pathOf(p.Item.URI)); ok {
		for _, e := range a.Enrollings() {
			if o, ok := a.Project.Workflow(e.From); ok && e.To == p.Item.Name {
				list = append(list, protocol.CallHierarchyIncomingCall{From: s.hierarchyItem(a.workspace, o), FromRanges: ranges(e.Places)})
			}
		}
	}
	return list, nil
}

// OutgoingCalls are the workflows that one enrolls in.
func (s *Server) OutgoingCalls(ctx context.Context, p *protocol.CallHierarchyOutgoingCallsParams) ([]protocol.CallHierarchyOutgoingCall, error) {
	list := []protocol.CallHierarchyOutgoingCall{}
	if a, ok := s.ask(ctx, pathOf(p.Item.URI)); ok {
		for _, e := range a.Enrollings() {
			if o, ok := a.Project.Workflow(e.To); ok && e.From == p.Item.Name {
				list = append(list, protocol.CallHierarchyOutgoingCall{To: s.hierarchyItem(a.workspace, o), FromRanges: ranges(e.Places)})
			}
		}
	}
	return list, nil
}

func ranges(places []source.Span) []protocol.Range {
	list := make([]protocol.Range, len(places))
	for i, at := range places {
		list[i] = spanRange(at)
	}
	return list
}
