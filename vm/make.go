package vm

import "github.com/wflang/wf/lang/schema"

// What one run may make at most, so that no program, however it came about, exhausts the memory of its host.
const (
	maxText  = 1 << 20  // bytes of one text
	maxSpend = 64 << 20 // bytes of all that one Run or Eval makes
	maxTurns = 1 << 22  // elements looked at and steps begun in one Run or Eval
)

// valueSize is what a value costs in a list.
const valueSize = 24

// afford takes n bytes from what the run may still make.
func (m *Machine) afford(n int) bool {
	m.spend -= n
	return m.spend >= 0
}

func (m *Machine) list(items []schema.Value) schema.Value {
	if !m.afford(valueSize * len(items)) {
		return schema.Value{}
	}
	return schema.ListValue(append([]schema.Value(nil), items...))
}

func (m *Machine) mapOf(keys []string, values []schema.Value) schema.Value {
	if !m.afford(2 * valueSize * len(values)) {
		return schema.Value{}
	}
	return schema.MapValue(&schema.Pairs{Keys: keys, Values: append([]schema.Value(nil), values...)})
}

// call calls a function; what it makes counts like what the machine makes.
func (m *Machine) call(f *schema.Func, args []schema.Value) schema.Value {
	v := f.Call(m.env, args)
	if n := len(v.Text()); n > 0 && (n > maxText || !m.afford(n)) || !m.afford(valueSize*len(v.Items())) {
		return schema.Value{}
	}
	return v
}

// path makes the target of an action out of a record, a list of records or nothing.
func (m *Machine) path(v schema.Value, number int32) schema.Value {
	p := m.program.code.paths[number]
	made := &struct {
		schema.Target
		room [1]*schema.Record // most have one
	}{}
	t := &made.Target
	t.Plural, t.Records = p.plural, made.room[:0:1]
	if p.property >= 0 {
		t.Property = m.link.properties[p.property]
	}
	if r := v.Record(); r != nil {
		t.Records = append(t.Records, r)
	}
	for _, item := range v.Items() {
		if r := item.Record(); r != nil {
			t.Records = append(t.Records, r)
		}
	}
	return schema.PathValue(t)
}

// store keeps a value in a variable. One that is too large to be kept, which takes a list built out of lists again and
// again, is kept as unknown, and the history says so.
func (m *Machine) store(slot int32, v schema.Value) {
	if left := maxText; !fits(v, &left) {
		m.say("`" + m.program.Slots[slot].Name + "` is too large to be kept: it is unknown from here on")
		v = schema.Value{}
	}
	m.slots[slot] = v
}

// fits reports whether a value takes at most so many bytes; left is what remains.
func fits(v schema.Value, left *int) bool {
	if *left -= valueSize + len(v.Text()); *left < 0 {
		return false
	}
	for _, item := range v.Items() {
		if !fits(item, left) {
			return false
		}
	}
	if pairs := v.Pairs(); pairs != nil {
		for i, key := range pairs.Keys {
			if *left -= len(key); !fits(pairs.Values[i], left) {
				return false
			}
		}
	}
	return true
}
