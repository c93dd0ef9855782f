package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/vm"
)

func newBuild(a *app) *cobra.Command {
	out := ""
	c := &cobra.Command{
		Use:   "build [folder|files]",
		Short: "Compile a project into one .wfc file",
		Long:  "Checks a project and writes its compiled form: declarations, programs and their source in one file, checked for damage when it is read.",
		Example: `  wf build
  wf build examples/accounting -o accounting.wfc`,
		RunE: func(_ *cobra.Command, args []string) error {
			p, bundle, err := a.loadCompiled(args)
			if err != nil {
				return err
			}
			if out == "" {
				out = projectName(p.Dir) + ".wfc"
			}
			data := vm.Encode(bundle)
			if err := os.WriteFile(out, data, 0o644); err != nil {
				return err
			}
			fmt.Fprintf(a.out, "wrote %s: %s, %d bytes\n", out, count(len(bundle.Programs), "workflow"), len(data))
			return nil
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "file to write (default: the folder's name with .wfc)")
	return c
}

// loadCompiled loads the project of the arguments and compiles it.
func (a *app) loadCompiled(args []string) (*checked, *vm.Bundle, error) {
	p, err := a.load(args)
	if err != nil {
		return nil, nil, err
	}
	bundle, err := a.compile(p)
	return p, bundle, err
}

// compile makes the programs of a project without errors.
func (a *app) compile(p *checked) (*vm.Bundle, error) {
	if err := p.programs(); err != nil {
		return nil, err
	}
	if err := a.sound(p); err != nil {
		return nil, err
	}
	return compiler.Compile(p.Analysis.Project, compiler.Options{Zone: string(p.Config.Timezone), Working: p.Config.Hours()})
}

// projectName is the name of the project's folder.
func projectName(dir string) string {
	full, err := filepath.Abs(dir)
	if err != nil || filepath.Base(full) == string(filepath.Separator) {
		return "project"
	}
	return filepath.Base(full)
}
