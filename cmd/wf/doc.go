package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib"
)

func newDoc(a *app) *cobra.Command {
	markdown := false
	c := &cobra.Command{
		Use:   "doc [name]",
		Short: "Print what an action, function, object, event or setting is, or list them all",
		Long: `Prints the documentation of the standard library, and of the project in the current folder, from their declarations.

With --markdown it prints a page of all actions and functions, those that the project declares itself among them.`,
		Example: `  wf doc
  wf doc notify.email
  wf doc contact
  wf doc contact.lifecycle_stage
  wf doc --markdown > actions.md`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := a.documented()
			if err != nil {
				return err
			}
			switch {
			case markdown && len(args) > 0:
				return errors.New("--markdown prints the page of all; leave the name out")
			case markdown:
				_, err := fmt.Fprint(a.out, stdlib.Page(s))
				return err
			case len(args) == 0:
				_, err := fmt.Fprint(a.out, stdlib.Index(s))
				return err
			}
			text, ok := stdlib.Doc(s, args[0])
			if !ok {
				return &diag.Unknown{What: "action, function, object or event", Name: args[0], Names: stdlib.Names(s)}
			}
			_, err = fmt.Fprint(a.out, text)
			return err
		},
	}
	c.Flags().BoolVar(&markdown, "markdown", false, "print a page of all actions and functions")
	return c
}

// documented is the schema of the project, where there is one, else that of the standard library alone.
func (a *app) documented() (*schema.Schema, error) {
	dir, _ := a.folder(nil)
	c, err := analyze(&project.Project{Config: project.Default()}, nil, nil)
	if exists(filepath.Join(dir, "wf.yaml")) {
		c, err = analyze(project.Load(dir))
	}
	if err != nil {
		return nil, err
	}
	return c.Analysis.Project.Schema, nil
}
