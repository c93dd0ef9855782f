package parse

import (
	"fmt"
	"reflect"

	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

var (
	nodeType = reflect.TypeFor[ast.Node]()
	treeType = reflect.TypeFor[exprast.Node]()
)

// misplaced looks at every node below a root and tells the first whose place is not inside of the place of the node that
// holds it.
func misplaced(root any, file *source.File) error {
	return misplacedIn(reflect.ValueOf(root), file.Span(0, len(file.Text)))
}

func misplacedIn(v reflect.Value, outer source.Span) error {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || v.Type() == treeType || v.Type() == reflect.TypeFor[*source.File]() {
			return nil
		}
		return misplacedIn(v.Elem(), outer)
	case reflect.Slice:
		for i := range v.Len() {
			if err := misplacedIn(v.Index(i), outer); err != nil {
				return err
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if err := misplacedIn(v.MapIndex(key), outer); err != nil {
				return err
			}
		}
	case reflect.Struct:
		if v.Type().Implements(nodeType) {
			at := v.Interface().(ast.Node).Span()
			if !at.Valid() {
				return nil // nothing was written there
			}
			if at.File != outer.File || at.Start > at.End || at.Start < outer.Start || at.End > outer.End {
				return fmt.Errorf("%s at %d-%d lies outside of %d-%d", v.Type(), at.Start, at.End, outer.Start, outer.End)
			}
			outer = at
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				if err := misplacedIn(v.Field(i), outer); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
