package lsp

// The edge: bytes to lines and UTF-16 units, files to URIs, and back.

import (
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func position(f *source.File, offset int) protocol.Position {
	line, character := f.UTF16(offset)
	return protocol.Position{Line: uint32(line), Character: uint32(character)}
}

func spanRange(s source.Span) protocol.Range {
	if s.File == nil {
		return protocol.Range{}
	}
	return protocol.Range{Start: position(s.File, s.Start), End: position(s.File, s.End)}
}

func offset(f *source.File, p protocol.Position) int {
	const most = 1 << 30
	return f.FromUTF16(int(min(p.Line, most)), int(min(p.Character, most)))
}

func span(f *source.File, r protocol.Range) source.Span {
	return f.Span(offset(f, r.Start), offset(f, r.End))
}

// pathOf is the place on the disk of a file URI; "" for another URI.
func pathOf(u uri.URI) string {
	if !strings.HasPrefix(string(u), "file:") {
		return ""
	}
	return filepath.Clean(u.FsPath())
}

// uriOf is the URI of a file of a project, as the client names it where it has it open.
func (s *Server) uriOf(w *workspace, f *source.File) uri.URI {
	if s.isPrelude(f) {
		return preludeURI(f)
	}
	at := filepath.Join(w.dir, filepath.FromSlash(f.Name))
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.docs[at]; d != nil {
		return d.uri
	}
	return uri.File(at)
}

func (s *Server) location(w *workspace, at source.Span) protocol.Location {
	return protocol.Location{URI: s.uriOf(w, at.File), Range: spanRange(at)}
}

func textEdits(edits []diag.Edit) []protocol.TextEdit {
	list := make([]protocol.TextEdit, len(edits))
	for i, e := range edits {
		list[i] = protocol.TextEdit{Range: spanRange(e.Span), NewText: e.New}
	}
	return list
}

// workspaceEdit gathers edits by file.
func (s *Server) workspaceEdit(w *workspace, edits []diag.Edit) *protocol.WorkspaceEdit {
	changes := map[uri.URI][]protocol.TextEdit{}
	for _, e := range edits {
		at := s.uriOf(w, e.Span.File)
		changes[at] = append(changes[at], protocol.TextEdit{Range: spanRange(e.Span), NewText: e.New})
	}
	return &protocol.WorkspaceEdit{Changes: changes}
}

func markdown(text string) *protocol.MarkupContent {
	return &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}
}

func pointer[T any](v T) *T { return &v }

// isProgram tells a .wf file from a template and from wf.yaml.
func isProgram(path string) bool { return filepath.Ext(path) == ".wf" }
