package project

// The settings of a struct type, from its tags.

import "reflect"

type settings struct {
	byName   map[string]int // index of the field
	names    []string       // in the order of the type
	required []string
}

func settingsOf(t reflect.Type) settings {
	s := settings{byName: map[string]int{}}
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		name := tag.Get("yaml")
		if name == "" || name == "-" {
			continue
		}
		s.byName[name] = i
		s.names = append(s.names, name)
		if tag.Get("required") == "true" {
			s.required = append(s.required, name)
		}
	}
	return s
}
