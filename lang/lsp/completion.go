package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"

	"github.com/wflang/wf/lang/ide"
)

var completionKinds = map[ide.Kind]protocol.CompletionItemKind{
	ide.NoKind: protocol.CompletionItemKindKeyword, ide.ObjectKind: protocol.CompletionItemKindClass, ide.PropertyKind: protocol.CompletionItemKindProperty,
	ide.EventKind: protocol.CompletionItemKindEvent, ide.FieldKind: protocol.CompletionItemKindField, ide.OptionKind: protocol.CompletionItemKindEnumMember,
	ide.ActionKind: protocol.CompletionItemKindFunction, ide.ParamKind: protocol.CompletionItemKindField, ide.OutputKind: protocol.CompletionItemKindField,
	ide.FuncKind: protocol.CompletionItemKindFunction, ide.ConstKind: protocol.CompletionItemKindConstant, ide.SegmentKind: protocol.CompletionItemKindInterface,
	ide.WorkflowKind: protocol.CompletionItemKindModule, ide.LabelKind: protocol.CompletionItemKindReference, ide.VarKind: protocol.CompletionItemKindVariable,
	ide.GivenKind: protocol.CompletionItemKindVariable, ide.TemplateKind: protocol.CompletionItemKindFile, ide.WordKind: protocol.CompletionItemKindKeyword,
}

// Completion lists what can stand at a place. What must not stand there is struck through, with the reason.
func (s *Server) Completion(_ context.Context, p *protocol.CompletionParams) (protocol.CompletionResult, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	c := a.Complete(a.file, offset(a.file.Source, p.Position))
	list := &protocol.CompletionList{Items: make([]protocol.CompletionItem, 0, len(c.Items))}
	at := spanRange(c.Replace)
	for i, item := range c.Items {
		insert := item.Insert
		if insert == "" {
			insert = item.Label
		}
		out := protocol.CompletionItem{Label: item.Label, Kind: completionKinds[item.Kind], SortText: protocol.NewOptional(fmt.Sprintf("%04d", i)),
			FilterText: protocol.NewOptional(item.Label), TextEdit: &protocol.TextEdit{Range: at, NewText: insert}}
		if item.Detail != "" {
			out.Detail = protocol.NewOptional(item.Detail)
		}
		if item.Doc != "" {
			out.Documentation = markdown(item.Doc)
		}
		if item.Snippet {
			out.InsertTextFormat = protocol.InsertTextFormatSnippet
		}
		if item.Fault != "" {
			out.Tags = []protocol.CompletionItemTag{protocol.CompletionItemTagDeprecated}
			out.Detail = protocol.NewOptional(item.Fault)
		}
		list.Items = append(list.Items, out)
	}
	return list, nil
}
