package wftest_test

import (
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
)

// examples are the projects in the folder of examples.
var examples = []string{"accounting", "consent", "handover", "renewal", "routing", "support"}

func TestExamples(t *testing.T) {
	for _, name := range examples {
		t.Run(name, func(t *testing.T) { wftest.Run(t, "../../examples/"+name, stdlib.Catalog()) })
	}
}

// All sides of all branches are taken by the tests of the examples.
func TestExamplesAreCovered(t *testing.T) {
	dirs, err := project.Find("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) != len(examples) {
		t.Errorf("%d folders of examples with workflows, %d of them tested", len(dirs), len(examples))
	}
	for _, name := range examples {
		p, _, err := project.Load("../../examples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := wftest.NewSuite(lang.Analyze(p.Input(), stdlib.Catalog()), p.Config)
		if err != nil {
			t.Fatal(err)
		}
		covered := wftest.Covered{}
		for _, r := range s.Run(t.Context(), nil) {
			covered.Join(r.Covered)
		}
		for _, c := range s.Coverage(covered) {
			if len(c.Missing) > 0 || c.Branches == 0 && c.Steps == 0 {
				t.Errorf("%s: %s: %v", name, c, c.Missing)
			}
		}
	}
}

func TestStarter(t *testing.T) { wftest.Run(t, "../../cmd/wf/starter", stdlib.Catalog()) }
