package project

// The JSON Schema of wf.yaml, for editors, generated from the types of the configuration.

import (
	"encoding/json"
	"reflect"
)

// JSONSchema is the JSON Schema of wf.yaml. docs/wf.schema.json holds it.
func JSONSchema() []byte {
	root := describe(reflect.TypeFor[Config]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "wf.yaml"
	root["description"] = "Settings of a wf project."
	text, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(err) // maps, slices and texts always marshal
	}
	return append(text, '\n')
}

func describe(t reflect.Type) map[string]any {
	if s, ok := reflect.New(t).Interface().(setting); ok {
		return s.describe()
	}
	switch t.Kind() {
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Pointer:
		return describe(t.Elem())
	case reflect.Slice:
		return map[string]any{"type": "array", "items": describe(t.Elem())}
	}
	properties := map[string]any{}
	for i := range t.NumField() {
		field := t.Field(i)
		if name := field.Tag.Get("yaml"); name != "" && name != "-" {
			p := describe(field.Type)
			if doc := field.Tag.Get("doc"); doc != "" {
				p["description"] = doc
			}
			properties[name] = p
		}
	}
	out := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if required := settingsOf(t).required; len(required) > 0 {
		out["required"] = required
	}
	return out
}
