package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newRecordsSet(a *app) *cobra.Command {
	var data string
	var with []string
	c := &cobra.Command{
		Use:   "set [folder] object record property=value...",
		Short: "Change a record, or create it",
		Long: `Sets properties of a record, named by id or key. A record that does not exist is created. property= with nothing behind it
clears the property. Workflows that are deployed react.`,
		Example: `  wf records set company ledger.example lifecycle_stage=customer owner=ana@acme.example
  wf records set contact zoe@ledger.example firstname=Zoe --with "company ledger.example"`,
		Args: arguments(2, -1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) < 2 || len(rest) == 2 && len(with) == 0 {
				return arguments(3, -1)(c, rest)
			}
			values, err := pairs(rest[2:])
			if err != nil {
				return usage(c, err)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data})
			if err != nil {
				return err
			}
			defer s.close()
			done, err := s.set(c.Context(), rest[0], rest[1], values, with)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, done)
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringArrayVar(&with, "with", nil, "record to associate with: \"OBJECT RECORD\"")
	return c
}
