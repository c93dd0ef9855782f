package actions

import "github.com/wflang/wf/lang/schema"

// Copy declares `copy PATH to PATH`.
func Copy() *schema.Action {
	return &schema.Action{
		Name: "copy", Title: "Copy property value", Family: "Properties", Kind: schema.RecordAction,
		Form: "copy PATH to PATH [append] [where COND]",
		Doc: "Copies the value of one property to another, converted where their types differ. An unknown value clears nothing and is recorded as skipped. " +
			"`append` adds to a property that holds several values.",
		Params: []*schema.Param{
			{Name: "from", Type: schema.Of(schema.Any), Required: true, Doc: "the value"},
			{Name: "target", Type: schema.Of(schema.Path), Required: true, Doc: "where it goes"},
			{Name: "append", Type: schema.Of(schema.Bool), Default: schema.BoolValue(false), Doc: "whether it is added to what is there"},
		},
		Example: "copy company.phone to contact.phone",
		Run:     runCopy,
	}
}

func runCopy(t *schema.Turn, c *schema.Call) schema.Result {
	from, target := c.Arg("from"), c.Arg("target").Target()
	if from.IsNil() {
		return schema.Skip("the value to copy is unknown")
	}
	return change(t, target, func(old schema.Value) (schema.Value, error) {
		v, err := schema.Convert(from, schema.Of(schema.Any), target.Property.Type)
		if err != nil || !c.Arg("append").Bool() {
			return v, err
		}
		return addOptions(target.Property, old, v)
	})
}
