// Values from and to Go values whose type only the run knows.

package schema

import (
	"fmt"
	"reflect"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// FromGo is a Go value as a value of the language: nil, a Value, a string, bool, number, time.Time, time.Duration, or a
// slice or a map by string of these. Other types give an error, and so does what the language could not keep as it is:
// bytes, whole numbers beyond 2^53, and moments outside of the years 1 to 9999. A number that is none (NaN, an infinity)
// and the zero time.Time are unknown.
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
	r := reflect.ValueOf(v)
	if err := keeps(r); err != nil {
		return Value{}, err
	}
	return fromGo(r), nil
}

// keeps says why a Go value would become another one.
func keeps(v reflect.Value) error {
	switch x := v.Interface().(type) {
	case time.Time:
		if year := x.UTC().Year(); year < 1 || year > 9999 {
			return fmt.Errorf("the year %d is beyond the years 1 to 9999", year)
		}
		return nil
	case time.Duration:
		return nil
	}
	switch {
	case v.CanInt() && (v.Int() < -mostWhole || v.Int() > mostWhole), v.CanUint() && v.Uint() > mostWhole:
		return fmt.Errorf("%v is beyond the whole numbers that are kept exactly (2^53): what is no quantity is a text", v)
	case v.Kind() == reflect.Pointer && !v.IsNil() && v.Type() != reflect.TypeFor[*Record]() && v.Type() != reflect.TypeFor[*Target]():
		return keeps(v.Elem())
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		return fmt.Errorf("a Go %s is no value of the language: a text is a string", v.Type())
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			if err := keeps(v.Index(i)); err != nil {
				return err
			}
		}
	case v.Kind() == reflect.Map:
		for _, key := range sortedKeys(v) {
			if err := keeps(v.MapIndex(key)); err != nil {
				return err
			}
		}
	}
	return nil
}

// mostWhole is the number up to which a float64 keeps every whole number.
const mostWhole = 1 << 53

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
