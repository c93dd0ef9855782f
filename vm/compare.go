package vm

import (
	"cmp"

	"github.com/wflang/wf/lang/schema"
)

// equal is `==`: by content, the unknown equals the unknown only, a date equals the moment of its midnight.
func (m *Machine) equal(v, w schema.Value) bool {
	if v.Kind() != w.Kind() && dated(v) && dated(w) {
		order, ok := m.order(v, w)
		return ok && order == 0
	}
	return v.Equal(w)
}

// related is `<` and its like: false when a side is unknown or the two have no common order. With options, texts are
// ordered by their place in them.
func (m *Machine) related(v, w schema.Value, r Relation, options *schema.Options) bool {
	order, ok := 0, false
	if options != nil && v.IsText() && w.IsText() {
		order, ok = orderOfOptions(options, v, w)
	} else {
		order, ok = m.order(v, w)
	}
	return ok && r.Holds(order)
}

func (m *Machine) order(v, w schema.Value) (order int, ok bool) {
	switch {
	case v.Kind() == w.Kind() && v.Kind() == schema.Duration:
		return v.Span().Compare(w.Span()), true
	case v.Kind() != w.Kind() && dated(v) && dated(w):
		a, _ := m.env.Moment(v)
		b, _ := m.env.Moment(w)
		return a.Compare(b), true
	}
	return v.Compare(w)
}

func dated(v schema.Value) bool { return v.Kind() == schema.Date || v.Kind() == schema.DateTime }

func orderOfOptions(o *schema.Options, v, w schema.Value) (order int, ok bool) {
	a, ok1 := o.Index(v.Text())
	b, ok2 := o.Index(w.Text())
	return a - b, ok1 && ok2
}

// in is `x in y`: an element of a list or set, a key of a map, a whole number of a range. The unknown is in nothing.
func (m *Machine) in(x, y schema.Value) bool {
	switch {
	case x.IsNil():
		return false
	case y.Kind() == schema.Range:
		return inRange(x, y)
	case y.Kind() == schema.Map:
		if !x.IsText() {
			return false
		}
		for _, key := range y.Pairs().Keys {
			if key == x.Text() {
				return true
			}
		}
		return false
	}
	items := y.Items()
	for i := range items {
		if m.equal(items[i], x) {
			return true
		}
	}
	return false
}

func inRange(x, y schema.Value) bool {
	lo, hi := y.Range()
	n := x.Number()
	return x.Kind() == schema.Number && n == float64(int64(n)) && float64(lo) <= n && n <= float64(hi)
}

// besideNow is related for a moment computed from now, without a detour for what most properties hold.
func (m *Machine) besideNow(v schema.Value, number int32, r Relation) bool {
	w := m.moment(number)
	if v.Kind() == schema.DateTime && w.Kind() == schema.DateTime {
		return r.Holds(cmp.Compare(v.Micros(), w.Micros()))
	}
	return m.related(v, w, r, nil)
}

// moment is now() or today(), moved by a length of time. It is computed once for each moment that the machine is run at.
func (m *Machine) moment(number int32) schema.Value {
	known := &m.moments[number]
	if known.now == m.env.Now && known.zone == m.env.Zone && known.hours == m.env.Hours && known.set {
		return known.value
	}
	r := &m.program.code.moments[number]
	base := schema.MomentValue(m.env.Now)
	if r.today {
		if t, ok := m.env.Moment(base); ok {
			base = schema.DayValue(t)
		}
	}
	if r.minus {
		base = m.env.Minus(base, r.by)
	} else {
		base = m.env.Plus(base, r.by)
	}
	*known = knownMoment{now: m.env.Now, zone: m.env.Zone, hours: m.env.Hours, value: base, set: true}
	return base
}
