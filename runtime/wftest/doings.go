package wftest

// What the workflows of a test did: every action is recorded, stubs answer in the place of actions, and nothing leaves.

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// doing is one action that took place.
type doing struct {
	call   schema.Call
	status schema.Status
	text   string
	reason string
}

// doings records the actions of one test. Its schema is that of the project with actions that record themselves.
type doings struct {
	schema *schema.Schema
	outbox schema.Sender // nil: messages are not handed over, so that their outcome is there at once

	mu    sync.Mutex // the engine's writer records, the test reads
	list  []doing
	stubs map[string]schema.Result
}

func newDoings(s *schema.Schema, outbox schema.Sender) *doings {
	d := &doings{schema: schema.NewSchema(&schema.Catalog{Funcs: s.Funcs}), outbox: outbox, stubs: map[string]schema.Result{}}
	for _, o := range s.Objects {
		d.schema.AddObject(o)
	}
	for _, e := range s.Events {
		d.schema.AddEvent(e)
	}
	for _, a := range s.Actions {
		d.schema.AddAction(d.recording(a))
	}
	return d
}

// recording is the action with a Run that notes the call. Stubs answer first.
func (d *doings) recording(a *schema.Action) *schema.Action {
	if a.Run == nil && (a.URL == "" || d.outbox != nil) {
		return a // what the machine does itself, and what the engine asks another system for
	}
	copied := *a
	copied.Run = func(t *schema.Turn, c *schema.Call) schema.Result {
		r, stubbed := d.stub(a.Name)
		switch {
		case stubbed:
		case a.Run == nil:
			r = schema.Result{Outputs: make([]schema.Value, len(a.Outputs))}
		default:
			r = a.Run(t, c)
		}
		if len(r.Messages) > 0 && d.outbox == nil {
			r.Messages = nil
			r.Outputs = make([]schema.Value, len(a.Outputs))
		}
		noted := doing{call: *c, status: r.Status, text: r.Text, reason: r.Reason}
		noted.call.Args = append([]schema.Value(nil), c.Args...)
		d.mu.Lock()
		d.list = append(d.list, noted)
		d.mu.Unlock()
		return r
	}
	return &copied
}

func (d *doings) stub(action string) (schema.Result, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r, ok := d.stubs[action]
	return r, ok
}

// begin forgets what was done so far.
func (d *doings) begin() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.list = nil
}

func (d *doings) since() []doing {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.list
}

func (w *world) stub(s *typed.Stub) error {
	r := schema.Result{Outputs: make([]schema.Value, len(s.Outputs))}
	if s.Failing {
		r = schema.Fail(s.Fails)
	}
	for i, e := range s.Outputs {
		if e == nil {
			continue
		}
		v, err := w.value(e)
		if err != nil {
			return err
		}
		r.Outputs[i] = v
	}
	w.doings.mu.Lock()
	defer w.doings.mu.Unlock()
	w.doings.stubs[s.Action.Name] = r
	return nil
}

// args are the arguments by name, or, of a create, the properties given.
func (d *doing) args(of *schema.Object) map[string]schema.Value {
	out := map[string]schema.Value{}
	if of != nil {
		if m := d.call.Arg("fields").Pairs(); m != nil {
			for i, name := range m.Keys {
				out[name] = m.Values[i]
			}
		}
		return out
	}
	for i, p := range d.call.Action.Params {
		if i < len(d.call.Args) {
			out[p.Name] = d.call.Args[i]
		}
	}
	return out
}

// String is the action as a failing test tells of it.
func (d *doing) String() string {
	var args []string
	for i, p := range d.call.Action.Params {
		if i < len(d.call.Args) && !p.Hidden && !d.call.Args[i].IsNil() {
			args = append(args, p.Name+": "+shown(d.call.Args[i]))
		}
	}
	text := d.call.Action.Name + "(" + strings.Join(args, ", ") + ")"
	if d.call.Action.Form != "" && d.text != "" {
		text = d.call.Action.Name + " " + d.text
	}
	switch {
	case d.reason != "":
		text += fmt.Sprintf(" (%s: %s)", d.status, d.reason)
	case d.status != schema.Done:
		text += " (" + d.status.String() + ")"
	}
	return text
}

func shown(v schema.Value) string {
	switch {
	case v.IsNil():
		return "nil"
	case v.Kind() == schema.Text:
		return fmt.Sprintf("%q", v.Text())
	case v.Kind() == schema.RecordRef:
		return v.Record().Name()
	}
	return schema.Plain(v, time.UTC)
}
