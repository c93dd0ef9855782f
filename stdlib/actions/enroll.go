package actions

import (
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// Enroll declares `enroll in WORKFLOW`.
func Enroll() *schema.Action {
	return &schema.Action{
		Name: "enroll", Title: "Enroll in another workflow", Family: "Flow", Kind: schema.RecordAction,
		Form: "enroll [RECORDS] in WORKFLOW",
		Doc: "Enrolls the record, or the records named, in another workflow. When that workflow is off, refuses the record or has it inside already, " +
			"the history of this one says so, and the record goes on.",
		Params: []*schema.Param{
			{Name: "records", Type: schema.Of(schema.RecordRef), Many: true, Doc: "who is enrolled; the enrolled record unless said otherwise"},
			{Name: "workflow", Type: schema.Of(schema.Text), Required: true, Names: "workflow", Doc: "name of the workflow"},
		},
		Example: "enroll in nurture",
		Run:     runEnroll,
	}
}

// Unenroll declares `unenroll from WORKFLOW`.
func Unenroll() *schema.Action {
	return &schema.Action{
		Name: "unenroll", Title: "Unenroll from another workflow", Family: "Flow", Kind: schema.RecordAction,
		Form: "unenroll [RECORDS] from WORKFLOW",
		Doc:  "Takes the record, or the records named, out of another workflow, also out of a delay.",
		Params: []*schema.Param{
			{Name: "records", Type: schema.Of(schema.RecordRef), Many: true, Doc: "who leaves; the enrolled record unless said otherwise"},
			{Name: "workflow", Type: schema.Of(schema.Text), Required: true, Names: "workflow", Doc: "name of the workflow"},
		},
		Example: "unenroll from nurture",
		Run:     runUnenroll,
	}
}

func runEnroll(t *schema.Turn, c *schema.Call) schema.Result {
	return move(t, c, "enrolled in", t.Flow.Enroll)
}

func runUnenroll(t *schema.Turn, c *schema.Call) schema.Result {
	return move(t, c, "unenrolled from", t.Flow.Unenroll)
}

// move takes the records of a call into or out of a workflow. It fails when nothing could be done; what some of several
// records hindered is said beside what was done.
func move(t *schema.Turn, c *schema.Call, words string, apply func(workflow string, r *schema.Record) error) schema.Result {
	workflow := c.Arg("workflow").Text()
	records := []*schema.Record{t.Enrolled}
	if v := c.Arg("records"); !v.IsNil() {
		if r := v.Record(); r != nil && r.Gone {
			return schema.Fail("the record was deleted")
		}
		records = recordsOf(v)
	}
	if len(records) == 0 {
		return schema.Skip("there are no such records")
	}
	var moved []*schema.Record
	var hindered []error
	for _, r := range records {
		if err := apply(workflow, r); err != nil {
			hindered = append(hindered, err)
			continue
		}
		moved = append(moved, r)
	}
	var refused *schema.Refused
	switch {
	case moved == nil && errors.As(hindered[0], &refused):
		return schema.Skip(refused.Reason)
	case moved == nil:
		return schema.Fail(hindered[0].Error())
	case hindered == nil && len(records) == 1:
		return schema.Result{Text: fmt.Sprintf("%s `%s`", words, workflow)}
	case hindered == nil:
		return schema.Result{Text: fmt.Sprintf("%s %s `%s`", countOf(moved), words, workflow)}
	}
	return schema.Result{Text: fmt.Sprintf("%s %s `%s`; %d not: %v", countOf(moved), words, workflow, len(hindered), hindered[0])}
}
