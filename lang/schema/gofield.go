// The fields of a Go struct as arguments and outputs of an action.

package schema

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
)

// declare reads the arguments and outputs of an action off two structs.
func declare[In, Out any](name, doc string) (*Action, error) {
	a := &Action{Name: name, Title: name, Doc: doc}
	in, out := reflect.TypeFor[In](), reflect.TypeFor[Out]()
	if in.Kind() != reflect.Struct || out.Kind() != reflect.Struct {
		return nil, fmt.Errorf("action %s: arguments and outputs are structs, found %s and %s", name, in, out)
	}
	for i := range in.NumField() {
		p, err := paramOf(in.Field(i))
		if err != nil {
			return nil, fmt.Errorf("action %s: %w", name, err)
		}
		a.Params = append(a.Params, p)
	}
	for i := range out.NumField() {
		p, err := paramOf(out.Field(i))
		if err != nil {
			return nil, fmt.Errorf("action %s: %w", name, err)
		}
		t := p.Type
		if p.Many {
			t = ListOf(t)
		}
		a.Outputs = append(a.Outputs, &Field{Name: p.Name, Number: i, Type: t, Doc: p.Doc})
	}
	return a, nil
}

// kindsByTag are the types that a tag may give to a string, and date to a time.
var kindsByTag = []Kind{Email, Phone, URL, User, Team, Date}

func paramOf(f reflect.StructField) (*Param, error) {
	if !f.IsExported() {
		return nil, fmt.Errorf("field %s is not exported", f.Name)
	}
	words := strings.Split(f.Tag.Get("wf"), ",")
	p := &Param{Name: words[0], Doc: f.Tag.Get("doc")}
	if p.Name == "" {
		p.Name = snake(f.Name)
	}
	var err error
	if p.Type, err = typeOf(f.Type); err != nil {
		return nil, fmt.Errorf("field %s: %w", f.Name, err)
	}
	for _, word := range words[1:] {
		if word == "required" {
			p.Required = true
			continue
		}
		i := slices.IndexFunc(kindsByTag, func(k Kind) bool { return k.String() == word })
		if i < 0 {
			return nil, fmt.Errorf("field %s: `%s` is no part of a wf tag", f.Name, word)
		}
		if p.Type, err = retype(p.Type, kindsByTag[i]); err != nil {
			return nil, fmt.Errorf("field %s: %w", f.Name, err)
		}
	}
	if p.Type.Kind == List {
		p.Type, p.Many = *p.Type.Elem, true
	}
	if text, ok := f.Tag.Lookup("default"); ok {
		if p.Default, err = Parse(p.Type, text, time.UTC); err != nil {
			return nil, fmt.Errorf("field %s: default %w", f.Name, err)
		}
	}
	return p, nil
}

// retype gives a text or time, or a list of them, the type that a tag names.
func retype(t Type, k Kind) (Type, error) {
	switch {
	case t.Kind == List:
		of, err := retype(*t.Elem, k)
		return ListOf(of), err
	case t.Kind == Text && k != Date, t.Kind == DateTime && k == Date:
		return Of(k), nil
	}
	return t, fmt.Errorf("%s cannot become %s", t.Kind, k)
}

func typeOf(t reflect.Type) (Type, error) {
	switch t {
	case reflect.TypeFor[Value]():
		return Of(Any), nil
	case reflect.TypeFor[*Record]():
		return Of(RecordRef), nil
	case reflect.TypeFor[*Target]():
		return Of(Path), nil
	case reflect.TypeFor[time.Time]():
		return Of(DateTime), nil
	case reflect.TypeFor[time.Duration]():
		return Of(Duration), nil
	}
	switch t.Kind() {
	case reflect.String:
		return Of(Text), nil
	case reflect.Bool:
		return Of(Bool), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return Of(Number), nil
	case reflect.Pointer:
		return typeOf(t.Elem())
	case reflect.Slice:
		of, err := typeOf(t.Elem())
		return ListOf(of), err
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			of, err := typeOf(t.Elem())
			return MapOf(of), err
		}
	}
	return Type{}, fmt.Errorf("a Go %s has no type in the language", t)
}

// snake is a Go name as the language writes names: CloseDate → close_date, URL → url.
func snake(name string) string {
	var out strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}
