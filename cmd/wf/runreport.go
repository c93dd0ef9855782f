package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
)

// report prints what a run came to.
func (r *runner) report(s *session, imported *records.Report, deployed runtime.DeployReport, begun time.Time) error {
	status, err := s.engine.Status()
	if err != nil {
		return err
	}
	messages, err := s.messagesSince(begun)
	if err != nil {
		return err
	}
	var entries []runtime.Entry
	if r.history {
		if entries, err = s.byRecord(); err != nil {
			return err
		}
	}
	if r.json {
		if err := r.printJSON(jsonRun(s, imported, status, messages, entries, r.history)); err != nil {
			return err
		}
	} else {
		r.printImport(imported)
		if err := r.hint(s, deployed); err != nil {
			return err
		}
		r.deployment(deployed)
		if len(imported.Files) > 0 || len(deployed.Changed)+len(deployed.Removed) > 0 {
			fmt.Fprintln(r.out)
		}
		if err := r.printStatus(status, s.zone); err != nil {
			return err
		}
		if err := r.failures(s, begun); err != nil {
			return err
		}
		fmt.Fprintln(r.out)
		if err := r.printMessages(messages, r.messages, s.zone); err != nil {
			return err
		}
		if r.history {
			fmt.Fprintln(r.out)
			if err := r.printHistory(flawless(slices.Values(entries)), s.zone, s.name); err != nil {
				return err
			}
		}
	}
	if r.strict {
		for _, w := range status {
			if w.Failed > 0 {
				return errNo
			}
		}
	}
	return nil
}

// failures lists the actions that failed in this run, the first of them.
func (r *runner) failures(s *session, begun time.Time) error {
	const most = 10
	var list []runtime.Entry
	for e, err := range s.engine.Issues() {
		if err != nil {
			return err
		}
		if !e.At.Before(begun) {
			list = append(list, e)
		}
	}
	if len(list) == 0 {
		return nil
	}
	fmt.Fprintf(r.out, "\n%s failed\n", count(len(list), "action"))
	if err := s.printIssues(list[:min(len(list), most)]); err != nil {
		return err
	}
	if len(list) > most {
		fmt.Fprintf(r.out, "and %d more; --history tells of all\n", len(list)-most)
	}
	return nil
}

// hint tells how many records match a new workflow already and did not enter it.
func (r *runner) hint(s *session, deployed runtime.DeployReport) error {
	if r.existing || s.Config.Existing {
		return nil
	}
	for _, workflow := range deployed.New {
		n, err := s.engine.Matching(workflow)
		if err != nil {
			return err
		}
		if n > 0 {
			fmt.Fprintf(r.err, "%s: %s already matched when it was switched on; with --existing they enter\n", workflow, count(n, "record"))
		}
	}
	return nil
}

// deployment says which workflows are other than in the run before.
func (r *runner) deployment(deployed runtime.DeployReport) {
	if len(deployed.Changed) > 0 {
		fmt.Fprintf(r.out, "changed %s: records inside finish on the version they entered\n", strings.Join(deployed.Changed, ", "))
	}
	if len(deployed.Removed) > 0 {
		fmt.Fprintf(r.out, "removed %s: nothing enters any more\n", strings.Join(deployed.Removed, ", "))
	}
}

// messagesSince are those that were handed over or answered since a moment.
func (s *session) messagesSince(begun time.Time) ([]runtime.Sent, error) {
	var list []runtime.Sent
	for m, err := range s.engine.Messages() {
		if err != nil {
			return nil, err
		}
		if !m.At.Before(begun) || !m.Done.Before(begun) {
			list = append(list, m)
		}
	}
	return list, nil
}

// runJSON is a run for machines.
type runJSON struct {
	Now       string               `json:"now"`
	Imported  []records.FileReport `json:"imported"`
	Workflows []workflowJSON       `json:"workflows"`
	Messages  []messageJSON        `json:"messages"`
	History   []jsonEntry          `json:"history,omitempty"`
}

type workflowJSON struct {
	Workflow string `json:"workflow"`
	Title    string `json:"title,omitempty"`
	On       bool   `json:"on"`
	Enrolled int    `json:"enrolled"`
	Finished int    `json:"finished"`
	Reached  int    `json:"reached"`
	Waiting  int    `json:"waiting"`
	Left     int    `json:"left"`
	Failed   int    `json:"failed"`
	Next     string `json:"next,omitempty"`
}

type messageJSON struct {
	At       string   `json:"at"`
	Workflow string   `json:"workflow"`
	Object   string   `json:"object"`
	Record   string   `json:"record"`
	Action   string   `json:"action"`
	To       []string `json:"to"`
	Subject  string   `json:"subject,omitempty"`
	Body     string   `json:"body,omitempty"`
	State    string   `json:"state"`
	Text     string   `json:"text,omitempty"`
}

func jsonRun(s *session, imported *records.Report, status []runtime.WorkflowStatus, messages []runtime.Sent, entries []runtime.Entry, history bool) runJSON {
	out := runJSON{Now: jsonTime(s.clock.Now()), Imported: imported.Files, Workflows: jsonStatus(status), Messages: []messageJSON{}}
	for _, m := range messages {
		out.Messages = append(out.Messages, messageJSON{jsonTime(m.At), m.Workflow, m.Record.Object, m.Record.ID, m.Action, m.Message.To,
			m.Message.Subject, m.Message.Body, m.State, m.Text})
	}
	if history {
		out.History = []jsonEntry{}
		for _, e := range entries {
			out.History = append(out.History, jsonLine(e))
		}
	}
	return out
}

func jsonStatus(status []runtime.WorkflowStatus) []workflowJSON {
	out := []workflowJSON{}
	for _, w := range status {
		out = append(out, workflowJSON{w.Workflow, w.Title, w.On, w.Enrolled, w.Finished, w.Reached, w.Waiting, w.Left, w.Failed, jsonTime(w.Next)})
	}
	return out
}

func jsonTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// byRecord is the whole history, in order of time within each record.
func (s *session) byRecord() ([]runtime.Entry, error) {
	var list []runtime.Entry
	place := map[schema.Ref]int{}
	for e, err := range s.engine.History(runtime.Filter{}) {
		if err != nil {
			return nil, err
		}
		if _, ok := place[e.Record]; !ok {
			place[e.Record] = len(place)
		}
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b runtime.Entry) int {
		return cmp.Or(place[a.Record]-place[b.Record], a.At.Compare(b.At))
	})
	return list, nil
}
