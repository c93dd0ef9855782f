package exprs

import (
	"testing"

	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// Expressions of one shape differ in numbers and texts alone.
func TestShape(t *testing.T) {
	of := func(text string) string {
		e, found := parse.Condition(source.NewFile("shape", text))
		if len(found) > 0 {
			t.Fatal(text, found[0].Message)
		}
		return string(shape(nil, e.Tree))
	}
	for _, same := range [][2]string{
		{"a.b > 1", "a.b > 20"}, {`a == "x" and b`, `a == "y" and b`}, {"a in [1, 2]", "a in [3, 4]"}, {`any(a, .b == "x")`, `any(a, .b == "")`},
		{`{x: "1"}`, `{x: "2"}`}, {"a  +  1.5", "a + 2.5"},
	} {
		if of(same[0]) != of(same[1]) {
			t.Errorf("%s and %s have two shapes", same[0], same[1])
		}
	}
	for _, other := range [][2]string{
		{"a.b > 1", "a.c > 1"}, {"a.b > 1", "a.b >= 1"}, {"a > 1", "a > 1.5"}, {"a > 1", `a > "1"`}, {"a == true", "a == nil"}, {"a.b", "a?.b"}, {"f(a)", "g(a)"},
		{"f(a, b)", "f(a)"}, {`a matches "x"`, `a matches "y"`}, {"a in [1]", "a in [1, 2]"}, {"a ? b : c", "a ? c : b"}, {"-a", "not a"}, {`a["b"]`, "a[b]"},
		{"any(a, b)", "all(a, b)"}, {"(a and b) or c", "a and (b or c)"}, {`{x: 1}`, `{y: 1}`}, {"a[0]", "a[0.5]"}, {"f(f(a), b)", "f(f(a, b))"}, {"ab == c", "a == bc"},
	} {
		if of(other[0]) == of(other[1]) {
			t.Errorf("%s and %s have one shape", other[0], other[1])
		}
	}
}
