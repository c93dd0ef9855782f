package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// refused is a request that cannot be done, with the reason that the editor shows.
func refused(err error) error {
	const requestFailed = -32803
	return jsonrpc2.NewError(requestFailed, err.Error())
}

// PrepareRename tells what would be renamed.
func (s *Server) PrepareRename(ctx context.Context, p *protocol.PrepareRenameParams) (protocol.PrepareRenameResult, error) {
	a, ok := s.ask(ctx, pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	at, err := a.Renameable(a.file, offset(a.file.Source, p.Position))
	if err != nil {
		return nil, refused(err)
	}
	return &protocol.PrepareRenamePlaceholder{Range: spanRange(at), Placeholder: at.Text()}, nil
}

// Rename gives a name another one in the whole project.
func (s *Server) Rename(ctx context.Context, p *protocol.RenameParams) (*protocol.WorkspaceEdit, error) {
	a, ok := s.ask(ctx, pathOf(p.TextDocument.URI))
	if !ok {
		return nil, nil
	}
	edits, err := a.Project.Rename(a.file, offset(a.file.Source, p.Position), p.NewName)
	if err != nil {
		return nil, refused(err)
	}
	return s.workspaceEdit(a.workspace, edits), nil
}
