package actions

import "github.com/wflang/wf/lang/schema"

// NotifyEmail declares `notify.email`.
func NotifyEmail() *schema.Action {
	return &schema.Action{
		Name: "notify.email", Title: "Send internal e-mail", Family: "Internal communication", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Sends an e-mail to users and teams. The same person gets it once. The body is Markdown.",
		Params: []*schema.Param{
			peopleParam("to", "who gets it"),
			{Name: "subject", Type: schema.Of(schema.Text), Required: true, Doc: "subject line"},
			{Name: "body", Type: schema.Of(schema.Text), Required: true, Doc: "text of the mail"},
		},
		Example: `notify.email(to: team("Sales"), subject: "A new lead", body: "Call {{contact.firstname}}.")`,
		Run:     runNotifyEmail,
	}
}

func runNotifyEmail(t *schema.Turn, c *schema.Call) schema.Result {
	to := peopleOf(t, c.Arg("to"))
	if len(to.people) == 0 {
		return to.none()
	}
	return schema.Result{
		Text: to.text(to.emails()),
		Messages: []schema.Message{{
			Channel: "email", To: to.emails(), Subject: c.Arg("subject").Text(), Body: c.Arg("body").Text(),
			Fields: map[string]schema.Value{"kind": schema.TextValue("internal")},
		}},
	}
}
