package actions

import "github.com/wflang/wf/lang/schema"

// frozen is a value without references: records and events become maps of what they hold now, because a message may
// leave days later.
func frozen(v schema.Value) schema.Value {
	switch v.Kind() {
	case schema.List:
		items := make([]schema.Value, len(v.Items()))
		for i, item := range v.Items() {
			items[i] = frozen(item)
		}
		return schema.ListValue(items)
	case schema.Map:
		m := v.Pairs()
		values := make([]schema.Value, len(m.Values))
		for i, item := range m.Values {
			values[i] = frozen(item)
		}
		return schema.MapValue(&schema.Pairs{Keys: m.Keys, Values: values})
	case schema.RecordRef:
		return recordMap(v.Record())
	case schema.EventRef:
		m := &schema.Pairs{}
		for i, f := range v.Occurrence().Event.Fields {
			m.Keys = append(m.Keys, f.Name)
			m.Values = append(m.Values, frozen(v.Occurrence().Get(i)))
		}
		return schema.MapValue(m)
	case schema.Path:
		return schema.Value{}
	}
	return v
}

// recordMap is a record as a map from the names of its properties to their values.
func recordMap(r *schema.Record) schema.Value {
	if r == nil {
		return schema.Value{}
	}
	m := &schema.Pairs{}
	for i, p := range r.Object.Properties {
		v := r.Get(i)
		if i == schema.PropID {
			v = schema.TextValue(r.ID)
		}
		m.Keys = append(m.Keys, p.Name)
		m.Values = append(m.Values, v)
	}
	return schema.MapValue(m)
}
