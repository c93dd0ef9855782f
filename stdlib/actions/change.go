// Changing one property on one or many records: the part that set, copy, clear, increase and rotate share.

package actions

import (
	"fmt"
	"unicode/utf8"

	"github.com/wflang/wf/lang/schema"
)

// change gives a property of every record of a target the value that next computes from the old one. Nothing is written
// unless all the values fit.
func change(t *schema.Turn, target *schema.Target, next func(old schema.Value) (schema.Value, error)) schema.Result {
	var room [1]*schema.Record // most targets are one record
	records, none := changeable(target, room[:0])
	if none != nil {
		return *none
	}
	p := target.Property
	var valuesRoom [1]schema.Value
	values := valuesRoom[:0]
	for i, r := range records {
		records[i] = current(t, r)
		v, err := next(records[i].Get(p.Number))
		if err != nil {
			return schema.Fail(fmt.Sprintf("`%s`: %v", p.Name, err))
		}
		values = append(values, v)
	}
	changed := 0
	for i, r := range records {
		ok, err := t.Records.Set(r, p, values[i])
		if err != nil {
			return schema.Fail(fmt.Sprintf("`%s`: %v", p.Name, err))
		}
		if ok {
			changed++
		}
	}
	return schema.Result{Text: changeText(t, target, records, values, changed)}
}

// changeable are the records of a target that can be changed, added to a list, or the result that says why there are none.
func changeable(target *schema.Target, records []*schema.Record) ([]*schema.Record, *schema.Result) {
	if target == nil || target.Property == nil {
		return nil, &schema.Result{Status: schema.Failed, Reason: "no property to change"}
	}
	p := target.Property
	if p.ReadOnly {
		return nil, &schema.Result{Status: schema.Failed, Reason: fmt.Sprintf("`%s` is readonly", p.Name)}
	}
	gone := false
	for _, r := range target.Records {
		switch {
		case r == nil:
		case r.Gone:
			gone = true
		default:
			records = append(records, r)
		}
	}
	switch {
	case len(records) > 0:
		return records, nil
	case gone:
		return nil, &schema.Result{Status: schema.Skipped, Reason: "the record was deleted"}
	case target.Plural:
		return nil, &schema.Result{Text: fmt.Sprintf("no %s to change", plural(p.Object))}
	}
	return nil, &schema.Result{Status: schema.Skipped, Reason: fmt.Sprintf("there is no %s", singular(p.Object))}
}

// changeText is `segment: unknown → Finance` for one record, `stage of 3 deals: Closed won` for many.
func changeText(t *schema.Turn, target *schema.Target, records []*schema.Record, values []schema.Value, changed int) string {
	p := target.Property
	if len(records) == 1 {
		if changed == 0 {
			return p.Name + ": " + shown(t, p, values[0]) + " already"
		}
		return p.Name + ": " + shown(t, p, records[0].Get(p.Number)) + " → " + shown(t, p, values[0])
	}
	text := fmt.Sprintf("%s of %d %s", p.Name, len(records), plural(p.Object))
	same := true
	for _, v := range values[1:] {
		same = same && v.Equal(values[0])
	}
	if same {
		text += ": " + shown(t, p, values[0])
	}
	if changed < len(records) {
		text += fmt.Sprintf(", %d of them already so", len(records)-changed)
	}
	return text
}

// shown is a property's value for the history; the unknown has a word.
func shown(t *schema.Turn, p *schema.Property, v schema.Value) string {
	if v.IsNil() {
		return "unknown"
	}
	const most = 80
	text := schema.Render(v, p.Type, t.Zone)
	if utf8.RuneCountInString(text) > most {
		return string([]rune(text)[:most-1]) + "…"
	}
	return text
}

func singular(o *schema.Object) string {
	if o == nil {
		return "record"
	}
	return o.Name
}

func plural(o *schema.Object) string {
	if o == nil {
		return "records"
	}
	return o.Plural
}
