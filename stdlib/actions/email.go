package actions

import "github.com/wflang/wf/lang/schema"

// Email declares `email`.
func Email() *schema.Action {
	return &schema.Action{
		Name: "email", Title: "Send marketing e-mail", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Sends a template of the folder `emails` to the enrolled contact, or to the contacts associated with the record: the first 100, in order of association. " +
			"Contacts that unsubscribed from the template's type of mail, bounced or have no address are passed over, and the history says so. " +
			"In a contact workflow `to` may also hold addresses. A template of `kind: transactional` reaches those who unsubscribed too.",
		Params: []*schema.Param{
			{Name: "template", Type: schema.Of(schema.Text), Required: true, Names: "template", Doc: "name of the file in `emails`, without its ending"},
			{Name: "to", Type: schema.Of(schema.RecordRef), Objects: []string{"contact"}, Accepts: []schema.Type{schema.Of(schema.Email), schema.Of(schema.Text)},
				Many: true, Doc: "contacts, or addresses in a contact workflow; the enrolled or the associated contacts unless given"},
			{Name: "subject", Type: schema.ListOf(schema.Of(schema.Text)), Hidden: true, Doc: "subject for each recipient"},
			{Name: "body", Type: schema.ListOf(schema.Of(schema.Text)), Hidden: true, Doc: "text for each recipient"},
			{Name: "subscription", Type: schema.Of(schema.Text), Hidden: true, Doc: "the template's type of mail"},
			{Name: "kind", Type: schema.Of(schema.Text), Default: schema.TextValue("marketing"), Hidden: true, Doc: "marketing or transactional"},
			{Name: "from", Type: schema.Of(schema.Text), Hidden: true, Doc: "the template's sender"},
			{Name: "html", Type: schema.Of(schema.Bool), Hidden: true, Doc: "whether the body is HTML; Markdown otherwise"},
		},
		Outputs: outputs(
			&schema.Field{Name: "sent", Type: schema.Of(schema.Number), Doc: "number of recipients"},
		),
		Example: `email(template: "welcome")`,
	}
}
