package wftest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
)

// The value of a match is missed only where none of its arms was taken.
func TestMarksOfMatch(t *testing.T) {
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", `
workflow greet on contact {
  enroll when contact.score > 1

  match contact.country {
    "France" => stop
    "Spain" => stop
    default => set contact.state = "other"
  }
}

test "a Frenchman" of greet {
  given contact ann { country: "France" }

  set ann.score = 2
}
`)}}, stdlib.Catalog())
	s, err := wftest.NewSuite(a, nil)
	if err != nil {
		t.Fatal(err)
	}
	covered := wftest.Covered{}
	marks := func() []string {
		var got []string
		for _, m := range s.Marks(a.Project.Workflows[0], covered) {
			got = append(got, [...]string{wftest.Reached: "reached ", wftest.Partly: "partly ", wftest.Missed: "missed "}[m.Level]+m.Span.Text())
		}
		return got
	}
	untested := []string{"missed contact.country", `missed "France"`, "missed stop", `missed "Spain"`, "missed stop", `missed set contact.state = "other"`}
	if d := cmp.Diff(untested, marks()); d != "" {
		t.Error(d)
	}
	for _, r := range s.Run(t.Context(), nil) {
		covered.Join(r.Covered)
	}
	tested := []string{"partly contact.country", `reached "France"`, "reached stop", `missed "Spain"`, "missed stop", `missed set contact.state = "other"`}
	if d := cmp.Diff(tested, marks()); d != "" {
		t.Error(d)
	}
}
