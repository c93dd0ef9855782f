package actions

import "github.com/wflang/wf/lang/schema"

// Set declares `set PATH = EXPR`.
func Set() *schema.Action {
	return &schema.Action{
		Name: "set", Title: "Set property value", Kind: schema.RecordAction,
		Form: "set PATH = EXPR [where COND] | set PATH += EXPR | set PATH -= EXPR | set RECORD { PROPERTY: EXPR, … }",
		Doc: "Sets a property of the enrolled record, of its primary associated record, of a record in a variable or, in the plural, of all associated records. " +
			"For a property that holds several values `+=` adds, `-=` takes away and `=` replaces.",
		Params: []*schema.Param{
			{Name: "target", Type: schema.Of(schema.Path), Required: true, Doc: "what to set"},
			{Name: "value", Type: schema.Of(schema.Any), Doc: "the new value"},
			{Name: "op", Type: schema.Of(schema.Text), Default: schema.TextValue("="), Doc: "`=`, `+=` or `-=`"},
			{Name: "fields", Type: schema.MapOf(schema.Of(schema.Any)), Hidden: true, Doc: "several values by name of property"},
		},
		Example: "set contact.lead_status = \"open\"\nset deals.priority = \"high\" where .amount > 10000\nset contact { city: \"Lyon\", country: \"France\" }",
	}
}
