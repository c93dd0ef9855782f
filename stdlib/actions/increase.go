package actions

import (
	"errors"

	"github.com/wflang/wf/lang/schema"
)

// Increase declares `increase PATH by EXPR`.
func Increase() *schema.Action {
	return &schema.Action{
		Name: "increase", Title: "Increase property value", Family: "Properties", Kind: schema.RecordAction,
		Form: "increase PATH [by EXPR] [where COND]",
		Doc:  "Adds to a number. An unknown number counts as 0.",
		Params: []*schema.Param{
			{Name: "target", Type: schema.Of(schema.Path), Required: true, Doc: "the number property"},
			{Name: "by", Type: schema.Of(schema.Number), Default: schema.NumberValue(1), Doc: "how much"},
		},
		Example: "increase contact.score by 5",
		Run:     runIncrease,
	}
}

// Decrease declares `decrease PATH by EXPR`.
func Decrease() *schema.Action {
	return &schema.Action{
		Name: "decrease", Title: "Decrease property value", Family: "Properties", Kind: schema.RecordAction,
		Form: "decrease PATH [by EXPR] [where COND]",
		Doc:  "Takes away from a number. An unknown number counts as 0.",
		Params: []*schema.Param{
			{Name: "target", Type: schema.Of(schema.Path), Required: true, Doc: "the number property"},
			{Name: "by", Type: schema.Of(schema.Number), Default: schema.NumberValue(1), Doc: "how much"},
		},
		Example: "decrease contact.score",
		Run:     runDecrease,
	}
}

func runIncrease(t *schema.Turn, c *schema.Call) schema.Result { return add(t, c, 1) }

func runDecrease(t *schema.Turn, c *schema.Call) schema.Result { return add(t, c, -1) }

func add(t *schema.Turn, c *schema.Call, sign float64) schema.Result {
	by, target := c.Arg("by"), c.Arg("target").Target()
	if by.Kind() != schema.Number {
		return schema.Skip("the amount is unknown")
	}
	return change(t, target, func(old schema.Value) (schema.Value, error) {
		if target.Property.Type.Kind != schema.Number {
			return schema.Value{}, errors.New("holds no number")
		}
		sum := schema.NumberValue(old.Number() + sign*by.Number())
		if sum.IsNil() {
			return schema.Value{}, errors.New("the number would be too large")
		}
		return sum, nil
	})
}
