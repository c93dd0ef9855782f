package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/records"
)

func newRecordsGet(a *app) *cobra.Command {
	var data string
	var asJSON bool
	c := &cobra.Command{
		Use:   "get [folder] object record",
		Short: "Print one record with its associations",
		Long: `Prints the filled properties of a record, named by id or key, and the records it is associated with. Of several the
primary one comes first, which a workflow means by the object's name.`,
		Example: `  wf records get company ledger.example
  wf records get contact ann@ledger.example --json`,
		Args: arguments(2, 3),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) != 2 {
				return arguments(2, 2)(c, rest)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data})
			if err != nil {
				return err
			}
			defer s.close()
			r, err := s.record(rest[0], rest[1])
			if err != nil {
				return err
			}
			if asJSON {
				return records.WriteJSON(a.out, s.schema, r, records.From(s.engine))
			}
			t := table{head: []string{"PROPERTY", "VALUE"}}
			for _, p := range r.Object.Properties {
				if v := s.value(r, p); !v.IsNil() {
					t.add(p.Name, schema.Render(v, p.Type, s.zone))
				}
			}
			for _, o := range s.schema.Objects {
				others, err := s.engine.Associated(r.Ref(), o.Name)
				if err != nil {
					return err
				}
				var names []string
				for i, other := range others {
					name := other.Called(s.zone)
					if i == 0 && len(others) > 1 {
						name += " (primary)"
					}
					names = append(names, name)
				}
				if len(names) > 0 {
					t.add(o.Plural, strings.Join(names, ", "))
				}
			}
			return t.print(a.out)
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}
