package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
)

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "wf",
		Short: "Workflows for CRM records, written as text",
		Long: `wf checks, formats, runs and looks into workflows written in the wf language.

The folder of the project is the current one unless another is named: as the first argument, or with -C.`,
		SilenceUsage:       true,
		SilenceErrors:      true,
		DisableAutoGenTag:  true,
		CompletionOptions:  cobra.CompletionOptions{DisableDefaultCmd: true},
		DisableSuggestions: true, // unknownVerb has words of its own
	}
	root.PersistentFlags().StringVarP(&a.dir, "dir", "C", "", "folder of the project")
	root.AddGroup(
		&cobra.Group{ID: "write", Title: "Write:"},
		&cobra.Group{ID: "run", Title: "Run:"},
		&cobra.Group{ID: "data", Title: "Data:"},
		&cobra.Group{ID: "learn", Title: "Learn:"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add("write", newInit(a), newCheck(a), newFix(a), newFmt(a), newGraph(a), newTest(a), newRepl(a), newBuild(a), newDisasm(a), newLSP(a))
	add("run", newRun(a), newServe(a), newSimulate(a), newPlan(a), newDeploy(a), newEnroll(a), newSend(a), newPs(a), newHistory(a), newWhy(a), newIssues(a), newInbox(a), newOn(a), newOff(a))
	add("data", newRecords(a), newInfer(a), newBackup(a), newRestore(a))
	add("learn", newDoc(a), newExplain(a), newVersion(a), newCompletion(a))
	root.SetHelpCommand(&cobra.Command{Use: "help [verb]", GroupID: "learn", Hidden: true, Short: "Help about a verb", RunE: func(c *cobra.Command, args []string) error {
		verb, _, err := root.Find(args)
		if err != nil {
			return unknownVerb(root, args[0])
		}
		return verb.Help()
	}})
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usage(c, nearFlag(c, err)) })
	return root
}

// flagNames finds the flags in what help prints of them.
var flagNames = regexp.MustCompile(`--[a-z][a-z-]+`)

// nearFlag adds to the fault of a flag that the verb does not have the one that was probably meant.
func nearFlag(c *cobra.Command, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: ")
	if !unknown {
		return err
	}
	names := flagNames.FindAllString(c.Flags().FlagUsages(), -1)
	near := diag.Nearest(name, names)
	if len(near) == 0 {
		near = diag.Akin(name, "", names)
	}
	if len(near) == 0 {
		return err
	}
	return fmt.Errorf("%w; %s", err, diag.Meant(near))
}

// unknownVerb tells a verb that a command does not have.
func unknownVerb(c *cobra.Command, name string) error {
	var names []string
	for _, verb := range c.Commands() {
		names = append(names, c.CommandPath()+" "+verb.Name())
	}
	return usage(c, &diag.Unknown{What: "verb", Name: c.CommandPath() + " " + name, Names: names})
}

// usage words a fault in how a verb was called.
func usage(c *cobra.Command, err error) error {
	return fmt.Errorf("%w\nsee %s --help", err, c.CommandPath())
}

// arguments checks how many there are, in words: names are those of the verb's use line.
func arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usage(c, fmt.Errorf("%s needs %s", c.CommandPath(), strings.TrimSpace(strings.TrimPrefix(c.Use, c.Name()))))
		case most >= 0 && len(args) > most:
			return usage(c, fmt.Errorf("%s does not know what to do with %s", c.CommandPath(), strings.Join(args[most:], " ")))
		}
		return nil
	}
}

// only says that a verb is nothing without a verb of its own.
func only(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownVerb(c, args[0])
	}
	return usage(c, errors.New(c.CommandPath()+" needs a verb"))
}
