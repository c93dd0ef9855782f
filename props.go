package wf

import (
	"fmt"
	"sort"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// Props are the properties of a record, or the fields of an event, by name. A value is a string, bool, number, time.Time,
// []string, map[string]any or []any of these, a schema.Value, or nil for unknown.
type Props map[string]any

// values are the properties as values of their types.
func (p Props) values(typeOf func(name string) (schema.Type, error), zone *time.Location) (map[string]schema.Value, error) {
	names := make([]string, 0, len(p))
	for name := range p {
		names = append(names, name)
	}
	sort.Strings(names)
	out := make(map[string]schema.Value, len(p))
	for _, name := range names {
		t, err := typeOf(name)
		if err != nil {
			return nil, err
		}
		v, err := schema.FromGo(p[name])
		if err == nil {
			v, err = schema.Fit(v, t, zone)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = v
	}
	return out, nil
}

func propertyType(o *schema.Object) func(string) (schema.Type, error) {
	return func(name string) (schema.Type, error) {
		if p := o.Property(name); p != nil {
			return p.Type, nil
		}
		return schema.Type{}, fmt.Errorf("%s has no property %q", o.Name, name)
	}
}

func fieldType(e *schema.Event) func(string) (schema.Type, error) {
	return func(name string) (schema.Type, error) {
		if f := e.Field(name); f != nil {
			return f.Type, nil
		}
		return schema.Type{}, fmt.Errorf("event %s has no field %q", e.Name, name)
	}
}

// propsOf are the known properties of a record as Go values.
func propsOf(r *schema.Record) Props {
	out := Props{}
	for _, p := range r.Object.Properties {
		if v := r.Get(p.Number); !v.IsNil() {
			out[p.Name] = schema.ToGo(v)
		}
	}
	return out
}
