package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/reeflective/readline"
	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime/repl"
)

func newRepl(a *app) *cobra.Command {
	var o tryout
	var history string
	c := &cobra.Command{
		Use:   "repl [folder|files]",
		Short: "Try conditions and workflows on records, line by line",
		Long: `Reads expressions and commands and answers each: the value of an expression, and for a condition that of each part.

The records are those of the files that wf.yaml names, or with --data those of a store. Both are copied into memory:
what is tried leaves no trace. :help lists the commands; Tab completes them, and objects, properties and options.

Lines may come from a pipe. Answers are then printed plainly, errors go to stderr, and the exit code is 1 if any line
had one.`,
		Example: `  wf repl examples/accounting
  echo ':count company.employees > 50' | wf repl examples/accounting
  wf repl --data .wf`,
		RunE: func(c *cobra.Command, args []string) error {
			p, err := a.load(args)
			if err != nil {
				return err
			}
			s, report, err := a.try(c.Context(), p, o)
			if err != nil {
				return err
			}
			defer s.Close()
			if !terminal(a.in) || !terminal(a.out) {
				return a.piping(c.Context(), s)
			}
			fmt.Fprint(a.out, repl.Loaded(report))
			fmt.Fprintln(a.out, "An expression prints its value, :help lists the commands, :quit or Ctrl-D ends.")
			return a.talk(c.Context(), s, history)
		},
	}
	c.Flags().StringVar(&o.data, "data", "", "folder of a store whose records are copied; it is only read")
	c.Flags().StringVar(&o.at, "at", "", "when the clock begins: 2026-03-02, \"2026-03-02 09:00\" (default: now)")
	c.Flags().StringVar(&history, "history", "", "file that keeps the lines typed (default: wf/history in the user's configuration folder); - keeps none")
	return c
}

// piping answers the lines of a pipe or a file.
func (a *app) piping(ctx context.Context, s *repl.Session) error {
	lines := bufio.NewScanner(a.in)
	lines.Buffer(nil, 1<<20)
	failed, done := false, false
	answer := func(text string) {
		got := s.Eval(ctx, text)
		fmt.Fprint(a.out, got.Text)
		fmt.Fprint(a.err, got.Fault)
		failed, done = failed || got.Fault != "", got.Done
	}
	pending := ""
	for !done && lines.Scan() {
		pending += lines.Text()
		if repl.Unfinished(pending) {
			pending += "\n"
			continue
		}
		answer(pending)
		pending = ""
	}
	if pending != "" {
		answer(pending)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if failed {
		return errNo
	}
	return nil
}

// talk answers the lines that a person types.
func (a *app) talk(ctx context.Context, s *repl.Session, history string) error {
	shell := readline.NewShell()
	if err := shell.Config.Set("menu-complete-display-prefix", true); err != nil {
		return err
	}
	shell.Prompt.Primary(s.Prompt)
	shell.Prompt.Secondary(func() string { return "... " })
	shell.AcceptMultiline = func(line []rune) bool { return !repl.Unfinished(string(line)) }
	shell.Completer = func(line []rune, cursor int) readline.Completions { return completions(s, string(line[:cursor])) }
	if file, err := historyFile(history); err != nil {
		fmt.Fprintf(a.err, "wf: the history is not kept: %s\n", err)
	} else if file != "" {
		shell.History.AddFromFile("history", file)
	}
	for {
		line, err := shell.Readline()
		switch {
		case errors.Is(err, readline.ErrInterrupt):
			continue
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		answer := s.Eval(ctx, line)
		fmt.Fprint(a.out, answer.Text)
		fmt.Fprint(a.err, answer.Fault)
		if answer.Done {
			return nil
		}
	}
}

// completions are the session's candidates as the terminal shows them. To readline a word ends at a space, to us also
// at a dot or a quote: what of its word lies before ours is part of each candidate.
func completions(s *repl.Session, text string) readline.Completions {
	from, list := s.Complete(text)
	word := strings.LastIndexByte(text[:from], ' ') + 1
	values := make([]readline.Completion, len(list))
	for i, c := range list {
		doc, _, _ := strings.Cut(c.Doc, "\n")
		values[i] = readline.Completion{Value: text[word:from] + c.Text + c.Behind, Display: c.Text, Description: brief(doc, 60)}
	}
	all := readline.CompleteRaw(values).NoSort()
	all.PREFIX = text[word:]
	return all
}

// historyFile is the file that keeps the lines typed, made if it is not there; "" for none.
func historyFile(name string) (string, error) {
	switch name {
	case "-":
		return "", nil
	case "":
		dir, err := os.UserConfigDir()
		if err != nil {
			return "", err
		}
		name = filepath.Join(dir, "wf", "history")
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return "", err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDONLY, 0o600)
	if err != nil {
		return "", err
	}
	return name, file.Close()
}
