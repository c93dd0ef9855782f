package main

import (
	"github.com/spf13/cobra"
)

func newRecords(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "records",
		Short: "Bring records in and out, look at them, change them",
		Example: `  wf records import company customers.csv
  wf records list company
  wf records get company ledger.example
  wf records set company ledger.example lifecycle_stage=customer
  wf records export company -o companies.csv`,
		RunE: only,
	}
	c.AddCommand(newRecordsImport(a), newRecordsExport(a), newRecordsList(a), newRecordsGet(a), newRecordsSet(a))
	return c
}
