package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newSend(a *app) *cobra.Command {
	var data, object string
	c := &cobra.Command{
		Use:   "send [folder] event record field=value...",
		Short: "Tell the workflows that an event happened to a record",
		Example: `  wf send page_viewed ann@ledger.example url=/pricing
  wf send record_created ledger.example --object company`,
		Args: arguments(2, -1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) < 2 {
				return arguments(2, -1)(c, rest)
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
			done, err := s.send(c.Context(), rest[0], object, rest[1], values)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, done)
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringVar(&object, "object", "", "object of the record, for events that happen to any")
	return c
}
