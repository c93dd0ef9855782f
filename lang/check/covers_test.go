package check_test

import (
	"fmt"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

func TestCoveredBranch(t *testing.T) {
	for _, c := range []struct {
		first, then string
		covered     bool
	}{
		{`contact.score > 5`, `contact.score > 10`, true},
		{`contact.score > 10`, `contact.score > 5`, false},
		{`contact.score >= 5`, `contact.score > 5`, true},
		{`contact.score > 5`, `contact.score >= 5`, false},
		{`contact.score > 5`, `10 < contact.score`, true},
		{`contact.score < 5`, `contact.score <= 4`, true},
		{`contact.score < 5`, `contact.score > 5`, false},
		{`contact.score > 5`, `contact.score == 7`, true},
		{`contact.score != 5`, `contact.score > 5`, true},
		{`contact.score != 6`, `contact.score > 5`, false},
		{`contact.score != nil`, `contact.score > 5`, true},
		{`contact.score == nil`, `contact.score != 5`, false},
		{`contact.lead_status in ["new", "open"]`, `contact.lead_status == "open"`, true},
		{`contact.lead_status in ["new", "open"]`, `contact.lead_status in ["open", "connected"]`, false},
		{`contact.lead_status > "new"`, `contact.lead_status > "open"`, true}, // options stand in their order
		{`contact.lead_status > "open"`, `contact.lead_status > "new"`, false},
		{`contact.bounced`, `contact.bounced and contact.score > 5`, true},
		{`contact.bounced and contact.score > 5`, `contact.bounced`, false},
		{`contact.bounced or contact.score > 5`, `contact.score > 7`, true},
		{`contact.score > 7`, `contact.bounced or contact.score > 7`, false},
		{`contact.score > 5`, `company.employees > 10`, false},
		{`contact.birthday > date("1990-01-01")`, `contact.birthday > date("2000-01-01")`, true},
	} {
		text := fmt.Sprintf("workflow w on contact {\n  enroll when known(contact.city)\n\n  if %s then clear contact.phone\n  else if %s then clear contact.mobile\n}\n", c.first, c.then)
		covered := false
		for _, d := range lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", text)}}, stdlib.Catalog()).Diagnostics {
			if d.Code != "covered-branch" {
				t.Errorf("%s: %s", d.Code, d.Message)
			}
			covered = true
		}
		if covered != c.covered {
			t.Errorf("`%s` behind `%s` is covered: %v", c.then, c.first, covered)
		}
	}
}
