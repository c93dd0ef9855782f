package actions

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// Associate declares `associate RECORD with RECORDS`.
func Associate() *schema.Action {
	return &schema.Action{
		Name: "associate", Title: "Associate records", Family: "Records", Kind: schema.RecordAction,
		Form: "associate RECORD with RECORDS",
		Doc:  "Associates a record with others, in both directions. Those that are associated already stay so.",
		Params: []*schema.Param{
			{Name: "record", Type: schema.Of(schema.RecordRef), Required: true, Doc: "the record"},
			{Name: "with", Type: schema.Of(schema.RecordRef), Many: true, Required: true, Doc: "the others"},
		},
		Example: "associate contact with companies",
		Run:     runAssociate,
	}
}

// Dissociate declares `dissociate RECORD from RECORDS`.
func Dissociate() *schema.Action {
	return &schema.Action{
		Name: "dissociate", Title: "Dissociate records", Family: "Records", Kind: schema.RecordAction,
		Form: "dissociate RECORD from RECORDS",
		Doc:  "Ends the association of a record with others, in both directions.",
		Params: []*schema.Param{
			{Name: "record", Type: schema.Of(schema.RecordRef), Required: true, Doc: "the record"},
			{Name: "with", Type: schema.Of(schema.RecordRef), Many: true, Required: true, Doc: "the others"},
		},
		Example: "dissociate contact from deals",
		Run:     runDissociate,
	}
}

func runAssociate(t *schema.Turn, c *schema.Call) schema.Result {
	return join(c, "associated with", "there are no records to associate it with", t.Records.Associate)
}

func runDissociate(t *schema.Turn, c *schema.Call) schema.Result {
	return join(c, "no longer associated with", "there are no records to dissociate it from", t.Records.Dissociate)
}

// join makes or ends the associations of a call and says what changed.
func join(c *schema.Call, words, none string, apply func(a, b *schema.Record) (bool, error)) schema.Result {
	record := recordsOf(c.Arg("record"))
	if len(record) == 0 {
		return schema.Skip("there is no such record")
	}
	others := recordsOf(c.Arg("with"))
	if len(others) == 0 {
		return schema.Skip(none)
	}
	var changed []*schema.Record
	for _, other := range others {
		ok, err := apply(record[0], other)
		if err != nil {
			return schema.Fail(err.Error())
		}
		if ok {
			changed = append(changed, other)
		}
	}
	if changed == nil {
		return schema.Result{Text: "nothing to change"}
	}
	return schema.Result{Text: fmt.Sprintf("%s %s", words, countOf(changed))}
}
