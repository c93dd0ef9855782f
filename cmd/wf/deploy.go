package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/vm"
)

func newDeploy(a *app) *cobra.Command {
	var data string
	var existing, migrate, asJSON bool
	c := &cobra.Command{
		Use:   "deploy [folder|files]",
		Short: "Put the workflows of a project to work in its store",
		Long: `Checks and compiles the project and makes its workflows the current ones of the store; those it lacks enroll no more.
Nothing is run: wf run and wf serve do that. A wf serve that has the store takes them over at once.

Records inside finish on the version they entered. With --migrate they go on in the new version where it has the step
at which they stand (the same label, else the same text) and they have all that the steps from there on read; those
that cannot be moved are listed. wf plan tells all this before.`,
		Example: `  wf deploy
  wf deploy examples/accounting --migrate`,
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
			s, err := a.open(c.Context(), p, sessionOptions{data: data, access: feeds})
			if err != nil {
				return err
			}
			defer s.close()
			s.warnSettings()
			done := deployed{}
			if done.report, err = do(c.Context(), s, control.Deploy{Bundle: vm.Encode(bundle), Existing: existing || p.Config.Existing}); err != nil {
				return err
			}
			if migrate {
				if done.Migrated, err = do(c.Context(), s, control.Migrate{}); err != nil {
					return err
				}
			}
			if asJSON {
				return a.printJSON(done.json())
			}
			a.printDeployed(s, done, migrate)
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&existing, "existing", false, "records that match already enter, at the next wf run")
	c.Flags().BoolVar(&migrate, "migrate", false, "move the records inside to the new version where it has their place")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// deployed is what came of a deployment.
type deployed struct {
	report runtime.DeployReport
	control.Migrated
}

func (a *app) printDeployed(s *session, d deployed, migrate bool) {
	for _, list := range []struct {
		what  string
		names []string
	}{{"new", d.report.New}, {"changed", d.report.Changed}, {"unchanged", d.report.Same}, {"removed", d.report.Removed}} {
		if len(list.names) > 0 {
			fmt.Fprintf(a.out, "%s: %s\n", list.what, strings.Join(list.names, ", "))
		}
	}
	if !migrate {
		return
	}
	fmt.Fprintf(a.out, "moved %s to the current version, %d stay\n", count(d.Moved, "record"), len(d.Stays))
	for _, stay := range d.Stays {
		fmt.Fprintf(a.out, "  %s stays in %s at %s: %s\n", s.name(stay.Enrollment.Record), stay.Enrollment.Workflow, stay.Enrollment.Step, stay.Reason)
	}
}

// deployedJSON is a deployment for machines.
type deployedJSON struct {
	New     []string   `json:"new"`
	Changed []string   `json:"changed"`
	Same    []string   `json:"same"`
	Removed []string   `json:"removed"`
	Moved   int        `json:"moved"`
	Stays   []stayJSON `json:"stays"`
}

type stayJSON struct {
	Enrollment string `json:"enrollment"`
	Workflow   string `json:"workflow"`
	Object     string `json:"object"`
	Record     string `json:"record"`
	Step       string `json:"step"`
	Reason     string `json:"reason"`
}

func (d deployed) json() deployedJSON {
	out := deployedJSON{New: some(d.report.New), Changed: some(d.report.Changed), Same: some(d.report.Same), Removed: some(d.report.Removed),
		Moved: d.Moved, Stays: []stayJSON{}}
	for _, s := range d.Stays {
		e := s.Enrollment
		out.Stays = append(out.Stays, stayJSON{e.ID, e.Workflow, e.Record.Object, e.Record.ID, e.Step, s.Reason})
	}
	return out
}

// some is a list that prints as [] when it is empty.
func some(list []string) []string { return append([]string{}, list...) }
