// Parts that several declarations share.

package actions

import "github.com/wflang/wf/lang/schema"

// retry is the default way of trying again. Each action has its own, so that a project may change one.
func retry() *schema.Retry {
	r := schema.DefaultRetry
	return &r
}

// peopleParam is a required parameter that takes users, teams, properties that hold users, and lists of these.
func peopleParam(name, doc string) *schema.Param {
	return &schema.Param{Name: name, Type: schema.Of(schema.User), Accepts: []schema.Type{schema.Of(schema.Team)}, Many: true, Required: true, Doc: doc}
}

// outputs numbers the outputs of an action.
func outputs(fields ...*schema.Field) []*schema.Field {
	for i, f := range fields {
		f.Number = i
	}
	return fields
}
