package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/records"
)

func newRecordsList(a *app) *cobra.Command {
	var data string
	var limit int
	var columns []string
	var asJSON bool
	c := &cobra.Command{
		Use:   "list [folder] object",
		Short: "List the records of an object",
		Example: `  wf records list company
  wf records list deal --columns name,amount,stage --limit 0`,
		Args: arguments(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) != 1 {
				return arguments(1, 1)(c, rest)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data})
			if err != nil {
				return err
			}
			defer s.close()
			o, err := s.object(rest[0])
			if err != nil {
				return err
			}
			if asJSON {
				_, err := records.Export(a.out, records.JSONLines, s.schema, o, records.From(s.engine))
				return err
			}
			var rows []*schema.Record
			total := 0
			for r, err := range s.engine.Records(o.Name) {
				if err != nil {
					return err
				}
				if total++; limit <= 0 || total <= limit {
					rows = append(rows, r)
				}
			}
			if total == 0 {
				_, err := fmt.Fprintf(a.out, "no %s\n", o.Plural)
				return err
			}
			shown, err := listed(o, rows, columns)
			if err != nil {
				return err
			}
			t := table{fits: a.columns()}
			for i, p := range shown {
				if i > 0 {
					t.give = append([]int{i}, t.give...) // the last first; the key is needed whole
				}
				t.head = append(t.head, p.Name)
				t.right = append(t.right, p.Type.Kind == schema.Number)
			}
			for _, r := range rows {
				var cells []string
				for _, p := range shown {
					cells = append(cells, brief(schema.Render(s.value(r, p), p.Type, s.zone), 40))
				}
				t.add(cells...)
			}
			if err := t.print(a.out); err != nil {
				return err
			}
			if total > len(t.rows) {
				fmt.Fprintf(a.err, "%d more, --limit 0 lists all\n", total-len(t.rows))
			}
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().IntVar(&limit, "limit", 50, "how many are listed; 0 means all")
	c.Flags().StringSliceVar(&columns, "columns", nil, "properties to show (default: the key and the first few that are filled)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines, all properties")
	return c
}

// listed are the properties that a list shows: those asked for, else the key and the first few that any record fills.
func listed(o *schema.Object, rows []*schema.Record, names []string) ([]*schema.Property, error) {
	var shown []*schema.Property
	for _, name := range names {
		p := o.Property(name)
		if p == nil {
			return nil, &diag.Unknown{What: "property of " + o.Name, Name: name, Names: propertyNames(o)}
		}
		shown = append(shown, p)
	}
	if len(names) > 0 {
		return shown, nil
	}
	const few = 6
	shown = append(shown, o.Key)
	for _, p := range o.Properties[schema.PropUpdatedAt+1:] {
		filled := slices.ContainsFunc(rows, func(r *schema.Record) bool { return !r.Get(p.Number).IsNil() })
		if p != o.Key && filled && len(shown) < few {
			shown = append(shown, p)
		}
	}
	return shown, nil
}

func propertyNames(o *schema.Object) []string {
	var names []string
	for _, p := range o.Properties {
		names = append(names, p.Name)
	}
	return names
}
