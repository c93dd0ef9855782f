package parse

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

// The location of every node of every tree leads to the text that the node was read from, also inside of templates and
// of conditions on records.
func TestLocations(t *testing.T) {
	seen := 0
	for _, file := range corpusFiles(t, ".wf") {
		tree, _ := File(file)
		for _, e := range expressionsIn(reflect.ValueOf(tree)) {
			if e.Tree == nil || e.Place.Text() == "2026-12-24" {
				continue
			}
			node := e.Tree
			exprast.Walk(&node, visit(func(n exprast.Node) {
				want := ""
				switch n := n.(type) {
				case *exprast.IdentifierNode:
					want = n.Value
				case *exprast.MemberNode:
					if name, ok := n.Property.(*exprast.StringNode); ok {
						want = name.Value
					}
				case *exprast.BinaryNode:
					want = n.Operator
				case *exprast.BuiltinNode:
					want = n.Name
				}
				if want == "" {
					return
				}
				seen++
				at := n.Location()
				got := file.Text[e.Offset(at.From):e.Offset(at.To)]
				if got != want && strings.Trim(got, `"`) != want && !strings.HasPrefix(got, "not ") {
					t.Errorf("%s: %T is %q, its location has %q", e.Place, n, want, got)
				}
			}))
		}
	}
	if seen < 50 {
		t.Errorf("only %d nodes seen", seen)
	}
}

type visit func(exprast.Node)

func (v visit) Visit(n *exprast.Node) { v(*n) }

func corpusFiles(t *testing.T, ext string) (list []*source.File) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if filepath.Ext(f.Name) == ext {
				list = append(list, source.NewFile(f.Name, string(f.Data)))
			}
		}
	}
	return list
}

// expressionsIn are all expressions below a node, those in templates included.
func expressionsIn(v reflect.Value) (list []*ast.Expr) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || v.Type() == treeType || v.Type() == reflect.TypeFor[*source.File]() {
			return nil
		}
		if e, ok := v.Interface().(*ast.Expr); ok {
			list = append(list, e)
		}
		return append(list, expressionsIn(v.Elem())...)
	case reflect.Slice:
		for i := range v.Len() {
			list = append(list, expressionsIn(v.Index(i))...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			list = append(list, expressionsIn(v.MapIndex(key))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				list = append(list, expressionsIn(v.Field(i))...)
			}
		}
	}
	return list
}

// The places of all nodes of the corpus lie inside of each other.
func TestPlaces(t *testing.T) {
	for _, file := range corpusFiles(t, ".wf") {
		tree, _ := File(file)
		if err := misplaced(tree, file); err != nil {
			t.Errorf("%s: %v", file.Name, err)
		}
	}
}

// A condition on records is the body of a predicate, at its own place.
func TestWhere(t *testing.T) {
	text := inWorkflow(`set deals.stage = "x" where .amount > 10 and .name == "Deal {{.id}}" and max(.parts, .n) > 1`)
	file := source.NewFile("where.wf", text)
	tree, faults := File(file)
	if len(faults) > 0 {
		t.Fatal(listed(faults))
	}
	where := tree.Decls[0].(*ast.Workflow).Body.Steps[0].Stmt.(*ast.Set).Where
	if got, want := shape(where), `.amount > 10 and .name == "            " and max(.parts, .n) > 1 @26 "Deal "{.id}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	amount := where.Tree.(*exprast.BinaryNode).Left.(*exprast.BinaryNode).Left.(*exprast.BinaryNode).Left
	if at := where.Offset(amount.Location().From); !strings.HasPrefix(text[at:], "amount > 10") {
		t.Errorf("`.amount` is placed at %q", text[at:])
	}
	for _, d := range []string{"where .a.b() and x", "where .a == ", "where a)", "where .x matches \"(\""} {
		_, faults := File(source.NewFile("where.wf", inWorkflow("set deals.stage = 1 "+d)))
		if len(faults) != 1 {
			t.Errorf("%s: %s", d, listed(faults))
		}
	}
}
