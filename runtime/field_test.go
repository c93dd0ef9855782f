package runtime_test

import (
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// A list of values does what a map does, whatever declaration its properties are of.
func TestPutFields(t *testing.T) {
	w := newWorld(t, "object contact { plan: enum { free, paid } }")
	other := openWorld(t)
	other.deploy("object contact { size: number\n plan: enum { free, paid } }")
	theirs := other.e.Schema().Object("contact")
	field := func(name string, v schema.Value) runtime.Field {
		return runtime.Field{Property: theirs.Property(name), Value: v}
	}
	results, err := w.e.PutMany(t.Context(), []runtime.Change{
		{Object: "contact", Fields: []runtime.Field{field("plan", schema.TextValue("free")), field("score", schema.NumberValue(1)),
			field("email", schema.TextValue("ann@acme.example")), field("score", schema.NumberValue(2))}},
		{Object: "contact", Fields: []runtime.Field{field("email", schema.TextValue("ann@acme.example")), field("plan", schema.Value{}), field("score", schema.NumberValue(3))},
			Props: map[string]schema.Value{"score": schema.NumberValue(4)}},
	})
	if err != nil || !results[0].Created || results[1].Created || results[0].ID != results[1].ID {
		t.Fatalf("%+v %v", results, err)
	}
	w.expect(ref("contact", results[0].ID), "score", "4")
	w.expect(ref("contact", results[0].ID), "plan", "")
	_, err = w.e.PutMany(t.Context(), []runtime.Change{{Object: "contact", Fields: []runtime.Field{field("size", schema.NumberValue(1))}}})
	if err == nil || !strings.Contains(err.Error(), "`size` is no property of `contact`") {
		t.Errorf("a property of another declaration: %v", err)
	}
}
