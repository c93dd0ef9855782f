package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
)

func newExplain(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [code]",
		Short: "Print the page of an error code, or all codes",
		Example: `  wf explain goto-loop
  wf explain`,
		Args: arguments(0, 1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return codeNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				t := table{head: []string{"CODE", "LEVEL", "WHAT IS WRONG"}}
				for _, c := range codes() {
					t.add(c.Code, c.Level.String(), c.Title)
				}
				return t.print(a.out)
			}
			// A code may be copied with its brackets.
			name := strings.Trim(args[0], "[]")
			all := codes()
			i := slices.IndexFunc(all, func(c diag.CodeInfo) bool { return c.Code == name })
			if i < 0 {
				return &diag.Unknown{What: "code", Name: name, Names: codeNames()}
			}
			_, err := fmt.Fprint(a.out, all[i].Page())
			return err
		},
	}
}

func codeNames() []string {
	var names []string
	for _, c := range codes() {
		names = append(names, c.Code)
	}
	return names
}
