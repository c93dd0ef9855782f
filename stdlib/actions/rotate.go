package actions

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// Rotate declares `rotate`.
func Rotate() *schema.Action {
	return &schema.Action{
		Name: "rotate", Title: "Rotate record to owner", Family: "Assignment", Kind: schema.RecordAction, Counts: true,
		Doc: "Gives the record to the one of these people who got the fewest so far; ties go by their order. Of a team, the members whose primary team it is. " +
			"Only active users with a paid seat who are not away. An owner that is set stays, unless `overwrite` says otherwise. When the people change, counting begins anew. " +
			"Each step counts for itself, unless steps share a `counter`.",
		Params: []*schema.Param{
			peopleParam("among", "who may get the record"),
			{Name: "property", Type: schema.Of(schema.Path), Accepts: []schema.Type{schema.Of(schema.User)}, Required: true, Doc: "the user property to fill, such as `contact.owner`"},
			{Name: "overwrite", Type: schema.Of(schema.Bool), Default: schema.BoolValue(false), Doc: "whether an owner that is set is replaced"},
			{Name: "except", Type: schema.Of(schema.User), Accepts: []schema.Type{schema.Of(schema.Team)}, Many: true, Doc: "who is left out"},
			{Name: "fallback", Type: schema.Of(schema.User), Doc: "who gets the record when nobody else may"},
			{Name: "counter", Type: schema.Of(schema.Text), Doc: "a name that several actions share to count together"},
		},
		Outputs: outputs(
			&schema.Field{Name: "owner", Type: schema.Of(schema.User), Doc: "who got the record"},
		),
		Example: `rotate(among: team("Sales"), property: contact.owner)`,
		Run:     runRotate,
	}
}

func runRotate(t *schema.Turn, c *schema.Call) schema.Result {
	target := c.Arg("property").Target()
	records, none := changeable(target, nil)
	if none != nil {
		return *none
	}
	group, reason := groupOf(t, c)
	if reason != "" {
		return schema.Fail(reason)
	}
	var texts []string
	var owner schema.Value
	for _, r := range records {
		r = current(t, r)
		if owner = r.Get(target.Property.Number); !owner.IsNil() && !c.Arg("overwrite").Bool() {
			texts = append(texts, fmt.Sprintf("%s stays %s", target.Property.Name, owner.Text()))
			continue
		}
		next, ok := group.next(t)
		if !ok {
			return schema.Fail(group.nobody())
		}
		owner = schema.UserValue(next)
		if _, err := t.Records.Set(r, target.Property, owner); err != nil {
			return schema.Fail(err.Error())
		}
		texts = append(texts, fmt.Sprintf("%s: %s", target.Property.Name, next))
	}
	return schema.Result{Text: few(texts), Outputs: []schema.Value{owner}}
}
