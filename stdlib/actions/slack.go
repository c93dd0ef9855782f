package actions

import "github.com/wflang/wf/lang/schema"

// SlackMessage declares `slack.message`.
func SlackMessage() *schema.Action {
	return &schema.Action{
		Name: "slack.message", Title: "Send Slack notification", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Posts a message to a Slack channel, or to the Slack accounts of users and teams. Give one of `channel` and `to`.",
		Params: []*schema.Param{
			{Name: "channel", Type: schema.Of(schema.Text), Doc: "name of the channel, such as \"#deals\""},
			{Name: "to", Type: schema.Of(schema.User), Accepts: []schema.Type{schema.Of(schema.Team)}, Many: true, Doc: "who gets it"},
			{Name: "text", Type: schema.Of(schema.Text), Required: true, Doc: "what it says"},
		},
		Example: `slack.message(channel: "#leads", text: "{{contact.firstname}} {{contact.lastname}} from {{company.name}}")`,
	}
}

// SlackChannel declares `slack.channel`.
func SlackChannel() *schema.Action {
	return &schema.Action{
		Name: "slack.channel", Title: "Create Slack channel", Kind: schema.MessageAction, Retry: retry(), On: []string{"company", "deal"},
		Doc: "Creates a Slack channel about the record, with its owner in it. Without an owner no channel is created.",
		Params: []*schema.Param{
			{Name: "name", Type: schema.Of(schema.Text), Required: true, Check: checkChannelName, Doc: "at most 80 characters out of a-z 0-9 - _"},
			{Name: "private", Type: schema.Of(schema.Bool), Default: schema.BoolValue(false), Doc: "whether only its members see it"},
		},
		Outputs: outputs(
			&schema.Field{Name: "channel", Type: schema.Of(schema.Text), Doc: "Slack's id of the channel"},
		),
		Example: `slack.channel(name: "onboarding-{{company.id}}", private: true)`,
	}
}
