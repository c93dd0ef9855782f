package actions

import "github.com/wflang/wf/lang/schema"

// NotifySMS declares `notify.sms`.
func NotifySMS() *schema.Action {
	return &schema.Action{
		Name: "notify.sms", Title: "Send internal SMS", Kind: schema.MessageAction, Retry: retry(), Waits: true,
		Doc: "Sends a text message to the phones of users and teams, or to numbers in international form. The record waits for the outcome.",
		Params: []*schema.Param{
			{Name: "to", Type: schema.Of(schema.User), Accepts: []schema.Type{schema.Of(schema.Team), schema.Of(schema.Phone), schema.Of(schema.Text)},
				Many: true, Required: true, Doc: "who gets it: users, teams, or numbers such as \"+33612345678\""},
			{Name: "text", Type: schema.Of(schema.Text), Required: true, Doc: "what it says"},
		},
		Outputs: outputs(
			&schema.Field{Name: "id", Type: schema.Of(schema.Text), Doc: "the provider's id of the message"},
			&schema.Field{Name: "status", Type: schema.Of(schema.Text), Doc: "the provider's last status"},
		),
		Example: `notify.sms(to: contact.owner, text: "{{contact.firstname}} asked for a call")`,
	}
}
