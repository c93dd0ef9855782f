package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// starter is the project that wf init writes.
//
//go:embed starter
var starter embed.FS

func newInit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "init [folder]",
		Short: "Write a small project that runs, with its tests",
		Long:  "Writes a workflow, its tests, two record files, a mail and the settings. Files that are there are never overwritten.",
		Example: `  wf init crm
  wf run crm --for 7d`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return a.write(starter, dir)
		},
	}
}

// write copies the starter into a folder, unless one of its files is there already.
func (a *app) write(from fs.FS, dir string) error {
	var names []string
	err := fs.WalkDir(from, "starter", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		names = append(names, name)
		if target := starterTarget(dir, name); exists(target) {
			return fmt.Errorf("%s is there already, nothing was written", target)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		target := starterTarget(dir, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, text, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(a.out, "wrote", target)
	}
	at := ""
	if dir != "." {
		at = " " + dir
	}
	fmt.Fprintf(a.out, "\nnext:\n  wf check%s\n  wf run%s --for 7d\n", at, at)
	return nil
}

// starterTarget is where a file of the starter goes. Go does not embed files whose name begins with a dot.
func starterTarget(dir, name string) string {
	rel, err := filepath.Rel("starter", filepath.FromSlash(name))
	if err != nil {
		rel = filepath.Base(name)
	}
	if rel == "gitignore" {
		rel = ".gitignore"
	}
	return filepath.Join(dir, rel)
}
