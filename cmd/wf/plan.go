package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime"
)

func newPlan(a *app) *cobra.Command {
	var data string
	var asJSON bool
	c := &cobra.Command{
		Use:   "plan [folder|files]",
		Short: "Tell what deploying would change, and change nothing",
		Long: `Compares the project with what its store runs: which workflows are new, changed and removed, which records are inside
older versions and whether wf deploy --migrate would move them, and which records match now and would enter with
--existing. Before the first wf run the records are those of the files in wf.yaml.`,
		Example: `  wf plan
  wf plan examples/accounting --json`,
		RunE: func(c *cobra.Command, args []string) error {
			if dir, rest := a.folder(args); len(rest) == 0 {
				if err := a.projectFor(dir, data); err != nil {
					return err
				}
			}
			p, bundle, err := a.loadCompiled(args)
			if err != nil {
				return err
			}
			options := sessionOptions{data: data}
			first := data == "" && !exists(p.Path(p.Config.Store.Value))
			if first {
				options = sessionOptions{virtual: runtime.NewVirtualClock(time.Now()), access: feeds} // as if in memory
			}
			s, err := a.open(c.Context(), p, options)
			if err != nil {
				return err
			}
			defer s.close()
			if first {
				if _, err := s.importChanged(c.Context(), true); err != nil {
					return err
				}
			}
			plan, err := s.engine.Plan(bundle)
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(jsonPlan(plan))
			}
			a.printPlan(s, plan)
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func (a *app) printPlan(s *session, plan []runtime.PlannedWorkflow) {
	changes := 0
	for _, w := range plan {
		if w.Change == "same" && len(w.Stands) == 0 {
			continue
		}
		changes++
		words := map[string]string{"same": "as it is"}[w.Change]
		if words == "" {
			words = w.Change
		}
		if w.Off {
			words += ", off"
		}
		if w.Inside > 0 {
			words += fmt.Sprintf(", %s inside", count(w.Inside, "record"))
		}
		fmt.Fprintf(a.out, "%s: %s\n", w.Workflow, words)
		if w.Change == "removed" && w.Inside > 0 {
			fmt.Fprintln(a.out, "  nothing enters any more; those inside finish")
		}
		for _, at := range w.Stands {
			where := fmt.Sprintf("  %s at %s `%s`: ", count(at.Count, "record"), at.Step, brief(at.Text, 50))
			if at.To != "" {
				fmt.Fprintf(a.out, "%s--migrate moves to %s\n", where, at.To)
			} else {
				fmt.Fprintf(a.out, "%sstays on its version, %s\n", where, at.Reason)
			}
		}
		if w.Matching > 0 {
			var names []string
			for _, ref := range w.Examples {
				names = append(names, s.name(ref))
			}
			if w.Matching > len(names) {
				names = append(names, "…")
			}
			fmt.Fprintf(a.out, "  %s now, and enter with --existing: %s\n", matches(w.Matching), strings.Join(names, ", "))
		}
	}
	if changes == 0 {
		fmt.Fprintln(a.out, "nothing would change")
	}
}

// matches says how many records match.
func matches(n int) string {
	if n == 1 {
		return "1 record matches"
	}
	return count(n, "record") + " match"
}

// plannedJSON is the plan of one workflow for machines.
type plannedJSON struct {
	Workflow string       `json:"workflow"`
	Title    string       `json:"title,omitempty"`
	Change   string       `json:"change"`
	Off      bool         `json:"off"`
	Inside   int          `json:"inside"`
	Stands   []standJSON  `json:"stands"`
	Matching int          `json:"matching"`
	Examples []recordJSON `json:"examples"`
}

type recordJSON struct {
	Object string `json:"object"`
	Record string `json:"record"`
}

type standJSON struct {
	positionJSON
	To     string `json:"to,omitempty"`
	Reason string `json:"reason,omitempty"`
}

func jsonPlan(plan []runtime.PlannedWorkflow) []plannedJSON {
	out := []plannedJSON{}
	for _, w := range plan {
		p := plannedJSON{w.Workflow, w.Title, w.Change, w.Off, w.Inside, []standJSON{}, w.Matching, []recordJSON{}}
		for _, ref := range w.Examples {
			p.Examples = append(p.Examples, recordJSON{ref.Object, ref.ID})
		}
		for _, at := range w.Stands {
			p.Stands = append(p.Stands, standJSON{jsonPosition(at.Position), at.To, at.Reason})
		}
		out = append(out, p)
	}
	return out
}
