package control

import (
	"encoding/json"
	"fmt"
	"maps"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// Values are values by name. They travel in their binary form, which only the engine's declarations can read.
type Values struct {
	here map[string]schema.Value
	sent map[string][]byte
}

// ValuesOf are values of this process.
func ValuesOf(values map[string]schema.Value) Values { return Values{here: values} }

// MarshalJSON implements json.Marshaler.
func (v Values) MarshalJSON() ([]byte, error) {
	sent := make(map[string][]byte, len(v.here))
	for name, value := range v.here {
		sent[name] = schema.AppendValue(nil, value)
	}
	return json.Marshal(sent)
}

// UnmarshalJSON implements json.Unmarshaler.
func (v *Values) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &v.sent) }

// under are the values under the declarations of an engine.
func (v Values) under(s *schema.Schema) (map[string]schema.Value, error) {
	if v.sent == nil {
		return v.here, nil
	}
	values := make(map[string]schema.Value, len(v.sent))
	for name, data := range v.sent {
		value, rest, err := schema.DecodeValue(data, s)
		if err != nil || len(rest) > 0 {
			return nil, fmt.Errorf("the value of `%s` cannot be read", name)
		}
		values[name] = value
	}
	return values, nil
}

// Change is a runtime.Change that can travel.
type Change struct {
	Object, ID    string
	Props         Values
	With, Primary []schema.Ref
}

// ChangeOf is a change of this process.
func ChangeOf(c runtime.Change) Change {
	values := make(map[string]schema.Value, len(c.Fields)+len(c.Props))
	for _, f := range c.Fields {
		values[f.Property.Name] = f.Value
	}
	maps.Copy(values, c.Props) // which count where both name a property
	return Change{c.Object, c.ID, ValuesOf(values), c.With, c.Primary}
}

func (c Change) under(s *schema.Schema) (runtime.Change, error) {
	props, err := c.Props.under(s)
	return runtime.Change{Object: c.Object, ID: c.ID, Props: props, With: c.With, Primary: c.Primary}, err
}
