package main

import (
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	wants(t, nil, "the pager of sales rings: Ledger LLP: 92 points\n", "2026-03-02 09:00 acted    92 points\n",
		"2026-03-02 09:00 acted    description: unknown → may buy for 15120\n",
		"2026-03-07 09:00 acted    lead_status: unknown → Attempted to contact\n",
		"Ledger LLP is promising: true\n", "Pixelmill is promising: false\n")
}

// What the program adds is documented like the rest.
func TestDoc(t *testing.T) {
	wants(t, []string{"doc"}, "\n  crm.score            Score company\n", "\n  notify               Send in-app notification\n", "\n  potential(employees, price) number ")
	wants(t, []string{"doc", "crm.score"}, `Score company

  crm.score(employees: number [industry: text])

Scores a company by what is known of it.

Arguments
  employees  number, required  how many people work there
  industry   text              industry of the company

Outcome, beside ok and error
  points  number

Example
  crm.score(employees: company.employees, industry: company.industry)
`)
	wants(t, []string{"doc", "potential"}, "potential(employees, price) number\n\nWhat a company may be worth in a year.\n", "potential(42, 30)  gives  15120")
	wants(t, []string{"doc", "--markdown"}, "\n## Of the project\n\n### crm.score\n\n**Score company.** Scores a company", "\n### pager.call\n",
		"\n| `potential(employees, price) number` | What a company may be worth in a year. | `potential(42, 30)` | 15120 |\n", "\n### notify.email\n")
	err := command(&strings.Builder{}, []string{"doc", "crm.scor"})
	if want := "there is no action, function, object or event `crm.scor`; did you mean `crm.score`?"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func wants(t *testing.T, args []string, parts ...string) {
	t.Helper()
	var out strings.Builder
	if err := command(&out, args); err != nil {
		t.Fatal(err)
	}
	for _, want := range parts {
		if !strings.Contains(out.String(), want) {
			t.Errorf("missing %q in:\n%s", want, out.String())
		}
	}
}
