// Functions of expressions that are written in Go.

package schema

import (
	"fmt"
	"reflect"
)

// FuncOf declares a function of expressions from a Go function. The exported fields of In are its arguments, in their
// order, with the types and tags that ActionOf knows; a slice takes a list. Out is of one of these types too.
//
//	type Margin struct {
//		Price float64 `wf:",required"`
//		Cost  float64 `wf:",required"`
//		Rate  float64 `default:"1"`
//	}
//
// Of an unknown argument that is required the result is unknown; any other is its default then, or zero, and nil where
// it is a pointer. A result that is a nil pointer is unknown, and so is that of an argument that does not fit, such as
// 1.5 for an int.
//
// The function must give the same for the same arguments, at once, and touch nothing: conditions call it whenever a
// record changes, and for constants it is called as the program is compiled.
func FuncOf[In, Out any](name, doc string, call func(In) Out) (*Func, error) {
	if call == nil {
		return nil, noFunction("function", name)
	}
	in := reflect.TypeFor[In]()
	if in.Kind() != reflect.Struct {
		return nil, fmt.Errorf("function %s: arguments are a struct, found %s", name, in)
	}
	f := &Func{Name: name, Doc: doc}
	for i := range in.NumField() {
		p, err := argumentOf(in.Field(i))
		if err != nil {
			return nil, fmt.Errorf("function %s: %w", name, err)
		}
		if n := len(f.Params); p.Required && n > 0 && !f.Params[n-1].Required {
			return nil, fmt.Errorf("function %s: `%s` is required, and stands behind `%s`, which is not", name, p.Name, f.Params[n-1].Name)
		}
		f.Params = append(f.Params, p)
	}
	var err error
	if f.Result, err = typeOf(reflect.TypeFor[Out]()); err != nil {
		return nil, fmt.Errorf("function %s: result: %w", name, err)
	}
	if f.Result.Kind == RecordRef || f.Result.Kind == Path {
		return nil, fmt.Errorf("function %s: result: a %s cannot be made by a function", name, f.Result.Kind)
	}
	f.Call = func(_ *Env, args []Value) Value {
		var into In
		if fill(reflect.ValueOf(&into).Elem(), f.Params, args) != nil {
			return Value{}
		}
		return fromGo(reflect.ValueOf(call(into)))
	}
	return f, nil
}

// argumentOf is a field as an argument of a function, which takes a list where it is a slice.
func argumentOf(f reflect.StructField) (*Param, error) {
	p, err := paramOf(f)
	if err != nil {
		return nil, err
	}
	if p.Many {
		p.Type, p.Many = ListOf(p.Type), false
	}
	if p.Type.Kind == Path {
		return nil, fmt.Errorf("field %s: a function changes nothing, and takes no target", f.Name)
	}
	return p, nil
}
