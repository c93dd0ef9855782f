package lsp

// Which project a file belongs to: the nearest folder above with a wf.yaml, else the folder that the editor has open,
// else its own.

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/ide"
	"github.com/wflang/wf/lang/project"
)

// workspaceOf is the project of a file, made when it is new.
func (s *Server) workspaceOf(path string) *workspace {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.workspaceIn(s.projectDir(path))
}

// workspaceIn is the project in a folder; the lock is held.
func (s *Server) workspaceIn(dir string) *workspace {
	w := s.workspaces[dir]
	if w == nil {
		w = &workspace{server: s, dir: dir, files: map[string]*parsed{}, touched: map[string]int{}, sent: map[string][]byte{}, stale: true}
		w.texts, w.outdated = context.WithCancel(s.ctx)
		s.workspaces[dir] = w
	}
	return w
}

// projectDir finds the folder of a file's project; the lock is held.
func (s *Server) projectDir(path string) string {
	top := ""
	for _, f := range s.folders {
		if within(f, path) && len(f) > len(top) {
			top = f
		}
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		at := filepath.Join(dir, "wf.yaml")
		if _, err := os.Stat(at); err == nil || s.docs[at] != nil {
			return dir
		}
		if dir == top || dir == filepath.Dir(dir) {
			break
		}
	}
	switch {
	case top != "":
		return top
	case filepath.Base(filepath.Dir(path)) == "emails":
		return filepath.Dir(filepath.Dir(path))
	}
	return filepath.Dir(path)
}

// within tells whether a path lies in a folder.
func within(dir, path string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// open are the texts that the editor holds, with their versions, by path.
func (s *Server) open() (texts map[string]string, versions map[string]int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	texts, versions = make(map[string]string, len(s.docs)), make(map[string]int32, len(s.docs))
	for path, d := range s.docs {
		texts[path], versions[path] = d.text, d.version
	}
	return texts, versions
}

// all are the projects at hand.
func (s *Server) all() []*workspace {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []*workspace
	for _, w := range s.workspaces {
		list = append(list, w)
	}
	return list
}

// addFolder takes in the projects of a folder.
func (s *Server) addFolder(dir string) {
	dirs, err := project.Find(dir)
	if err != nil {
		s.log.Print(err)
	}
	s.mu.Lock()
	s.folders = append(s.folders, dir)
	var list []*workspace
	for _, d := range dirs {
		list = append(list, s.workspaceIn(d))
	}
	s.mu.Unlock()
	for _, w := range list {
		w.later(0)
	}
}

// asked is a file of a project that a request is about.
type asked struct {
	*ide.Project
	*workspace
	file  *ide.File
	found []diag.Diagnostic
}

// ask finds the file of a request in an analysis of its whole project; ok is false for a file that belongs to none, and
// when nobody waits for the answer any more.
func (s *Server) ask(ctx context.Context, path string) (a asked, ok bool) {
	return s.askIn(path, func(w *workspace) *checked { return w.analysis(ctx) })
}

// askHere is ask with an analysis that may know other files by their declarations only: it is there at once.
func (s *Server) askHere(path string) (a asked, ok bool) {
	return s.askIn(path, func(w *workspace) *checked { return w.focus(w.name(path)) })
}

func (s *Server) askIn(path string, analyze func(*workspace) *checked) (a asked, ok bool) {
	if path == "" {
		return a, false
	}
	if f := s.preludeAt(path); f != nil {
		// It is asked as part of any project: they all have it.
		list := s.all()
		if len(list) == 0 {
			return a, false
		}
		return askedOf(list[0], analyze(list[0]), f.Name)
	}
	w := s.workspaceOf(path)
	return askedOf(w, analyze(w), w.name(path))
}

func askedOf(w *workspace, c *checked, name string) (a asked, ok bool) {
	if c == nil {
		return a, false
	}
	file := c.project.File(name)
	return asked{c.project, w, file, c.found}, file != nil
}
