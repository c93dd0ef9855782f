package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/records"
)

func newInfer(a *app) *cobra.Command {
	object := ""
	asJSON := false
	c := &cobra.Command{
		Use:   "infer file",
		Short: "Propose the declaration of an object from a file of its records",
		Long: `Reads a CSV or JSON Lines file and prints the declaration of an object that its records fit: names, types, options,
the key and what is required. A column that is nearly a number or a date stays text, with the reason beside it.
An object that exists is extended by the properties it lacks.`,
		Example: `  wf infer customers.csv >> objects.wf
  wf infer export.csv --object company`,
		Args: arguments(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if name := records.Snake(object); object != name {
				return usage(c, fmt.Errorf("%q is no name of an object, write %s", object, name))
			}
			s, err := a.documented()
			if err != nil {
				return err
			}
			src, err := a.recordFile(args[0])
			if err != nil {
				return err
			}
			bar := a.progress("reading " + src.Name)
			g, err := records.Infer(src, records.InferOptions{Object: object, Schema: s, Taken: check.Reserved, Progress: bar.set})
			bar.done()
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(g)
			}
			if !g.Declares() {
				fmt.Fprintf(a.err, "`%s` has a property for every column of %s\n", g.Object, src.Name)
				return nil
			}
			text, _ := format.File(source.NewFile("inferred.wf", g.String())) // the declaration has no faults
			fmt.Fprint(a.out, text)
			if len(g.Columns) > 0 {
				fmt.Fprintln(a.err, "name these columns in wf.yaml:")
				for _, column := range slices.Sorted(maps.Keys(g.Columns)) {
					fmt.Fprintf(a.err, "  %q: %s\n", column, g.Columns[column])
				}
			}
			return nil
		},
	}
	c.Flags().StringVar(&object, "object", "", "name of the object (default: from the file's name)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}
