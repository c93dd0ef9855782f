package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newHistory(a *app) *cobra.Command {
	var data, workflow string
	var asJSON bool
	c := &cobra.Command{
		Use:   "history [folder] [object record]",
		Short: "Print the way of a record, or of all, through the workflows",
		Long:  "Prints each decision and action with its moment, its step and its outcome. A record is named by id or key.",
		Example: `  wf history company ledger.example
  wf history --workflow onboarding`,
		Args: arguments(0, 3),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) != 0 && len(rest) != 2 {
				return usage(c, fmt.Errorf("%s needs an object and a record, or neither", c.CommandPath()))
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data, reads: true})
			if err != nil {
				return err
			}
			defer s.close()
			entries, err := s.historyOf(rest, workflow)
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(jsonHistory(entries))
			}
			if len(entries) == 0 {
				fmt.Fprintln(a.out, "no history")
				return nil
			}
			a.printHistory(entries, s.zone, s.name)
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringVar(&workflow, "workflow", "", "only what happened in this one")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}
