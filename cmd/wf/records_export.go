package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/runtime/records"
)

func newRecordsExport(a *app) *cobra.Command {
	var data, out, format string
	c := &cobra.Command{
		Use:   "export [folder] object",
		Short: "Write all records of an object as CSV or JSON Lines",
		Long: `Writes all records of an object with their associations. What is written can be imported again. In CSV, texts that a
spreadsheet would run as a formula have a ' before them, which the import takes off.`,
		Example: `  wf records export company > companies.csv
  wf records export contact -o people.jsonl`,
		Args: arguments(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) != 1 {
				return arguments(1, 1)(c, rest)
			}
			kind := records.FormatOf(out)
			switch format {
			case "":
			case "csv":
				kind = records.CSV
			case "jsonl":
				kind = records.JSONLines
			default:
				return usage(c, &diag.Unknown{What: "format", Name: format, Names: []string{"csv", "jsonl"}})
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
			write := func(w io.Writer) (int, error) { return records.Export(w, kind, s.schema, o, records.From(s.engine)) }
			if out == "" {
				_, err := write(a.out)
				return err
			}
			n := 0
			err = writeWhole(out, func(w io.Writer) (err error) {
				n, err = write(w)
				return err
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "wrote %s to %s\n", count(n, "record"), out)
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write (default: the standard output)")
	c.Flags().StringVar(&format, "format", "", "csv or jsonl (default: what the file's name says, else csv)")
	return c
}
