// Values from and to Go values whose type only the run knows.

package schema

import (
	"fmt"
	"reflect"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// FromGo is a Go value as a value of the language: nil, a Value, a string, bool, number, time.Time, time.Duration, or a
// slice or a map by string of these. Other types give an error.
func FromGo(v any) (Value, error) {
	switch x := v.(type) {
	case nil:
		return Value{}, nil
	case []any:
		items := make([]Value, len(x))
		for i, item := range x {
			value, err := FromGo(item)
			if err != nil {
				return Value{}, err
			}
			items[i] = value
		}
		return ListValue(items), nil
	case map[string]any:
		m := &Pairs{}
		for _, key := range sortedKeys(reflect.ValueOf(x)) {
			value, err := FromGo(x[key.String()])
			if err != nil {
				return Value{}, err
			}
			m.Keys, m.Values = append(m.Keys, key.String()), append(m.Values, value)
		}
		return MapValue(m), nil
	}
	if _, err := typeOf(reflect.TypeOf(v)); err != nil {
		return Value{}, fmt.Errorf("a Go %T is no value of the language", v)
	}
	return fromGo(reflect.ValueOf(v)), nil
}

// ToGo is a value as a Go value: nil, string, bool, float64, time.Time for days (midnight UTC) and moments, []any,
// map[string]any, Ref for a record. A length of time is its text.
func ToGo(v Value) any {
	switch v.Kind() {
	case Nil:
		return nil
	case Bool:
		return v.Bool()
	case Number:
		return v.Number()
	case Date:
		return calendar.Midnight(v.Days(), time.UTC)
	case DateTime:
		return v.Time()
	case RecordRef:
		return v.Record().Ref()
	case List, Set:
		out := make([]any, len(v.Items()))
		for i, item := range v.Items() {
			out[i] = ToGo(item)
		}
		return out
	case Map:
		out := map[string]any{}
		for i, key := range v.Pairs().Keys {
			out[key] = ToGo(v.Pairs().Values[i])
		}
		return out
	}
	return Plain(v, time.UTC)
}
