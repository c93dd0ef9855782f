package schema_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// Discount is the arguments of an action: `let d = deal.discount(percent: 10)`.
type Discount struct {
	Percent float64 `wf:",required" doc:"how much, in percent"`
	Reason  string  `default:"none given" doc:"why, for the history"`
}

// Discounted is what the action leaves behind: `d.percent`.
type Discounted struct {
	Percent float64
	Reason  string
}

func (d Discounted) String() string { return fmt.Sprintf("%v %% off: %s", d.Percent, d.Reason) }

func ExampleActionOf() {
	action, err := schema.ActionOf("deal.discount", "Notes a discount on the deal.", func(t *schema.Turn, in Discount) (Discounted, error) {
		if in.Percent > 30 {
			return Discounted{}, errors.New("more than 30 % needs an approval")
		}
		return Discounted(in), nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, percent := range []float64{10, 50} {
		r := action.Run(&schema.Turn{}, &schema.Call{Action: action, Args: []schema.Value{schema.NumberValue(percent)}})
		fmt.Printf("%s: %s\n", r.Status, r.Text+r.Reason)
	}
	// Output:
	// done: 10 % off: none given
	// failed: more than 30 % needs an approval
}

func ExampleMessageActionOf() {
	type Lookup struct {
		Domain string `wf:",required"`
	}
	type Found struct{ Employees int }
	action, sender, err := schema.MessageActionOf("lookup", "Asks a directory of companies.", func(ctx context.Context, in Lookup) (Found, error) {
		return Found{Employees: len(in.Domain)}, nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := action.Run(&schema.Turn{}, &schema.Call{Action: action, Args: []schema.Value{schema.TextValue("acme.example")}})
	sent, err := sender.Send(context.Background(), &r.Messages[0])
	fmt.Println(action.Outputs[0].Name, sent.Outputs[0].Number(), err)
	// Output: employees 12 <nil>
}
