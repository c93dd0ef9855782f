package vm

import (
	"math"

	"github.com/wflang/wf/lang/schema"
)

func numbers(a, b schema.Value) bool { return a.Kind() == schema.Number && b.Kind() == schema.Number }

// add is `a + b`: numbers, texts, lengths of time, a date and a length. Anything else is unknown.
func (m *Machine) add(a, b schema.Value) schema.Value {
	switch {
	case numbers(a, b):
		return schema.NumberValue(a.Number() + b.Number())
	case a.Kind() == schema.Text && b.Kind() == schema.Text:
		if n := len(a.Text()) + len(b.Text()); n > maxText || !m.afford(n) {
			return schema.Value{}
		}
		return schema.TextValue(a.Text() + b.Text())
	case a.Kind() == schema.Duration && b.Kind() == schema.Duration:
		return a.Span().Add(b.Span())
	case b.Kind() == schema.Duration:
		return m.env.Plus(a, b.Span())
	case a.Kind() == schema.Duration:
		return m.env.Plus(b, a.Span())
	}
	return schema.Value{}
}

// sub is `a - b`: numbers, lengths of time, a date and a length, or two dates.
func (m *Machine) sub(a, b schema.Value) schema.Value {
	switch {
	case numbers(a, b):
		return schema.NumberValue(a.Number() - b.Number())
	case a.Kind() == schema.Duration && b.Kind() == schema.Duration:
		return a.Span().Add(b.Span().Neg())
	case b.Kind() == schema.Duration:
		return m.env.Minus(a, b.Span())
	case dated(a) && dated(b):
		return m.env.Between(a, b)
	}
	return schema.Value{}
}

func mul(a, b schema.Value) schema.Value {
	switch {
	case numbers(a, b):
		return schema.NumberValue(a.Number() * b.Number())
	case a.Kind() == schema.Duration && b.Kind() == schema.Number:
		return scaled(a.Span(), b.Number())
	case a.Kind() == schema.Number && b.Kind() == schema.Duration:
		return scaled(b.Span(), a.Number())
	}
	return schema.Value{}
}

func div(a, b schema.Value) schema.Value {
	switch {
	case b.Kind() != schema.Number || b.Number() == 0:
		return schema.Value{}
	case a.Kind() == schema.Number:
		return schema.NumberValue(a.Number() / b.Number())
	case a.Kind() == schema.Duration:
		return scaled(a.Span(), 1/b.Number())
	}
	return schema.Value{}
}

// scaled is a length so many times. Months and days stay whole: what is left of a day becomes hours, and a month that
// does not come out whole has no length.
func scaled(s schema.Span, by float64) schema.Value {
	const day = 24 * 60 * 60 * 1e9
	months, days := float64(s.Months)*by, float64(s.Days)*by
	if months != math.Trunc(months) || s.Working && days != math.Trunc(days) {
		return schema.Value{}
	}
	whole := math.Trunc(days)
	return schema.SpanValue(months, whole, float64(s.Nanos)*by+(days-whole)*day, s.Working)
}

func mod(a, b schema.Value) schema.Value {
	if !numbers(a, b) || b.Number() == 0 {
		return schema.Value{}
	}
	return schema.NumberValue(math.Mod(a.Number(), b.Number()))
}

func power(a, b schema.Value) schema.Value {
	if !numbers(a, b) {
		return schema.Value{}
	}
	return schema.NumberValue(math.Pow(a.Number(), b.Number()))
}

func negate(a schema.Value) schema.Value {
	switch a.Kind() {
	case schema.Number:
		return schema.NumberValue(-a.Number())
	case schema.Duration:
		return schema.DurationValue(a.Span().Neg())
	}
	return schema.Value{}
}
