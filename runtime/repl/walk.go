package repl

// Walking a record through a workflow on the virtual clock.

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
	"github.com/wflang/wf/vm"
)

// program finds a workflow that the record in use may go through.
func (s *Session) program(name string) (*vm.Program, error) {
	if s.config.Bundle == nil {
		return nil, errors.New("the project has errors; `wf check` lists them")
	}
	var names []string
	for _, p := range s.config.Bundle.Programs {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return nil, &diag.Unknown{What: "workflow", Name: name, Names: names}
}

// fitting is program with the record in use, which has to be one of the workflow's object.
func (s *Session) fitting(name string) (*vm.Program, *schema.Record, error) {
	p, err := s.program(name)
	if err != nil {
		return nil, nil, err
	}
	r, err := s.needed()
	if err != nil {
		return nil, nil, err
	}
	if r.Object.Name != p.Object {
		return nil, nil, fmt.Errorf("`%s` is for a %s, and %s is in use", p.Name, p.Object, r.Called(s.zone))
	}
	return p, r, nil
}

func (s *Session) enroll(ctx context.Context, name string) (string, error) {
	return s.told(ctx, name, func(p *vm.Program, r *schema.Record) error { return s.enter(ctx, p, r) })
}

// enter enrolls a record by hand.
func (s *Session) enter(ctx context.Context, p *vm.Program, r *schema.Record) error {
	_, err := s.engine.Enroll(ctx, p.Name, r.Ref())
	var refused *runtime.RefusedError
	if errors.As(err, &refused) {
		return fmt.Errorf("%s does not enter `%s`: %s", r.Called(s.zone), p.Name, refused.Reason)
	}
	return err
}

func (s *Session) step(ctx context.Context, name string) (string, error) {
	return s.told(ctx, name, func(p *vm.Program, r *schema.Record) error {
		at, err := s.inside(p.Name, r)
		switch {
		case err != nil:
			return err
		case at == nil:
			return s.enter(ctx, p, r)
		case at.Until.IsZero():
			return fmt.Errorf("%s waits %s, and no time ends that: `:send EVENT` may", r.Called(s.zone), at.Note)
		}
		return s.engine.Advance(ctx, at.Until)
	})
}

// inside is the run of a record that is in a workflow; nil when there is none.
func (s *Session) inside(workflow string, r *schema.Record) (*runtime.Enrollment, error) {
	var found *runtime.Enrollment
	for en, err := range s.engine.Enrollments(runtime.Filter{Workflow: workflow, Record: r.Ref()}) {
		if err != nil {
			return nil, err
		}
		if en.State == runtime.StateWaiting {
			found = &en
		}
	}
	return found, nil
}

// told does something with the record in use and a workflow, and tells what came of it.
func (s *Session) told(ctx context.Context, workflow string, do func(*vm.Program, *schema.Record) error) (string, error) {
	p, r, err := s.fitting(workflow)
	if err != nil {
		return "", err
	}
	if err := s.try(ctx, p.Name); err != nil {
		return "", err
	}
	return s.since(ctx, r, func() error { return do(p, r) })
}

// since tells what happened to a record while something was done.
func (s *Session) since(ctx context.Context, r *schema.Record, do func() error) (string, error) {
	before, err := s.entries(r)
	if err != nil {
		return "", err
	}
	if err := do(); err != nil {
		return "", err
	}
	if _, err := s.engine.Drain(ctx); err != nil {
		return "", err
	}
	after, err := s.entries(r)
	if err != nil {
		return "", err
	}
	known := map[string]int{}
	for _, e := range before {
		known[e.Enrollment]++
	}
	var out strings.Builder
	for _, e := range after {
		if known[e.Enrollment]--; known[e.Enrollment] >= 0 {
			continue
		}
		out.WriteString(s.line(e) + "\n" + s.values(e, r, "    "))
	}
	for _, w := range s.on {
		at, err := s.inside(w, r)
		if err != nil {
			return "", err
		}
		if at != nil {
			out.WriteString(s.waits(at) + "\n")
		}
	}
	return out.String(), nil
}

// waits says where a run stands.
func (s *Session) waits(at *runtime.Enrollment) string {
	text := fmt.Sprintf("waits in %s at %s", at.Workflow, at.Step)
	if at.Note != "" {
		return text + ": " + at.Note
	}
	if !at.Until.IsZero() {
		return text + " until " + s.moment(at.Until)
	}
	return text
}

// entries is the history of a record, by enrollment.
func (s *Session) entries(r *schema.Record) ([]runtime.Entry, error) {
	var list []runtime.Entry
	for e, err := range s.engine.History(runtime.Filter{Record: r.Ref()}) {
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

func (s *Session) history(context.Context, string) (string, error) {
	r, err := s.needed()
	if err != nil {
		return "", err
	}
	list, err := s.entries(r)
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return "nothing has happened to " + r.Called(s.zone), nil
	}
	var out strings.Builder
	for _, e := range list {
		out.WriteString(s.line(e) + "\n")
	}
	return out.String(), nil
}

// line is an entry of the history: when, in which workflow, and what.
func (s *Session) line(e runtime.Entry) string {
	return s.moment(e.At) + "  " + e.Workflow + "  " + e.Words()
}

func (s *Session) send(ctx context.Context, args string) (string, error) {
	r, err := s.needed()
	if err != nil {
		return "", err
	}
	name, rest, _ := strings.Cut(args, " ")
	e := s.schema.Event(name)
	if e == nil {
		var names []string
		for _, known := range s.schema.Events {
			names = append(names, known.Name)
		}
		return "", &diag.Unknown{What: "event", Name: name, Names: names}
	}
	fields := map[string]schema.Value{}
	for _, field := range strings.Fields(rest) {
		name, text, ok := strings.Cut(field, "=")
		f := e.Field(name)
		switch {
		case !ok:
			return "", fmt.Errorf("`%s` is no FIELD=VALUE", field)
		case f == nil:
			var names []string
			for _, known := range e.Fields {
				names = append(names, known.Name)
			}
			return "", &diag.Unknown{What: "field of " + e.Name, Name: name, Names: names}
		}
		if fields[name], err = records.ParseValue(&schema.Property{Name: f.Name, Type: f.Type}, text, s.zone); err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
	}
	to := r.Ref()
	if e.Object != nil && e.Object != r.Object && e.Object.Name != r.Object.Name {
		return "", fmt.Errorf("%s happens to a %s, and %s is in use", e.Name, e.Object.Name, r.Called(s.zone))
	}
	text, err := s.since(ctx, r, func() error { return s.engine.Send(ctx, e.Name, to, fields) })
	return fmt.Sprintf("sent %s to %s\n", e.Name, r.Called(s.zone)) + text, err
}

func (s *Session) advance(ctx context.Context, text string) (string, error) {
	by, err := delay(text)
	if err != nil {
		return "", err
	}
	hours := s.config.Options.Working
	move := func() error { return s.engine.Advance(ctx, by.After(s.clock.Now().In(s.zone), &hours)) }
	r, err := s.record()
	if err != nil {
		return "", err
	}
	var happened string
	if r == nil {
		err = move()
	} else {
		happened, err = s.since(ctx, r, move)
	}
	return happened + "it is " + s.moment(s.clock.Now()), err
}

// delay reads a length of time as a program writes it: 2 days 3 hours, 3 working days.
func delay(text string) (calendar.Delay, error) {
	var d calendar.Delay
	words := strings.Fields(text)
	for len(words) > 0 {
		n, err := strconv.Atoi(words[0])
		if err != nil || n < 0 || n > 1_000_000 || len(words) < 2 {
			return d, fmt.Errorf("`%s` is no length of time, write 2 days or 4 working hours", text)
		}
		unit, used := words[1], 2
		if unit == "working" && len(words) > 2 {
			d.Working, unit, used = true, words[2], 3
		}
		switch strings.TrimSuffix(unit, "s") {
		case "minute":
			d.Nanos += time.Duration(n) * time.Minute
		case "hour":
			d.Nanos += time.Duration(n) * time.Hour
		case "day":
			d.Days += n
		case "week":
			d.Days += 7 * n
		case "month":
			d.Months += n
		case "year":
			d.Months += 12 * n
		default:
			return d, &diag.Unknown{What: "unit of time", Name: unit, Names: []string{"minutes", "hours", "days", "weeks", "months", "years"}}
		}
		words = words[used:]
	}
	return d, nil
}
