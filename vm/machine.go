// Package vm is the machine: one instruction table for steps and expressions, compiled programs, and a resumable
// interpreter that is pure. It runs until it needs the world and says what it needs; the runtime gives it the world.
package vm

import "github.com/wflang/wf/lang/schema"

// Machine runs one enrollment of one program. It is reusable: Start or Restore make it anew. It is not safe for
// concurrent use.
type Machine struct {
	program *Program
}

// NewMachine returns a machine for a program of a loaded bundle.
func NewMachine(p *Program) *Machine { return &Machine{program: p} }

// Start begins a run.
func (m *Machine) Start(s Start) { panic("vm: not built yet") }

// Run goes on until the world is needed. The same state and the same env give the same effect.
func (m *Machine) Run(env *schema.Env) Effect { panic("vm: not built yet") }

// Resume answers the effect that Run returned: after Act the result, after Sleep Nil, after Wait what ended it.
func (m *Machine) Resume(failed bool, v schema.Value) { panic("vm: not built yet") }

// Back undoes the last effect: the next Run gives it again, evaluated anew. It is for what must be put off.
func (m *Machine) Back() { panic("vm: not built yet") }

// Lines returns what was decided since the last call, in order, and forgets it.
func (m *Machine) Lines() []Line { panic("vm: not built yet") }

// Step is the number of the step the machine stands at.
func (m *Machine) Step() int { panic("vm: not built yet") }

// Snapshot appends the state to buf. It may be taken after any Run, before or after Resume or Back.
func (m *Machine) Snapshot(buf []byte) []byte { panic("vm: not built yet") }

// Restore brings a state back. Damaged state gives an error.
func (m *Machine) Restore(data []byte) error { panic("vm: not built yet") }

// Eval evaluates a piece of the program for the record of the run (Start or Restore first); event is readable as
// `event`, nil where there is none.
func (m *Machine) Eval(c Code, env *schema.Env, event *schema.Occurrence) schema.Value {
	panic("vm: not built yet")
}
