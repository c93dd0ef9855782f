package simulate

// The world of one group: an engine on a store in memory, from the first record to the last moment.

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/vm"
)

// putTogether is how many records one transaction brings in.
const putTogether = groupSize

// live runs a group through the workflows of a bundle and counts what came of it. fates are filled in unless nil.
func (s *simulation) live(ctx context.Context, bundle *vm.Bundle, records []runtime.Change, t *tally, f fates) (err error) {
	clock, counts := runtime.NewVirtualClock(s.Start), newCounter(t, f, len(records))
	e, err := runtime.Open(runtime.Config{Store: memory.New(), Catalog: s.Catalog, Clock: clock, Zone: s.Zone, People: s.People,
		Outbox: taken{}, Identity: "simulation", Secret: []byte("simulation"), Witness: counts})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	if err := e.Declare(ctx, bundle.Schema); err != nil {
		return err
	}
	if err := put(ctx, e, records); err != nil {
		return err
	}
	if _, err := e.Deploy(ctx, bundle, runtime.DeployOptions{Existing: true}); err != nil {
		return err
	}
	if err := e.Advance(ctx, s.Start.Add(s.Span)); err != nil {
		return err
	}
	return counts.end(e)
}

// put brings records in, then their associations, since a record has to be there before another one is associated with
// it. Of what the declarations of an older version do not know, nothing is kept.
func put(ctx context.Context, e *runtime.Engine, records []runtime.Change) error {
	declared := e.Schema()
	var alone, joined []runtime.Change
	for _, r := range records {
		o := declared.Object(r.Object)
		if o == nil {
			continue
		}
		r = known(r, o, declared)
		if len(r.With) > 0 {
			joined = append(joined, runtime.Change{Object: r.Object, ID: r.ID, With: r.With, Primary: r.Primary})
			r.With, r.Primary = nil, nil
		}
		alone = append(alone, r)
	}
	for some := range slices.Chunk(slices.Concat(alone, joined), putTogether) {
		if _, err := e.PutMany(ctx, some); err != nil {
			var refused *runtime.PutError
			if errors.As(err, &refused) {
				return fmt.Errorf("%s %s: %w", some[refused.Index].Object, some[refused.Index].ID, refused.Err)
			}
			return err
		}
	}
	return nil
}

// known is a record without properties and associations that are not declared.
func known(r runtime.Change, o *schema.Object, declared *schema.Schema) runtime.Change {
	unknown := func(f runtime.Field) bool { return o.Own(f.Property) == nil }
	if slices.ContainsFunc(r.Fields, unknown) {
		r.Fields = slices.DeleteFunc(slices.Clone(r.Fields), unknown)
	}
	r.With, r.Primary = declaredOf(r.With, declared), declaredOf(r.Primary, declared)
	return r
}

// declaredOf are the records of objects that are declared. It does not change refs.
func declaredOf(refs []schema.Ref, declared *schema.Schema) []schema.Ref {
	unknown := func(ref schema.Ref) bool { return declared.Object(ref.Object) == nil }
	if !slices.ContainsFunc(refs, unknown) {
		return refs
	}
	return slices.DeleteFunc(slices.Clone(refs), unknown)
}

// taken takes the messages of a simulation.
type taken struct{}

func (taken) Send(context.Context, *schema.Message) (schema.Sent, error) { return schema.Sent{}, nil }
