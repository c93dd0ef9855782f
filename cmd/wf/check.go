package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
)

func newCheck(a *app) *cobra.Command {
	format, strict, asJSON, withBounds := "text", false, false, false
	c := &cobra.Command{
		Use:   "check [folder|files]",
		Short: "Say what is wrong with a project",
		Long: `Reads a project, or every project below a folder, and prints what is wrong with it.
Exits with 1 when there are errors, and with --strict also when there are warnings.`,
		Example: `  wf check
  wf check examples --format short
  wf check onboarding.wf project.wf --strict`,
		RunE: func(c *cobra.Command, args []string) error {
			if asJSON {
				format = "json"
			}
			print, ok := printers[format]
			if !ok {
				return usage(c, &diag.Unknown{What: "format", Name: format, Names: formats})
			}
			if withBounds && format != "text" && format != "short" && format != "json" {
				return usage(c, fmt.Errorf("--bounds goes with the formats text, short and json"))
			}
			all, err := a.loadAll(args)
			if err != nil {
				return err
			}
			var found []diag.Diagnostic
			for _, p := range all {
				found = append(found, p.Rooted(p.Found)...)
			}
			if withBounds && format == "json" {
				err = a.boundsJSON(all, found)
			} else {
				err = print(a, found)
			}
			if err != nil {
				return err
			}
			if format == "text" {
				if err := a.summary(all, found); err != nil {
					return err
				}
			}
			if withBounds && format != "json" {
				if err := a.bounds(all); err != nil {
					return err
				}
			}
			if levels, _ := diag.Count(found); levels[diag.Error] > 0 || strict && levels[diag.Warning] > 0 {
				return errNo
			}
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", format, strings.Join(formats, ", "))
	c.Flags().BoolVar(&asJSON, "json", false, "the same as --format json")
	c.Flags().BoolVar(&strict, "strict", false, "warnings count as errors")
	c.Flags().BoolVar(&withBounds, "bounds", false, "print the most messages, the shortest and the longest time of each workflow")
	return c
}

var formats = []string{"text", "short", "json", "sarif", "github"}

var printers = map[string]func(*app, []diag.Diagnostic) error{
	"text":   func(a *app, list []diag.Diagnostic) error { return diag.WriteText(a.out, list, a.style(a.out)) },
	"short":  func(a *app, list []diag.Diagnostic) error { return diag.WriteShort(a.out, list) },
	"json":   func(a *app, list []diag.Diagnostic) error { return diag.WriteJSON(a.out, list) },
	"sarif":  func(a *app, list []diag.Diagnostic) error { return diag.WriteSARIF(a.out, list, codes(), version()) },
	"github": func(a *app, list []diag.Diagnostic) error { return diag.WriteGitHub(a.out, list) },
}

// summary is the last line of a check for people.
func (a *app) summary(all []*checked, found []diag.Diagnostic) error {
	files, workflows := 0, 0
	for _, p := range all {
		files += len(p.Files)
		workflows += len(p.Analysis.Project.Workflows)
	}
	var out io.Writer = a.err
	if len(found) > 0 {
		_, err := fmt.Fprintf(out, "\n%s\n", diag.Summary(found))
		return err
	}
	_, err := fmt.Fprintf(out, "%s in %s: %s\n", count(workflows, "workflow"), count(files, "file"), diag.Summary(found))
	return err
}
