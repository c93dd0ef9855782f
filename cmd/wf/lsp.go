package main

import (
	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/lsp"
	"github.com/wflang/wf/stdlib"
)

func newLSP(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor",
		Long: `Speaks the language server protocol on standard input and output: an editor starts it.
How to set an editor up stands in editors/ and docs/editors.md.`,
		Example: `  wf lsp`,
		Args:    arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return lsp.Serve(c.Context(), lsp.Config{Catalog: stdlib.Catalog(), Codes: codes(), Version: version(), Log: a.err}, a.in, a.out)
		},
	}
	// Client libraries append it; there is no other way to serve.
	c.Flags().Bool("stdio", false, "serve on standard input and output, as always: editors say so")
	return c
}
