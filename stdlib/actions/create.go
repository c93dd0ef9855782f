package actions

import (
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// Create declares `create OBJECT { … }`.
func Create() *schema.Action {
	return &schema.Action{
		Name: "create", Title: "Create record", Family: "Records", Kind: schema.RecordAction,
		Form: "create OBJECT { PROPERTY: EXPR, … } [with RECORDS]",
		Doc: "Creates a deal, ticket, task or any other record, associated with the enrolled record and with those named. `let d = create …` keeps it. " +
			"It is passed over when the new record would be enrolled in this same workflow.",
		Params: []*schema.Param{
			{Name: "object", Type: schema.Of(schema.Text), Required: true, Names: "object", Doc: "name of the object"},
			{Name: "fields", Type: schema.MapOf(schema.Of(schema.Any)), Doc: "values by name of property"},
			{Name: "with", Type: schema.Of(schema.RecordRef), Many: true, Doc: "records that it is associated with, beside the enrolled one"},
		},
		Example: `create deal { name: "Onboard {{contact.firstname}}", amount: 1200 } with company`,
		Run:     runCreate,
	}
}

func runCreate(t *schema.Turn, c *schema.Call) schema.Result {
	name := c.Arg("object").Text()
	o := t.Schema.Object(name)
	if o == nil {
		return schema.Fail(fmt.Sprintf("there is no object `%s`", name))
	}
	values, err := newRecord(t, o, c.Arg("fields").Pairs())
	if err != nil {
		return schema.Fail(err.Error())
	}
	with := recordsOf(schema.ListValue([]schema.Value{schema.RecordValue(t.Enrolled), c.Arg("with")}))
	r, err := t.Records.Create(o, values, with)
	var refused *schema.Refused
	switch {
	case errors.As(err, &refused):
		return schema.Skip(refused.Reason)
	case err != nil:
		return schema.Fail(err.Error())
	}
	return schema.Result{Text: fmt.Sprintf("created %s `%s`", o.Name, r.Name()), Value: schema.RecordValue(r)}
}

// newRecord is the values of a new record by property number: those given, then the defaults of the object.
func newRecord(t *schema.Turn, o *schema.Object, fields *schema.Pairs) ([]schema.Value, error) {
	values := make([]schema.Value, len(o.Properties))
	for _, p := range o.Properties {
		values[p.Number] = p.Default
	}
	if fields != nil {
		props, given, err := fit(t, o, fields)
		if err != nil {
			return nil, err
		}
		for i, p := range props {
			if !given[i].IsNil() {
				values[p.Number] = given[i]
			}
		}
	}
	for _, p := range o.Properties {
		if p.Required && values[p.Number].IsNil() {
			return nil, fmt.Errorf("`%s` is required, and unknown", p.Name)
		}
	}
	return values, nil
}
