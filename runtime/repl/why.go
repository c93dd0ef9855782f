package repl

// Why a record enters a workflow or not, and what was decided on its way, with the values.

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/vm"
)

func (s *Session) why(ctx context.Context, workflow string) (string, error) {
	r, err := s.needed()
	if err != nil {
		return "", err
	}
	return s.Why(ctx, workflow, r)
}

// Why explains, in words: every trigger with the value of each part, whether the record would be let in, and the
// decisions on its way with what they were made by.
func (s *Session) Why(ctx context.Context, workflow string, r *schema.Record) (string, error) {
	p, err := s.program(workflow)
	if err != nil {
		return "", err
	}
	if r.Object.Name != p.Object {
		return fmt.Sprintf("%s never enters `%s`, which is for a %s", r.Called(s.zone), p.Name, p.Object), nil
	}
	linked, err := p.Link(s.schema)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%s in %s\n", r.Called(s.zone), p.Name)
	x := &explainer{s: s, p: linked, r: r, machine: vm.NewMachine(linked)}
	x.machine.Forget()
	for _, t := range linked.Enroll {
		out.WriteString("\n" + x.enters(t))
	}
	for _, t := range slices.Concat(linked.Suppress, linked.Goal, linked.Unenroll) {
		out.WriteString("\n" + x.leaves(t))
	}
	way, err := s.way(p.Name, r)
	if err != nil {
		return "", err
	}
	verdict, err := s.verdict(ctx, p, r)
	if err != nil {
		return "", err
	}
	return out.String() + "\n" + verdict + "\n" + way, nil
}

// explainer tells how the triggers of a program stand for a record.
type explainer struct {
	s       *Session
	p       *vm.Program
	r       *schema.Record
	machine *vm.Machine
}

// trace evaluates a condition in the zone of the workflow.
func (x *explainer) trace(c vm.Code, event *schema.Occurrence) (bool, string) {
	env, end := x.s.env()
	if zone, err := time.LoadLocation(x.p.Zone); err == nil {
		env.Zone = zone
	}
	env.Hours = &x.p.Working
	v, parts := x.machine.Trace(c, env, x.r, event)
	text := ""
	if len(parts) > 0 {
		whole := parts[len(parts)-1]
		text = x.s.tree(parts, whole.Start, whole.End, "    ")
	}
	if err := end(); err != nil {
		text += "    (the store could not be read: " + err.Error() + ")\n"
	}
	return v.Bool(), text
}

// enters tells of a trigger by which records enter.
func (x *explainer) enters(t vm.Trigger) string {
	head := oneLine(t.Text) + "\n"
	switch t.Kind {
	case vm.When:
		holds, parts := x.trace(t.Cond, nil)
		if holds {
			return head + "  holds: a record enters at the moment when this turns true\n" + parts
		}
		return head + "  does not hold\n" + parts
	case vm.OnEvent:
		return head + x.happened(t)
	case vm.OnChange:
		return head + x.changed(t)
	}
	text := "  at the next of these times"
	if t.Every != nil {
		text = "  next on " + x.s.moment(t.Every.Next(x.s.clock.Now().In(x.s.zone)))
	}
	if t.Cond == vm.NoCode {
		return head + text + ", whatever the record is like\n"
	}
	holds, parts := x.trace(t.Cond, nil)
	if holds {
		return head + text + ": the record would be taken\n" + parts
	}
	return head + text + ": the record would not be taken\n" + parts
}

// happened tells of a trigger on events: when they last happened, and whether that one would have done.
func (x *explainer) happened(t vm.Trigger) string {
	var out strings.Builder
	for _, name := range t.Events {
		last := x.last(name)
		if last == nil {
			fmt.Fprintf(&out, "  %s has not happened to the record, as far as is known\n", name)
			continue
		}
		fmt.Fprintf(&out, "  %s happened last on %s", name, x.s.moment(last.Get(0).Time()))
		if t.Cond == vm.NoCode {
			out.WriteString("\n")
			continue
		}
		holds, parts := x.trace(t.Cond, last)
		if holds {
			out.WriteString(": that one fits\n" + parts)
		} else {
			out.WriteString(": that one does not fit\n" + parts)
		}
	}
	return out.String()
}

// last is the latest occurrence of an event for the record; nil when none is known.
func (x *explainer) last(name string) *schema.Occurrence {
	e := x.s.schema.Event(name)
	if e == nil {
		return nil
	}
	env, end := x.s.env()
	defer func() { _ = end() }()
	var last *schema.Occurrence
	for _, o := range env.View.Events(x.r, e) {
		if last == nil || o.Get(0).Micros() > last.Get(0).Micros() {
			last = o
		}
	}
	return last
}

// changed tells of a trigger on a change.
func (x *explainer) changed(t vm.Trigger) string {
	text := "  when it changes next"
	o := x.s.schema.Object(t.Change.Object)
	if o != nil && len(t.Change.Via) == 0 && o.Property(t.Change.Property) != nil {
		env, end := x.s.env()
		p := o.Property(t.Change.Property)
		text = fmt.Sprintf("  %s is %s", p.Name, x.s.shown(x.r.Get(p.Number)))
		if at := env.View.ChangedAt(x.r, p); !at.IsNil() {
			text += ", changed last on " + x.s.moment(at.Time())
		}
		_ = end()
	}
	if t.Cond == vm.NoCode {
		return text + "\n"
	}
	holds, parts := x.trace(t.Cond, nil)
	if holds {
		return text + "; the record fits as it is now\n" + parts
	}
	return text + "; the record does not fit as it is now\n" + parts
}

// leaves tells of a trigger by which records leave, or are kept out.
func (x *explainer) leaves(t vm.Trigger) string {
	head := oneLine(t.Text) + "\n"
	if t.Kind != vm.When {
		return head + strings.ReplaceAll(x.enters(t)[len(head):], "the record would be taken", "the record would leave")
	}
	holds, parts := x.trace(t.Cond, nil)
	if holds {
		return head + "  holds: this keeps the record out, or takes it out\n" + parts
	}
	return head + "  does not hold\n" + parts
}

// verdict says whether the record is inside, and if not, whether it would be let in.
func (s *Session) verdict(ctx context.Context, p *vm.Program, r *schema.Record) (string, error) {
	at, err := s.inside(p.Name, r)
	if err != nil {
		return "", err
	}
	if at != nil {
		return fmt.Sprintf("it is inside since %s and %s", s.moment(at.At), s.waits(at)), nil
	}
	refusal, err := s.refusal(ctx, p, r)
	switch {
	case err != nil:
		return "", err
	case refusal != "":
		return "it would be refused now: " + refusal, nil
	}
	return "it is not inside, and would be let in now", nil
}

// refusal says why a record would not be let in; "" when it would be. It is tried on a copy of the session's world.
func (s *Session) refusal(ctx context.Context, p *vm.Program, r *schema.Record) (reason string, err error) {
	c := s.config
	c.Store, c.Start = s.kept, s.clock.Now()
	other, err := New(ctx, c)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, other.Close()) }()
	if err := other.try(ctx, p.Name); err != nil {
		return "", err
	}
	_, err = other.engine.Enroll(ctx, p.Name, r.Ref())
	var refused *runtime.RefusedError
	if errors.As(err, &refused) {
		return refused.Reason, nil
	}
	return "", err
}

// way tells the history of a record in a workflow, each decision with the values that it has now.
func (s *Session) way(workflow string, r *schema.Record) (string, error) {
	var out strings.Builder
	for e, err := range s.engine.History(runtime.Filter{Record: r.Ref(), Workflow: workflow}) {
		if err != nil {
			return "", err
		}
		out.WriteString("  " + s.moment(e.At) + "  " + e.Words() + "\n" + s.values(e, r, "      "))
	}
	if out.Len() == 0 {
		return "no history: it was never tried\n", nil
	}
	return "its way:\n" + out.String(), nil
}

// values are the parts of the condition that an entry of the history decided by, as far as they can be known: the
// record may have changed since, so they are shown only where they lead to the same decision, and it is said where not.
func (s *Session) values(e runtime.Entry, r *schema.Record, indent string) string {
	p, err := s.program(e.Workflow)
	if err != nil || e.Number < 0 || e.Number >= len(p.Steps) || e.Kind != "branched" {
		return ""
	}
	if p, err = p.Link(s.schema); err != nil {
		return ""
	}
	step := p.Steps[e.Number]
	for _, c := range step.Conds {
		cond := oneLine(p.CodeText(c))
		outcome, ok := strings.CutPrefix(oneLine(e.Text), cond+": ")
		if !ok || cond == "" || speaksOf(cond, p.Slots) {
			continue
		}
		m := vm.NewMachine(p)
		m.Forget()
		env, end := s.env()
		v, parts := m.Trace(c, env, env.View.Record(r.Ref()), nil)
		if end() != nil || len(parts) == 0 {
			return ""
		}
		whole := parts[len(parts)-1]
		if v.Kind() != schema.Bool || v.Bool() == (outcome == "yes") {
			return s.tree(parts, whole.Start, whole.End, indent)
		}
		return indent + "(it would be decided otherwise now)\n" + s.tree(parts, whole.Start, whole.End, indent)
	}
	return ""
}

// speaksOf reports whether a condition names a variable of the workflow: its value is not kept in the history.
func speaksOf(cond string, slots []vm.SlotInfo) bool {
	for _, slot := range slots {
		if regexp.MustCompile(`\b` + regexp.QuoteMeta(slot.Name) + `\b`).MatchString(cond) {
			return true
		}
	}
	return false
}
