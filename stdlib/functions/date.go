package functions

import (
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

func dates() []*schema.Func {
	return []*schema.Func{
		{
			Name: "now", Result: schema.Of(schema.DateTime), World: true, Doc: "The moment of the step: one value for the whole step.",
			Example: `format(now(), "YYYY-MM-DD HH:mm")`, Shows: "2026-03-02 09:00",
			Call: func(e *schema.Env, _ []schema.Value) schema.Value { return schema.MomentValue(e.Now) },
		},
		{
			Name: "today", Result: schema.Of(schema.Date), World: true, Doc: "The day of the step, in the workflow's time zone.",
			Example: "today() + days(3)", Shows: "2026-03-05",
			Call: func(e *schema.Env, _ []schema.Value) schema.Value { return dayOf(e, schema.MomentValue(e.Now)) },
		},
		{
			Name: "date", Result: schema.Of(schema.Date),
			Params: params(&schema.Param{Name: "value", Type: schema.Of(schema.Text), Accepts: []schema.Type{schema.Of(schema.DateTime), schema.Of(schema.Date)},
				Required: true, Doc: "a text such as \"2026-12-24\", or a moment"}),
			Doc: "The day that a text names, or that a moment falls on in the workflow's time zone; unknown when the text names none.", Example: `date("2026-12-24")`, Shows: "2026-12-24",
			Call: func(e *schema.Env, args []schema.Value) schema.Value {
				v := arg(args, 0)
				if !v.IsText() {
					return dayOf(e, v)
				}
				day, err := calendar.ParseDate(v.Text())
				if err != nil {
					return schema.Value{}
				}
				return schema.DateValue(day)
			},
		},
		{
			Name: "ago", Result: schema.Of(schema.DateTime), World: true,
			Params: params(&schema.Param{Name: "length", Type: schema.Of(schema.Duration), Required: true, Doc: "how long ago"}),
			Doc:    "The moment so long before the step.", Example: "ago(days(30)) < now()", Shows: "true",
			Call: func(e *schema.Env, args []schema.Value) schema.Value {
				if arg(args, 0).Kind() != schema.Duration {
					return schema.Value{}
				}
				return e.Minus(schema.MomentValue(e.Now), args[0].Span())
			},
		},
		part("year", schema.Number, "The year of a date.", `year(date("2026-12-24"))`, "2026", func(t time.Time) schema.Value { return whole(t.Year()) }),
		part("month", schema.Number, "The month of a date, 1 to 12.", `month(date("2026-12-24"))`, "12", func(t time.Time) schema.Value { return whole(int(t.Month())) }),
		part("day", schema.Number, "The day of the month of a date, 1 to 31.", `day(date("2026-12-24"))`, "24", func(t time.Time) schema.Value { return whole(t.Day()) }),
		part("weekday", schema.Text, "The day of the week of a date: \"monday\" to \"sunday\".", `weekday(date("2026-12-24"))`, "thursday",
			func(t time.Time) schema.Value { return schema.TextValue(calendar.DayName(t.Weekday())) }),
		part("hour", schema.Number, "The hour of a moment, 0 to 23; of a date 0.", `hour(now())`, "9", func(t time.Time) schema.Value { return whole(t.Hour()) }),
		{
			Name: "format", Result: schema.Of(schema.Text),
			Params: params(moment("date", "a date or moment"), text("pattern", "how it is written")),
			Doc: "A date as text, by a pattern: YYYY YY year; MMMM MMM MM M month; DDDD DDD name of the day, DD D day; HH H hour, hh h hour of twelve with A for AM or PM; " +
				"mm minute; ss second. Text in [brackets] stands for itself.",
			Example: `format(date("2026-12-24"), "DDD D MMMM YYYY")`, Shows: "Thu 24 December 2026",
			Call: func(e *schema.Env, args []schema.Value) schema.Value {
				t, ok := e.Moment(arg(args, 0))
				if !ok || !arg(args, 1).IsText() {
					return schema.Value{}
				}
				return bounded(calendar.Format(t, args[1].Text()))
			},
		},
	}
}

// part is a function that reads one part of a date in the workflow's time zone.
func part(name string, result schema.Kind, doc, example, shows string, read func(time.Time) schema.Value) *schema.Func {
	return &schema.Func{
		Name: name, Params: params(moment("date", "a date or moment")), Result: schema.Of(result), Doc: doc, Example: example, Shows: shows,
		Call: func(e *schema.Env, args []schema.Value) schema.Value {
			t, ok := e.Moment(arg(args, 0))
			if !ok {
				return schema.Value{}
			}
			return read(t)
		},
	}
}

func whole(n int) schema.Value { return schema.NumberValue(float64(n)) }

// dayOf is the day that a date or moment falls on.
func dayOf(e *schema.Env, v schema.Value) schema.Value {
	t, ok := e.Moment(v)
	if !ok {
		return schema.Value{}
	}
	return schema.DayValue(t)
}
