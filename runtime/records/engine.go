package records

// An engine as imports and exports see it.

import (
	"context"
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// Engine is what an import needs of an engine; *runtime.Engine is one.
type Engine interface {
	Get(ref schema.Ref) (*schema.Record, error)
	PutMany(ctx context.Context, changes []runtime.Change) ([]runtime.PutResult, error)
}

// Into is an engine as the target of an import. A record that the engine refuses is told by its row.
func Into(ctx context.Context, e Engine) Target { return into{ctx, e} }

type into struct {
	ctx context.Context
	Engine
}

// Find implements Target.
func (e into) Find(o *schema.Object, idOrKey string) (string, bool, error) {
	r, err := e.Get(schema.Ref{Object: o.Name, ID: idOrKey})
	if err != nil || r == nil {
		return "", false, err
	}
	return r.ID, true, nil
}

// Put implements Target.
func (e into) Put(batch []Record) error {
	changes := make([]runtime.Change, len(batch))
	for i, r := range batch {
		changes[i] = runtime.Change{Object: r.Object.Name, ID: r.ID, With: r.With, Primary: r.Primary, Fields: r.Fields}
	}
	_, err := e.PutMany(e.ctx, changes)
	var refused *runtime.PutError
	if errors.As(err, &refused) {
		return fmt.Errorf("row %d: %w", batch[refused.Index].Row, refused.Err)
	}
	return err
}

// From is an engine as the origin of an export.
func From(e *runtime.Engine) Origin { return from{e} }

type from struct{ *runtime.Engine }

// Each implements Origin.
func (e from) Each(o *schema.Object, do func(*schema.Record) error) error {
	for r, err := range e.Records(o.Name) {
		if err == nil {
			err = do(r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Associated implements Origin.
func (e from) Associated(r *schema.Record, o *schema.Object) ([]schema.Ref, error) {
	list, err := e.Engine.Associated(r.Ref(), o.Name)
	refs := make([]schema.Ref, len(list))
	for i, other := range list {
		refs[i] = other.Ref()
	}
	return refs, err
}

// Primary implements Origin.
func (e from) Primary(r *schema.Record, o *schema.Object) (id string, ok bool, err error) {
	chosen, err := e.Chosen(r.Ref(), o.Name)
	if err != nil || chosen == nil {
		return "", false, err
	}
	return chosen.ID, true, nil
}
