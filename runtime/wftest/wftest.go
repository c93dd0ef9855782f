// Package wftest runs the tests of the language: each in a world of its own, in memory, on a virtual clock.
//
// In a Go program one line runs all tests of a project:
//
//	func TestWorkflows(t *testing.T) { wftest.Run(t, "crm", stdlib.Catalog()) }
//
// With actions of the program's own the catalog is that of wf.Catalog. Messages reach nobody: they are recorded for
// `expect`, and succeed unless `stub` says otherwise, or the Outbox of a Suite.
package wftest

import (
	"context"
	"regexp"
	goruntime "runtime"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/vm"
)

// Suite is the tests of one project, compiled and ready to run.
type Suite struct {
	Tests  []*typed.Test
	Bundle *vm.Bundle

	// Outbox, when given, gets the messages of actions that no stub answers for, and all requests of declared HTTP
	// actions; its answer is their outcome. Several tests call it at once. Without it they succeed at once, with unknown
	// outputs.
	Outbox schema.Sender
	// Ended, when given, is shown the engine of each test at its end, before it is closed.
	Ended func(*typed.Test, *runtime.Engine) error

	project *typed.Project
	config  *project.Config
	options compiler.Options
	zone    *time.Location
}

// NewSuite compiles a project that was checked without errors. Without a configuration everything has its default.
func NewSuite(a *lang.Analysis, c *project.Config) (*Suite, error) {
	if c == nil {
		c = &project.Config{}
	}
	s := &Suite{Tests: a.Project.Tests, project: a.Project, config: c,
		options: compiler.Options{Zone: string(c.Timezone), Working: c.Hours()}}
	var err error
	if s.zone, err = time.LoadLocation(string(c.Timezone)); err != nil {
		return nil, err
	}
	s.Bundle, err = compiler.Compile(a.Project, s.options)
	return s, err
}

// Result is what came of one test.
type Result struct {
	Title    string
	Span     source.Span
	Took     time.Duration
	Failures []Failure
	Err      error    // the test could not be run to its end
	History  []string // the way of its records, when it failed
	Covered  Covered  // what its records went through
}

// Passed reports whether everything was as expected.
func (r *Result) Passed() bool { return r.Err == nil && len(r.Failures) == 0 }

// Failure is one expectation that did not hold.
type Failure struct {
	Span    source.Span
	Message string
	Parts   []Part   // the values of the parts of the condition
	Instead []string // the actions that took place instead
}

// Part is the value of one part of a condition.
type Part struct {
	Text, Value string
}

// Run runs the tests whose title matches, several at a time, and returns their results in the order of the tests. A nil
// expression matches all.
func (s *Suite) Run(ctx context.Context, match *regexp.Regexp) []*Result {
	var tests []*typed.Test
	for _, t := range s.Tests {
		if match == nil || match.MatchString(t.Title) {
			tests = append(tests, t)
		}
	}
	results := make([]*Result, len(tests))
	next := make(chan int)
	var group sync.WaitGroup
	for range min(goruntime.GOMAXPROCS(0), len(tests)) {
		group.Go(func() {
			for i := range next {
				results[i] = s.one(ctx, tests[i])
			}
		})
	}
	for i := range tests {
		next <- i
	}
	close(next)
	group.Wait()
	return results
}

func (s *Suite) one(ctx context.Context, t *typed.Test) *Result {
	begin := time.Now()
	r := &Result{Title: t.Title, Span: t.Span, Covered: Covered{}}
	w := &world{suite: s, test: t, result: r}
	r.Err = w.run(ctx)
	r.Took = time.Since(begin)
	return r
}

// Run runs the tests of the project in a folder as tests of Go, a subtest each. The catalog is that of the standard library,
// with what the program adds. A project without tests fails: the folder is probably another one.
func Run(t *testing.T, dir string, catalog *schema.Catalog) {
	t.Helper()
	if catalog == nil {
		t.Fatal("the catalog is missing: give stdlib.Catalog(), or that of wf.Catalog")
	}
	p, faults, err := project.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	a := lang.Analyze(p.Input(), catalog)
	for _, d := range append(faults, a.Diagnostics...) {
		if d.Level == diag.Error {
			t.Errorf("%s: %s [%s]", d.Span, d.Message, d.Code)
		}
	}
	if t.Failed() {
		return
	}
	s, err := NewSuite(a, p.Config)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Tests) == 0 {
		t.Fatalf("there are no tests in %s", dir)
	}
	for _, r := range s.Run(t.Context(), nil) {
		t.Run(r.Title, func(t *testing.T) {
			if text := r.Text(); text != "" {
				t.Error(text)
			}
		})
	}
}
