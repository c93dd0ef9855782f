package lsp

// The checks of a workspace. To check a large project takes longer than a person waits for a letter: behind an edit the
// file alone is checked at once, with the other files' workflows without their steps; the whole project is checked when
// the writer pauses. The next edit has a check given up that only an older text needs.

import (
	"context"
	"slices"
	"time"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/ide"
)

// checked is one analysis.
type checked struct {
	generation int
	versions   map[string]int32 // of the editor's texts, by path
	focus      string           // the file that is known whole; "": all
	project    *ide.Project
	found      []diag.Diagnostic
	took       time.Duration
}

// analysis is the analysis of the whole project as it is now; nil when the context ended before it was there.
func (w *workspace) analysis(ctx context.Context) *checked {
	w.checking.Lock()
	defer w.checking.Unlock()
	snap := w.snapshot()
	w.mu.Lock()
	last := w.whole
	w.mu.Unlock()
	if last != nil && last.generation == snap.generation {
		return last
	}
	c := w.check(ctx, snap, "")
	if c != nil {
		w.mu.Lock()
		w.whole, w.focused = c, nil
		w.mu.Unlock()
	}
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

// focus is an analysis in which one file is as it is now, and the others are known by their declarations. It waits for
// no whole check. What an editor asks behind a letter is answered from one.
func (w *workspace) focus(name string) *checked {
	if c := w.current(); c != nil {
		return c
	}
	w.focusing.Lock()
	defer w.focusing.Unlock()
	snap := w.snapshot()
	w.mu.Lock()
	last := w.focused
	w.mu.Unlock()
	if last != nil && last.generation == snap.generation && last.focus == name {
		return last
	}
	c := w.check(w.server.ctx, snap, name)
	if c != nil {
		w.mu.Lock()
		w.focused = c
		w.mu.Unlock()
	}
	return c
}

// tested are the workflows that the tests of a file name: they speak of their steps.
func (s *snapshot) tested(name string) []string {
	for i := range s.files {
		if s.files[i].file.Name == name {
			return s.files[i].tested
		}
	}
	return nil
}

// check checks what a snapshot holds: all of it, or one file among the declarations of the others and the workflows
// that it tests.
func (w *workspace) check(ctx context.Context, snap snapshot, focus string) *checked {
	start := time.Now()
	list := make([]lang.Parsed, 0, len(w.server.prelude)+len(snap.files))
	for i := range w.server.prelude {
		list = append(list, w.server.prelude[i].Parsed)
	}
	tested := snap.tested(focus)
	needed := func(name string) bool { return slices.Contains(tested, name) }
	for _, f := range snap.files {
		if focus != "" && focus != f.file.Name && f.stub != nil && !slices.ContainsFunc(f.workflows, needed) {
			f.Parsed = lang.Parsed{Program: f.stub}
		}
		list = append(list, f.Parsed)
	}
	dir := snap.loaded.Config.Directory()
	a, err := lang.CheckContext(ctx, list, w.server.config.Catalog, dir)
	if err != nil {
		return nil
	}
	p := ide.New(a, w.server.config.Catalog, dir)
	if zone, err := time.LoadLocation(string(snap.loaded.Config.Timezone)); err == nil {
		p.Bounds = bounds.Options{Zone: zone, Working: snap.loaded.Config.Hours()}
	}
	return &checked{generation: snap.generation, versions: snap.versions, focus: focus, project: p,
		found: diag.Tidy(append(append([]diag.Diagnostic(nil), snap.found...), a.Diagnostics...)), took: time.Since(start)}
}
