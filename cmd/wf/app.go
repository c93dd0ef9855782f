package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"syscall"
	"time"

	"golang.org/x/term"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
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

// elsewhere reports whether a verb works on a store that was named, in a current folder that is no project: then nothing
// below that folder is read, which may be somebody's home.
func (a *app) elsewhere(dir, data string) bool {
	return data != "" && dir == "." && a.dir == "" && !project.Beginning(dir)
}

// projectFor refuses to look for the project of a store that was named where there is none.
func (a *app) projectFor(dir, data string) error {
	if a.elsewhere(dir, data) {
		return errors.New("there is no project here, neither wf.yaml nor a .wf file; name its folder, or with -C")
	}
	return nil
}

// terminal reports whether a stream is a terminal.
func terminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// columns is how wide the terminal is that the output goes to; 0 where it goes elsewhere.
func (a *app) columns() int {
	if !terminal(a.out) {
		return 0
	}
	width, _, err := term.GetSize(int(a.out.(*os.File).Fd()))
	if err != nil {
		return 0
	}
	return width
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

// printJSONList prints a list for machines while it is read, as printJSON would print the whole.
func (a *app) printJSONList(list iter.Seq2[any, error]) error {
	return a.printing(func(out io.Writer) error {
		before := "[\n  "
		for one, err := range list {
			if err != nil {
				return err
			}
			text, err := json.MarshalIndent(one, "  ", "  ")
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(out, "%s%s", before, text); err != nil {
				return err
			}
			before = ",\n  "
		}
		end := "\n]\n"
		if before[0] == '[' {
			end = "[]\n"
		}
		_, err := io.WriteString(out, end)
		return err
	})
}

// gathered is how many bytes of a long output are printed at once.
const gathered = 16 << 10

// printing gathers what is printed. What was printed before a fault is still shown, and a reader who has seen enough
// and left is no fault.
func (a *app) printing(print func(out io.Writer) error) error {
	out := bufio.NewWriterSize(a.out, gathered)
	err := print(out)
	switch shown := out.Flush(); {
	case errors.Is(shown, syscall.EPIPE):
		return nil
	case shown != nil:
		return shown
	}
	return err
}
