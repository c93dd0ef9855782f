// Records from outside: created, changed, associated, deleted. Everything is checked before it enters.

package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wflang/wf/lang/schema"
)

// Put creates a record or changes the one that is there. id is its id or the value of its key property; see Change.
func (e *Engine) Put(ctx context.Context, object, id string, props map[string]schema.Value) (PutResult, error) {
	return e.PutWith(ctx, Change{Object: object, ID: id, Props: props})
}

// PutWith is Put with associations.
func (e *Engine) PutWith(ctx context.Context, c Change) (PutResult, error) {
	var result PutResult
	err := e.submit(ctx, e.live, func(b *batch) error {
		var err error
		result, err = b.put(c)
		return err
	})
	if err != nil {
		return PutResult{}, err
	}
	return result, nil
}

// PutError says which change of PutMany was refused.
type PutError struct {
	Index int
	Err   error
}

func (p *PutError) Error() string { return p.Err.Error() }
func (p *PutError) Unwrap() error { return p.Err }

// PutMany makes many changes, all or none of them; the error is then a *PutError. It gives way to other callers. A few
// hundred changes at once are a good number: all of them have to fit into one transaction.
func (e *Engine) PutMany(ctx context.Context, changes []Change) ([]PutResult, error) {
	results := make([]PutResult, len(changes))
	err := e.submit(ctx, e.bulk, func(b *batch) error {
		if b.transient != nil {
			b.transient.expect(len(changes))
		}
		before := b.mark()
		for i, c := range changes {
			var err error
			if results[i], err = b.put(c); err != nil {
				b.back(before)
				return &PutError{i, err}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

func (b *batch) put(c Change) (result PutResult, err error) {
	err = b.turn(0, func(t *turn) error {
		result, err = t.putChange(c)
		return err
	})
	return result, err
}

func (t *turn) putChange(c Change) (PutResult, error) {
	om := t.model.objects[c.Object]
	if om == nil {
		return PutResult{}, &UnknownError{"object", c.Object}
	}
	values, err := t.checkValues(om, &c)
	if err != nil {
		return PutResult{}, err
	}
	at, found := t.find(om, c.ID, values)
	var result PutResult
	switch {
	case !found:
		at, err = t.createFrom(om, c.ID, values)
		result = PutResult{Created: true, Changed: true}
	case t.record(at).record.Gone:
		result.Changed, err = true, t.revive(at, values)
	default:
		result.Changed, err = t.update(at, values)
	}
	if err != nil {
		return PutResult{}, err
	}
	for _, ref := range c.With {
		other, err := t.must(ref)
		if err != nil {
			return PutResult{}, err
		}
		joined, err := t.associate(at, other)
		if err != nil {
			return PutResult{}, err
		}
		result.Changed = result.Changed || joined
	}
	for _, ref := range c.Primary {
		other, err := t.must(ref)
		if err != nil {
			return PutResult{}, err
		}
		chosen, err := t.choose(at, other)
		if err != nil {
			return PutResult{}, err
		}
		result.Changed = result.Changed || chosen
	}
	result.ID = at.id
	return result, nil
}

// checkValues checks the names and types of what a change sets. The values are in the order of the properties, and valid
// until the next change.
func (t *turn) checkValues(om *objectModel, c *Change) ([]Field, error) {
	values, err := named(t.spareFields[:0], om, c)
	t.spareFields = values
	if err != nil {
		return nil, err
	}
	byNumber := func(a, b Field) int { return a.Property.Number - b.Property.Number }
	if !slices.IsSortedFunc(values, byNumber) {
		slices.SortStableFunc(values, byNumber)
	}
	for i := range values {
		p := values[i].Property
		v, err := schema.Fit(values[i].Value, p.Type, t.e.config.Zone)
		if err != nil {
			return nil, fmt.Errorf("`%s`: %w", p.Name, err)
		}
		if p.Number == schema.PropUpdatedAt {
			return nil, fmt.Errorf("`%s` is readonly", p.Name)
		}
		values[i].Value = v
	}
	return values, nil
}

// named adds what a change sets to a list, with the properties as they are declared now.
func named(values []Field, om *objectModel, c *Change) ([]Field, error) {
	unknown := ""
	add := func(name string, p *schema.Property, v schema.Value) {
		switch {
		case p != nil:
			values = append(values, Field{p, v})
		case unknown == "" || name < unknown:
			unknown = name
		}
	}
	for _, f := range c.Fields {
		add(f.Property.Name, om.object.Own(f.Property), f.Value)
	}
	for name, v := range c.Props {
		add(name, om.object.Property(name), v)
	}
	if unknown != "" {
		return values, fmt.Errorf("`%s` is no property of `%s`", unknown, om.object.Name)
	}
	return values, nil
}

// find looks for the record that a change means: by id or key as given, else by the key among its values.
func (t *turn) find(om *objectModel, id string, values []Field) (place, bool) {
	if id != "" {
		return t.lookUp(om, id)
	}
	for _, v := range values {
		if v.Property == om.object.Key && !v.Value.IsNil() {
			return t.lookUp(om, schema.Plain(v.Value, nil))
		}
	}
	return place{}, false
}

// createFrom makes a new record with defaults; what is required must be there.
func (t *turn) createFrom(om *objectModel, id string, values []Field) (place, error) {
	if err := checkID(id); err != nil {
		return place{}, err
	}
	props := make([]schema.Value, len(om.object.Properties))
	for _, p := range om.object.Properties {
		props[p.Number] = p.Default
	}
	for _, v := range values {
		if v.Property.Number == schema.PropID {
			if id != "" && v.Value.Text() != id {
				return place{}, fmt.Errorf("the record `%s` cannot have the id `%s`", id, v.Value.Text())
			}
			id = v.Value.Text()
			if err := checkID(id); err != nil {
				return place{}, err
			}
			continue
		}
		props[v.Property.Number] = v.Value
	}
	for _, p := range om.object.Properties {
		if p.Required && props[p.Number].IsNil() {
			return place{}, fmt.Errorf("a %s needs `%s`", om.object.Name, p.Name)
		}
	}
	return t.create(om, id, props, 0)
}

// checkID refuses ids that keys and people could not tell apart.
func checkID(id string) error {
	switch {
	case len(id) > maxID:
		return fmt.Errorf("the id has %d bytes: at most %d are kept", len(id), maxID)
	case !utf8.ValidString(id):
		return fmt.Errorf("the id is not UTF-8")
	case strings.ContainsFunc(id, unicode.IsControl):
		return fmt.Errorf("the id `%q` holds a control character", id)
	}
	return nil
}

// update changes a record. Someone outside of the workflows had a hand in it, so that the chain of records that
// workflows created for each other begins anew.
func (t *turn) update(at place, values []Field) (changed bool, err error) {
	if s := t.record(at); s.generation != 0 {
		s = s.clone()
		s.generation = 0
		t.put(at, s)
	}
	for _, v := range values {
		switch v.Property.Number {
		case schema.PropID:
			if v.Value.Text() != at.id {
				return false, fmt.Errorf("the id of a record cannot be changed")
			}
			continue
		case schema.PropCreatedAt:
			if !v.Value.Equal(t.record(at).record.Get(schema.PropCreatedAt)) {
				return false, fmt.Errorf("`created_at` is readonly")
			}
			continue
		}
		if v.Property.Required && v.Value.IsNil() {
			return false, fmt.Errorf("a %s needs `%s`", v.Property.Object.Name, v.Property.Name)
		}
		set, err := t.setProperty(at, v.Property, v.Value)
		if err != nil {
			return false, fmt.Errorf("`%s`: %w", v.Property.Name, err)
		}
		changed = changed || set
	}
	return changed, nil
}

// revive brings a deleted record back, outside of every workflow.
func (t *turn) revive(at place, values []Field) error {
	s := t.record(at).clone()
	s.record.Gone = false
	if k := s.record.Object.Key; k.Number != schema.PropID {
		if slices.ContainsFunc(values, func(f Field) bool { return f.Property == k }) {
			s.record.Props[k.Number], s.changed[k.Number] = schema.Value{}, t.batch.now // somebody may have the former one by now
		} else if err := t.moveKey(at, k, schema.Value{}, s.record.Get(k.Number)); err != nil {
			return err
		}
	}
	t.put(at, s)
	_, err := t.update(at, values)
	return err
}

// must finds a record by id or key.
func (s *state) must(ref schema.Ref) (place, error) {
	om := s.model.objects[ref.Object]
	if om == nil {
		return place{}, &UnknownError{"object", ref.Object}
	}
	at, ok := s.lookUp(om, ref.ID)
	if r := s.record(at); !ok || r == nil || r.record.Gone {
		return place{}, &UnknownError{ref.Object, ref.ID}
	}
	return at, nil
}

// Associate joins two records, given by id or key, in both directions. It reports whether they were not joined before.
func (e *Engine) Associate(ctx context.Context, a, b schema.Ref) (changed bool, err error) {
	return e.pair(ctx, a, b, (*turn).associate)
}

// Dissociate ends the association of two records. It reports whether there was one.
func (e *Engine) Dissociate(ctx context.Context, a, b schema.Ref) (changed bool, err error) {
	return e.pair(ctx, a, b, (*turn).dissociate)
}

// SetPrimary makes one record the primary one of its object for another: `company` in a workflow on contacts is then the
// company that was chosen, whatever was associated before it. Records that are not associated become so. It reports
// whether it was not chosen before. Without a choice, and when the chosen record is deleted or no longer associated, the
// first one that is associated is the primary one.
func (e *Engine) SetPrimary(ctx context.Context, of, primary schema.Ref) (changed bool, err error) {
	return e.pair(ctx, of, primary, (*turn).choose)
}

func (e *Engine) pair(ctx context.Context, a, b schema.Ref, do func(t *turn, a, b place) (bool, error)) (bool, error) {
	changed := false
	err := e.submit(ctx, e.live, func(batch *batch) error {
		return batch.turn(0, func(t *turn) error {
			p, err := t.must(a)
			if err != nil {
				return err
			}
			q, err := t.must(b)
			if err != nil {
				return err
			}
			changed, err = do(t, p, q)
			return err
		})
	})
	return changed && err == nil, err
}

// Delete deletes a record, given by id or key: it leaves every workflow, and its key is free. Put brings it back.
func (e *Engine) Delete(ctx context.Context, ref schema.Ref) error {
	return e.submit(ctx, e.live, func(b *batch) error {
		return b.turn(0, func(t *turn) error {
			at, err := t.must(ref)
			if err != nil {
				return err
			}
			s := t.record(at).clone()
			if k := s.record.Object.Key; k.Number != schema.PropID {
				if text := keyText(k, s.record.Get(k.Number)); text != "" {
					t.dropOwner(at.object, text)
				}
			}
			s.record.Gone = true
			t.put(at, s)
			return nil
		})
	})
}
