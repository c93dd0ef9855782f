package actions

import "github.com/wflang/wf/lang/schema"

// AsanaTask declares `asana.task`.
func AsanaTask() *schema.Action {
	return &schema.Action{
		Name: "asana.task", Title: "Create Asana task", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Creates a task in a project of Asana.",
		Params: []*schema.Param{
			{Name: "project", Type: schema.Of(schema.Text), Required: true, Doc: "Asana's id of the project"},
			{Name: "name", Type: schema.Of(schema.Text), Required: true, Doc: "name of the task"},
			{Name: "notes", Type: schema.Of(schema.Text), Doc: "description of the task"},
			{Name: "assignee", Type: schema.Of(schema.User), Accepts: []schema.Type{schema.Of(schema.Email), schema.Of(schema.Text)}, Doc: "who does it: a user, or the address of an Asana account"},
			{Name: "due", Type: schema.Of(schema.Date), Accepts: []schema.Type{schema.Of(schema.DateTime)}, Doc: "when it should be done"},
		},
		Outputs: outputs(
			&schema.Field{Name: "id", Type: schema.Of(schema.Text), Doc: "Asana's id of the task"},
			&schema.Field{Name: "url", Type: schema.Of(schema.URL), Doc: "address of the task"},
		),
		Example: `asana.task(project: "1200000000000001", name: "Welcome {{contact.firstname}}", assignee: contact.owner, due: today() + days(3))`,
	}
}
