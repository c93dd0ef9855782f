package main

// The engine as imports and exports see it.

import (
	"context"
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
)

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
