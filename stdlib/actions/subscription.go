package actions

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// SubscriptionSet declares `subscription.set`.
func SubscriptionSet() *schema.Action {
	return &schema.Action{
		Name: "subscription.set", Title: "Manage communication subscriptions", Family: "Lists, audiences, consent", Kind: schema.RecordAction, On: []string{"contact"},
		Doc: "Sets whether the contact gets a type of mail, and on what legal basis. It never undoes that the contact itself unsubscribed, from this type or from all mail. " +
			"When the status changes, the event `subscription_changed` happens to the contact.",
		Params: []*schema.Param{
			{Name: "type", Type: schema.Of(schema.Text), Required: true, Names: "subscription", Doc: "type of mail, as templates name it"},
			{Name: "status", Type: schema.Of(schema.Text), Required: true, Check: checkSubscriptionStatus, Doc: "subscribed, unsubscribed or not_specified"},
			{Name: "basis", Type: schema.Of(schema.Text), Check: checkBasis, Doc: "legal basis: legitimate_interest_prospect, legitimate_interest_client, legitimate_interest_other, " +
				"performance_of_contract, consent_with_notice, process_and_store or not_applicable"},
			{Name: "reason", Type: schema.Of(schema.Text), Doc: "why, in words that an auditor may read"},
		},
		Example: `subscription.set(type: "Newsletter", status: "subscribed", basis: "consent_with_notice", reason: "ticked the box")`,
		Run:     runSubscriptionSet,
	}
}

func runSubscriptionSet(t *schema.Turn, c *schema.Call) schema.Result {
	kind, status, basis := c.Arg("type").Text(), c.Arg("status").Text(), c.Arg("basis")
	if kind == "" {
		return schema.Fail("the type of mail has no name")
	}
	if err := checkSubscriptionStatus(c.Arg("status")); err != nil {
		return schema.Fail(err.Error())
	}
	if !basis.IsNil() {
		if err := checkBasis(basis); err != nil {
			return schema.Fail(err.Error())
		}
	}
	member := t.Enrolled.Ref().String()
	for _, from := range [...]string{kind, ""} {
		out := t.Sets.Has("optedout:"+from, member) || from == "" && property(t.Enrolled, "unsubscribed").Bool()
		if out && status != "unsubscribed" {
			return schema.Fail("the contact itself unsubscribed from " + mailOf(from))
		}
	}
	before := subscription(t, kind, member)
	if before == status {
		return schema.Result{Text: fmt.Sprintf("%s: %s already", kind, status)}
	}
	mark(t, "subscribed:"+kind, member, status == "subscribed")
	mark(t, "unsubscribed:"+kind, member, status == "unsubscribed")
	t.Events.Happen(schema.SubscriptionChanged, t.Enrolled, map[string]schema.Value{"type": c.Arg("type"), "status": c.Arg("status")})
	text := fmt.Sprintf("%s: %s → %s", kind, before, status)
	if !basis.IsNil() {
		text += " on the basis " + basis.Text()
	}
	if reason := c.Arg("reason").Text(); reason != "" {
		text += ": " + reason
	}
	return schema.Result{Text: text}
}

// subscription is the status that a contact has for a type of mail.
func subscription(t *schema.Turn, kind, member string) string {
	switch {
	case t.Sets.Has("unsubscribed:"+kind, member), t.Sets.Has("optedout:"+kind, member), t.Sets.Has("optedout:", member):
		return "unsubscribed"
	case t.Sets.Has("subscribed:"+kind, member):
		return "subscribed"
	}
	return "not_specified"
}

func mark(t *schema.Turn, set, member string, in bool) {
	if in {
		t.Sets.Add(set, member)
	} else {
		t.Sets.Remove(set, member)
	}
}
