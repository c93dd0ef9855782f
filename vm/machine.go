// Package vm is the bytecode of workflows and the machine that runs it. It knows neither the text of a program nor the
// store it runs on: a runtime that has a Bundle needs no compiler.
//
// A Bundle is a compiled project: its declarations and one Program for each workflow, kept as a .wfc file (Encode, Decode). A
// program that comes from outside is verified before it runs. A Builder makes programs; Disassemble lists them.
//
// A Machine runs one enrollment of a program. Run is pure: it goes on until it needs the world, and returns an Effect
// that says what for: an action, a moment to sleep until, something to wait for. Whoever runs it answers with Resume, and
// keeps a Snapshot in between. Eval and Holds evaluate a single expression of a program, such as the condition of a trigger.
package vm

import (
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// Machine runs one enrollment of one program. It is reusable: Start or Restore make it anew. It is not safe for
// concurrent use.
//
// Between two effects it is nothing but a step and a phase (before the step, waiting for an answer, answered) with the
// values of the variables: that is what a snapshot holds, and why it outlives a restart and finds its place again in
// another version of the program.
type Machine struct {
	program *Program
	link    *link

	state

	// What lives during one Run or Eval.
	env     *schema.Env
	event   *schema.Occurrence
	regs    [Registers]*schema.Record
	loaded  uint32 // which registers of primary records are filled
	stack   []schema.Value
	operand schema.Value // of the test at hand, where it is not in a record or on the stack
	loops   [MaxLevels]loop
	moments []knownMoment
	noted   noted
	slept   slept
	budget  int // elements and steps left
	spend   int // bytes left to make
	text    []byte
	tracing bool
	parts   []Part

	passing bool // steps are passed over: their time had gone when the record came

	lines   []Line
	effect  Effect
	request schema.Call
}

// state is what a snapshot holds.
type state struct {
	enrollment string
	record     schema.Ref
	at         int64
	ready      int64 // when the record could go on last; of a workflow with a center
	trigger    *schema.Occurrence
	step       int
	phase      phase
	failed     bool // the answer was a failure
	answer     schema.Value
	slots      []schema.Value
}

// phase is where in its step a machine stands.
type phase uint8

const (
	before   phase = iota // the step is still to be done
	waiting               // its effect was given out
	answered              // and answered
	over                  // there is nothing left to do
)

// knownMoment is a relative moment as computed for one instant.
type knownMoment struct {
	now   int64
	zone  *time.Location
	hours *calendar.Hours
	value schema.Value
	set   bool
}

// NewMachine returns a machine for a program of a loaded bundle.
func NewMachine(p *Program) *Machine {
	m := &Machine{program: p, link: p.link}
	m.stack = make([]schema.Value, p.code.depth+1)
	m.slots = make([]schema.Value, p.code.slots)
	m.moments = make([]knownMoment, len(p.code.moments))
	return m
}

// Start begins a run.
func (m *Machine) Start(s Start) {
	m.enrollment, m.record, m.at, m.trigger = s.Enrollment, s.Record, s.At, s.Trigger
	m.step, m.phase, m.failed, m.answer = 0, before, false, schema.Value{}
	m.ready, m.passing = s.At, false
	m.lines = m.lines[:0]
	clear(m.slots)
	if len(m.program.code.entries) == 0 {
		m.phase = over
	}
}

// Run goes on until the world is needed. The same state and the same env give the same effect. A run that waits for an
// answer gives its effect again, evaluated anew.
func (m *Machine) Run(env *schema.Env) Effect {
	if m.phase == over {
		return Effect{Kind: Done, Step: m.step}
	}
	m.begin(env, nil)
	m.regs[RegEnrolled] = nil
	if env.View != nil {
		m.regs[RegEnrolled] = env.View.Record(m.record)
	}
	entry := m.program.code.entries[m.step]
	pc, sp := entry.start, 0
	if m.phase == answered {
		pc, sp = entry.resume, m.program.code.pushedAt(entry.resume)
		m.stack[0] = m.answer
		m.answer = schema.Value{}
	}
	switch m.exec(pc, sp) {
	case exitPause:
		m.phase = waiting
		m.effect.Step = m.step
		return m.effect
	case exitSpent:
		m.phase = over
		m.say("ended: " + spent)
		return Effect{Kind: Done, Step: m.step, Fault: spent}
	}
	m.phase = over
	return Effect{Kind: Done, Step: m.step}
}

// spent is why a run is ended that does more than any workflow should.
const spent = "it looked at more than 4 million things, or made more than 64 MB, without a pause"

// Resume answers the effect that Run returned: after Act the result, after Sleep Nil, after Wait what ended it.
func (m *Machine) Resume(failed bool, v schema.Value) {
	if m.phase != waiting {
		return
	}
	m.phase, m.failed, m.answer = answered, failed, v
}

// Back undoes the last effect: the next Run gives it again, evaluated anew. It is for what must be put off.
func (m *Machine) Back() {
	if m.phase == waiting {
		m.phase = before
	}
}

// Lines returns what was decided since the last call, in order, and forgets it. The slice is valid until the next Run.
func (m *Machine) Lines() []Line {
	lines := m.lines
	m.lines = m.lines[:0]
	return lines
}

// Step is the number of the step the machine stands at.
func (m *Machine) Step() int { return m.step }

// Eval evaluates a piece of the program for the record of the run (Start or Restore first); event is readable as
// `event`, nil where there is none. NoCode is unknown.
func (m *Machine) Eval(c Code, env *schema.Env, event *schema.Occurrence) schema.Value {
	var r *schema.Record
	if env.View != nil {
		r = env.View.Record(m.record)
	}
	return m.EvalOn(c, env, r, event)
}

// EvalOn is Eval for a record at hand. Where the program was not started or restored, there are no variables, no trigger
// and no moment of enrollment; Forget makes it so again.
func (m *Machine) EvalOn(c Code, env *schema.Env, r *schema.Record, event *schema.Occurrence) schema.Value {
	return m.result(m.eval(c, env, r, event))
}

// result is the value that an evaluation ended with.
func (m *Machine) result(end exit) schema.Value {
	switch end {
	case exitYes:
		return schema.BoolValue(true)
	case exitNo:
		return schema.BoolValue(false)
	case exitValue:
		return m.stack[0]
	}
	return schema.Value{}
}

// Holds is EvalOn for a condition: whether it is true.
func (m *Machine) Holds(c Code, env *schema.Env, r *schema.Record, event *schema.Occurrence) bool {
	switch m.eval(c, env, r, event) {
	case exitYes:
		return true
	case exitValue:
		return m.stack[0].Bool()
	}
	return false
}

// Forget empties the variables and the trigger, for conditions that are evaluated before a record enters.
func (m *Machine) Forget() { m.Start(Start{}) }

func (m *Machine) eval(c Code, env *schema.Env, r *schema.Record, event *schema.Occurrence) exit {
	if uint(c) >= uint(len(m.link.begins)) {
		return exitSpent
	}
	return m.evalAt(m.link.begins[c], env, r, event)
}

func (m *Machine) evalAt(pc int32, env *schema.Env, r *schema.Record, event *schema.Occurrence) exit {
	m.begin(env, event)
	m.regs[RegEnrolled] = r
	return m.exec(pc, 0)
}

func (m *Machine) begin(env *schema.Env, event *schema.Occurrence) {
	if m.env != env {
		m.env = env
	}
	m.event = event
	m.loaded = 0
	m.budget, m.spend = maxTurns, maxSpend
}

func (m *Machine) say(text string) { m.lines = append(m.lines, Line{Step: m.step, Text: text}) }

func (m *Machine) optionsAt(number int32) *schema.Options {
	if number < 0 {
		return nil
	}
	return m.program.code.options[number]
}

// Set gives a variable a value from outside: how tests and the REPL put records behind names.
func (m *Machine) Set(slot int, v schema.Value) {
	if slot >= 0 && slot < len(m.slots) {
		m.slots[slot] = v
	}
}
