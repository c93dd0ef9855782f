package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/runtime/repl"
)

func newWhy(a *app) *cobra.Command {
	var o tryout
	var files bool
	c := &cobra.Command{
		Use:   "why [folder] WORKFLOW RECORD",
		Short: "Say why a record enters a workflow or not, and how each decision on its way was made",
		Long: `Prints each trigger of the workflow with the value of every part for this record, whether the record would be let in
now and why not, and its way from the history, each decision with the values behind it.

The record is named by id or key, where several objects have it with the object before: "company ledger.example". It
is looked for in the project's store, which is only read; before the first wf run, or with --files, in the record files
of wf.yaml.`,
		Example: `  wf why onboarding ledger.example
  wf why examples/accounting sizing "company ledger.example" --files`,
		Args: arguments(2, 4),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) == 3 {
				rest = []string{rest[0], rest[1] + " " + rest[2]}
			}
			if len(rest) != 2 {
				return usage(c, fmt.Errorf("%s needs a workflow and a record", c.CommandPath()))
			}
			if err := a.projectFor(dir, o.data); err != nil {
				return err
			}
			p, err := analyze(project.Load(dir))
			if err != nil {
				return err
			}
			if err := a.sound(p); err != nil {
				return err
			}
			if o.data == "" && !files && exists(p.Path(p.Config.Store.Value)) {
				o.data = p.Path(p.Config.Store.Value)
			}
			s, _, err := a.try(c.Context(), p, o)
			if err != nil {
				return err
			}
			defer s.Close()
			r, err := s.Find(rest[1])
			if err != nil {
				return whereSought(err, p, o.data, files)
			}
			text, err := s.Why(c.Context(), rest[0], r)
			if err != nil {
				return err
			}
			fmt.Fprint(a.out, text)
			return nil
		},
	}
	c.Flags().StringVar(&o.data, "data", "", "folder of the store, which is only read (default: that of wf.yaml)")
	c.Flags().StringVar(&o.at, "at", "", "the moment to look from: 2026-03-02, \"2026-03-02 09:00\" (default: now)")
	c.Flags().BoolVar(&files, "files", false, "look in the record files of wf.yaml, not in the store")
	return c
}

// whereSought adds to the fault of a record that is not there where it was looked for. What the files of a project hold
// is in its store only after a run.
func whereSought(err error, p *checked, data string, files bool) error {
	if none := repl.NoRecord(""); data == "" || files || len(p.Config.Records) == 0 || !errors.As(err, &none) {
		return err
	}
	return fmt.Errorf("%w in the store %s; wf run brings in the files of wf.yaml, --files looks in them", err, data)
}
