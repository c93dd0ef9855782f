package actions

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// SlackMessage declares `slack.message`.
func SlackMessage() *schema.Action {
	return &schema.Action{
		Name: "slack.message", Title: "Send Slack notification", Family: "Integrations", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Posts a message to a Slack channel, or to the Slack accounts of users and teams. Give one of `channel` and `to`.",
		Params: []*schema.Param{
			{Name: "channel", Type: schema.Of(schema.Text), Doc: "name of the channel, such as \"#deals\""},
			{Name: "to", Type: schema.Of(schema.User), Accepts: []schema.Type{schema.Of(schema.Team)}, Many: true, Doc: "who gets it"},
			{Name: "text", Type: schema.Of(schema.Text), Required: true, Doc: "what it says"},
		},
		Example: `slack.message(channel: "#leads", text: "{{contact.firstname}} {{contact.lastname}} from {{company.name}}")`,
		Run:     runSlackMessage,
	}
}

// SlackChannel declares `slack.channel`.
func SlackChannel() *schema.Action {
	return &schema.Action{
		Name: "slack.channel", Title: "Create Slack channel", Family: "Integrations", Kind: schema.MessageAction, Retry: retry(), On: []string{"company", "deal"},
		Doc: "Creates a Slack channel about the record, with its owner in it. Without an owner no channel is created.",
		Params: []*schema.Param{
			{Name: "name", Type: schema.Of(schema.Text), Required: true, Check: checkChannelName, Doc: "at most 80 characters out of a-z 0-9 - _"},
			{Name: "private", Type: schema.Of(schema.Bool), Default: schema.BoolValue(false), Doc: "whether only its members see it"},
		},
		Outputs: outputs(
			&schema.Field{Name: "channel", Type: schema.Of(schema.Text), Doc: "Slack's id of the channel"},
		),
		Example: `slack.channel(name: "onboarding-{{company.id}}", private: true)`,
		Run:     runSlackChannel,
	}
}

func runSlackMessage(t *schema.Turn, c *schema.Call) schema.Result {
	channel, to, body := c.Arg("channel").Text(), c.Arg("to"), c.Arg("text").Text()
	switch {
	case channel != "" && !to.IsNil():
		return schema.Fail("both a channel and people are named: one message goes to one of them")
	case channel != "":
		return schema.Result{Text: "to " + channel, Messages: []schema.Message{{Channel: "slack", To: []string{channel}, Body: body,
			Fields: map[string]schema.Value{"method": schema.TextValue("message")}}}}
	}
	people := peopleOf(t, to)
	if len(people.people) == 0 {
		return people.none()
	}
	result := schema.Result{Text: people.text(people.emails())}
	for _, email := range people.emails() {
		result.Messages = append(result.Messages, schema.Message{Channel: "slack", To: []string{email}, Body: body,
			Fields: map[string]schema.Value{"method": schema.TextValue("direct")}})
	}
	return result
}

func runSlackChannel(t *schema.Turn, c *schema.Call) schema.Result {
	name := c.Arg("name")
	if err := checkChannelName(name); err != nil {
		return schema.Fail(err.Error())
	}
	owner := property(t.Enrolled, "owner").Text()
	if owner == "" {
		return schema.Fail(fmt.Sprintf("the %s has no owner, and a channel without one is not created", t.Enrolled.Object.Name))
	}
	return schema.Result{
		Text: "#" + name.Text(),
		Messages: []schema.Message{{Channel: "slack", To: []string{owner}, Subject: name.Text(),
			Fields: map[string]schema.Value{"method": schema.TextValue("channel"), "name": name, "private": schema.BoolValue(c.Arg("private").Bool())}}},
	}
}
