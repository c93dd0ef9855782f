package functions

import "github.com/wflang/wf/lang/schema"

func unknowns() []*schema.Func {
	return []*schema.Func{
		{
			Name: "known", Params: params(anything("value", "any value")), Result: schema.Of(schema.Bool),
			Doc: "Whether the value is known: a property that was filled, a record that is there.", Example: `known("Paris")`, Shows: "true",
			Call: func(_ *schema.Env, args []schema.Value) schema.Value { return schema.BoolValue(!arg(args, 0).IsNil()) },
		},
	}
}
