package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime/control"
)

func newOn(a *app) *cobra.Command {
	return a.switcher("on", "Switch workflows on", `Records enter again from now on. Those that came to match while the workflow was off do not: wf run --existing or
wf deploy --existing lets them in.`, true)
}

func newOff(a *app) *cobra.Command {
	return a.switcher("off", "Switch workflows off", `Nothing enters any more, and those inside keep their places while their actions are skipped, until wf on. It outlives
deployments.`, false)
}

func (a *app) switcher(verb, short, long string, on bool) *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:     verb + " [folder] workflow...",
		Short:   short,
		Long:    long,
		Example: fmt.Sprintf("  wf %s onboarding\n  wf %s examples/accounting sizing", verb, verb),
		Args:    arguments(1, -1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) == 0 {
				return arguments(1, -1)(c, rest)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data, access: operates})
			if err != nil {
				return err
			}
			defer s.close()
			for _, name := range rest {
				if _, err := s.deployed(name); err != nil {
					return err
				}
			}
			for _, name := range rest {
				if _, err := do(c.Context(), s, control.Switch{Workflow: name, On: on}); err != nil {
					return err
				}
				fmt.Fprintf(a.out, "%s is %s\n", name, verb)
			}
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	return c
}
