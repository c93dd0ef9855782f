package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/control"
)

func newEnroll(a *app) *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:   "enroll [folder] workflow record...",
		Short: "Enroll records in a workflow by hand",
		Long: `Enrolls records, named by id or key, in a workflow, whatever its triggers say. Suppression, the goal and the rule about
coming back hold all the same; a refusal says why.`,
		Example: `  wf enroll onboarding ledger.example
  wf enroll examples/accounting sizing ledger.example tally.example`,
		Args: arguments(2, -1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) < 2 {
				return arguments(2, -1)(c, rest)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data, access: feeds})
			if err != nil {
				return err
			}
			defer s.close()
			object, err := s.deployed(rest[0])
			if err != nil {
				return err
			}
			refused := false
			for _, name := range rest[1:] {
				r, err := s.record(object, name)
				if err != nil {
					return err
				}
				if _, err := do(c.Context(), s, control.Enroll{Workflow: rest[0], Record: r.Ref()}); err != nil {
					var why *runtime.RefusedError
					if !errors.As(err, &why) {
						return err
					}
					refused = true
					fmt.Fprintf(a.err, "%s was not enrolled: %v\n", s.name(r.Ref()), why)
					continue
				}
				fmt.Fprintf(a.out, "enrolled %s in %s\n", s.name(r.Ref()), rest[0])
			}
			if err := s.settle(c.Context(), 0); err != nil {
				return err
			}
			if refused {
				return errNo
			}
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	return c
}
