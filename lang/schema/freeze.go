package schema

// Freeze is a value without references: records and events become maps of what they hold now, and targets the unknown,
// because a message may leave days later.
func Freeze(v Value) Value {
	switch v.kind {
	case List:
		items := make([]Value, len(v.Items()))
		for i, item := range v.Items() {
			items[i] = Freeze(item)
		}
		return ListValue(items)
	case Map:
		m := v.Pairs()
		values := make([]Value, len(m.Values))
		for i, item := range m.Values {
			values[i] = Freeze(item)
		}
		return MapValue(&Pairs{Keys: m.Keys, Values: values})
	case RecordRef:
		return freezeRecord(v.Record())
	case EventRef:
		o, m := v.Occurrence(), &Pairs{}
		for i, f := range o.Event.Fields {
			m.Keys = append(m.Keys, f.Name)
			m.Values = append(m.Values, Freeze(o.Get(i)))
		}
		return MapValue(m)
	case Path:
		return Value{}
	}
	return v
}

func freezeRecord(r *Record) Value {
	m := &Pairs{}
	for i, p := range r.Object.Properties {
		v := r.Get(i)
		if i == PropID {
			v = TextValue(r.ID)
		}
		m.Keys = append(m.Keys, p.Name)
		m.Values = append(m.Values, v)
	}
	return MapValue(m)
}
