package wf_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// A project in one text, run on a virtual clock in memory.
func Example() {
	project, err := wf.Compile(`
workflow onboarding on company {
  enroll when company.lifecycle_stage == "customer"

  if company.industry == "Accounting" then set company.description = "finance looks after them"
  delay 2 days
  let visit = delay until event page_viewed where event.url contains "/pricing" up to 3 days
  if visit == nil then set company.lead_status = "unqualified"
  else set company.lead_status = "open"
}`)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	clock := runtime.NewVirtualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	engine, err := wf.Open(project, wf.Options{Clock: clock})
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()

	id, err := engine.Put(ctx, "company", "", wf.Props{"name": "Ledger LLP", "domain": "ledger.example", "industry": "Accounting"})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := engine.Put(ctx, "company", id, wf.Props{"lifecycle_stage": "customer"}); err != nil {
		log.Fatal(err)
	}
	ann, err := engine.Put(ctx, "contact", "", wf.Props{"email": "ann@ledger.example"})
	if err != nil {
		log.Fatal(err)
	}
	if err := engine.Associate(ctx, schema.Ref{Object: "company", ID: id}, schema.Ref{Object: "contact", ID: ann}); err != nil {
		log.Fatal(err)
	}

	if err := engine.Advance(ctx, clock.Now().Add(72*time.Hour)); err != nil {
		log.Fatal(err)
	}
	if err := engine.Send(ctx, "page_viewed", "contact", ann, wf.Props{"url": "/pricing"}); err != nil {
		log.Fatal(err)
	}

	for entry, err := range engine.History("company", id) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(strings.TrimSpace(entry.At.Format("02 Jan 15:04 ") + entry.Kind + " " + entry.Text))
	}
	company, _, err := engine.Get("company", "ledger.example")
	fmt.Println(company["lead_status"], err)
	// Output:
	// 02 Mar 09:00 enrolled enroll when company.lifecycle_stage == "customer"
	// 02 Mar 09:00 branched company.industry == "Accounting": yes
	// 02 Mar 09:00 acted description: unknown → finance looks after them
	// 02 Mar 09:00 waited until wed 2026-03-04 09:00
	// 04 Mar 09:00 waited until sat 2026-03-07 09:00 at most
	// 05 Mar 09:00 resumed event page_viewed
	// 05 Mar 09:00 branched visit == nil: no
	// 05 Mar 09:00 acted lead_status: unknown → Open
	// 05 Mar 09:00 finished
	// open <nil>
}

// A condition needs no engine.
func ExampleCondition() {
	cond, err := wf.Condition("company", `company.industry == "Accounting" and company.employees > 10`)
	fmt.Println(cond.Match(wf.Props{"industry": "Accounting", "employees": 42}), err)
	fmt.Println(cond.Match(wf.Props{"industry": "Accounting"})) // an unknown number is not greater than 10
	// Output:
	// true <nil>
	// false
}

// A condition that is evaluated often: records are made once, and nothing is allocated.
func ExampleCond_MatchRecord() {
	cond, err := wf.Condition("deal", `deal.stage == "contract_sent" and deal.amount > 1000`)
	if err != nil {
		log.Fatal(err)
	}
	var deals []*schema.Record
	for _, props := range []wf.Props{
		{"name": "Ledger", "stage": "contract_sent", "amount": 5000},
		{"name": "Mill", "stage": "contract_sent", "amount": 100},
	} {
		deal, err := cond.Record(props) // tells what does not fit, where Match gives false
		if err != nil {
			log.Fatal(err)
		}
		deals = append(deals, deal)
	}
	now := time.Now()
	for _, deal := range deals {
		fmt.Println(deal.Name(), cond.MatchRecord(deal, now))
	}
	// Output:
	// Ledger true
	// Mill false
}

// What is wrong with a text is told as `wf check` tells it.
func ExampleFaults() {
	_, err := wf.Condition("company", `company.industri == "Accounting"`)
	var faults *wf.Faults
	if errors.As(err, &faults) {
		fmt.Println(faults.Diagnostics[0].Code)
		fmt.Println(faults.Diagnostics[0].Message)
	}
	// Output:
	// unknown-property
	// `company` has no property `industri`
}

// Discount are the arguments of the action that ExampleDo declares.
type Discount struct {
	Percent float64 `wf:",required" doc:"how much, in percent"`
}

// Discounted is what it leaves behind.
type Discounted struct{ Note string }

// String is what the history shows.
func (d Discounted) String() string { return d.Note }

// An action written in Go.
func ExampleDo() {
	discount := wf.Do("deal.discount", "Notes a discount on the deal.", func(t *wf.Turn, in Discount) (Discounted, error) {
		if in.Percent > 30 {
			return Discounted{}, errors.New("more than 30 % needs an approval")
		}
		return Discounted{Note: fmt.Sprintf("%v %% off", in.Percent)}, nil
	})
	project, err := wf.Compile(`
workflow spring on deal {
  enroll when deal.stage == "contract_sent"

  deal.discount(percent: 10)
  let big = deal.discount(percent: deal.amount / 100)
  if not big.ok then set deal.description = big.error
}`, discount)
	if err != nil {
		log.Fatal(err)
	}
	engine, err := wf.Open(project, wf.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()

	id, err := engine.Put(context.Background(), "deal", "", wf.Props{"name": "Ledger", "amount": 5000, "stage": "contract_sent"})
	if err != nil {
		log.Fatal(err)
	}
	for entry, err := range engine.History("deal", id) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(strings.Join(strings.Fields(entry.Kind+" "+entry.Action+" "+entry.Text+" "+entry.Reason), " "))
	}
	// Output:
	// enrolled enroll when deal.stage == "contract_sent"
	// acted deal.discount 10 % off
	// acted deal.discount more than 30 % needs an approval
	// branched if not big.ok: yes
	// acted set description: unknown → more than 30 % needs an approval
	// finished
}

// A message to the world, which a program sends by itself. It is tried again when it cannot be sent now.
func ExampleSend() {
	busy := true
	pager := wf.Send("pager.ring", "Rings a pager.", func(ctx context.Context, in struct {
		Text string `wf:",required"`
	}) (struct{}, error) {
		if busy {
			busy = false
			return struct{}{}, &schema.RetryLater{Err: errors.New("the line is busy")}
		}
		fmt.Println("rings:", in.Text, "- again with the same key:", wf.MessageKey(ctx) != "")
		return struct{}{}, nil
	})
	project, err := wf.Compile(`
workflow large on deal {
  enroll when deal.amount > 1000

  pager.ring(text: "{{deal.name}} is large")
}`, pager)
	if err != nil {
		log.Fatal(err)
	}
	clock := runtime.NewVirtualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	engine, err := wf.Open(project, wf.Options{Clock: clock})
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	ctx := context.Background()
	if _, err := engine.Put(ctx, "deal", "", wf.Props{"name": "Ledger", "amount": 5000}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(engine.Advance(ctx, clock.Now().Add(time.Hour)))
	// Output:
	// rings: Ledger is large - again with the same key: true
	// <nil>
}

// A function of expressions, also of those that enroll.
func ExampleFunc() {
	type margin struct {
		Price float64 `wf:",required"`
		Cost  float64 `wf:",required"`
	}
	project, err := wf.Compile("", wf.Func("margin", "What is left of a price.", func(in margin) float64 { return in.Price - in.Cost }))
	if err != nil {
		log.Fatal(err)
	}
	cond, err := project.Condition("deal", "margin(deal.amount, 100) > 50")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cond.Match(wf.Props{"amount": 200}), cond.Match(wf.Props{"amount": 120}), cond.Match(nil))
	// Output: true false false
}
