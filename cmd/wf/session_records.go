package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
)

// The engine as imports and exports see it.

// target is where imported records go.
type target struct {
	ctx context.Context
	*session
}

// Find implements records.Target.
func (t target) Find(o *schema.Object, idOrKey string) (string, bool, error) {
	r, err := t.engine.Get(schema.Ref{Object: o.Name, ID: idOrKey})
	if err != nil || r == nil {
		return "", false, err
	}
	return r.ID, true, nil
}

// Put implements records.Target.
func (t target) Put(batch []records.Record) error {
	changes := make([]runtime.Change, len(batch))
	for i, r := range batch {
		changes[i] = runtime.Change{Object: r.Object.Name, ID: r.ID, With: r.With, Props: map[string]schema.Value{}}
		for _, f := range r.Fields {
			changes[i].Props[f.Property.Name] = f.Value
		}
	}
	_, err := t.engine.PutMany(t.ctx, changes)
	var refused *runtime.PutError
	if errors.As(err, &refused) {
		return fmt.Errorf("row %d: %w", batch[refused.Index].Row, refused.Err)
	}
	return err
}

// importFiles imports record files with a bar of progress.
func (s *session) importFiles(ctx context.Context, sources []records.Source, skipBad bool) (*records.Report, error) {
	bar := s.app.progress("importing")
	defer bar.done()
	return records.Import(ctx, sources, target{ctx, s}, records.Options{Schema: s.schema, Zone: s.zone, SkipBad: skipBad, Progress: bar.set})
}

// Each implements records.Origin.
func (s *session) Each(o *schema.Object, do func(*schema.Record) error) error {
	for r, err := range s.engine.Records(o.Name) {
		if err == nil {
			err = do(r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Associated implements records.Origin.
func (s *session) Associated(r *schema.Record, o *schema.Object) ([]schema.Ref, error) {
	list, err := s.engine.Associated(r.Ref(), o.Name)
	refs := make([]schema.Ref, len(list))
	for i, other := range list {
		refs[i] = other.Ref()
	}
	return refs, err
}

// value is a property as it is shown: the id is no stored one.
func (s *session) value(r *schema.Record, p *schema.Property) schema.Value {
	if p.Number == schema.PropID {
		return schema.TextValue(r.ID)
	}
	return r.Get(p.Number)
}

// set changes a record, or creates it, and says what it did.
func (s *session) set(ctx context.Context, object, name string, texts map[string]string, with []string) (string, error) {
	o, err := s.object(object)
	if err != nil {
		return "", err
	}
	change := runtime.Change{Object: o.Name, ID: name, Props: map[string]schema.Value{}}
	if change.With, err = s.refs(with); err != nil {
		return "", err
	}
	for _, property := range slices.Sorted(maps.Keys(texts)) {
		p := o.Property(property)
		if p == nil {
			return "", &unknown{"property of " + o.Name, property, propertyNames(o)}
		}
		if change.Props[property], err = records.ParseValue(p, texts[property], s.zone); err != nil {
			return "", fmt.Errorf("%s: %w", property, err)
		}
	}
	known, err := s.engine.Get(schema.Ref{Object: o.Name, ID: name})
	if err != nil {
		return "", err
	}
	// A new record that is named by its key gets an id of its own.
	if _, given := change.Props[o.Key.Name]; known == nil && !given && o.Key.Number != schema.PropID {
		if change.Props[o.Key.Name], err = records.ParseValue(o.Key, name, s.zone); err != nil {
			return "", fmt.Errorf("%s: %w", o.Key.Name, err)
		}
		change.ID = ""
	}
	result, err := s.engine.PutWith(ctx, change)
	if err != nil {
		return "", err
	}
	if err := s.settle(ctx, 0); err != nil {
		return "", err
	}
	switch ref := (schema.Ref{Object: o.Name, ID: result.ID}); {
	case result.Created:
		return "created " + s.name(ref), nil
	case result.Changed:
		return "changed " + s.name(ref), nil
	default:
		return s.name(ref) + " is so already", nil
	}
}

// send makes an event happen and says so.
func (s *session) send(ctx context.Context, event, object, name string, texts map[string]string) (string, error) {
	e := s.schema.Event(event)
	if e == nil {
		var names []string
		for _, known := range s.schema.Events {
			names = append(names, known.Name)
		}
		return "", &unknown{"event", event, names}
	}
	switch {
	case e.Object != nil && (object == "" || object == e.Object.Name):
		object = e.Object.Name
	case e.Object != nil:
		return "", fmt.Errorf("%s happens to a %s, not to a %s", event, e.Object.Name, object)
	case object == "":
		return "", fmt.Errorf("%s happens to any object, name one with --object", event)
	}
	r, err := s.record(object, name)
	if err != nil {
		return "", err
	}
	fields := map[string]schema.Value{}
	for _, field := range slices.Sorted(maps.Keys(texts)) {
		f := e.Field(field)
		if f == nil {
			return "", &unknown{"field of " + event, field, fieldNames(e)}
		}
		if fields[field], err = records.ParseValue(&schema.Property{Name: f.Name, Type: f.Type}, texts[field], s.zone); err != nil {
			return "", fmt.Errorf("%s: %w", field, err)
		}
	}
	if err := s.engine.Send(ctx, event, r.Ref(), fields); err != nil {
		return "", err
	}
	if err := s.settle(ctx, 0); err != nil {
		return "", err
	}
	return fmt.Sprintf("sent %s to %s", event, s.name(r.Ref())), nil
}

func fieldNames(e *schema.Event) []string {
	var names []string
	for _, f := range e.Fields {
		names = append(names, f.Name)
	}
	return names
}

// historyOf is the history of a record, or of all, in one workflow or in all.
func (s *session) historyOf(record []string, workflow string) ([]runtime.Entry, error) {
	f := runtime.Filter{Workflow: workflow}
	if workflow != "" {
		status, err := s.engine.Status()
		if err != nil {
			return nil, err
		}
		var names []string
		for _, w := range status {
			names = append(names, w.Workflow)
		}
		if !slices.Contains(names, workflow) {
			return nil, &unknown{"workflow", workflow, names}
		}
	}
	if len(record) > 0 {
		o, err := s.object(record[0])
		if err != nil {
			return nil, err
		}
		// A record that was deleted has its history still.
		f.Record = schema.Ref{Object: o.Name, ID: record[1]}
		list, err := s.entries(f)
		if err != nil || len(list) > 0 {
			return list, err
		}
		_, err = s.record(record[0], record[1])
		return nil, err
	}
	return s.entries(f)
}

// jsonEntry is a line of the history for machines.
type jsonEntry struct {
	At         string `json:"at"`
	Object     string `json:"object"`
	Record     string `json:"record"`
	Workflow   string `json:"workflow"`
	Enrollment string `json:"enrollment,omitempty"`
	Kind       string `json:"kind"`
	Step       string `json:"step,omitempty"`
	Action     string `json:"action,omitempty"`
	Text       string `json:"text,omitempty"`
	Status     string `json:"status"`
	Reason     string `json:"reason,omitempty"`
}

func jsonHistory(list []runtime.Entry) []jsonEntry {
	out := make([]jsonEntry, len(list))
	for i, e := range list {
		out[i] = jsonEntry{At: jsonTime(e.At), Object: e.Record.Object, Record: e.Record.ID, Workflow: e.Workflow, Enrollment: e.Enrollment,
			Kind: e.Kind, Step: e.Step, Action: e.Action, Text: e.Text, Status: e.Status.String(), Reason: strings.TrimSpace(e.Reason)}
	}
	return out
}
