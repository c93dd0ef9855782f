package actions

import "github.com/wflang/wf/lang/schema"

// ListAdd declares `list.add`.
func ListAdd() *schema.Action {
	return &schema.Action{
		Name: "list.add", Title: "Add to static list", Kind: schema.RecordAction, On: []string{"contact"},
		Doc: "Puts the contact on a list. A list needs no declaration; `contact in list(\"VIP\")` asks for it.",
		Params: []*schema.Param{
			{Name: "name", Type: schema.Of(schema.Text), Required: true, Names: "list", Doc: "name of the list"},
		},
		Example: `list.add(name: "VIP")`,
	}
}

// ListRemove declares `list.remove`.
func ListRemove() *schema.Action {
	return &schema.Action{
		Name: "list.remove", Title: "Remove from static list", Kind: schema.RecordAction, On: []string{"contact"},
		Doc: "Takes the contact off a list.",
		Params: []*schema.Param{
			{Name: "name", Type: schema.Of(schema.Text), Required: true, Names: "list", Doc: "name of the list"},
		},
		Example: `list.remove(name: "VIP")`,
	}
}
