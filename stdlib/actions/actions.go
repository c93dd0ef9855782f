// Package actions holds what a step can do: one file per action or closely tied family, each with the declaration that
// checker, runtime, editor and documentation read, and the code that carries it out. actions.go is the table of contents.
package actions

import "github.com/wflang/wf/lang/schema"

// All returns every action of the standard library, in the order in which the documentation lists them.
func All() []*schema.Action {
	return []*schema.Action{
		If(), Match(), Split(), Goto(), Stop(), Let(), Delay(),
		Enroll(), Unenroll(), Webhook(),
		NotifyEmail(), NotifySMS(), Notify(),
		Email(),
		SlackMessage(), SlackChannel(), AsanaTask(), SalesforceTask(), SalesforceCampaign(),
		Rotate(),
		Create(), Associate(), Dissociate(),
		Set(), Copy(), Clear(), Increase(), Decrease(),
		ListAdd(), ListRemove(), AudienceAdd(), AudienceRemove(), SubscriptionSet(),
	}
}
