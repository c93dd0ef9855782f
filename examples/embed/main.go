// Command embed shows how a Go program uses workflows: it compiles a text, adds an action of its own, runs it
// on its own records with time passing on a virtual clock, and prints what happened.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/runtime"
)

const text = `
// Leads are scored by the program; the good ones are opened at once, the others wait a week.
workflow scoring on company {
  title  "Score new leads"
  enroll when company.lifecycle_stage == "lead"

  let s = crm.score(employees: company.employees, industry: company.industry)
  if s.points >= 80 then {
    set company.lead_status = "open"
    stop
  }

  delay 5 days
  set company.lead_status = "attempted"
}
`

// Score are the arguments of the action `crm.score`.
type Score struct {
	Employees int    `wf:",required" doc:"how many people work there"`
	Industry  string `doc:"industry of the company"`
}

// Scored is what the action leaves behind: `s.points`.
type Scored struct{ Points int }

// String is what the history shows.
func (s Scored) String() string { return fmt.Sprintf("%d points", s.Points) }

func score(_ *wf.Turn, in Score) (Scored, error) {
	points := min(in.Employees, 100)
	if in.Industry == "Accounting" {
		points += 50
	}
	return Scored{Points: points}, nil
}

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	project, err := wf.Compile(text, wf.Do("crm.score", "Scores a company by what is known of it.", score))
	if err != nil {
		return err
	}
	clock := runtime.NewVirtualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	engine, err := wf.Open(project, wf.Options{Clock: clock})
	if err != nil {
		return err
	}
	defer engine.Close()

	ctx := context.Background()
	companies := []wf.Props{
		{"name": "Ledger LLP", "domain": "ledger.example", "industry": "Accounting", "employees": 42},
		{"name": "Pixelmill", "domain": "pixelmill.example", "industry": "Computer Software", "employees": 12},
	}
	for _, c := range companies {
		if _, err := engine.Put(ctx, "company", "", c); err != nil {
			return err
		}
	}
	for _, c := range companies {
		if _, err := engine.Put(ctx, "company", c["domain"].(string), wf.Props{"lifecycle_stage": "lead"}); err != nil {
			return err
		}
	}
	if err := engine.Advance(ctx, clock.Now().AddDate(0, 0, 7)); err != nil {
		return err
	}
	for _, c := range companies {
		fmt.Fprintln(out, c["name"])
		for entry, err := range engine.History("company", c["domain"].(string)) {
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "  %s %-8s %s\n", entry.At.Format("2006-01-02 15:04"), entry.Kind, entry.Text)
		}
	}

	promising, err := project.Condition("company", `company.lead_status == "open" and company.employees > 10`)
	if err != nil {
		return err
	}
	for _, c := range companies {
		now, _, err := engine.Get("company", c["domain"].(string))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s is promising: %v\n", c["name"], promising.Match(wf.Props{"lead_status": now["lead_status"], "employees": now["employees"]}))
	}
	return nil
}
