// Package project reads a project from a folder: the .wf files, the templates in emails/ and wf.yaml.
package project

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// maxFile is the most that is read of one source or template, in bytes. The lexer's own cap is lower or equal; this one
// keeps what is no program at all out of memory.
const maxFile = 1 << 20

// Project is a folder as it was read.
type Project struct {
	Dir       string         // as it was named; "" for a project without a folder
	Files     []*source.File // *.wf, named relative to Dir, sorted by name
	Templates []*source.File // emails/*.md and emails/*.html
	Config    *Config        // never nil
}

// Input is what lang.Analyze takes.
func (p *Project) Input() lang.Input {
	return lang.Input{Files: p.Files, Templates: p.Templates, Directory: p.Config.Directory()}
}

// Path is the place of a file of the project (`wf.yaml`, `data/people.csv`) as the system names it.
func (p *Project) Path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(p.Dir, filepath.FromSlash(name))
}

// Load reads the project in a folder: every *.wf below it, except in hidden folders and in folders with a wf.yaml of
// their own, which are projects themselves. Faults of wf.yaml are diagnostics; the error is for what cannot be read.
func Load(dir string) (*Project, []diag.Diagnostic, error) {
	if err := isFolder(dir); err != nil {
		return nil, nil, err
	}
	p, found, err := LoadFS(os.DirFS(dir))
	if err != nil {
		return nil, nil, err
	}
	p.Dir = dir
	return p, found, nil
}

func isFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return Missing(dir, err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is a file, not a folder", dir)
	}
	return nil
}

// LoadFS reads the project at the root of a file system: an editor lays the texts it holds over the disk's this way.
func LoadFS(fsys fs.FS) (*Project, []diag.Diagnostic, error) {
	names, err := sources(fsys)
	if err != nil {
		return nil, nil, err
	}
	return load(fsys, names, templates(fsys))
}

// LoadSettings reads the settings of the project in a folder alone: wf.yaml with the file of users that it names. Neither
// programs nor templates are looked for, so that a folder of any size costs nothing.
func LoadSettings(dir string) (*Project, error) {
	if err := isFolder(dir); err != nil {
		return nil, err
	}
	p, _, err := load(os.DirFS(dir), nil, nil)
	if err != nil {
		return nil, err
	}
	p.Dir = dir
	return p, nil
}

// LoadFiles reads files named one by one as a whole project, with the emails/ and the wf.yaml beside the first of them.
func LoadFiles(names ...string) (*Project, []diag.Diagnostic, error) {
	if len(names) == 0 {
		return nil, nil, errors.New("no file is named")
	}
	dir := filepath.Dir(names[0])
	p, found, err := load(os.DirFS(dir), nil, templates(os.DirFS(dir)))
	if err != nil {
		return nil, nil, err
	}
	p.Dir = dir
	for _, name := range names {
		shown, err := filepath.Rel(dir, name)
		if err != nil {
			shown = name
		}
		shown = filepath.ToSlash(shown)
		if slices.ContainsFunc(p.Files, func(f *source.File) bool { return f.Name == shown }) {
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			return nil, nil, Missing(name, err)
		}
		f, faults, err := read(file, shown)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		p.Files = append(p.Files, f)
		found = append(found, faults...)
	}
	return p, diag.Tidy(found), nil
}

func load(fsys fs.FS, names, templates []string) (*Project, []diag.Diagnostic, error) {
	p := &Project{Config: Default()}
	var found []diag.Diagnostic
	open := func(name string) (*source.File, error) {
		file, err := fsys.Open(name)
		if err != nil {
			return nil, err
		}
		f, faults, err := read(file, name)
		found = append(found, faults...)
		return f, err
	}
	for _, name := range names {
		f, err := open(name)
		if err != nil {
			return nil, nil, err
		}
		p.Files = append(p.Files, f)
	}
	for _, name := range templates {
		f, err := open(name)
		if err != nil {
			return nil, nil, err
		}
		p.Templates = append(p.Templates, f)
	}
	switch f, err := open("wf.yaml"); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, nil, err
	default:
		config, faults := ParseConfig(f)
		p.Config = config
		found = append(found, faults...)
	}
	var absent []diag.Diagnostic
	if u := p.Config.UserFile; u != nil {
		switch f, err := open(path.Clean(filepath.ToSlash(u.File))); {
		case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid):
			absent = append(absent, fileMissing(u.Span, u.File))
		case err != nil:
			return nil, nil, err
		default:
			u.Source = f
			found = append(found, p.Config.addUsers(f, u.Columns)...)
		}
		found = append(found, crossCheck(p.Config)...)
	}
	for _, r := range p.Config.Records {
		// A path that leaves the folder is the business of whoever opens it.
		if name := path.Clean(filepath.ToSlash(r.File)); fs.ValidPath(name) {
			if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) {
				absent = append(absent, fileMissing(r.Span, r.File))
			}
		}
	}
	if len(absent) > 0 {
		found = append(found, allowed(p.Config.Source, absent)...)
	}
	return p, diag.Tidy(found), nil
}

// read takes one file in. One that is too large is there without its text.
func read(file fs.File, name string) (*source.File, []diag.Diagnostic, error) {
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.Size() > maxFile {
		f := source.NewFile(name, "")
		return f, []diag.Diagnostic{fileTooLarge(f, info.Size())}, nil
	}
	text, err := io.ReadAll(io.LimitReader(file, maxFile))
	if err != nil {
		return nil, nil, err
	}
	return source.NewFile(name, string(text)), nil, nil
}

// sources lists the *.wf files of the project at the root of fsys, sorted.
func sources(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
			if name != "." && isProject(fsys, name) {
				return fs.SkipDir
			}
		case path.Ext(name) == ".wf":
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

func isProject(fsys fs.FS, dir string) bool {
	_, err := fs.Stat(fsys, path.Join(dir, "wf.yaml"))
	return err == nil
}

func templates(fsys fs.FS) []string {
	entries, _ := fs.ReadDir(fsys, "emails") // no folder, no templates
	var names []string
	for _, e := range entries {
		if ext := path.Ext(e.Name()); !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && (ext == ".md" || ext == ".html") {
			names = append(names, "emails/"+e.Name())
		}
	}
	return names
}

// Missing says in words that there is no such file or folder; any other error stays as it is. It is still an
// fs.ErrNotExist.
func Missing(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &missing{name}
	}
	return err
}

type missing struct{ name string }

func (m *missing) Error() string { return "there is no file or folder " + m.name }
func (m *missing) Unwrap() error { return fs.ErrNotExist }
