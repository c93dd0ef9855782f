package actions

import "github.com/wflang/wf/lang/schema"

// Notify declares `notify`.
func Notify() *schema.Action {
	return &schema.Action{
		Name: "notify", Title: "Send in-app notification", Family: "Internal communication", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Puts a notification into the notification center of users, and of the active members of teams, in the step's own transaction: each of them has it exactly once. " +
			"`wf inbox` shows it, and how many a user has not read. What is configured for the channel `notification`, or the outbox, gets a copy.",
		Params: []*schema.Param{
			peopleParam("to", "who gets it"),
			{Name: "text", Type: schema.Of(schema.Text), Required: true, Doc: "what it says"},
			{Name: "title", Type: schema.Of(schema.Text), Doc: "heading; the workflow's name unless given"},
		},
		Example: `notify(to: contact.owner, title: "New lead", text: "{{contact.firstname}} {{contact.lastname}}")`,
		Run:     runNotify,
	}
}

func runNotify(t *schema.Turn, c *schema.Call) schema.Result {
	to := peopleOf(t, c.Arg("to"))
	if len(to.people) == 0 {
		return to.none()
	}
	title := c.Arg("title").Text()
	if title == "" {
		title = t.Workflow
	}
	return schema.Result{
		Text: to.text(to.emails()),
		Messages: []schema.Message{{
			Channel: schema.ChannelNotification, To: to.emails(), Subject: title, Body: c.Arg("text").Text(),
			Fields: map[string]schema.Value{"record": schema.TextValue(t.Enrolled.Ref().String())},
		}},
	}
}
