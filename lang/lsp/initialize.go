package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/wflang/wf/lang/ide"
)

// Initialize tells what the server offers, and takes in the folders that the editor has open.
func (s *Server) Initialize(_ context.Context, p *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	if folders, ok := p.WorkspaceFolders.Get(); ok {
		for _, f := range folders {
			s.folder(pathOf(f.URI))
		}
	}
	//lint:ignore SA1019 there are clients that send nothing else
	if root := p.RootURI; len(s.folders) == 0 && root != nil {
		s.folder(pathOf(*root))
	}
	if c := p.Capabilities.Workspace; c != nil && c.DidChangeWatchedFiles != nil && c.DidChangeWatchedFiles.DynamicRegistration != nil {
		s.watches = *c.DidChangeWatchedFiles.DynamicRegistration
	}
	yes := protocol.Boolean(true)
	return &protocol.InitializeResult{
		ServerInfo: protocol.ServerInfo{Name: "wf", Version: protocol.NewOptional(s.config.Version)},
		Capabilities: protocol.ServerCapabilities{
			PositionEncoding: protocol.PositionEncodingKindUTF16,
			TextDocumentSync: &protocol.TextDocumentSyncOptions{OpenClose: pointer(true), Change: pointer(protocol.TextDocumentSyncKindIncremental), Save: yes},
			CompletionProvider: &protocol.CompletionOptions{
				TriggerCharacters: []string{".", `"`, "{", "(", " "},
			},
			HoverProvider:                   yes,
			SignatureHelpProvider:           &protocol.SignatureHelpOptions{TriggerCharacters: []string{"(", ","}},
			DefinitionProvider:              yes,
			ReferencesProvider:              yes,
			DocumentHighlightProvider:       yes,
			DocumentSymbolProvider:          yes,
			WorkspaceSymbolProvider:         yes,
			RenameProvider:                  &protocol.RenameOptions{PrepareProvider: pointer(true)},
			FoldingRangeProvider:            yes,
			SelectionRangeProvider:          yes,
			DocumentFormattingProvider:      yes,
			DocumentRangeFormattingProvider: yes,
			InlayHintProvider:               yes,
			DocumentLinkProvider:            &protocol.DocumentLinkOptions{},
			CallHierarchyProvider:           yes,
			CodeLensProvider:                &protocol.CodeLensOptions{},
			CodeActionProvider:              &protocol.CodeActionOptions{CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix}},
			SemanticTokensProvider: &protocol.SemanticTokensOptions{
				Legend: protocol.SemanticTokensLegend{TokenTypes: ide.TokenTypes(), TokenModifiers: ide.TokenModifiers()},
				Full:   yes, Range: yes,
			},
			Workspace: &protocol.WorkspaceOptions{
				WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{Supported: pointer(true), ChangeNotifications: yes},
			},
		},
	}, nil
}

func (s *Server) folder(dir string) {
	if dir != "" {
		s.mu.Lock()
		s.folders = append(s.folders, dir)
		s.mu.Unlock()
	}
}

// Initialized checks the folders, and asks to be told of files that change on the disk.
func (s *Server) Initialized(context.Context, *protocol.InitializedParams) error {
	s.mu.Lock()
	folders := s.folders
	s.folders = nil
	s.mu.Unlock()
	for _, dir := range folders {
		s.addFolder(dir)
	}
	if s.watches {
		go s.protect(func() {
			err := s.client.RegisterCapability(s.ctx, &protocol.RegistrationParams{Registrations: []protocol.Registration{{
				ID: "files", Method: protocol.MethodWorkspaceDidChangeWatchedFiles,
				RegisterOptions: protocol.LSPAny(`{"watchers":[{"globPattern":"**/*.wf"},{"globPattern":"**/wf.yaml"},{"globPattern":"**/emails/*"}]}`),
			}}})
			if err != nil && s.ctx.Err() == nil {
				s.log.Print(err)
			}
		})
	}
	return nil
}

// Shutdown is answered; nothing is to be saved.
func (s *Server) Shutdown(context.Context) error {
	s.mu.Lock()
	s.shut = true
	s.mu.Unlock()
	return nil
}

// Exit ends the server.
func (s *Server) Exit(context.Context) error {
	s.stop()
	return nil
}

// SetTrace is accepted: the server traces nothing.
func (s *Server) SetTrace(context.Context, *protocol.SetTraceParams) error { return nil }
