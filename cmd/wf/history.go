package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
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
			s, err := a.session(c.Context(), dir, sessionOptions{data: data})
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

// historyOf is the history of a record, or of all, in one workflow or in all.
func (s *session) historyOf(record []string, workflow string) ([]runtime.Entry, error) {
	f := runtime.Filter{Workflow: workflow}
	if workflow != "" {
		status, err := s.engine.Status()
		if err != nil {
			return nil, err
		}
		var names []string
		for _, w := range status {
			names = append(names, w.Workflow)
		}
		if !slices.Contains(names, workflow) {
			return nil, &diag.Unknown{What: "workflow", Name: workflow, Names: names}
		}
	}
	if len(record) > 0 {
		o, err := s.object(record[0])
		if err != nil {
			return nil, err
		}
		// A record that was deleted has its history still.
		f.Record = schema.Ref{Object: o.Name, ID: record[1]}
		list, err := s.entries(f)
		if err != nil || len(list) > 0 {
			return list, err
		}
		_, err = s.record(record[0], record[1])
		return nil, err
	}
	return s.entries(f)
}

// jsonEntry is a line of the history for machines.
type jsonEntry struct {
	At         string `json:"at"`
	Object     string `json:"object"`
	Record     string `json:"record"`
	Workflow   string `json:"workflow"`
	Enrollment string `json:"enrollment,omitempty"`
	Kind       string `json:"kind"`
	Step       string `json:"step,omitempty"`
	Action     string `json:"action,omitempty"`
	Text       string `json:"text,omitempty"`
	Status     string `json:"status"`
	Reason     string `json:"reason,omitempty"`
}

func jsonHistory(list []runtime.Entry) []jsonEntry {
	out := make([]jsonEntry, len(list))
	for i, e := range list {
		out[i] = jsonEntry{At: jsonTime(e.At), Object: e.Record.Object, Record: e.Record.ID, Workflow: e.Workflow, Enrollment: e.Enrollment,
			Kind: e.Kind, Step: e.Step, Action: e.Action, Text: e.Text, Status: e.Status.String(), Reason: strings.TrimSpace(e.Reason)}
	}
	return out
}

// entries is a filtered history, in order of time within each record.
func (s *session) entries(f runtime.Filter) ([]runtime.Entry, error) {
	var list []runtime.Entry
	place := map[schema.Ref]int{}
	for e, err := range s.engine.History(f) {
		if err != nil {
			return nil, err
		}
		if _, ok := place[e.Record]; !ok {
			place[e.Record] = len(place)
		}
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b runtime.Entry) int {
		if a.Record != b.Record {
			return place[a.Record] - place[b.Record]
		}
		return a.At.Compare(b.At)
	})
	return list, nil
}
