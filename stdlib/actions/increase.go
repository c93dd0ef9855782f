package actions

import "github.com/wflang/wf/lang/schema"

// Increase declares `increase PATH by EXPR`.
func Increase() *schema.Action {
	return &schema.Action{
		Name: "increase", Title: "Increase property value", Kind: schema.RecordAction,
		Form: "increase PATH [by EXPR] [where COND]",
		Doc:  "Adds to a number. An unknown number counts as 0.",
		Params: []*schema.Param{
			{Name: "target", Type: schema.Of(schema.Path), Required: true, Doc: "the number property"},
			{Name: "by", Type: schema.Of(schema.Number), Default: schema.NumberValue(1), Doc: "how much"},
		},
		Example: "increase contact.score by 5",
	}
}

// Decrease declares `decrease PATH by EXPR`.
func Decrease() *schema.Action {
	return &schema.Action{
		Name: "decrease", Title: "Decrease property value", Kind: schema.RecordAction,
		Form: "decrease PATH [by EXPR] [where COND]",
		Doc:  "Takes away from a number. An unknown number counts as 0.",
		Params: []*schema.Param{
			{Name: "target", Type: schema.Of(schema.Path), Required: true, Doc: "the number property"},
			{Name: "by", Type: schema.Of(schema.Number), Default: schema.NumberValue(1), Doc: "how much"},
		},
		Example: "decrease contact.score",
	}
}
