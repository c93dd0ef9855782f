package actions

import "github.com/wflang/wf/lang/schema"

// Create declares `create OBJECT { … }`.
func Create() *schema.Action {
	return &schema.Action{
		Name: "create", Title: "Create record", Kind: schema.RecordAction,
		Form: "create OBJECT { PROPERTY: EXPR, … } [with RECORDS]",
		Doc: "Creates a deal, ticket, task or any other record, associated with the enrolled record and with those named. `let d = create …` keeps it. " +
			"It is passed over when the new record would be enrolled in this same workflow.",
		Params: []*schema.Param{
			{Name: "object", Type: schema.Of(schema.Text), Required: true, Names: "object", Doc: "name of the object"},
			{Name: "fields", Type: schema.MapOf(schema.Of(schema.Any)), Doc: "values by name of property"},
			{Name: "with", Type: schema.Of(schema.RecordRef), Many: true, Doc: "records that it is associated with, beside the enrolled one"},
		},
		Example: `create deal { name: "Onboard {{contact.firstname}}", amount: 1200 } with company`,
	}
}
