// Claims that are denied: a record that is not in a state.

package wftest_test

import (
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
)

const denied = `
workflow greet on contact {
  enroll when contact.score > 1
  suppress when contact.city == "Rome"
  unenroll when contact.city == "Oslo"

  delay 2 days
  set contact.state = "greeted"
}

test "TITLE" of greet {
  given contact ann { city: "Rome" }
  given contact bob { city: "Bonn" }
  given contact cid { score: 5 }

  set ann.score = 2
  set bob.score = 2
  CLAIMS
}
`

func TestDeniedStates(t *testing.T) {
	for claims, fails := range map[string]string{
		"expect no enrolled ann": "",
		"expect no enrolled bob": "expected the opposite: `bob` entered",
		"expect no waiting ann":  "",
		"expect no waiting bob":  "expected the opposite: `bob` waits at `a.wf:7` until wed 2026-01-07 09:00",
		"set bob.city = \"Oslo\"\nexpect no waiting bob\nexpect no finished bob": "",
		"advance 2 days\nexpect no finished bob":                                 "expected the opposite: `bob` is finished",
		"expect no failed bob":                                                   "",
	} {
		said := ""
		for _, f := range failures(t, claims) {
			said = f.Message
		}
		if said != fails {
			t.Errorf("%s: %q, want %q", claims, said, fails)
		}
	}
}

// A record that is expected and never entered is told with the reason.
func TestNeverEntered(t *testing.T) {
	for claims, fails := range map[string]string{
		"expect enrolled ann": "`ann` never entered: `suppress when contact.city == \"Rome\"` keeps it out",
		"expect enrolled cid": "`cid` never entered: `contact.score > 1` held from the start, and a record enters when it turns true; `set` a property behind `given`",
		"given contact dan { score: 1 }\nexpect enrolled dan": "`dan` never entered\n  contact.score = 1",
	} {
		said := ""
		for _, f := range failures(t, claims) {
			said = f.Message
			for _, p := range f.Parts {
				said += "\n  " + p.Text + " = " + p.Value
			}
		}
		if said != fails {
			t.Errorf("%s: %q, want %q", claims, said, fails)
		}
	}
}

// failures are those of the test with such claims.
func failures(t *testing.T, claims string) (list []wftest.Failure) {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", strings.Replace(denied, "CLAIMS", claims, 1))}}, stdlib.Catalog())
	if diag.HasErrors(a.Diagnostics) {
		t.Fatalf("%s: %v", claims, a.Diagnostics)
	}
	s, err := wftest.NewSuite(a, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Run(t.Context(), nil) {
		if r.Err != nil {
			t.Errorf("%s: %v", claims, r.Err)
		}
		list = append(list, r.Failures...)
	}
	return list
}
