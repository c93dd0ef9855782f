package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/runtime"
)

func newPs(a *app) *cobra.Command {
	var data string
	var asJSON bool
	c := &cobra.Command{
		Use:   "ps [folder] [workflow [record]]",
		Short: "Show where the records are: per workflow, per step, or one of them",
		Long: `Without a workflow: how many records entered, finished, wait, left and failed in each. With a workflow: at which steps
those that are inside stand, and when the next of them goes on. With a record, named by id or key: where it stands in
the workflow, what it waits for and until when.`,
		Example: `  wf ps
  wf ps onboarding
  wf ps onboarding ann@ledger.example`,
		Args: arguments(0, 3),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) > 2 {
				return arguments(0, 2)(c, rest)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data})
			if err != nil {
				return err
			}
			defer s.close()
			switch len(rest) {
			case 0:
				return a.psAll(s, asJSON)
			case 1:
				return a.psSteps(s, rest[0], asJSON)
			}
			return a.psRecord(s, rest[0], rest[1], asJSON)
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func (a *app) psAll(s *session, asJSON bool) error {
	status, err := s.engine.Status()
	if err != nil {
		return err
	}
	if asJSON {
		return a.printJSON(jsonStatus(status))
	}
	if len(status) == 0 {
		_, err := fmt.Fprintln(a.out, "no workflow is deployed; wf run or wf deploy does it")
		return err
	}
	return a.printStatus(status, s.zone)
}

// positionJSON is a step at which records stand, for machines.
type positionJSON struct {
	Version string `json:"version"`
	Current bool   `json:"current"`
	Step    string `json:"step"`
	Text    string `json:"text"`
	Count   int    `json:"count"`
	Next    string `json:"next,omitempty"`
}

func jsonPosition(p runtime.Position) positionJSON {
	return positionJSON{p.Version, p.Current, p.Step, p.Text, p.Count, jsonTime(p.Next)}
}

func (a *app) psSteps(s *session, workflow string, asJSON bool) error {
	if _, err := s.deployed(workflow); err != nil {
		return err
	}
	list, err := s.engine.Positions(workflow)
	if err != nil {
		return err
	}
	if asJSON {
		out := []positionJSON{}
		for _, p := range list {
			out = append(out, jsonPosition(p))
		}
		return a.printJSON(out)
	}
	if len(list) == 0 {
		_, err := fmt.Fprintf(a.out, "nobody is inside %s\n", workflow)
		return err
	}
	t := table{head: []string{"STEP", "RECORDS", "NEXT", "TEXT"}, right: []bool{false, true}, fits: a.columns(), give: []int{3}}
	for _, p := range list {
		step := p.Step
		if !p.Current {
			step += " (older version)"
		}
		t.add(step, strconv.Itoa(p.Count), moment(p.Next, s.zone), brief(p.Text, 60))
	}
	return t.print(a.out)
}

// enrollmentJSON is an enrollment for machines.
type enrollmentJSON struct {
	Enrollment string `json:"enrollment"`
	Workflow   string `json:"workflow"`
	Object     string `json:"object"`
	Record     string `json:"record"`
	Version    string `json:"version"`
	State      string `json:"state"`
	Failed     bool   `json:"failed"`
	At         string `json:"at"`
	Ended      string `json:"ended,omitempty"`
	Step       string `json:"step,omitempty"`
	Note       string `json:"note,omitempty"`
	Until      string `json:"until,omitempty"`
}

func (a *app) psRecord(s *session, workflow, name string, asJSON bool) error {
	object, err := s.deployed(workflow)
	if err != nil {
		return err
	}
	r, err := s.record(object, name)
	if err != nil {
		return err
	}
	list := []runtime.Enrollment{}
	for en, err := range s.engine.Enrollments(runtime.Filter{Workflow: workflow, Record: r.Ref()}) {
		if err != nil {
			return err
		}
		list = append(list, en)
	}
	if asJSON {
		out := []enrollmentJSON{}
		for _, en := range list {
			out = append(out, enrollmentJSON{en.ID, en.Workflow, en.Record.Object, en.Record.ID, en.Version, string(en.State), en.Failed,
				jsonTime(en.At), jsonTime(en.Ended), en.Step, en.Note, jsonTime(en.Until)})
		}
		return a.printJSON(out)
	}
	if len(list) == 0 {
		_, err := fmt.Fprintf(a.out, "%s was never inside %s; wf why %s %s says why\n", s.name(r.Ref()), workflow, workflow, name)
		return err
	}
	fmt.Fprintln(a.out, s.name(r.Ref()))
	for _, en := range list {
		fmt.Fprintln(a.out, "  "+whereabouts(en, s.zone))
	}
	return nil
}

// whereabouts says where an enrollment stands.
func whereabouts(en runtime.Enrollment, zone *time.Location) string {
	text := fmt.Sprintf("entered %s, ", moment(en.At, zone))
	switch {
	case en.State != runtime.StateWaiting:
		text += fmt.Sprintf("%s %s", en.State, moment(en.Ended, zone))
	default:
		text += "is at " + en.Step
		if en.Note != "" {
			text += ", waits " + en.Note
		}
	}
	if en.Failed {
		text += "; an action failed on its way"
	}
	return text
}

// deployed is the object of a workflow of the store.
func (s *session) deployed(workflow string) (object string, err error) {
	status, err := s.engine.Status()
	if err != nil {
		return "", err
	}
	var names []string
	for _, w := range status {
		if w.Workflow == workflow {
			return w.Object, nil
		}
		names = append(names, w.Workflow)
	}
	return "", &diag.Unknown{What: "workflow", Name: workflow, Names: names}
}
