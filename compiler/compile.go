// Package compiler turns checked workflows into programs for the machine.
//
// Code is generated from its end to its beginning (vm.Builder), each expression with the places known to which a true
// and a false outcome lead. So `and`, `or` and `not` are no instructions, only choices of places, and a comparison of a
// property with a constant is one instruction that branches.
package compiler

import (
	"errors"
	"fmt"
	"sort"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// Options are the defaults of the project that programs are compiled into.
type Options struct {
	Zone    string         // IANA name; "" is UTC
	Working calendar.Hours // working hours of the project
}

// Compile makes a bundle of all workflows of a project that was checked without errors. A workflow that cannot be
// compiled is reported with its place; the others are in the bundle.
func Compile(p *typed.Project, opts Options) (*vm.Bundle, error) {
	bundle := &vm.Bundle{Schema: p.Schema}
	var faults []error
	for _, w := range p.Workflows {
		program, err := compileWorkflow(w, p.Schema, opts)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", w.Span, err))
			continue
		}
		bundle.Programs = append(bundle.Programs, program)
	}
	sort.Slice(bundle.Programs, func(i, j int) bool { return bundle.Programs[i].Name < bundle.Programs[j].Name })
	return bundle, errors.Join(faults...)
}

// Expr is an expression compiled on its own.
type Expr struct {
	Program *vm.Program
	Code    vm.Code
	Slots   map[string]int // by name: the records and arguments of a test that the expression reads; Machine.Set fills them
}

// CompileExpr compiles one expression, which may read the enrolled record, `event`, and the names of a test.
func CompileExpr(e typed.Expr, s *schema.Schema, opts Options) (*Expr, error) {
	program := &vm.Program{Name: "expression", Zone: zone("", opts), Working: opts.Working, Per: vm.NoCode}
	g := newGenerator(program, s)
	g.slots = map[string]int{}
	code := g.piece(e)
	for range g.slots {
		program.Slots = append(program.Slots, vm.SlotInfo{})
	}
	for name, n := range g.slots {
		program.Slots[n].Name = name
	}
	g.b.Slots(len(program.Slots))
	program, err := g.finish()
	if err != nil {
		return nil, err
	}
	return &Expr{Program: program, Code: code, Slots: g.slots}, nil
}

func zone(name string, opts Options) string {
	switch {
	case name != "":
		return name
	case opts.Zone != "":
		return opts.Zone
	}
	return "UTC"
}

// generator makes the code of one program.
type generator struct {
	b         *vm.Builder
	program   *vm.Program
	schema    *schema.Schema
	levels    int                       // predicates and segments around what is generated
	primaries map[*schema.Object]vm.Src // registers of primary associated records
	labels    map[*typed.Step]vm.Label  // where steps begin
	pieces    map[typed.Expr]vm.Code    // what is evaluated on its own
	slots     map[string]int            // names of a test, of an expression on its own
	vars      int                       // variables of the workflow, before those names
	done      vm.Label                  // the end of the run
	traced    bool                      // code with trace points is made
	center    typed.Expr                // the date of the workflow; nil without
	err       error                     // the first fault
}

func newGenerator(p *vm.Program, s *schema.Schema) *generator {
	return &generator{b: vm.NewBuilder(p), program: p, schema: s, primaries: map[*schema.Object]vm.Src{},
		labels: map[*typed.Step]vm.Label{}, pieces: map[typed.Expr]vm.Code{}}
}

func (g *generator) finish() (*vm.Program, error) {
	if g.err != nil {
		return nil, g.err
	}
	return g.b.Finish(g.schema)
}

func (g *generator) fail(at source.Span, format string, args ...any) {
	if g.err == nil {
		g.err = fmt.Errorf("%s: %s", at, fmt.Sprintf(format, args...))
	}
}
