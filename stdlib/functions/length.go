// Lengths of time: days(3), working_hours(4).

package functions

import (
	"math"
	"time"

	"github.com/wflang/wf/lang/schema"
)

func lengths() []*schema.Func {
	const hour, minute = float64(time.Hour), float64(time.Minute)
	return []*schema.Func{
		span("minutes", "So many minutes.", `now() + minutes(90)`, "2026-03-02 10:30",
			func(n float64) schema.Value { return schema.SpanValue(0, 0, n*minute, false) }),
		span("hours", "So many hours.", `now() + hours(1.5)`, "2026-03-02 10:30",
			func(n float64) schema.Value { return schema.SpanValue(0, 0, n*hour, false) }),
		span("days", "So many days of the calendar; a part of a day is counted in hours.", `today() + days(3)`, "2026-03-05", days),
		span("weeks", "So many weeks of seven days.", `today() + weeks(2)`, "2026-03-16", func(n float64) schema.Value { return days(n * 7) }),
		span("months", "So many months of the calendar. A month after the 31st is the last day of the month.", `date("2026-01-31") + months(1)`, "2026-02-28", months),
		span("years", "So many years of the calendar.", `date("2024-02-29") + years(1)`, "2025-02-28", func(n float64) schema.Value { return months(n * 12) }),
		span("working_days", "So many working days: days on which `during`, else the project's working hours, have an open part.", `today() + working_days(7)`, "2026-03-11",
			func(n float64) schema.Value {
				if n != math.Trunc(n) {
					return schema.Value{}
				}
				return schema.SpanValue(0, n, 0, true)
			}),
		span("working_hours", "So many hours inside `during`, else inside the project's working hours.", `now() + working_hours(12)`, "2026-03-03 12:00",
			func(n float64) schema.Value { return schema.SpanValue(0, 0, n*hour, true) }),
	}
}

func span(name, doc, example, shows string, make func(float64) schema.Value) *schema.Func {
	return &schema.Func{
		Name: name, Params: params(number("n", "how many")), Result: schema.Of(schema.Duration), Doc: doc, Example: example, Shows: shows,
		Call: func(_ *schema.Env, args []schema.Value) schema.Value {
			v := arg(args, 0)
			if v.Kind() != schema.Number {
				return schema.Value{}
			}
			return make(v.Number())
		},
	}
}

func days(n float64) schema.Value {
	whole := math.Trunc(n)
	return schema.SpanValue(0, whole, math.Round((n-whole)*float64(24*time.Hour)), false)
}

// months gives unknown for a part of a month, which has no length of its own.
func months(n float64) schema.Value {
	if math.Abs(n-math.Round(n)) > 1e-9 {
		return schema.Value{}
	}
	return schema.SpanValue(math.Round(n), 0, 0, false)
}
