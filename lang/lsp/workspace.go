package lsp

// Workspaces: one for each project folder, with its files as the editor and the disk have them, what was read of them,
// and the last analyses.
//
// A file is read again only when its text is another one. How it is checked is in check.go.

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/source"
)

// parsed is a file as it was read.
type parsed struct {
	lang.Parsed
	file *source.File
	stub *ast.File // the declarations, without the steps of workflows

	workflows []string // that it declares
	tested    []string // the workflows that its tests name
}

// workspace is the state of one project.
type workspace struct {
	server *Server
	dir    string

	mu         sync.Mutex
	loaded     *project.Project
	found      []diag.Diagnostic // of wf.yaml and of files that could not be read
	files      map[string]*parsed
	versions   map[string]int32 // of the editor's texts, by path; replaced, not changed
	stale      bool             // the disk may have changed
	generation int              // of the texts
	texts      context.Context  // ends when they change
	outdated   context.CancelFunc
	touched    map[string]int // the generation of the last edit, by path, of the files that nothing was told of since
	hurried    *time.Timer    // of the files that were touched
	timer      *time.Timer    // of the project
	whole      *checked       // the last of the whole project
	focused    *checked       // the last of one file

	checking sync.Mutex // one whole check at a time
	focusing sync.Mutex // one check of a file at a time

	sending sync.Mutex
	sent    map[string][]byte // what the client has, by the file's name
	told    int               // the generation of which all was published
}

// read parses a file and makes its stub.
func read(f *source.File, template bool) parsed {
	if template {
		return parsed{Parsed: lang.ParseTemplate(f), file: f}
	}
	p := parsed{Parsed: lang.Parse(f), file: f}
	stub := &ast.File{Source: f}
	for _, d := range p.Program.Decls {
		switch d := d.(type) {
		case *ast.Workflow:
			if d.Body == nil {
				d.Body = &ast.Block{At: d.At, Braced: true} // so that two checks do not both add it
			}
			p.workflows = append(p.workflows, d.Name.Text)
			bare := *d
			bare.Settings, bare.Body = nil, &ast.Block{At: d.At, Braced: true}
			stub.Decls = append(stub.Decls, &bare)
		case *ast.Test:
			for _, n := range d.Workflows {
				p.tested = append(p.tested, n.Text)
			}
			if bare := labelsOf(d); bare != nil {
				stub.Decls = append(stub.Decls, bare)
			}
		default:
			stub.Decls = append(stub.Decls, d)
		}
	}
	p.stub = stub
	return p
}

// labelsOf is a test with nothing but the labels that it names; nil when there are none.
func labelsOf(t *ast.Test) *ast.Test {
	bare := *t
	bare.Stmts = nil
	for _, s := range t.Stmts {
		if e, ok := s.(*ast.Expect); ok && e.Label != nil {
			bare.Stmts = append(bare.Stmts, e)
		}
	}
	if bare.Stmts == nil {
		return nil
	}
	return &bare
}

// snapshot is all that an analysis is made of.
type snapshot struct {
	generation int
	versions   map[string]int32
	loaded     *project.Project
	found      []diag.Diagnostic
	files      []parsed // without the prelude
}

// snapshot brings the files up to date. The lock of the server is not held.
func (w *workspace) snapshot() snapshot {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stale || w.loaded == nil {
		w.load()
	}
	snap := snapshot{generation: w.generation, versions: w.versions, loaded: w.loaded, found: w.found}
	for _, f := range w.loaded.Files {
		snap.files = append(snap.files, *w.parse(f, false))
	}
	for _, f := range w.loaded.Templates {
		snap.files = append(snap.files, *w.parse(f, true))
	}
	return snap
}

// load reads the folder, with the editor's texts over those of the disk.
func (w *workspace) load() {
	w.stale = false
	docs, versions := w.server.open()
	loaded, found, err := project.LoadFS(overlay{disk: os.DirFS(w.dir), dir: w.dir, docs: docs})
	if err != nil {
		w.server.log.Printf("%s: %v", w.dir, err)
		if w.loaded == nil {
			w.loaded = &project.Project{Config: project.Default()}
		}
		return
	}
	loaded.Dir = w.dir
	for i, f := range loaded.Files {
		loaded.Files[i] = w.kept(f)
	}
	for i, f := range loaded.Templates {
		loaded.Templates[i] = w.kept(f)
	}
	w.loaded, w.found, w.versions = loaded, found, versions
	w.generation++
}

// kept is the file as it was read before when its text is the same.
func (w *workspace) kept(f *source.File) *source.File {
	if old := w.files[f.Name]; old != nil && old.file.Text == f.Text {
		return old.file
	}
	return f
}

func (w *workspace) parse(f *source.File, template bool) *parsed {
	if old := w.files[f.Name]; old != nil && old.file == f {
		return old
	}
	p := read(f, template)
	w.files[f.Name] = &p
	return &p
}

// edit takes in the new text of one file that the editor holds.
func (w *workspace) edit(path, text string, version int32) {
	name := w.name(path)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.change()
	w.touched[path] = w.generation
	if w.loaded == nil || w.stale || name == "wf.yaml" {
		w.stale = true
		return
	}
	// The lists may be in use by a check: they are replaced, not changed.
	next := *w.loaded
	next.Files, next.Templates = swapped(next.Files, name, text), swapped(next.Templates, name, text)
	if next.Files == nil && next.Templates == nil {
		w.stale = true
		return
	}
	if next.Files == nil {
		next.Files = w.loaded.Files
	}
	if next.Templates == nil {
		next.Templates = w.loaded.Templates
	}
	w.loaded = &next
	w.versions = maps.Clone(w.versions)
	w.versions[path] = version
}

// swapped is the list with the file of a name replaced; nil when it has none.
func swapped(list []*source.File, name, text string) []*source.File {
	for i, f := range list {
		if f.Name == name {
			out := append([]*source.File(nil), list...)
			out[i] = source.NewFile(name, text)
			return out
		}
	}
	return nil
}

// reload has the folder read again.
func (w *workspace) reload() {
	w.mu.Lock()
	w.stale = true
	w.change()
	w.mu.Unlock()
}

// change begins another generation of the texts. The check of an older one is given up; the lock is held.
func (w *workspace) change() {
	w.generation++
	w.outdated()
	w.texts, w.outdated = context.WithCancel(w.server.ctx)
}

// name is a path relative to the project, with slashes.
func (w *workspace) name(path string) string {
	rel, err := filepath.Rel(w.dir, path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

// overlay is the folder with the editor's texts over it.
type overlay struct {
	disk fs.FS
	dir  string
	docs map[string]string // text by path
}
