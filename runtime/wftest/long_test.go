package wftest_test

import (
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
)

// What ended long ago is still known at the end of a test, and covered.
func TestLongTests(t *testing.T) {
	a := lang.Analyze(lang.Input{Files: []*source.File{
		source.NewFile("w.wf", "workflow w on contact {\n  enroll when contact.score > 1\n\n  set contact.city = \"Paris\"\n}\n"),
		source.NewFile("w_test.wf", "test \"years\" of w {\n  given contact c { email: \"c@x.example\" }\n\n  set c.score = 2\n  advance 3 years\n  expect finished c\n}\n"),
	}}, stdlib.Catalog())
	s, err := wftest.NewSuite(a, &project.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Run(t.Context(), nil) {
		if !r.Passed() {
			t.Error(r.Text())
		}
		if c := s.Coverage(r.Covered)[0]; c.Reached != 1 || c.Steps != 1 {
			t.Errorf("%s", c)
		}
	}
}
