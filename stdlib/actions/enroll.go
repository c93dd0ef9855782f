package actions

import "github.com/wflang/wf/lang/schema"

// Enroll declares `enroll in WORKFLOW`.
func Enroll() *schema.Action {
	return &schema.Action{
		Name: "enroll", Title: "Enroll in another workflow", Kind: schema.RecordAction,
		Form: "enroll [RECORDS] in WORKFLOW",
		Doc: "Enrolls the record, or the records named, in another workflow. When that workflow is off, refuses the record or has it inside already, " +
			"the history of this one says so, and the record goes on.",
		Params: []*schema.Param{
			{Name: "records", Type: schema.Of(schema.RecordRef), Many: true, Doc: "who is enrolled; the enrolled record unless said otherwise"},
			{Name: "workflow", Type: schema.Of(schema.Text), Required: true, Names: "workflow", Doc: "name of the workflow"},
		},
		Example: "enroll in nurture",
	}
}

// Unenroll declares `unenroll from WORKFLOW`.
func Unenroll() *schema.Action {
	return &schema.Action{
		Name: "unenroll", Title: "Unenroll from another workflow", Kind: schema.RecordAction,
		Form: "unenroll [RECORDS] from WORKFLOW",
		Doc:  "Takes the record, or the records named, out of another workflow, also out of a delay.",
		Params: []*schema.Param{
			{Name: "records", Type: schema.Of(schema.RecordRef), Many: true, Doc: "who leaves; the enrolled record unless said otherwise"},
			{Name: "workflow", Type: schema.Of(schema.Text), Required: true, Names: "workflow", Doc: "name of the workflow"},
		},
		Example: "unenroll from nurture",
	}
}
