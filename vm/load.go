package vm

import "github.com/wflang/wf/lang/schema"

// load gives the value of a source that is neither a record register nor the top of the stack.
func (m *Machine) load(in *Instr) schema.Value {
	switch in.Src {
	case SrcTrigger:
		return m.link.fields[in.A].of(m.trigger)
	case SrcEvent:
		return m.link.fields[in.A].of(m.event)
	case SrcSlot:
		return m.slots[in.A]
	case SrcConst:
		return m.link.consts[in.A]
	case SrcEnrolledAt:
		return schema.MomentValue(m.at)
	case SrcTriggered:
		return schema.EventValue(m.trigger)
	case SrcHappening:
		return schema.EventValue(m.event)
	}
	loop := &m.loops[in.Src&7]
	switch {
	case in.Src >= SrcIndex:
		return schema.NumberValue(float64(loop.at))
	case in.Src >= SrcField:
		return m.link.fields[in.A].of(loop.event)
	case in.Src >= SrcItem:
		return loop.element(m.regs[RegItem+in.Src&7])
	}
	return schema.Value{}
}

func (m *Machine) primary(r *schema.Record, o *schema.Object) *schema.Record {
	if all := m.associated(r, o); len(all) > 0 {
		return all[0]
	}
	return nil
}

func (m *Machine) associated(r *schema.Record, o *schema.Object) []*schema.Record {
	if r == nil || m.env.View == nil {
		return nil
	}
	return m.env.View.Associated(r, o)
}

func (m *Machine) past(r *schema.Record, e *schema.Event) []*schema.Occurrence {
	if r == nil || m.env.View == nil {
		return nil
	}
	return m.env.View.Events(r, e)
}

func (m *Machine) changed(r *schema.Record, p *schema.Property) schema.Value {
	if r == nil || m.env.View == nil {
		return schema.Value{}
	}
	return m.env.View.ChangedAt(r, p)
}

func (m *Machine) member(record, set schema.Value) bool {
	r := record.Record()
	return r != nil && set.IsText() && m.env.View != nil && m.env.View.Member(set.Text(), r)
}

// person is the record of a user: users are records whose id is their address.
func (m *Machine) person(v schema.Value) schema.Value {
	if v.Kind() != schema.User || m.env.View == nil {
		return schema.Value{}
	}
	return schema.RecordValue(m.env.View.Record(schema.Ref{Object: "user", ID: v.Text()}))
}

// live reads a record, or each of a list, as it is now: variables hold records by reference.
func (m *Machine) live(v schema.Value) schema.Value {
	if r := v.Record(); r != nil && m.env.View != nil {
		return schema.RecordValue(m.env.View.Record(r.Ref()))
	}
	items := v.Items()
	for i := range items {
		if items[i].Kind() != schema.RecordRef && items[i].Kind() != schema.List {
			continue
		}
		fresh := append([]schema.Value(nil), items[:i]...)
		for _, item := range items[i:] {
			if now := m.live(item); !now.IsNil() || item.IsNil() {
				fresh = append(fresh, now)
			}
		}
		return schema.ListValue(fresh)
	}
	return v
}

func (m *Machine) recordList(records []*schema.Record) schema.Value {
	if !m.afford(valueSize * len(records)) {
		return schema.Value{}
	}
	items := make([]schema.Value, len(records))
	for i, r := range records {
		items[i] = schema.RecordValue(r)
	}
	return schema.ListValue(items)
}

func (m *Machine) eventList(events []*schema.Occurrence) schema.Value {
	if !m.afford(valueSize * len(events)) {
		return schema.Value{}
	}
	items := make([]schema.Value, len(events))
	for i, o := range events {
		items[i] = schema.EventValue(o)
	}
	return schema.ListValue(items)
}

func (m *Machine) pluck(list schema.Value, number int) schema.Value {
	records := list.Items()
	if !m.afford(valueSize * len(records)) {
		return schema.Value{}
	}
	items := make([]schema.Value, len(records))
	for i, r := range records {
		items[i] = r.Record().Get(number)
	}
	return schema.ListValue(items)
}

// at is x[i]: an element of a list, counted from the end when i is negative; the value of a key; else unknown.
func at(x, i schema.Value) schema.Value {
	if x.Kind() == schema.Map {
		if !i.IsText() {
			return schema.Value{}
		}
		return x.Get(i.Text())
	}
	n := i.Number()
	if i.Kind() != schema.Number || n != float64(int32(n)) {
		return schema.Value{}
	}
	if x.Kind() == schema.Range {
		lo, hi := x.Range()
		return rangeAt(lo, hi, int64(n))
	}
	items := x.Items()
	if n < 0 {
		n += float64(len(items))
	}
	if n < 0 || n >= float64(len(items)) {
		return schema.Value{}
	}
	return items[int(n)]
}

func rangeAt(lo, hi int32, n int64) schema.Value {
	size := int64(hi) - int64(lo) + 1
	if n < 0 {
		n += size
	}
	if n < 0 || n >= size {
		return schema.Value{}
	}
	return schema.NumberValue(float64(int64(lo) + n))
}

func rangeOf(lo, hi schema.Value) schema.Value {
	a, b := lo.Number(), hi.Number()
	if lo.Kind() != schema.Number || hi.Kind() != schema.Number || a != float64(int32(a)) || b != float64(int32(b)) {
		return schema.Value{}
	}
	return schema.RangeValue(int32(a), int32(b))
}

func named(k schema.Kind, name schema.Value) schema.Value {
	if name.Kind() == k {
		return name
	}
	if !name.IsText() || name.Text() == "" {
		return schema.Value{}
	}
	switch k {
	case schema.User:
		return schema.UserValue(name.Text())
	case schema.Team:
		return schema.TeamValue(name.Text())
	}
	return schema.SecretValue(name.Text())
}
