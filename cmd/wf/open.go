package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/stdlib"
)

// checked is a project with all that is known about it.
type checked struct {
	*project.Project
	Analysis *lang.Analysis
	Found    []diag.Diagnostic // also those of wf.yaml
}

// load reads and checks what the arguments name: a folder, or files that are the whole project.
func (a *app) load(args []string) (*checked, error) {
	dir, rest := a.folder(args)
	if len(rest) == 0 {
		return analyze(project.Load(dir))
	}
	return analyze(project.LoadFiles(rest...))
}

// loadAll is load, with all projects below a folder.
func (a *app) loadAll(args []string) ([]*checked, error) {
	dir, rest := a.folder(args)
	if len(rest) > 0 {
		one, err := analyze(project.LoadFiles(rest...))
		return []*checked{one}, err
	}
	dirs, err := project.Find(dir)
	if err != nil {
		return nil, err
	}
	var all []*checked
	for _, dir := range dirs {
		one, err := analyze(project.Load(dir))
		if err == nil && len(dirs) == 1 && one.Config.Source == nil {
			err = one.programs()
		}
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func analyze(p *project.Project, found []diag.Diagnostic, err error) (*checked, error) {
	if err != nil {
		return nil, err
	}
	// A check makes much and throws little away: to look for garbage early is a quarter of its time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	c := &checked{Project: p, Analysis: lang.Analyze(p.Input(), stdlib.Catalog())}
	c.Found = diag.Tidy(append(found, c.Analysis.Diagnostics...))
	return c, nil
}

// programs refuses a project without a program: it is a folder that was meant otherwise.
func (c *checked) programs() error {
	if len(c.Files) > 0 {
		return nil
	}
	if c.Dir == "" || c.Dir == "." {
		return errors.New("there are no .wf files here; wf init writes some")
	}
	return fmt.Errorf("there are no .wf files in %s; wf init writes some", c.Dir)
}

// sound prints what is wrong with a project that is to be run, and refuses one with errors.
func (a *app) sound(c *checked) error {
	if len(c.Found) > 0 {
		if err := diag.WriteText(a.err, c.Rooted(c.Found), a.style(a.err)); err != nil {
			return err
		}
	}
	if diag.HasErrors(c.Found) {
		return errUnusable
	}
	return nil
}

// exists reports whether there is a file or folder of that name.
func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
