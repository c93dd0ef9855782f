package exprs

import (
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Moments lists the moments at which a condition may come out differently although nothing changes but the time: for
// `deal.close_date - days(7) <= today()` the day seven days before the close date. Each is an expression for a moment,
// of which the next one after now counts, read again after every flip; some may be moments at which nothing happens.
// Without use of time there are none. ok is false when the condition depends on time in a way that names no moments,
// such as `hour(now()) > 12`.
//
// A moment about the elements of a list, `any(deals, .close_date < today())`, is the earliest of them that lies ahead.
func Moments(x typed.Expr, s *schema.Schema) (moments []typed.Expr, ok bool) {
	f := finder{now: s.Func("now"), date: s.Func("date")}
	return f.moments(x)
}

// finder finds moments; it writes them with these functions of the schema, which may be missing.
type finder struct{ now, date *schema.Func }

func (f finder) moments(x typed.Expr) (moments []typed.Expr, ok bool) {
	switch x := x.(type) {
	case nil:
		return nil, true
	case *typed.Binary:
		if found, ok := f.flips(x); ok {
			return found, true
		}
	case *typed.Call:
		if x.Func.World {
			return nil, false
		}
	case *typed.Predicate:
		return f.overElements(x)
	case *typed.Bound:
		return f.forRecord(x)
	}
	ok = true
	typed.Walk(x, func(part typed.Expr) bool {
		if part == x {
			return true
		}
		found, fine := f.moments(part)
		moments = append(moments, found...)
		ok = ok && fine
		return false
	})
	if !ok {
		return nil, false
	}
	return moments, true
}

// timed reports whether an expression depends on the time.
func timed(x typed.Expr) bool {
	found := false
	typed.Walk(x, func(x typed.Expr) bool {
		c, ok := x.(*typed.Call)
		found = found || ok && c.Func.World
		return !found
	})
	return found
}

// overElements takes the moments of a predicate's body to its list.
func (f finder) overElements(x *typed.Predicate) ([]typed.Expr, bool) {
	moments, ok := f.moments(x.Over)
	if !ok {
		return nil, false
	}
	inner, ok := f.moments(x.Body)
	if !ok || len(inner) > 0 && x.Body.Type().Kind != schema.Bool {
		return nil, false
	}
	ahead, ok := f.ahead(x.Over, inner, x.At)
	return append(moments, ahead...), ok
}

// forRecord takes the moments of a segment to the record that it is asked about.
func (f finder) forRecord(x *typed.Bound) ([]typed.Expr, bool) {
	moments, ok := f.moments(x.X)
	if !ok {
		return nil, false
	}
	inner, ok := f.moments(x.Body)
	if !ok {
		return nil, false
	}
	one := &typed.ListLit{Base: base(schema.ListOf(x.X.Type()), x.At), Items: []typed.Expr{x.X}}
	ahead, ok := f.ahead(one, inner, x.At)
	return append(moments, ahead...), ok
}

// ahead is, for each moment of an element, the earliest of all elements that lies ahead:
// `min(filter(map(over, moment), # > now()))`.
func (f finder) ahead(over typed.Expr, moments []typed.Expr, at source.Span) ([]typed.Expr, bool) {
	if len(moments) > 0 && f.now == nil {
		return nil, false
	}
	moment := schema.Of(schema.DateTime)
	out := make([]typed.Expr, len(moments))
	for i, m := range moments {
		each := &typed.Predicate{Base: base(schema.ListOf(moment), at), Name: "map", Over: over, Body: m}
		now := &typed.Call{Base: base(moment, at), Func: f.now}
		later := &typed.Binary{Base: base(schema.Of(schema.Bool), at), Op: ">", L: &typed.Item{Base: base(moment, at)}, R: now}
		next := &typed.Predicate{Base: base(schema.ListOf(moment), at), Name: "filter", Over: each, Body: later}
		out[i] = &typed.Predicate{Base: base(moment, at), Name: "min", Over: next}
	}
	return out, true
}

// clockSide is the time in a comparison: now() or today(), moved by lengths of time.
type clockSide struct {
	plus  []typed.Expr
	minus []typed.Expr
	date  bool // today(): the time goes by days
}

// flips finds the moments of a comparison of a date with the time.
func (f finder) flips(b *typed.Binary) ([]typed.Expr, bool) {
	switch b.Op {
	case "==", "!=", "<", "<=", ">", ">=":
	default:
		return nil, false
	}
	l, r := timed(b.L), timed(b.R)
	if l == r {
		return nil, false
	}
	clock, other := b.L, b.R
	if r {
		clock, other = b.R, b.L
	}
	if other.Type().Kind == schema.Duration {
		return f.elapsed(clock, other)
	}
	if !dated(other.Type()) {
		return nil, false
	}
	side, ok := clockOf(clock)
	if !ok {
		return nil, false
	}
	at := other
	for _, length := range side.plus {
		at = moveBy(at, "-", length)
	}
	for _, length := range side.minus {
		at = moveBy(at, "+", length)
	}
	return f.around(at, side)
}

// clockOf reads `now()`, `today()`, `ago(x)` and these moved by lengths of time.
func clockOf(x typed.Expr) (clockSide, bool) {
	switch x := x.(type) {
	case *typed.Call:
		switch x.Func.Name {
		case "now", "today":
			return clockSide{date: x.Func.Name == "today"}, true
		case "ago":
			if len(x.Args) == 1 && !timed(x.Args[0]) {
				return clockSide{minus: x.Args}, lasting(x.Args[0])
			}
		}
	case *typed.Binary:
		if x.Op != "+" && x.Op != "-" {
			break
		}
		clock, length := x.L, x.R
		if x.Op == "+" && length.Type().Kind != schema.Duration {
			clock, length = length, clock
		}
		if length.Type().Kind != schema.Duration || timed(length) || !lasting(length) {
			break
		}
		side, ok := clockOf(clock)
		if x.Op == "+" {
			side.plus = append(side.plus, length)
		} else {
			side.minus = append(side.minus, length)
		}
		return side, ok
	}
	return clockSide{}, false
}

// lasting reports whether a length can be counted back from its end: working time cannot, since where it begins
// depends on the hours in between.
func lasting(x typed.Expr) bool {
	working := false
	typed.Walk(x, func(x typed.Expr) bool {
		switch x := x.(type) {
		case *typed.Const:
			working = working || x.Value.Kind() == schema.Duration && x.Value.Span().Working
		case *typed.Call:
			working = working || x.Func.Name == "working_days" || x.Func.Name == "working_hours"
		}
		return !working
	})
	return !working
}

// around is the moments about at: the one at which `<=` turns, and the one right behind, at which `<` does. What is
// counted back over months may end up to three days off, over a change of the clocks an hour; to look once too often
// costs nothing.
func (f finder) around(at typed.Expr, side clockSide) ([]typed.Expr, bool) {
	out := []typed.Expr{at}
	if side.date {
		days := int32(1)
		if side.moves(monthly) {
			days = 4
		}
		if at.Type().Kind == schema.DateTime {
			if f.date == nil {
				return nil, false
			}
			at = &typed.Call{Base: base(schema.Of(schema.Date), at.Span()), Func: f.date, Args: []typed.Expr{at}}
		}
		for n := int32(1); n <= days; n++ {
			out = append(out, later(at, schema.Span{Days: n}))
		}
		return out, true
	}
	out = append(out, later(at, schema.Span{Nanos: int64(time.Microsecond)}))
	if side.moves(daily) {
		out = append(out, later(at, schema.Span{Nanos: int64(time.Hour + time.Microsecond)}))
	}
	if side.moves(monthly) {
		for n := int32(1); n <= 3; n++ {
			out = append(out, later(at, schema.Span{Days: n}))
		}
	}
	return out, true
}

func daily(s schema.Span) bool   { return s.Days != 0 || s.Months != 0 }
func monthly(s schema.Span) bool { return s.Months != 0 }

// moves reports whether a length by which the time is moved is of a sort; a computed one may be of any.
func (c clockSide) moves(sort func(schema.Span) bool) bool {
	for _, list := range [...][]typed.Expr{c.plus, c.minus} {
		for _, x := range list {
			k, fixed := x.(*typed.Const)
			if !fixed || sort(k.Value.Span()) {
				return true
			}
		}
	}
	return false
}

// elapsed finds the moments of `now() - contact.created_at > days(30)`.
func (f finder) elapsed(clock, length typed.Expr) ([]typed.Expr, bool) {
	b, ok := clock.(*typed.Binary)
	if !ok || b.Op != "-" || !dated(b.R.Type()) && !dated(b.L.Type()) {
		return nil, false
	}
	from, op := b.R, "+"
	side, ok := clockOf(b.L)
	if timed(b.R) {
		from, op = b.L, "-" // deal.close_date - now() < days(7)
		side, ok = clockOf(b.R)
	}
	k, fixed := length.(*typed.Const)
	if !ok || !fixed || timed(from) || len(side.plus)+len(side.minus) > 0 || !dated(from.Type()) {
		return nil, false
	}
	span := k.Value.Span()
	if span.Working {
		return nil, false
	}
	if !side.date || from.Type().Kind == schema.DateTime {
		span = exact(span)
	}
	if side.date {
		span.Days += int32(span.Months) * 30 // a day or two off; the days around are looked at too
		span.Months = 0
	}
	at := moveBy(from, op, lengthOf(from, span))
	out, ok := f.around(at, side)
	if ok && side.date {
		for n := int32(1); n <= 3; n++ {
			out = append(out, later(at, schema.Span{Days: -n}), later(at, schema.Span{Days: n + 1}))
		}
	}
	return out, ok
}

// exact is a length in hours, as Span.Compare estimates it.
func exact(s schema.Span) schema.Span {
	const day = 24 * time.Hour
	const month = 365.2425 / 12 * float64(day)
	return schema.Span{Nanos: int64(float64(s.Months)*month) + int64(s.Days)*int64(day) + s.Nanos}
}

func lengthOf(x typed.Expr, s schema.Span) typed.Expr {
	return constant(x.Span(), schema.Of(schema.Duration), schema.DurationValue(s))
}

func moveBy(x typed.Expr, op string, length typed.Expr) typed.Expr {
	return fold(&typed.Binary{Base: base(x.Type(), x.Span()), Op: op, L: x, R: length})
}

func later(x typed.Expr, by schema.Span) typed.Expr { return moveBy(x, "+", lengthOf(x, by)) }
