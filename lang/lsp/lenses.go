package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// CodeLens offers the graph of a workflow and the run of a test. The commands are those of the editor's extension; their
// argument is the name of the workflow, or a pattern that the title of the test alone matches.
func (s *Server) CodeLens(_ context.Context, p *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	a, ok := s.askHere(pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	list := []protocol.CodeLens{}
	for _, l := range a.Lenses(a.file) {
		c := protocol.Command{Title: l.Title, Command: "wf.showGraph"}
		if l.Test {
			c.Command = "wf.runTests"
		}
		if name, err := protocol.Marshal(l.Name); err == nil {
			c.Arguments = []protocol.LSPAny{name}
		}
		list = append(list, protocol.CodeLens{Range: spanRange(l.At), Command: c})
	}
	return list, nil
}
