package format_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// treeDiff compares two trees without regard to places; "" when they say the same.
func treeDiff(a, b *ast.File) string {
	return cmp.Diff(a, b,
		cmpopts.IgnoreTypes(ast.At{}, source.Span{}, &source.File{}),
		cmpopts.IgnoreFields(ast.File{}, "Comments"),
		cmp.Exporter(func(reflect.Type) bool { return true }),
		cmp.Transformer("expression", func(e ast.Expr) expression {
			x := expression{Tree: "none"}
			if e.Tree != nil {
				x.Tree = exprast.Dump(e.Tree)
			}
			for _, at := range sortedKeys(e.Templates) {
				x.Templates = append(x.Templates, e.Templates[at])
			}
			return x
		}),
	)
}

// expression is an ast.Expr without places.
type expression struct {
	Tree      string
	Templates []*ast.Template
}

func sortedKeys(m map[int]*ast.Template) []int {
	var keys []int
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// tokens are the texts of a file's tokens without commas, of which the formatter may add and drop some.
func tokens(f *source.File) []string {
	var list []string
	for _, t := range parse.Tokens(f) {
		if t.Text != "," {
			list = append(list, t.Text)
		}
	}
	return list
}

func comments(f *ast.File) []string {
	var list []string
	for _, c := range f.Comments {
		list = append(list, strings.TrimRight(c.Text, " \t\r\n"))
	}
	slices.Sort(list)
	return list
}

// check formats the text and demands that it is stable and that nothing but its layout has changed.
func check(t *testing.T, text string) {
	t.Helper()
	before := source.NewFile("a.wf", text)
	out, faults := format.File(before)
	after := source.NewFile("a.wf", out)
	again, faultsAfter := format.File(after)
	if again != out {
		t.Errorf("not stable:\n%s\nof:\n%s", format.Diff("a.wf", "formatted", out, again), text)
	}
	if x, y := tokens(before), tokens(after); !slices.Equal(x, y) {
		t.Errorf("other tokens (-before +after):\n%s\nof:\n%s", cmp.Diff(x, y), text)
	}
	a, _ := parse.File(before)
	b, _ := parse.File(after)
	if x, y := comments(a), comments(b); !slices.Equal(x, y) {
		t.Errorf("other comments (-before +after):\n%s\nof:\n%s", cmp.Diff(x, y), text)
	}
	if len(faults) == 0 {
		if len(faultsAfter) > 0 {
			t.Errorf("faults after: %s: %s\nin:\n%s\nof:\n%s", faultsAfter[0].Span, faultsAfter[0].Message, out, text)
		}
		if d := treeDiff(a, b); d != "" {
			t.Errorf("another tree (-before +after):\n%s\nof:\n%s", d, text)
		}
	}
}

// corpus are programs to begin with.
func corpus(tb testing.TB) []string {
	var texts []string
	for _, pattern := range []string{"testdata/correct/*.wf", "testdata/faults/*.wf", "stdlib/*.wf", "examples/*/*.wf"} {
		files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(pattern)))
		if err != nil {
			tb.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				tb.Fatal(err)
			}
			texts = append(texts, strings.Split(string(text), "---\n")...)
		}
	}
	return texts
}

func TestNothingButLayoutChanges(t *testing.T) {
	for _, text := range corpus(t) {
		check(t, text)
	}
}

// FuzzFile takes any text, sound or not.
func FuzzFile(f *testing.F) {
	for _, text := range corpus(f) {
		if len(text) < 4000 {
			f.Add(text)
		}
	}
	for _, text := range []string{
		"workflow a on b { if c then { stop // x\n } else goto d\nd: /* y */ stop }",
		"workflow a on b { set c = \n stop",
		"object a { b text\n c: }",
		"}}}} ((( workflow",
		"workflow a on contact {\n  match contact.x { \"a\", // c\n \"b\" => stop }\n}\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}
