package functions

import (
	"strings"

	"github.com/wflang/wf/lang/schema"
)

func lists() []*schema.Func {
	return []*schema.Func{
		{
			Name: "split", Result: schema.ListOf(schema.Of(schema.Text)),
			Params: params(text("text", "the text"), text("separator", "what stands between the parts")),
			Doc:    "The parts of a text, as a list.", Example: `split("a, b", ", ")`, Shows: "a, b",
			Call: func(_ *schema.Env, args []schema.Value) schema.Value { return split(arg(args, 0), arg(args, 1)) },
		},
		{
			Name: "join", Result: schema.Of(schema.Text),
			Params: params(
				&schema.Param{Name: "list", Type: schema.ListOf(schema.Of(schema.Any)), Accepts: []schema.Type{schema.Of(schema.Set)}, Required: true, Doc: "the list"},
				&schema.Param{Name: "separator", Type: schema.Of(schema.Text), Default: schema.TextValue(", "), Doc: "what stands between the parts"}),
			Doc: "The elements of a list as one text.", Example: `join(["Paris", "Lyon"], " and ")`, Shows: "Paris and Lyon",
			Call: func(e *schema.Env, args []schema.Value) schema.Value { return join(e, arg(args, 0), arg(args, 1)) },
		},
	}
}

func split(v, separator schema.Value) schema.Value {
	if !v.IsText() || !separator.IsText() {
		return schema.Value{}
	}
	parts := strings.Split(v.Text(), separator.Text())
	items := make([]schema.Value, len(parts))
	for i, part := range parts {
		items[i] = schema.TextValue(part)
	}
	return schema.ListValue(items)
}

func join(e *schema.Env, list, separator schema.Value) schema.Value {
	if list.Kind() != schema.List && list.Kind() != schema.Set {
		return schema.Value{}
	}
	between := ", "
	if separator.IsText() {
		between = separator.Text()
	}
	var out strings.Builder
	for i, item := range list.Items() {
		if i > 0 {
			out.WriteString(between)
		}
		out.WriteString(schema.Plain(item, e.Zone))
		if out.Len() > longest {
			return schema.Value{}
		}
	}
	return schema.TextValue(out.String())
}
