package main

import (
	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
)

func newCompletion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print a script that completes wf in a shell",
		Example: `  wf completion bash > /etc/bash_completion.d/wf
  source <(wf completion zsh)`,
		Args:      arguments(1, 1),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(c *cobra.Command, args []string) error {
			switch root := c.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return usage(c, &diag.Unknown{What: "shell", Name: args[0], Names: c.ValidArgs})
		},
	}
}
