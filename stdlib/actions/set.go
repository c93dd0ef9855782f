package actions

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Set declares `set PATH = EXPR`.
func Set() *schema.Action {
	return &schema.Action{
		Name: "set", Title: "Set property value", Family: "Properties", Kind: schema.RecordAction,
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
		Run:     runSet,
	}
}

func runSet(t *schema.Turn, c *schema.Call) schema.Result {
	target := c.Arg("target").Target()
	if fields := c.Arg("fields").Pairs(); fields != nil {
		return setFields(t, target, fields)
	}
	v := c.Arg("value")
	return change(t, target, func(old schema.Value) (schema.Value, error) {
		fitted, err := schema.Fit(v, target.Property.Type, t.Zone)
		if err != nil {
			return schema.Value{}, err
		}
		switch c.Arg("op").Text() {
		case "+=":
			return addOptions(target.Property, old, fitted)
		case "-=":
			return removeOptions(target.Property, old, fitted)
		}
		return fitted, nil
	})
}

func addOptions(p *schema.Property, old, add schema.Value) (schema.Value, error) {
	if p.Type.Kind != schema.Set {
		return schema.Value{}, fmt.Errorf("holds one value: only a set takes `+=`")
	}
	items := append([]schema.Value{}, old.Items()...)
	for _, item := range add.Items() {
		if !holds(items, item) {
			items = append(items, item)
		}
	}
	return setOf(items), nil
}

func removeOptions(p *schema.Property, old, remove schema.Value) (schema.Value, error) {
	if p.Type.Kind != schema.Set {
		return schema.Value{}, fmt.Errorf("holds one value: only a set takes `-=`")
	}
	var items []schema.Value
	for _, item := range old.Items() {
		if !holds(remove.Items(), item) {
			items = append(items, item)
		}
	}
	return setOf(items), nil
}

// setOf is a set of these options; an empty one is unknown, as a set that was never filled.
func setOf(items []schema.Value) schema.Value {
	if len(items) == 0 {
		return schema.Value{}
	}
	return schema.SetValue(items)
}

func holds(items []schema.Value, v schema.Value) bool {
	for _, item := range items {
		if item.Equal(v) {
			return true
		}
	}
	return false
}

// setFields sets several properties of every record of a target, all or none of them.
func setFields(t *schema.Turn, target *schema.Target, fields *schema.Pairs) schema.Result {
	var records []*schema.Record
	for _, r := range target.Records {
		if r != nil && !r.Gone {
			records = append(records, current(t, r))
		}
	}
	switch {
	case len(records) == 0 && target.Plural:
		return schema.Result{Text: "no records to change"}
	case len(records) == 0:
		return schema.Skip("there is no such record")
	}
	props, values, err := fit(t, records[0].Object, fields)
	if err != nil {
		return schema.Fail(err.Error())
	}
	var done []string
	changed := 0
	for _, r := range records {
		var one []string
		for i, p := range props {
			ok, err := t.Records.Set(r, p, values[i])
			if err != nil {
				return schema.Fail(fmt.Sprintf("`%s`: %v", p.Name, err))
			}
			if ok {
				one = append(one, fmt.Sprintf("%s: %s → %s", p.Name, shown(t, p, r.Get(p.Number)), shown(t, p, values[i])))
			}
		}
		if one != nil {
			done = one
			changed++
		}
	}
	switch {
	case changed == 0:
		return schema.Result{Text: "nothing to change"}
	case len(records) == 1:
		return schema.Result{Text: strings.Join(done, ", ")}
	}
	return schema.Result{Text: fmt.Sprintf("%s of %d %s", strings.Join(fields.Keys, ", "), changed, records[0].Object.Plural)}
}

// fit looks up properties by name and turns their values into what they hold.
func fit(t *schema.Turn, o *schema.Object, fields *schema.Pairs) ([]*schema.Property, []schema.Value, error) {
	props := make([]*schema.Property, len(fields.Keys))
	values := make([]schema.Value, len(fields.Keys))
	for i, name := range fields.Keys {
		p := o.Property(name)
		if p == nil {
			return nil, nil, fmt.Errorf("`%s` is no property of `%s`", name, o.Name)
		}
		if p.ReadOnly {
			return nil, nil, fmt.Errorf("`%s` is readonly", name)
		}
		v, err := schema.Fit(fields.Values[i], p.Type, t.Zone)
		if err != nil {
			return nil, nil, fmt.Errorf("`%s`: %w", name, err)
		}
		props[i], values[i] = p, v
	}
	return props, values, nil
}
