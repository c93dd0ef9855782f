package wftest_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
)

// shop stands for the world: it is asked by several tests at a time.
type shop struct{}

// Send answers the message of an action; every message comes here.
func (shop) Send(_ context.Context, m *schema.Message) (schema.Sent, error) {
	if strings.Contains(m.Body, "Mill") {
		return schema.Sent{}, errors.New("the shop takes no orders of Mill")
	}
	return schema.Sent{}, nil
}

// The tests of a text, with a stub that is written in Go. Without it every message succeeds, and `stub` in a test says
// otherwise.
func ExampleSuite() {
	text := source.NewFile("orders.wf", `
workflow order on deal {
  enroll when deal.stage == "closed_won"
  let order = webhook(url: "https://shop.example/orders", body: { deal: deal.name })
  if not order.ok then set deal.description = order.error
}

test "the shop refuses" of order {
  given deal mill { name: "Mill" }
  set mill.stage = "closed_won"
  expect mill.description == "the shop takes no orders of Mill"
}

test "the shop is happy" of order {
  given deal ledger { name: "Ledger" }
  set ledger.stage = "closed_won"
  expect ledger.description == "thank you"
}
`)
	a := lang.Analyze(lang.Input{Files: []*source.File{text}}, stdlib.Catalog())
	if diag.HasErrors(a.Diagnostics) {
		log.Fatal(a.Diagnostics)
	}
	suite, err := wftest.NewSuite(a, nil)
	if err != nil {
		log.Fatal(err)
	}
	suite.Outbox = shop{}
	for _, result := range suite.Run(context.Background(), nil) {
		fmt.Println(result.Title, result.Passed())
		for _, f := range result.Failures {
			fmt.Println(" ", f.Message)
		}
	}
	// Output:
	// the shop refuses true
	// the shop is happy false
	//   ledger.description == "thank you" is not true
}
