package project

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Find lists the project folders at and below a folder: those with a wf.yaml, and the folder itself when it has .wf
// files that belong to none of them. A folder with nothing of the kind is its own, empty project.
func Find(dir string) ([]string, error) {
	fsys := os.DirFS(dir)
	var dirs []string
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && entry.IsDir() && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case name != "wf.yaml" && !entry.IsDir() && entry.Name() == "wf.yaml":
			dirs = append(dirs, filepath.Join(dir, filepath.FromSlash(path.Dir(name))))
		}
		return nil
	})
	if err != nil {
		return nil, Missing(dir, err)
	}
	slices.Sort(dirs)
	own, err := sources(fsys)
	if err != nil {
		return nil, err
	}
	if len(own) > 0 || isProject(fsys, ".") || len(dirs) == 0 {
		dirs = append([]string{dir}, dirs...)
	}
	return dirs, nil
}

// Beginning reports whether a project begins in a folder: a wf.yaml or a .wf file lies directly in it.
func Beginning(dir string) bool {
	if isProject(os.DirFS(dir), ".") {
		return true
	}
	entries, _ := os.ReadDir(dir) // what cannot be read is no project
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		return !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && path.Ext(e.Name()) == ".wf"
	})
}
