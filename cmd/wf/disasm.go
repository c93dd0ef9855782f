package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

func newDisasm(a *app) *cobra.Command {
	workflow := ""
	c := &cobra.Command{
		Use:   "disasm [folder|files|file.wfc]",
		Short: "Print compiled programs in a readable form",
		Example: `  wf disasm
  wf disasm onboarding.wf
  wf disasm crm.wfc --workflow onboarding`,
		RunE: func(_ *cobra.Command, args []string) error {
			bundle, err := a.bundle(args)
			if err != nil {
				return err
			}
			var names []string
			for _, p := range bundle.Programs {
				names = append(names, p.Name)
				if workflow == "" || p.Name == workflow {
					if err := vm.Disassemble(a.out, p); err != nil {
						return err
					}
				}
			}
			if workflow != "" && !slices.Contains(names, workflow) {
				return &diag.Unknown{What: "workflow", Name: workflow, Names: names}
			}
			return nil
		},
	}
	c.Flags().StringVar(&workflow, "workflow", "", "only this one")
	return c
}

// bundle is a compiled file, or a project compiled now.
func (a *app) bundle(args []string) (*vm.Bundle, error) {
	if len(args) == 1 && filepath.Ext(args[0]) == ".wfc" {
		data, err := os.ReadFile(args[0])
		if err != nil {
			return nil, project.Missing(args[0], err)
		}
		bundle, err := vm.Decode(data, stdlib.Catalog())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", args[0], err)
		}
		return bundle, nil
	}
	_, bundle, err := a.loadCompiled(args)
	return bundle, err
}
