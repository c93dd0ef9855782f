package actions

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// ListAdd declares `list.add`.
func ListAdd() *schema.Action {
	return &schema.Action{
		Name: "list.add", Title: "Add to static list", Family: "Lists, audiences, consent", Kind: schema.RecordAction, On: []string{"contact"},
		Doc: "Puts the contact on a list. A list needs no declaration; `contact in list(\"VIP\")` asks for it.",
		Params: []*schema.Param{
			{Name: "name", Type: schema.Of(schema.Text), Required: true, Names: "list", Doc: "name of the list"},
		},
		Example: `list.add(name: "VIP")`,
		Run:     runListAdd,
	}
}

// ListRemove declares `list.remove`.
func ListRemove() *schema.Action {
	return &schema.Action{
		Name: "list.remove", Title: "Remove from static list", Family: "Lists, audiences, consent", Kind: schema.RecordAction, On: []string{"contact"},
		Doc: "Takes the contact off a list.",
		Params: []*schema.Param{
			{Name: "name", Type: schema.Of(schema.Text), Required: true, Names: "list", Doc: "name of the list"},
		},
		Example: `list.remove(name: "VIP")`,
		Run:     runListRemove,
	}
}

func runListAdd(t *schema.Turn, c *schema.Call) schema.Result {
	name := c.Arg("name").Text()
	if name == "" {
		return schema.Fail("the list has no name")
	}
	if !t.Sets.Add("list:"+name, t.Enrolled.Ref().String()) {
		return schema.Result{Text: fmt.Sprintf("on the list `%s` already", name)}
	}
	return schema.Result{Text: fmt.Sprintf("added to the list `%s`", name)}
}

func runListRemove(t *schema.Turn, c *schema.Call) schema.Result {
	name := c.Arg("name").Text()
	if name == "" {
		return schema.Fail("the list has no name")
	}
	if !t.Sets.Remove("list:"+name, t.Enrolled.Ref().String()) {
		return schema.Result{Text: fmt.Sprintf("not on the list `%s`", name)}
	}
	return schema.Result{Text: fmt.Sprintf("removed from the list `%s`", name)}
}
