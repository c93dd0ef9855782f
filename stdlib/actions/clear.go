package actions

import "github.com/wflang/wf/lang/schema"

// Clear declares `clear PATH`.
func Clear() *schema.Action {
	return &schema.Action{
		Name: "clear", Title: "Clear property value", Family: "Properties", Kind: schema.RecordAction,
		Form: "clear PATH [where COND]",
		Doc:  "Makes a property unknown.",
		Params: []*schema.Param{
			{Name: "target", Type: schema.Of(schema.Path), Required: true, Doc: "what to clear"},
		},
		Example: "clear contact.lead_status",
		Run:     runClear,
	}
}

func runClear(t *schema.Turn, c *schema.Call) schema.Result {
	return change(t, c.Arg("target").Target(), func(schema.Value) (schema.Value, error) { return schema.Value{}, nil })
}
