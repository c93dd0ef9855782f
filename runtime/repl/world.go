package repl

// The world of a session: its engine, the records in it, and which workflows are on.

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/vm"
)

// New begins a session.
func New(ctx context.Context, c Config) (*Session, error) {
	s := &Session{config: c, kept: memory.New(), clock: runtime.NewVirtualClock(c.Start), zone: c.Zone}
	if s.zone == nil {
		s.zone = time.UTC
	}
	if c.Store != nil {
		if err := store.Copy(c.Store, s.kept); err != nil {
			return nil, err
		}
	}
	var err error
	s.engine, err = runtime.Open(runtime.Config{Store: s.kept, Catalog: c.Catalog, Clock: s.clock, Zone: s.zone, People: c.People, Outbox: nowhere{},
		KeepHistory: forever})
	if err != nil {
		return nil, err
	}
	if err := s.engine.Declare(ctx, c.Analysis.Project.Schema); err != nil {
		return nil, errors.Join(err, s.engine.Close())
	}
	s.schema = s.engine.Schema()
	return s, nil
}

// forever is longer than any session lasts: its history is never trimmed.
const forever = 200 * 365 * 24 * time.Hour

// nowhere takes the messages of a session.
type nowhere struct{}

func (nowhere) Send(context.Context, *schema.Message) (schema.Sent, error) {
	return schema.Sent{Text: "tried out, not sent"}, nil
}

// Load brings the records of files into the session. No workflow takes notice of them, as before it is switched on.
func (s *Session) Load(ctx context.Context, sources []records.Source) (*records.Report, error) {
	on := s.on
	s.on = nil
	if err := s.deploy(ctx); err != nil {
		return nil, err
	}
	report, err := records.Import(ctx, sources, records.Into(ctx, s.engine), records.Options{Schema: s.schema, Zone: s.zone})
	s.on = on
	return report, errors.Join(err, s.deploy(ctx))
}

// deploy switches on the workflows that are tried, and no others.
func (s *Session) deploy(ctx context.Context) error {
	if s.config.Bundle == nil {
		return nil
	}
	bundle := &vm.Bundle{Schema: s.config.Bundle.Schema}
	for _, p := range s.config.Bundle.Programs {
		if slices.Contains(s.on, p.Name) {
			bundle.Programs = append(bundle.Programs, p)
		}
	}
	_, err := s.engine.Deploy(ctx, bundle, runtime.DeployOptions{})
	s.schema = s.engine.Schema()
	return err
}

// try switches a workflow on.
func (s *Session) try(ctx context.Context, name string) error {
	if slices.Contains(s.on, name) {
		return nil
	}
	s.on = append(s.on, name)
	return s.deploy(ctx)
}
