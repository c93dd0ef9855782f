package exprs

import (
	"math"
	"slices"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Moments lists the moments at which a condition may come out differently although nothing changes but the time: for
// `deal.close_date - days(7) <= today()` the day seven days before the close date. Each is an expression for a moment,
// the first one at which the outcome is another; some may be moments at which nothing happens. Without use of time there
// are none. ok is false when the condition depends on time in a way that names no moments, such as `hour(now()) > 12`.
//
// A moment about the elements of a list, `any(deals, .close_date < today())`, is the earliest of them that lies ahead.
// What is counted back over a change of the clocks may be off by the hour that is there twice.
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
	moves []move // in the order in which the time is moved
	date  bool   // today(): the time goes by days
}

// move is `time op length`, with its inverse.
type move struct {
	inverse string
	length  typed.Expr
}

// flips finds the moments of a comparison of a date with the time.
func (f finder) flips(b *typed.Binary) ([]typed.Expr, bool) {
	op := b.Op
	switch op {
	case "==", "!=", "<", "<=", ">", ">=":
	default:
		return nil, false
	}
	date, clock := b.L, b.R
	if timed(date) {
		date, clock, op = clock, date, mirrored(op)
	}
	if timed(date) || !timed(clock) {
		return nil, false
	}
	if date.Type().Kind == schema.Duration {
		return f.elapsed(date, op, clock)
	}
	side, ok := clockOf(clock)
	if !ok || !dated(date.Type()) {
		return nil, false
	}
	at := date
	for _, m := range slices.Backward(side.moves) {
		at = moveBy(at, m.inverse, m.length)
	}
	return f.around(at, op, side)
}

// mirrored is the operator with its sides exchanged.
func mirrored(op string) string {
	switch op {
	case "<":
		return ">"
	case "<=":
		return ">="
	case ">":
		return "<"
	case ">=":
		return "<="
	}
	return op
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
				return clockSide{moves: []move{{"+", x.Args[0]}}}, lasting(x.Args[0])
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
		inverse := "+"
		if x.Op == "+" {
			inverse = "-"
		}
		side.moves = append(side.moves, move{inverse, length})
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

// around is the moments at which `at op time` turns: that of at, or the first one behind it, when at itself still
// counts to what was before. Of a day the first moment behind it is the next day. What is counted back over months may
// end up to three days off, at the same hour or at midnight, so these are looked at too.
func (f finder) around(at typed.Expr, op string, side clockSide) ([]typed.Expr, bool) {
	behind := op == "<" || op == ">=" || op == "==" || op == "!="
	exact := op == "<=" || op == ">" || op == "==" || op == "!="
	var out []typed.Expr
	add := func(m typed.Expr, step schema.Span) {
		if exact {
			out = append(out, m)
		}
		if behind {
			out = append(out, later(m, step))
		}
	}
	step := schema.Span{Nanos: int64(time.Microsecond)}
	if side.date {
		step = schema.Span{Days: 1}
		if at.Type().Kind == schema.DateTime { // a day begins at midnight, which at may be
			exact, behind = true, true
		}
	}
	if side.date || side.monthly() {
		day, ok := f.dayOf(at)
		if !ok {
			return nil, false
		}
		if side.date {
			add(day, step)
		}
		for n := int32(1); n <= 3 && side.monthly(); n++ {
			midnight := later(day, schema.Span{Days: n})
			if !exact { // the time moved back leaps here, whatever at is
				out = append(out, midnight)
			}
			add(midnight, step)
		}
	}
	if side.date {
		return out, true
	}
	add(at, step)
	for n := int32(1); n <= 3 && side.monthly(); n++ {
		add(later(at, schema.Span{Days: n}), step)
	}
	return out, true
}

// dayOf is the day of a date or moment.
func (f finder) dayOf(x typed.Expr) (typed.Expr, bool) {
	if x.Type().Kind == schema.Date {
		return x, true
	}
	if f.date == nil {
		return nil, false
	}
	return &typed.Call{Base: base(schema.Of(schema.Date), x.Span()), Func: f.date, Args: []typed.Expr{x}}, true
}

// monthly reports whether the time is moved by months, or by a length that is not known before the run.
func (c clockSide) monthly() bool {
	return slices.ContainsFunc(c.moves, func(m move) bool {
		k, fixed := m.length.(*typed.Const)
		return !fixed || k.Value.Span().Months != 0
	})
}

// elapsed finds the moments of `days(30) op now() - contact.created_at`.
func (f finder) elapsed(length typed.Expr, op string, clock typed.Expr) ([]typed.Expr, bool) {
	b, ok := clock.(*typed.Binary)
	k, fixed := length.(*typed.Const)
	if !ok || !fixed || b.Op != "-" || k.Value.Span().Working {
		return nil, false
	}
	from, time, sign := b.R, b.L, "+"
	if timed(b.R) { // the time that is left: deal.close_date - now()
		from, time, sign, op = b.L, b.R, "-", mirrored(op)
	}
	side, ok := clockOf(time)
	if !ok || timed(from) || !dated(from.Type()) || len(side.moves) > 0 {
		return nil, false
	}
	if !side.date {
		return f.around(moveBy(from, sign, lengthOf(from, exact(k.Value.Span()))), op, side)
	}
	// Between days the difference is whole days, between a day and a moment hours: it turns at the midnight after.
	span := exact(k.Value.Span())
	if days := span.Nanos / int64(day); from.Type().Kind == schema.Date && days < math.MaxInt32 && days > math.MinInt32 {
		span = schema.Span{Days: int32(days)}
	}
	at, ok := f.dayOf(moveBy(from, sign, lengthOf(from, span)))
	if !ok {
		return nil, false
	}
	var out []typed.Expr
	for n := int32(-1); n <= 2; n++ {
		out = append(out, later(at, schema.Span{Days: n}))
	}
	return out, true
}

const day = 24 * time.Hour

// exact is a length in hours, as Span.Compare estimates it.
func exact(s schema.Span) schema.Span {
	const month = 365.2425 / 12 * float64(day)
	return schema.Span{Nanos: int64(float64(s.Months)*month) + int64(s.Days)*int64(day) + s.Nanos}
}

func lengthOf(x typed.Expr, s schema.Span) typed.Expr {
	return constant(x.Span(), schema.Of(schema.Duration), schema.DurationValue(s))
}

func moveBy(x typed.Expr, op string, length typed.Expr) typed.Expr {
	kind := x.Type()
	if k, fixed := length.(*typed.Const); fixed && k.Value.Span().Nanos != 0 {
		kind = schema.Of(schema.DateTime)
	}
	return fold(&typed.Binary{Base: base(kind, x.Span()), Op: op, L: x, R: length})
}

func later(x typed.Expr, by schema.Span) typed.Expr { return moveBy(x, "+", lengthOf(x, by)) }
