package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/wflang/wf/lang/diag"
)

// app is what the verbs use of the system.
type app struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) (string, bool)
	dir      string        // -C
	patience time.Duration // how long a store may be open elsewhere
}

// folder takes the project's folder off the arguments: -C, else the first argument when it names a folder, else the
// current one.
func (a *app) folder(args []string) (dir string, rest []string) {
	if a.dir != "" {
		return a.dir, args
	}
	if len(args) > 0 {
		if info, err := os.Stat(args[0]); err == nil && info.IsDir() {
			return args[0], args[1:]
		}
	}
	return ".", args
}

// terminal reports whether a stream is a terminal.
func terminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// style is colored on a terminal, unless NO_COLOR says otherwise.
func (a *app) style(w io.Writer) diag.Style {
	if no, _ := a.getenv("NO_COLOR"); no != "" || !terminal(w) {
		return diag.Style{}
	}
	return diag.Colors()
}

// printJSON prints a value for machines.
func (a *app) printJSON(v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, string(text))
	return err
}
