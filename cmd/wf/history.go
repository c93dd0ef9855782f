package main

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

func newHistory(a *app) *cobra.Command {
	var data, workflow string
	var asJSON bool
	c := &cobra.Command{
		Use:   "history [folder] [object record]",
		Short: "Print the way of a record, or of all, through the workflows",
		Long: `Prints each decision and action with its moment, its step and its outcome. A record is named by id or key, and what
happened to it comes in order of time. Without a record the enrollments come in the order in which they began, each
whole, while they are read: however much there is, it begins at once, and nothing of it is held in memory.`,
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
				return a.printJSONList(jsonHistory(entries))
			}
			return a.printHistory(entries, s.zone, s.name)
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringVar(&workflow, "workflow", "", "only what happened in this one")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// historyOf is the history of a record, or of all, in one workflow or in all. That of all is read while it is ranged over.
func (s *session) historyOf(record []string, workflow string) (iter.Seq2[runtime.Entry, error], error) {
	f := runtime.Filter{Workflow: workflow}
	if workflow != "" {
		if _, err := s.deployed(workflow); err != nil {
			return nil, err
		}
	}
	if len(record) == 0 {
		return s.engine.History(f), nil
	}
	o, err := s.object(record[0])
	if err != nil {
		return nil, err
	}
	f.Record = schema.Ref{Object: o.Name, ID: record[1]}
	list, err := inTime(s.engine.History(f))
	if err == nil && len(list) == 0 {
		// A record that was deleted has its history still.
		_, err = s.record(record[0], record[1])
	}
	return flawless(slices.Values(list)), err
}

// inTime is the history of a record, whose enrollments may overlap, in order of time.
func inTime(entries iter.Seq2[runtime.Entry, error]) (list []runtime.Entry, err error) {
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b runtime.Entry) int { return a.At.Compare(b.At) })
	return list, nil
}

// flawless is what is known already as something that is still to be read.
func flawless[T any](list iter.Seq[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for one := range list {
			if !yield(one, nil) {
				return
			}
		}
	}
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

// jsonHistory is a history for machines, read while it is ranged over.
func jsonHistory(entries iter.Seq2[runtime.Entry, error]) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for e, err := range entries {
			if !yield(jsonLine(e), err) {
				return
			}
		}
	}
}

func jsonLine(e runtime.Entry) jsonEntry {
	return jsonEntry{At: jsonTime(e.At), Object: e.Record.Object, Record: e.Record.ID, Workflow: e.Workflow, Enrollment: e.Enrollment,
		Kind: e.Kind, Step: e.Step, Action: e.Action, Text: e.Text, Status: e.Status.String(), Reason: strings.TrimSpace(e.Reason)}
}

// printHistory prints a history while it is read, a block for each record that the one before is not about.
func (a *app) printHistory(entries iter.Seq2[runtime.Entry, error], zone *time.Location, name func(schema.Ref) string) error {
	var at schema.Ref
	return a.printing(func(out io.Writer) error {
		any := false
		for e, err := range entries {
			if err != nil {
				return err
			}
			if e.Record != at {
				if any {
					fmt.Fprintln(out)
				}
				at = e.Record
				fmt.Fprintln(out, name(at))
			}
			any = true
			if _, err := fmt.Fprintln(out, "  "+historyLine(e, zone)); err != nil {
				return err
			}
		}
		if !any {
			fmt.Fprintln(out, "no history")
		}
		return nil
	})
}
