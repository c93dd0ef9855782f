package control

// The commands, one for each thing that operators do.

import (
	"context"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// Deploy puts the workflows of a compiled project to work.
type Deploy struct {
	Bundle   []byte // as vm.Encode writes it
	Existing bool   // see runtime.DeployOptions
}

// Name implements Command.
func (Deploy) Name() string { return "deploy" }

// Do implements Command.
func (d Deploy) Do(ctx context.Context, e *runtime.Engine) (runtime.DeployReport, error) {
	bundle, err := e.Decode(d.Bundle)
	if err != nil {
		return runtime.DeployReport{}, err
	}
	return e.Deploy(ctx, bundle, runtime.DeployOptions{Existing: d.Existing})
}

// Migrate moves those inside to the current versions of their workflows.
type Migrate struct{}

// Migrated is what came of it.
type Migrated struct {
	Moved int
	Stays []runtime.Stay
}

// Name implements Command.
func (Migrate) Name() string { return "migrate" }

// Do implements Command.
func (Migrate) Do(ctx context.Context, e *runtime.Engine) (m Migrated, err error) {
	m.Moved, m.Stays, err = e.Migrate(ctx)
	return m, err
}

// Switch switches a workflow on or off.
type Switch struct {
	Workflow string
	On       bool
}

// Name implements Command.
func (Switch) Name() string { return "switch" }

// Do implements Command.
func (s Switch) Do(ctx context.Context, e *runtime.Engine) (struct{}, error) {
	if s.On {
		return struct{}{}, e.On(ctx, s.Workflow)
	}
	return struct{}{}, e.Off(ctx, s.Workflow)
}

// Enroll enrolls a record by hand; a *runtime.RefusedError says why it did not enter.
type Enroll struct {
	Workflow string
	Record   schema.Ref
}

// Name implements Command.
func (Enroll) Name() string { return "enroll" }

// Do implements Command. It gives the enrollment.
func (n Enroll) Do(ctx context.Context, e *runtime.Engine) (string, error) {
	return e.Enroll(ctx, n.Workflow, n.Record)
}

// Send makes an event happen to a record.
type Send struct {
	Event  string
	Record schema.Ref
	Fields Values
}

// Name implements Command.
func (Send) Name() string { return "send" }

// Do implements Command.
func (s Send) Do(ctx context.Context, e *runtime.Engine) (struct{}, error) {
	fields, err := s.Fields.under(e.Schema())
	if err != nil {
		return struct{}{}, err
	}
	return struct{}{}, e.Send(ctx, s.Event, s.Record, fields)
}

// Put creates a record or changes it.
type Put struct{ Change Change }

// Name implements Command.
func (Put) Name() string { return "put" }

// Do implements Command.
func (p Put) Do(ctx context.Context, e *runtime.Engine) (runtime.PutResult, error) {
	c, err := p.Change.under(e.Schema())
	if err != nil {
		return runtime.PutResult{}, err
	}
	return e.PutWith(ctx, c)
}

// Import makes many changes, all or none, and gives way to others; the error is then a *runtime.PutError.
type Import struct{ Changes []Change }

// Name implements Command.
func (Import) Name() string { return "import" }

// Do implements Command.
func (m Import) Do(ctx context.Context, e *runtime.Engine) ([]runtime.PutResult, error) {
	changes := make([]runtime.Change, len(m.Changes))
	for i, c := range m.Changes {
		var err error
		if changes[i], err = c.under(e.Schema()); err != nil {
			return nil, &runtime.PutError{Index: i, Err: err}
		}
	}
	return e.PutMany(ctx, changes)
}

// MarkRead marks notifications of a user as read; without IDs, all.
type MarkRead struct {
	User string
	IDs  []string
}

// Name implements Command.
func (MarkRead) Name() string { return "read" }

// Do implements Command. It gives how many were unread.
func (m MarkRead) Do(ctx context.Context, e *runtime.Engine) (int, error) {
	return e.MarkRead(ctx, m.User, m.IDs...)
}
