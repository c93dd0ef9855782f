package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime/records"
)

func newRecordsImport(a *app) *cobra.Command {
	var data string
	var columns []string
	var skipBad, asJSON bool
	c := &cobra.Command{
		Use:   "import [folder] object file...",
		Short: "Import records from CSV or JSON Lines files",
		Long: `Reads files of records of one object, checks all of it, and only then stores it. A record that is there already, by id or
key, is changed; an empty cell leaves a property as it is. Columns are matched with properties by their snake-case
form, or as --column says. Workflows that are deployed react as to any other change. - is the standard input.`,
		Example: `  wf records import company customers.csv
  wf records import contact people.csv --column "E-Mail=email" --column "Notes=-"`,
		Args: arguments(2, -1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) < 2 {
				return arguments(2, -1)(c, rest)
			}
			mapped, err := pairs(columns)
			if err != nil {
				return usage(c, err)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data, access: feeds})
			if err != nil {
				return err
			}
			defer s.close()
			o, err := s.object(rest[0])
			if err != nil {
				return err
			}
			var sources []records.Source
			for _, name := range rest[1:] {
				src, err := a.recordFile(name)
				if err != nil {
					return err
				}
				src.Object, src.Columns = o, mapped
				sources = append(sources, src)
			}
			report, err := s.importFiles(c.Context(), sources, skipBad)
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(report.Files)
			}
			a.printImport(report)
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringArrayVar(&columns, "column", nil, "what a column is: COLUMN=PROPERTY, or COLUMN=- to leave it out")
	c.Flags().BoolVar(&skipBad, "skip-bad", false, "leave out rows that do not fit, instead of refusing everything")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// pairs reads NAME=VALUE arguments.
func pairs(args []string) (map[string]string, error) {
	if len(args) == 0 {
		return nil, nil
	}
	out := map[string]string{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("%q is no NAME=VALUE", arg)
		}
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("%q is there twice", name)
		}
		out[name] = value
	}
	return out, nil
}

// printImport says what an import did, a line for each file.
func (a *app) printImport(report *records.Report) {
	for _, f := range report.Files {
		line := fmt.Sprintf("imported %s from %s: %d new, %d known", f.Object, f.Name, f.New, f.Known)
		if f.Skipped > 0 {
			line += fmt.Sprintf(", %s left out", count(f.Skipped, "row"))
		}
		fmt.Fprintln(a.out, line)
	}
	if report.Faults != nil {
		fmt.Fprintln(a.err, report.Faults)
	}
}
