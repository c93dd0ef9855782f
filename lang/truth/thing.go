// Things: what conditions compare, with the classes of values that the comparisons tell apart.

package truth

import (
	"math"
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// thing is what comparisons are about.
type thing struct {
	of     typed.Expr
	beside typed.Expr // of a pair: what it is compared with, which is not known itself
	whole  bool       // nothing is known of it but that it is a condition

	values  []schema.Value // that it is compared with
	ranges  bool           // it is looked for in ranges of whole numbers
	free    []typed.Expr   // what is asked of it that only a run knows, each true or false
	options []schema.Value // of a set, that are asked for

	list []class
}

// class is values of a thing that all comparisons answer alike.
type class struct {
	value schema.Value // one of them, or the value below a gap
	gap   gap
	whole bool // of a gap: whole numbers, where ranges tell them apart
	bits  uint // of what only a run knows, and of the options of a set
	order int  // of a pair
}

// gap says that a class is not a value but lies beside values.
type gap uint8

const (
	exactly  gap = iota
	below        // all values
	above        // value, and below the next one
	other        // a text that is named nowhere
	nowhere      // of a pair: not to be compared
	notKnown     // of a pair: both are unknown
)

// bit is the number of what only a run knows.
func (t *thing) bit(e typed.Expr) int {
	if i := slices.IndexFunc(t.free, func(other typed.Expr) bool { return alike(other, e) }); i >= 0 {
		return i
	}
	t.free = append(t.free, e)
	return len(t.free) - 1
}

// option is the number of an option of a set.
func (t *thing) option(v schema.Value) int {
	if i := slices.IndexFunc(t.options, v.Equal); i >= 0 {
		return i
	}
	t.options = append(t.options, v)
	return len(t.options) - 1
}

// A thing is not looked at that is compared with more than so many values, or of which more is asked beside its value.
const (
	mostValues = 64
	mostBits   = 8
)

func (t *thing) classes() int { return len(t.list) }

// cut finds the classes.
func (t *thing) cut() {
	if t.list != nil {
		return
	}
	switch kind := t.of.Type(); {
	case len(t.values) > mostValues || len(t.free) > mostBits || len(t.options) > mostBits:
		t.list = make([]class, most+1)
		return
	case t.whole:
		t.list = []class{{gap: other}}
	case t.beside != nil:
		t.list = []class{{order: -1}, {order: 0}, {order: 1}, {gap: nowhere}, {gap: notKnown}}
		return
	case kind.Kind == schema.Bool:
		t.list = []class{{value: schema.BoolValue(true)}, {value: schema.BoolValue(false)}}
	case kind.Kind == schema.Enum && kind.Options != nil:
		for _, o := range kind.Options.List {
			t.list = append(t.list, class{value: schema.TextValue(o.Value)})
		}
	case ordered(kind):
		t.cutOrdered(kind.Kind)
	default:
		t.list = []class{{gap: other}}
		for _, v := range t.values {
			if !v.IsNil() && !slices.ContainsFunc(t.list, func(c class) bool { return c.gap == exactly && c.value.Equal(v) }) {
				t.list = append(t.list, class{value: v})
			}
		}
	}
	t.spread(max(len(t.free), len(t.options)))
	if !t.whole && !alwaysKnown(t.of) {
		t.list = append(t.list, class{})
	}
}

// spread gives every class all answers to what only a run knows.
func (t *thing) spread(bits int) {
	plain := t.list
	for n := uint(1); n < 1<<bits; n++ {
		for _, c := range plain {
			c.bits = n
			t.list = append(t.list, c)
		}
	}
}

// cutOrdered cuts where values are, and between them.
func (t *thing) cutOrdered(kind schema.Kind) {
	var cuts []schema.Value
	for _, v := range t.values {
		if v.Kind() == kind {
			cuts = append(cuts, v)
		}
	}
	least, bounded := leastOf(t.of)
	if bounded {
		cuts = append(cuts, least)
	}
	order := func(a, b schema.Value) int {
		n, _ := a.Compare(b)
		return n
	}
	slices.SortFunc(cuts, order)
	cuts = slices.CompactFunc(cuts, func(a, b schema.Value) bool { return order(a, b) == 0 })
	if bounded {
		cuts = cuts[slices.IndexFunc(cuts, least.Equal):]
	} else {
		t.list = append(t.list, class{gap: below})
	}
	for i, v := range cuts {
		last := i == len(cuts)-1
		t.list = append(t.list, class{value: v})
		if kind != schema.Date || last || cuts[i+1].Days() > v.Days()+1 {
			t.list = append(t.list, class{value: v, gap: above})
		}
		// Whole numbers between two others are a class of their own where ranges tell them apart.
		if t.ranges && (last || math.Floor(v.Number())+1 < cuts[i+1].Number()) {
			t.list = append(t.list, class{value: v, gap: above, whole: true})
		}
	}
}

// leastOf is the least value that something can have.
func leastOf(e typed.Expr) (v schema.Value, ok bool) {
	switch x := e.(type) {
	case *typed.Predicate:
		ok = x.Name == "count"
	case *typed.Call:
		ok = x.Func.Name == "len"
	}
	return schema.NumberValue(0), ok
}

// alwaysKnown reports whether something has a value on every record.
func alwaysKnown(e typed.Expr) bool {
	switch x := e.(type) {
	case *typed.Enrolled:
		return true
	case *typed.Property: // that a property is required says nothing of records from before it was
		_, enrolled := x.Of.(*typed.Enrolled)
		return enrolled && x.Property.Number <= schema.PropUpdatedAt
	case *typed.Predicate:
		return x.Name == "count" || x.Name == "any" || x.Name == "all" || x.Name == "none"
	case *typed.Member:
		return true
	}
	return false
}

// answers is what a comparison says of each class.
func (t *thing) answers(a ask) []bool {
	all := make([]bool, len(t.list))
	for i := range t.list {
		all[i] = t.answer(a, &t.list[i])
	}
	return all
}

func (t *thing) answer(a ask, c *class) bool {
	switch {
	case t.beside != nil:
		return pairHolds(a.order, c)
	case a.kind == asksFree, a.kind == asksOption:
		return c.bits>>a.bit&1 != 0
	case a.kind == asksTruth:
		return c.value.Bool()
	case a.kind == asksRange:
		return c.inside(a.lo, a.hi)
	case a.kind == asksIn:
		return c.gap == exactly && !c.value.IsNil() && slices.ContainsFunc(a.values, c.value.Equal)
	}
	v := a.values[0]
	switch a.order {
	case "==":
		return c.is(v)
	case "!=":
		return !c.is(v)
	}
	order, ok := c.compare(v, t.of.Type().Options)
	return ok && holds(a.order, order)
}

// pairHolds is a comparison of two things that are both not known: none holds where one of them is unknown, but for `!=`.
func pairHolds(op string, c *class) bool {
	switch c.gap {
	case nowhere:
		return op == "!="
	case notKnown:
		return op == "=="
	}
	return holds(op, c.order)
}

func holds(op string, order int) bool {
	switch op {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

func (c *class) is(v schema.Value) bool { return c.gap == exactly && c.value.Equal(v) }

// compare is how the values of a class stand to one that is among the cuts.
func (c *class) compare(v schema.Value, options *schema.Options) (order int, ok bool) {
	if c.gap == below {
		return -1, true
	}
	if c.gap == other || c.value.IsNil() || v.IsNil() {
		return 0, false
	}
	if options != nil && v.IsText() {
		a, okA := options.Index(c.value.Text())
		b, okB := options.Index(v.Text())
		return a - b, okA && okB
	}
	order, ok = c.value.Compare(v)
	if c.gap == above && order == 0 {
		order = 1
	}
	return order, ok
}

// inside reports whether a class is whole numbers from lo to hi, which are among the cuts.
func (c *class) inside(lo, hi float64) bool {
	switch c.gap {
	case exactly:
		n := c.value.Number()
		return c.value.Kind() == schema.Number && n == float64(int64(n)) && lo <= n && n <= hi
	case above:
		return c.whole && lo <= c.value.Number() && c.value.Number() < hi
	}
	return false
}
