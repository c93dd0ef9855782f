package actions

import "github.com/wflang/wf/lang/schema"

// Associate declares `associate RECORD with RECORDS`.
func Associate() *schema.Action {
	return &schema.Action{
		Name: "associate", Title: "Associate records", Kind: schema.RecordAction,
		Form: "associate RECORD with RECORDS",
		Doc:  "Associates a record with others, in both directions. Those that are associated already stay so.",
		Params: []*schema.Param{
			{Name: "record", Type: schema.Of(schema.RecordRef), Required: true, Doc: "the record"},
			{Name: "with", Type: schema.Of(schema.RecordRef), Many: true, Required: true, Doc: "the others"},
		},
		Example: "associate contact with companies",
	}
}

// Dissociate declares `dissociate RECORD from RECORDS`.
func Dissociate() *schema.Action {
	return &schema.Action{
		Name: "dissociate", Title: "Dissociate records", Kind: schema.RecordAction,
		Form: "dissociate RECORD from RECORDS",
		Doc:  "Ends the association of a record with others, in both directions.",
		Params: []*schema.Param{
			{Name: "record", Type: schema.Of(schema.RecordRef), Required: true, Doc: "the record"},
			{Name: "with", Type: schema.Of(schema.RecordRef), Many: true, Required: true, Doc: "the others"},
		},
		Example: "dissociate contact from deals",
	}
}
