// Values as Go values and back, for actions that are written in Go.

package schema

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// fill sets the fields of a struct from arguments.
func fill(into reflect.Value, params []*Param, args []Value) error {
	for i, p := range params {
		var v Value
		if i < len(args) {
			v = args[i]
		}
		if v.IsNil() {
			v = p.Default
		}
		if v.IsNil() && p.Required {
			return fmt.Errorf("`%s` is required, and unknown", p.Name)
		}
		if err := toGo(into.Field(i), v); err != nil {
			return fmt.Errorf("`%s`: %w", p.Name, err)
		}
	}
	return nil
}

// toGo stores a value in a Go variable; the unknown is its zero.
func toGo(into reflect.Value, v Value) error {
	if into.Type() == reflect.TypeFor[Value]() {
		into.Set(reflect.ValueOf(v))
		return nil
	}
	if v.IsNil() {
		into.SetZero()
		return nil
	}
	switch into.Interface().(type) {
	case *Record:
		into.Set(reflect.ValueOf(v.Record()))
		return nil
	case *Target:
		into.Set(reflect.ValueOf(v.Target()))
		return nil
	case time.Time:
		return toGoTime(into, v)
	case time.Duration:
		s := v.Span()
		if v.Kind() != Duration || s.Months != 0 || s.Working {
			return fmt.Errorf("expected a length in days or hours, found %s", describe(v, nil))
		}
		into.SetInt(s.Nanos + int64(s.Days)*int64(24*time.Hour))
		return nil
	}
	switch into.Kind() {
	case reflect.String:
		into.SetString(Plain(v, time.UTC))
	case reflect.Bool:
		if v.Kind() != Bool {
			return fmt.Errorf("expected bool, found %s", describe(v, nil))
		}
		into.SetBool(v.Bool())
	case reflect.Pointer:
		p := reflect.New(into.Type().Elem())
		if err := toGo(p.Elem(), v); err != nil {
			return err
		}
		into.Set(p)
	case reflect.Slice:
		return toGoSlice(into, v)
	case reflect.Map:
		return toGoMap(into, v)
	default:
		return toGoNumber(into, v)
	}
	return nil
}

func toGoTime(into reflect.Value, v Value) error {
	switch v.Kind() {
	case Date:
		into.Set(reflect.ValueOf(calendar.Midnight(v.Days(), time.UTC)))
	case DateTime:
		into.Set(reflect.ValueOf(v.Time()))
	default:
		return fmt.Errorf("expected a moment, found %s", describe(v, nil))
	}
	return nil
}

func toGoNumber(into reflect.Value, v Value) error {
	if v.Kind() != Number {
		return fmt.Errorf("expected number, found %s", describe(v, nil))
	}
	f := v.Number()
	switch {
	case into.CanFloat():
		into.SetFloat(f)
		return nil
	case f != math.Trunc(f):
		return fmt.Errorf("expected a whole number, found %s", Plain(v, nil))
	case into.CanInt() && math.Abs(f) < 1<<53 && !into.OverflowInt(int64(f)):
		into.SetInt(int64(f))
		return nil
	case into.CanUint() && f >= 0 && f < 1<<53 && !into.OverflowUint(uint64(f)):
		into.SetUint(uint64(f))
		return nil
	}
	return fmt.Errorf("%s is out of range", Plain(v, nil))
}

// toGoSlice flattens lists in lists; a single value is a list of one.
func toGoSlice(into reflect.Value, v Value) error {
	out := reflect.MakeSlice(into.Type(), 0, len(v.Items()))
	var add func(Value) error
	add = func(v Value) error {
		if v.Kind() == List || v.Kind() == Set {
			for _, item := range v.Items() {
				if err := add(item); err != nil {
					return err
				}
			}
			return nil
		}
		if v.IsNil() {
			return nil
		}
		item := reflect.New(into.Type().Elem()).Elem()
		if err := toGo(item, v); err != nil {
			return err
		}
		out = reflect.Append(out, item)
		return nil
	}
	if err := add(v); err != nil {
		return err
	}
	into.Set(out)
	return nil
}

func toGoMap(into reflect.Value, v Value) error {
	m := v.Pairs()
	if m == nil {
		return fmt.Errorf("expected a map, found %s", describe(v, nil))
	}
	out := reflect.MakeMapWithSize(into.Type(), len(m.Keys))
	for i, key := range m.Keys {
		item := reflect.New(into.Type().Elem()).Elem()
		if err := toGo(item, m.Values[i]); err != nil {
			return err
		}
		out.SetMapIndex(reflect.ValueOf(key).Convert(into.Type().Key()), item)
	}
	into.Set(out)
	return nil
}

// outputsOf are the fields of a struct as values of the outputs' types.
func outputsOf(out reflect.Value, fields []*Field) []Value {
	values := make([]Value, len(fields))
	for i, f := range fields {
		values[i] = fromGo(out.Field(i))
		if k := f.Type.Kind; (k == User || k == Team) && values[i].IsText() {
			values[i] = textual(k, values[i].Text())
		}
	}
	return values
}

// fromGo is a Go value as a value of the language. Only types that typeOf knows come here.
func fromGo(v reflect.Value) Value {
	switch x := v.Interface().(type) {
	case Value:
		return x
	case *Record:
		return RecordValue(x)
	case time.Time:
		if x.IsZero() {
			return Value{}
		}
		return TimeValue(x)
	case time.Duration:
		return DurationValue(Span{Nanos: int64(x)})
	}
	switch {
	case v.Kind() == reflect.String:
		return TextValue(v.String())
	case v.Kind() == reflect.Bool:
		return BoolValue(v.Bool())
	case v.CanInt():
		return NumberValue(float64(v.Int()))
	case v.CanUint():
		return NumberValue(float64(v.Uint()))
	case v.CanFloat():
		return NumberValue(v.Float())
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return fromGo(v.Elem())
	case v.Kind() == reflect.Slice:
		items := make([]Value, v.Len())
		for i := range items {
			items[i] = fromGo(v.Index(i))
		}
		return ListValue(items)
	case v.Kind() == reflect.Map:
		return fromGoMap(v)
	}
	return Value{}
}

// fromGoMap keeps the keys in order, so that the same map always gives the same value.
func fromGoMap(v reflect.Value) Value {
	m := &Pairs{}
	for _, key := range sortedKeys(v) {
		m.Keys = append(m.Keys, key.String())
		m.Values = append(m.Values, fromGo(v.MapIndex(key)))
	}
	return MapValue(m)
}

func sortedKeys(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}
