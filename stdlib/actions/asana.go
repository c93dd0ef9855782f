package actions

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// AsanaTask declares `asana.task`.
func AsanaTask() *schema.Action {
	return &schema.Action{
		Name: "asana.task", Title: "Create Asana task", Family: "Integrations", Kind: schema.MessageAction, Retry: retry(),
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
		Run:     runAsanaTask,
	}
}

func runAsanaTask(t *schema.Turn, c *schema.Call) schema.Result {
	fields := map[string]schema.Value{"project": c.Arg("project")}
	if assignee := c.Arg("assignee").Text(); assignee != "" {
		fields["assignee"] = schema.TextValue(assignee)
	}
	if due, err := schema.Fit(c.Arg("due"), schema.Of(schema.Date), t.Zone); err == nil && !due.IsNil() {
		fields["due"] = due
	}
	if c.Arg("name").Text() == "" {
		return schema.Fail("the task has no name")
	}
	return schema.Result{
		Text:     fmt.Sprintf("`%s` in the project %s", c.Arg("name").Text(), c.Arg("project").Text()),
		Messages: []schema.Message{{Channel: "asana", To: []string{c.Arg("project").Text()}, Subject: c.Arg("name").Text(), Body: c.Arg("notes").Text(), Fields: fields}},
	}
}
