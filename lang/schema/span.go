package schema

import (
	"cmp"
	"math"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// Span is a length of time: months, days and nanoseconds kept apart, since neither a month nor a day has a fixed length.
// Days and hours of a working span are counted inside the working hours.
type Span struct {
	Months  int16
	Days    int32
	Nanos   int64
	Working bool
}

// Delay is the span as the calendar counts it.
func (s Span) Delay() calendar.Delay {
	return calendar.Delay{Months: int(s.Months), Days: int(s.Days), Nanos: time.Duration(s.Nanos), Working: s.Working}
}

// SpanValue returns a length as a value; Nil when it is too long for one (2 700 years of months, 290 years of hours).
func SpanValue(months, days, nanos float64, working bool) Value {
	if math.Abs(months) > math.MaxInt16 || math.Abs(days) > math.MaxInt32 || math.Abs(nanos) >= math.MaxInt64 ||
		months != months || days != days || nanos != nanos {
		return Value{}
	}
	return DurationValue(Span{Months: int16(months), Days: int32(days), Nanos: int64(nanos), Working: working})
}

// Add sums two lengths; Nil when the sum is too long, or mixes working with plain time, which cannot be counted together.
func (s Span) Add(t Span) Value {
	if s.Working != t.Working && s != (Span{}) && t != (Span{}) {
		return Value{}
	}
	return SpanValue(float64(s.Months)+float64(t.Months), float64(s.Days)+float64(t.Days), float64(s.Nanos)+float64(t.Nanos), s.Working || t.Working)
}

// Neg is the length backwards.
func (s Span) Neg() Span {
	return Span{Months: -s.Months, Days: -s.Days, Nanos: -s.Nanos, Working: s.Working}
}

// Compare orders lengths as people estimate them: a day has 24 hours, a month is the twelfth part of 365.2425 days.
// Where the calendar matters, compare dates: `contact.birthday + years(18) <= today()`.
func (s Span) Compare(t Span) int {
	const day = 24 * time.Hour
	const month = 365.2425 / 12 * float64(day)
	length := func(x Span) float64 { return float64(x.Months)*month + float64(x.Days)*float64(day) + float64(x.Nanos) }
	return cmp.Compare(length(s), length(t))
}

// Plus is `v + s` for a Date or DateTime on the calendar of env: a Date moved by months and days stays one, moved by
// hours it becomes a moment. Nil for anything else, and outside of the years 1 to 9999.
func (e *Env) Plus(v Value, s Span) Value { return e.shift(v, s) }

// Minus is `v - s`.
func (e *Env) Minus(v Value, s Span) Value { return e.shift(v, s.Neg()) }

func (e *Env) shift(v Value, s Span) Value {
	if v.kind == Date && s.Nanos == 0 {
		return e.shiftDate(v.n, s)
	}
	t, ok := e.Moment(v)
	if !ok {
		return Value{}
	}
	t = s.Delay().After(t, e.Hours)
	if !calendar.InRange(t) {
		return Value{}
	}
	return TimeValue(t)
}

func (e *Env) shiftDate(day int64, s Span) Value {
	if s.Working {
		day = calendar.PlusDays(day, int(s.Months), 0)
		day, ok := e.Hours.PlusWorkdays(day, int(s.Days))
		if !ok {
			return Value{}
		}
		return dateInRange(day)
	}
	return dateInRange(calendar.PlusDays(day, int(s.Months), int(s.Days)))
}

func dateInRange(day int64) Value {
	if y, _, _ := calendar.DateOf(day); y < 1 || y > 9999 {
		return Value{}
	}
	return DateValue(day)
}

// Between is `a - b`: days between two dates, the exact length between moments. A date beside a moment is its midnight.
func (e *Env) Between(a, b Value) Value {
	if a.kind == Date && b.kind == Date {
		return SpanValue(0, float64(a.n-b.n), 0, false)
	}
	from, ok1 := e.Moment(b)
	to, ok2 := e.Moment(a)
	if !ok1 || !ok2 {
		return Value{}
	}
	micros := to.UnixMicro() - from.UnixMicro()
	return SpanValue(0, 0, float64(micros)*1000, false)
}

// Moment is a Date's midnight or a DateTime, on the clocks of env.
func (e *Env) Moment(v Value) (time.Time, bool) {
	switch v.kind {
	case Date:
		return calendar.Midnight(v.n, e.zone()), true
	case DateTime:
		return time.UnixMicro(v.n).In(e.zone()), true
	}
	return time.Time{}, false
}

// zone is UTC where there is none.
func (e *Env) zone() *time.Location {
	if e == nil || e.Zone == nil {
		return time.UTC
	}
	return e.Zone
}
