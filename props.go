package wf

import (
	"fmt"
	"maps"
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// Props are the properties of a record, or the fields of an event, by name. A value is a string, bool, number, time.Time,
// time.Duration, []string, map[string]any or []any of these, a pointer to one, a schema.Value, or nil for unknown. A text is
// taken where a date, an option or an address is expected, and has to be one. Numbers are kept as float64: what is larger
// than 2^53 and no quantity, such as an id of another system, is a text.
type Props map[string]any

// values are the properties as values; whoever takes them fits them to their types.
func (p Props) values() (map[string]schema.Value, error) {
	out := make(map[string]schema.Value, len(p))
	for _, name := range slices.Sorted(maps.Keys(p)) { // in order, so that the same fault is told each time
		v, err := schema.FromGo(p[name])
		if err != nil {
			return nil, fmt.Errorf("`%s`: %w", name, err)
		}
		out[name] = v
	}
	return out, nil
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
