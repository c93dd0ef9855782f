package lsp

// Workspaces: one for each project folder, with its files as the editor and the disk have them, what was read of them,
// and the last analysis.
//
// A file is read again only when its text is another one. To check a large project takes longer than a person waits for
// a letter, so that after an edit the file alone is checked at once, with the other files' workflows without their
// steps; the whole project is checked when the writer pauses.

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/ide"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/source"
)

// parsed is a file as it was read.
type parsed struct {
	lang.Parsed
	file *source.File
	stub *ast.File // the declarations, without the steps of workflows
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
	timer      *time.Timer

	checking sync.Mutex // one whole check at a time
	whole    *checked

	sending sync.Mutex
	sent    map[string][]byte // what the client has, by the file's name
	told    int               // the generation of which all was published
}

// checked is one analysis.
type checked struct {
	generation int
	versions   map[string]int32 // of the editor's texts, by path
	project    *ide.Project
	found      []diag.Diagnostic
	took       time.Duration
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
			bare := *d
			bare.Settings, bare.Body = nil, &ast.Block{At: d.At, Braced: true}
			stub.Decls = append(stub.Decls, &bare)
		case *ast.Test:
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
	w.generation++
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
	w.generation++
	w.mu.Unlock()
}

// analysis is the analysis of the whole project as it is now.
func (w *workspace) analysis() *checked {
	w.checking.Lock()
	defer w.checking.Unlock()
	snap := w.snapshot()
	w.mu.Lock()
	last := w.whole
	w.mu.Unlock()
	if last != nil && last.generation == snap.generation {
		return last
	}
	start := time.Now()
	c := w.check(snap, func(p *parsed) lang.Parsed { return p.Parsed })
	c.took = time.Since(start)
	w.mu.Lock()
	w.whole = c
	w.mu.Unlock()
	return c
}

// current is the last whole analysis when it is of the texts as they are, else nil.
func (w *workspace) current() *checked {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.whole != nil && w.whole.generation == w.generation && !w.stale {
		return w.whole
	}
	return nil
}

// focus is an analysis in which one file is as it is now, and the others are known by their declarations.
func (w *workspace) focus(name string) *checked {
	if c := w.current(); c != nil {
		return c
	}
	return w.check(w.snapshot(), func(p *parsed) lang.Parsed {
		if p.file.Name == name || p.stub == nil {
			return p.Parsed
		}
		return lang.Parsed{Program: p.stub}
	})
}

func (w *workspace) check(snap snapshot, pick func(*parsed) lang.Parsed) *checked {
	list := make([]lang.Parsed, 0, len(w.server.prelude)+len(snap.files))
	for i := range w.server.prelude {
		list = append(list, w.server.prelude[i].Parsed)
	}
	for i := range snap.files {
		list = append(list, pick(&snap.files[i]))
	}
	dir := snap.loaded.Config.Directory()
	a := lang.Check(list, w.server.config.Catalog, dir)
	p := ide.New(a, w.server.config.Catalog, dir)
	if zone, err := time.LoadLocation(string(snap.loaded.Config.Timezone)); err == nil {
		p.Bounds = bounds.Options{Zone: zone, Working: snap.loaded.Config.Hours()}
	}
	return &checked{generation: snap.generation, versions: snap.versions, project: p, found: diag.Sort(append(append([]diag.Diagnostic(nil), snap.found...), a.Diagnostics...))}
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
