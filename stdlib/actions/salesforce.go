package actions

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// SalesforceTask declares `salesforce.task`.
func SalesforceTask() *schema.Action {
	return &schema.Action{
		Name: "salesforce.task", Title: "Create Salesforce task", Family: "Integrations", Kind: schema.MessageAction, Retry: retry(), On: []string{"contact"},
		Doc: "Creates a task in Salesforce for the contact's owner, or for the integration user when the contact has no owner.",
		Params: []*schema.Param{
			{Name: "subject", Type: schema.Of(schema.Text), Required: true, Doc: "subject of the task"},
			{Name: "body", Type: schema.Of(schema.Text), Doc: "comments of the task"},
			{Name: "due", Type: schema.Of(schema.Date), Accepts: []schema.Type{schema.Of(schema.DateTime)}, Doc: "when it should be done"},
			{Name: "priority", Type: schema.Of(schema.Text), Default: schema.TextValue("Normal"), Check: checkSalesforcePriority, Doc: "High, Normal or Low"},
		},
		Outputs: outputs(
			&schema.Field{Name: "id", Type: schema.Of(schema.Text), Doc: "Salesforce's id of the task"},
		),
		Example: `salesforce.task(subject: "Call {{contact.firstname}}", due: today() + days(2))`,
		Run:     runSalesforceTask,
	}
}

// SalesforceCampaign declares `salesforce.campaign`.
func SalesforceCampaign() *schema.Action {
	return &schema.Action{
		Name: "salesforce.campaign", Title: "Add to Salesforce campaign", Family: "Integrations", Kind: schema.MessageAction, Retry: retry(), On: []string{"contact"},
		Doc: "Adds the contact to a campaign in Salesforce, or changes its status there.",
		Params: []*schema.Param{
			{Name: "id", Type: schema.Of(schema.Text), Required: true, Check: checkSalesforceID, Doc: "Salesforce's id of the campaign, 15 or 18 characters"},
			{Name: "status", Type: schema.Of(schema.Text), Doc: "status of the member in the campaign; the campaign's own default unless given"},
		},
		Outputs: outputs(
			&schema.Field{Name: "id", Type: schema.Of(schema.Text), Doc: "Salesforce's id of the campaign member"},
		),
		Example: `salesforce.campaign(id: "701000000000001AAA", status: "Responded")`,
		Run:     runSalesforceCampaign,
	}
}

func runSalesforceTask(t *schema.Turn, c *schema.Call) schema.Result {
	if err := checkSalesforcePriority(c.Arg("priority")); err != nil {
		return schema.Fail(err.Error())
	}
	email := property(t.Enrolled, "email").Text()
	if email == "" {
		return schema.Fail("the contact has no address, by which Salesforce knows it")
	}
	fields := map[string]schema.Value{"method": schema.TextValue("task"), "priority": c.Arg("priority")}
	owner := property(t.Enrolled, "owner").Text()
	if owner != "" {
		fields["owner"] = schema.TextValue(owner)
	} else {
		owner = "the integration user"
	}
	if due, err := schema.Fit(c.Arg("due"), schema.Of(schema.Date), t.Zone); err == nil && !due.IsNil() {
		fields["due"] = due
	}
	return schema.Result{
		Text:     fmt.Sprintf("`%s` for %s", c.Arg("subject").Text(), owner),
		Messages: []schema.Message{{Channel: "salesforce", To: []string{email}, Subject: c.Arg("subject").Text(), Body: c.Arg("body").Text(), Fields: fields}},
	}
}

func runSalesforceCampaign(t *schema.Turn, c *schema.Call) schema.Result {
	id := c.Arg("id")
	if err := checkSalesforceID(id); err != nil {
		return schema.Fail(err.Error())
	}
	email := property(t.Enrolled, "email").Text()
	if email == "" {
		return schema.Fail("the contact has no address, by which Salesforce knows it")
	}
	fields := map[string]schema.Value{"method": schema.TextValue("campaign"), "campaign": id}
	if status := c.Arg("status"); status.Text() != "" {
		fields["status"] = status
	}
	return schema.Result{
		Text:     "to the campaign " + id.Text(),
		Messages: []schema.Message{{Channel: "salesforce", To: []string{email}, Fields: fields}},
	}
}
