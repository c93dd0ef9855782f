package schema

import (
	"testing"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

func TestPlusAndMinus(t *testing.T) {
	office := calendar.Office()
	env := &Env{Zone: paris(t), Hours: &office}
	for _, c := range []struct {
		v    string
		span Span
		want string
	}{
		{"2026-03-02", Span{Days: 3}, "2026-03-05"},
		{"2026-01-31", Span{Months: 1}, "2026-02-28"},
		{"2026-03-02", Span{Nanos: int64(9 * time.Hour)}, "2026-03-02 09:00"},
		{"2026-03-28 09:00", Span{Days: 1}, "2026-03-29 09:00"},
		{"2026-03-28 09:00", Span{Nanos: int64(24 * time.Hour)}, "2026-03-29 10:00"},
		{"2026-03-06", Span{Days: 2, Working: true}, "2026-03-10"},
		{"2026-03-10", Span{Days: -2, Working: true}, "2026-03-06"},
		{"2026-03-06 17:00", Span{Nanos: int64(2 * time.Hour), Working: true}, "2026-03-09 10:00"},
		{"9999-12-31", Span{Days: 1}, ""},
		{"0001-01-01", Span{Days: -1}, ""},
	} {
		kind := Date
		if len(c.v) > 10 {
			kind = DateTime
		}
		v, err := Parse(Of(kind), c.v, env.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := Plain(env.Plus(v, c.span), env.Zone); got != c.want {
			t.Errorf("%s + %s: got %q, want %q", c.v, c.span.Delay(), got, c.want)
		}
		if got := Plain(env.Minus(v, c.span.Neg()), env.Zone); got != c.want {
			t.Errorf("%s - -%s: got %q, want %q", c.v, c.span.Delay(), got, c.want)
		}
	}
	for _, v := range []Value{{}, NumberValue(1), TextValue("2026-03-02")} {
		if got := env.Plus(v, Span{Days: 1}); !got.IsNil() {
			t.Errorf("%s + 1 day: got %s, want the unknown", v.Kind(), Plain(got, nil))
		}
	}
}

func TestBetween(t *testing.T) {
	env := &Env{Zone: paris(t)}
	day := func(text string) Value { v, _ := Parse(Of(Date), text, env.Zone); return v }
	at := func(text string) Value { v, _ := Parse(Of(DateTime), text, env.Zone); return v }
	for _, c := range []struct {
		a, b Value
		want string
	}{
		{day("2026-03-30"), day("2026-03-28"), "2 days"},
		{at("2026-03-29 12:00"), at("2026-03-28 12:00"), "23 hours"},
		{at("2026-03-02 09:00"), day("2026-03-02"), "9 hours"},
		{day("2026-03-02"), Value{}, ""},
		{NumberValue(3), day("2026-03-02"), ""},
	} {
		if got := Plain(env.Between(c.a, c.b), nil); got != c.want {
			t.Errorf("%s - %s: got %q, want %q", Plain(c.a, env.Zone), Plain(c.b, env.Zone), got, c.want)
		}
	}
}

func TestSpanSums(t *testing.T) {
	if got := (Span{Days: 1}).Add(Span{Months: 2, Nanos: 3}); got.Span() != (Span{Months: 2, Days: 1, Nanos: 3}) {
		t.Errorf("sum %+v", got.Span())
	}
	if got := (Span{Days: 1}).Add(Span{Days: 1, Working: true}); !got.IsNil() {
		t.Errorf("a day and a working day: got %s, want the unknown", Plain(got, nil))
	}
	if got := (Span{}).Add(Span{Days: 1, Working: true}); got.Span() != (Span{Days: 1, Working: true}) {
		t.Errorf("nothing and a working day: got %+v", got.Span())
	}
	if got := (Span{Days: 1 << 30}).Add(Span{Days: 1 << 30}); !got.IsNil() {
		t.Error("a sum that is too long is unknown")
	}
	if !SpanValue(40000, 0, 0, false).IsNil() || !SpanValue(0, 0, 1e19, false).IsNil() {
		t.Error("a length that is too long is unknown")
	}
}
