package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/between"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/graph"
)

func newGraph(a *app) *cobra.Command {
	workflow, all, format, out := "", false, "", ""
	c := &cobra.Command{
		Use:   "graph [folder|files]",
		Short: "Draw a workflow, or what workflows do to each other",
		Long: `Draws the steps of a workflow as boxes and arrows. With --all it draws the workflows of the project instead, with an
arrow where the steps of one make records enter another. Arrows in a circle are red, or bold.
Without --format, the end of the name of --out decides: .svg, .dot, else mermaid.`,
		Example: `  wf graph --workflow onboarding
  wf graph --workflow onboarding --out onboarding.svg
  wf graph --all --format dot | dot -Tpng > all.png`,
		RunE: func(c *cobra.Command, args []string) error {
			if all && workflow != "" {
				return usage(c, fmt.Errorf("--all draws all workflows, --workflow one"))
			}
			if format == "" {
				format = formatOf(out)
			}
			write, ok := drawings[format]
			if !ok {
				return usage(c, &diag.Unknown{What: "format", Name: format, Names: drawn})
			}
			p, err := a.load(args)
			if err != nil {
				return err
			}
			g, err := p.graph(workflow, all)
			switch {
			case err != nil && workflow == "" && len(p.Analysis.Project.Drafts) > 1:
				return fmt.Errorf("%w; --all draws what they do to each other", err)
			case err != nil:
				return err
			}
			if levels, _ := diag.Count(p.Found); levels[diag.Error] > 0 {
				fmt.Fprintf(a.err, "the project has %s, what they concern may be missing; see wf check\n", count(levels[diag.Error], "error"))
			}
			if out == "" {
				return write(g, a.out)
			}
			return writeWhole(out, func(w io.Writer) error { return write(g, w) })
		},
	}
	c.Flags().StringVar(&workflow, "workflow", "", "the workflow to draw; needed when there are several")
	c.Flags().BoolVar(&all, "all", false, "draw the graph between the workflows")
	c.Flags().StringVar(&format, "format", "", strings.Join(drawn, ", "))
	c.Flags().StringVar(&out, "out", "", "file to write instead of the standard output")
	return c
}

var drawn = []string{"mermaid", "dot", "svg"}

var drawings = map[string]func(*graph.Graph, io.Writer) error{
	"mermaid": (*graph.Graph).Mermaid,
	"dot":     (*graph.Graph).DOT,
	"svg":     (*graph.Graph).SVG,
}

func formatOf(file string) string {
	switch ext := filepath.Ext(file); ext {
	case ".svg", ".dot":
		return ext[1:]
	}
	return "mermaid"
}

// graph draws one workflow, or all.
func (c *checked) graph(workflow string, all bool) (*graph.Graph, error) {
	project := c.Analysis.Project
	if all {
		return graph.Between("workflows", between.Relate(project)), nil
	}
	var names []string
	for _, w := range project.Drafts { // also those with errors: a loop is best seen in a drawing
		if w.Name == workflow || workflow == "" && len(project.Drafts) == 1 {
			return graph.Workflow(w), nil
		}
		names = append(names, w.Name)
	}
	switch {
	case workflow != "":
		return nil, &diag.Unknown{What: "workflow", Name: workflow, Names: names}
	case len(names) == 0:
		if err := c.programs(); err != nil {
			return nil, err
		}
		return nil, errors.New("there is nothing to draw: no workflow")
	}
	return nil, fmt.Errorf("there are %s, choose one with --workflow: %s", count(len(names), "workflow"), strings.Join(names, ", "))
}
