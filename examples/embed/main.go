// Command embed shows how a Go program uses workflows: it adds two actions and a function of its own to the language,
// compiles a text, runs it on its own records with time passing on a virtual clock, and prints what happened.
//
//	go run ./examples/embed                   runs it
//	go run ./examples/embed doc [name]        what `wf doc` prints, with what the program adds
//	go run ./examples/embed doc --markdown    all actions and functions on a page
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
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
    set company.description = "may buy for {{potential(company.employees, 30)}}"
    pager.call(team: "sales", text: "{{company.name}}: {{s.points}} points")
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

// Potential are the arguments of the function `potential`, in their order.
type Potential struct {
	Employees float64 `wf:",required" doc:"how many people work there"`
	Price     float64 `wf:",required" doc:"price of a seat"`
}

func potential(in Potential) float64 { return in.Employees * in.Price * 12 }

// Call are the arguments of the action `pager.call`.
type Call struct {
	Team string `wf:",required" doc:"whose pager rings"`
	Text string `wf:",required" doc:"what it says"`
}

// pager is a system that the program talks to.
type pager struct{ out io.Writer }

// call runs after the step was committed; after a *schema.RetryLater it is tried again, for three days. A real pager gets
// wf.MessageKey(ctx) too, and knows a repeat by it.
func (p pager) call(_ context.Context, in Call) (struct{}, error) {
	_, err := fmt.Fprintf(p.out, "the pager of %s rings: %s\n", in.Team, in.Text)
	return struct{}{}, err
}

// extensions are what the program adds to the language, declared as the standard library declares its own.
func extensions(out io.Writer) []wf.Extension {
	return []wf.Extension{
		wf.Do("crm.score", "Scores a company by what is known of it.", score).
			Titled("Score company").Example(`crm.score(employees: company.employees, industry: company.industry)`),
		wf.Send("pager.call", "Rings a team's pager.", pager{out}.call).
			Titled("Ring pager").Example(`pager.call(team: "sales", text: "{{company.name}} calls")`),
		wf.Func("potential", "What a company may be worth in a year.", potential).
			Example("potential(42, 30)").Gives("15120"),
	}
}

func main() {
	if err := command(os.Stdout, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func command(out io.Writer, args []string) error {
	project, err := wf.Compile(text, extensions(out)...)
	if err != nil {
		return err
	}
	if len(args) > 0 && args[0] == "doc" {
		return document(out, project, strings.Join(args[1:], " "))
	}
	return run(out, project)
}

// document prints what the program's users may write, their own actions and functions beside those of the library.
func document(out io.Writer, project *wf.Project, name string) error {
	if name == "--markdown" {
		_, err := fmt.Fprint(out, project.ActionsPage())
		return err
	}
	page, err := project.Doc(name)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(out, page)
	return err
}

func run(out io.Writer, project *wf.Project) error {
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
