// Command wf checks, formats, runs and looks into workflows written in the wf language.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // time zones, also where the system has none
)

func main() {
	os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv))
}

// Main runs the command and returns its exit code: 0 fine, 1 the answer is no, 2 wrong usage or unusable input.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) (string, bool)) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Whoever interrupts twice does not want to wait.
	context.AfterFunc(ctx, stop)
	a := &app{in: stdin, out: stdout, err: stderr, getenv: getenv, patience: 3 * time.Second}
	return a.run(ctx, args)
}

// run carries out a command line.
func (a *app) run(ctx context.Context, args []string) int {
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	err := root.ExecuteContext(ctx)
	if verb := ""; err != nil {
		if n, _ := fmt.Sscanf(err.Error(), "unknown command %q for", &verb); n == 1 { // cobra's words
			err = unknownVerb(root, verb)
		}
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNo):
		return 1
	case errors.Is(err, errUnusable):
		return 2
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.err, "wf: interrupted")
		return 2
	default:
		fmt.Fprintln(a.err, "wf: "+err.Error())
		return 2
	}
}

// What a verb returns when it has printed what is wrong itself.
var (
	errNo       = errors.New("no")       // the answer is no
	errUnusable = errors.New("unusable") // the input cannot be used
)
