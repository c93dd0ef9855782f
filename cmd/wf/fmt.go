package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/source"
)

func newFmt(a *app) *cobra.Command {
	f := &formatter{app: a}
	c := &cobra.Command{
		Use:   "fmt [folder|files|-]",
		Short: "Give programs their one layout",
		Long: `Formats all .wf files below a folder, or the files named, in place. With - it reads a program from the standard input
and prints it. A statement with a fault of syntax stays as it is; the fault is told, and the exit code is 2.`,
		Example: `  wf fmt
  wf fmt -d onboarding.wf
  wf fmt -l . || echo "run wf fmt"`,
		RunE: func(_ *cobra.Command, args []string) error { return f.run(args) },
	}
	c.Flags().BoolVarP(&f.list, "list", "l", false, "only list the files that are not formatted, and exit with 1 if there are any")
	c.Flags().BoolVarP(&f.diff, "diff", "d", false, "only show what would change")
	return c
}

type formatter struct {
	*app
	list, diff bool
	differs    bool
	faulty     bool
}

func (f *formatter) run(args []string) error {
	if len(args) == 1 && args[0] == "-" {
		text, err := io.ReadAll(f.in)
		if err != nil {
			return err
		}
		if err := f.file("standard input", string(text), ""); err != nil {
			return err
		}
	} else {
		dir, names := f.folder(args)
		if len(names) == 0 {
			var err error
			if names, err = programs(dir); err != nil {
				return err
			}
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				return project.Missing(name, err)
			}
			if err := f.file(name, string(text), name); err != nil {
				return err
			}
		}
	}
	switch {
	case f.faulty:
		return errUnusable
	case f.list && f.differs:
		return errNo
	}
	return nil
}

// file formats one text; path is where it lies, "" for the standard input.
func (f *formatter) file(name, text, path string) error {
	formatted, faults := format.File(source.NewFile(name, text))
	if diag.HasErrors(faults) {
		f.faulty = true
		if err := diag.WriteText(f.err, diag.Tidy(faults), f.style(f.err)); err != nil {
			return err
		}
	}
	differs := formatted != text
	f.differs = f.differs || differs
	switch {
	case f.list && differs:
		fmt.Fprintln(f.out, name)
	case f.diff && differs:
		fmt.Fprint(f.out, format.Diff(name, "formatted", text, formatted))
	case f.list || f.diff:
	case path == "":
		fmt.Fprint(f.out, formatted)
	case differs:
		return writeWhole(path, func(w io.Writer) error {
			_, err := io.WriteString(w, formatted)
			return err
		})
	}
	return nil
}

// programs are all .wf files below a folder, hidden folders left out.
func programs(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		switch hidden := name != dir && strings.HasPrefix(filepath.Base(name), "."); {
		case err != nil:
			return project.Missing(name, err)
		case hidden && entry.IsDir():
			return fs.SkipDir
		case !hidden && !entry.IsDir() && filepath.Ext(name) == ".wf":
			names = append(names, name)
		}
		return nil
	})
	return names, err
}
