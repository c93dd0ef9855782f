package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime"
)

func newIssues(a *app) *cobra.Command {
	var data, workflow string
	var since span
	var asJSON bool
	c := &cobra.Command{
		Use:   "issues [folder]",
		Short: "List the actions that failed",
		Long: `Lists each action that failed, oldest first: when, for which record, at which step and why. Retries that still go on are
no issues yet.`,
		Example: `  wf issues
  wf issues --workflow onboarding --since 7d`,
		Args: arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) > 0 {
				return arguments(0, 0)(c, rest)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data})
			if err != nil {
				return err
			}
			defer s.close()
			if workflow != "" {
				if _, err := s.deployed(workflow); err != nil {
					return err
				}
			}
			list := []runtime.Entry{}
			for e, err := range s.engine.Issues() {
				if err != nil {
					return err
				}
				late := since == 0 || e.At.After(s.clock.Now().Add(-time.Duration(since)))
				if late && (workflow == "" || e.Workflow == workflow) {
					list = append(list, e)
				}
			}
			if asJSON {
				return a.printJSONList(jsonHistory(flawless(slices.Values(list))))
			}
			if len(list) == 0 {
				_, err := fmt.Fprintln(a.out, "no action failed")
				return err
			}
			return s.printIssues(list)
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringVar(&workflow, "workflow", "", "only those of this one")
	c.Flags().Var(&since, "since", "only those of the last so long: 7d, 12h")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// printIssues lists actions that failed.
func (s *session) printIssues(list []runtime.Entry) error {
	t := table{head: []string{"AT", "WORKFLOW", "RECORD", "STEP", "ACTION", "REASON"}, fits: s.app.columns(), give: []int{2, 3}}
	for _, e := range list {
		t.add(moment(e.At, s.zone), e.Workflow, s.name(e.Record), e.Step, e.Action, brief(e.Reason, 80))
	}
	return t.print(s.app.out)
}
