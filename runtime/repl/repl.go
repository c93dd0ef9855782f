// Package repl is the session of `wf repl`, without a terminal: a line goes in, text comes out.
//
// A session has a world of its own: an engine in memory on a virtual clock, with records from files or with a copy of a
// store. What is tried in it leaves no trace anywhere else.
//
//	s, err := repl.New(ctx, repl.Config{Analysis: analysis, …})
//	answer := s.Eval(ctx, `company.employees > 50`)
package repl

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/vm"
)

// Config is what a session needs. Analysis and Catalog must be given.
type Config struct {
	Analysis *lang.Analysis
	Catalog  *schema.Catalog
	Bundle   *vm.Bundle // the project's workflows; nil when they have errors: none can be tried then
	Options  compiler.Options
	People   schema.People
	Zone     *time.Location // nil is UTC
	Start    time.Time      // where the virtual clock begins
	// Store is copied into the session's memory, and only read; nil begins without records.
	Store store.Store
	// Open finds the file of a `:load`; nil refuses it.
	Open func(name string) (records.Source, error)
	// Files lists the files and folders whose names begin with a text, for completion; folders end with a slash. May be nil.
	Files func(prefix string) []string
	Style diag.Style // of diagnostics
	Tint  string     // escape code that values are colored with: "36"; "" leaves them plain
}

// Session is a conversation about records. It is for one goroutine.
type Session struct {
	config Config
	engine *runtime.Engine
	kept   store.Store // the engine's
	clock  *runtime.VirtualClock
	schema *schema.Schema // the engine's
	zone   *time.Location
	on     []string       // the workflows that are tried, in the order in which they were named first
	used   schema.Ref     // the record in use; no ID: none
	object *schema.Object // of used
	lines  int            // that were read, for the places of diagnostics
}

// Answer is what a session says to a line. One of Text and Fault is empty; both are when there is nothing to say. Text
// and Fault end with a newline.
type Answer struct {
	Text  string
	Fault string // what is wrong with the line
	Done  bool   // the session is over
}

// Close ends the session's world.
func (s *Session) Close() error { return s.engine.Close() }

// Eval answers a line: a command that begins with a colon, or an expression.
func (s *Session) Eval(ctx context.Context, line string) Answer {
	s.lines++
	line = strings.TrimSpace(line)
	if line == "" || strings.HasPrefix(line, "//") && !strings.Contains(line, "\n") {
		return Answer{}
	}
	var text string
	var err error
	if strings.HasPrefix(line, ":") {
		text, err = s.command(ctx, line)
	} else {
		text, err = s.evaluate(line)
	}
	switch {
	case errors.Is(err, errQuit):
		return Answer{Done: true}
	case err != nil:
		return Answer{Fault: ended(s.fault(err))}
	}
	return Answer{Text: ended(text)}
}

// errQuit is returned by the command that ends the session.
var errQuit = errors.New("quit")

// faults is the error of a text that does not compile.
type faults struct{ found []diag.Diagnostic }

func (f *faults) Error() string { return f.found[0].Message }

// fault words an error: diagnostics with their excerpts, everything else in a line.
func (s *Session) fault(err error) string {
	var f *faults
	if !errors.As(err, &f) {
		return err.Error()
	}
	var out strings.Builder
	if err := diag.WriteText(&out, f.found, s.config.Style); err != nil {
		return err.Error()
	}
	return out.String()
}

func ended(text string) string {
	if text == "" {
		return ""
	}
	return strings.TrimRight(text, "\n") + "\n"
}

// Prompt is what stands before the next line: the record in use.
func (s *Session) Prompt() string {
	r, err := s.record()
	if err != nil || r == nil {
		return "wf> "
	}
	return r.Object.Name + " " + r.Name() + "> "
}
