package actions

import "github.com/wflang/wf/lang/schema"

// SubscriptionSet declares `subscription.set`.
func SubscriptionSet() *schema.Action {
	return &schema.Action{
		Name: "subscription.set", Title: "Manage communication subscriptions", Kind: schema.RecordAction, On: []string{"contact"},
		Doc: "Sets whether the contact gets a type of mail, and on what legal basis. It never undoes that the contact itself unsubscribed.",
		Params: []*schema.Param{
			{Name: "type", Type: schema.Of(schema.Text), Required: true, Names: "subscription", Doc: "type of mail, as templates name it"},
			{Name: "status", Type: schema.Of(schema.Text), Required: true, Check: checkSubscriptionStatus, Doc: "subscribed, unsubscribed or not_specified"},
			{Name: "basis", Type: schema.Of(schema.Text), Check: checkBasis, Doc: "legal basis: legitimate_interest_prospect, legitimate_interest_client, legitimate_interest_other, " +
				"performance_of_contract, consent_with_notice, process_and_store or not_applicable"},
			{Name: "reason", Type: schema.Of(schema.Text), Doc: "why, in words that an auditor may read"},
		},
		Example: `subscription.set(type: "Newsletter", status: "subscribed", basis: "consent_with_notice", reason: "ticked the box")`,
	}
}
