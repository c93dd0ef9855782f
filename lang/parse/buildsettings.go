package parse

// Settings become nodes.

import (
	"strconv"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
)

func (s *titleSetting) build(b *builder, at ast.At) ast.Node {
	return &ast.Title{At: at, Text: b.text(s.Text)}
}

func (s *enrollSetting) build(b *builder, at ast.At) ast.Node {
	t := b.trigger(at, s.When, s.On)
	if s.Every != nil {
		t.Every = s.Every.build(b)
	}
	return &ast.Enroll{At: at, Trigger: t}
}

func (s *leaveSetting) build(b *builder, at ast.At) ast.Node {
	return &ast.Leave{At: at, Goal: s.Word.Value == "goal", Trigger: b.trigger(at, s.When, s.On)}
}

// trigger is what stands behind the first word of a setting.
func (b *builder) trigger(at ast.At, when *condition, on *onTrigger) *ast.Trigger {
	t := &ast.Trigger{At: at}
	if when != nil {
		t.When = b.expr(when.expression)
	}
	if on != nil {
		t.Event, t.Change = b.eventWait(on.Event), b.changeWait(on.Change)
	}
	return t
}

func (b *builder) eventWait(e *eventWait) *ast.EventTrigger {
	if e == nil {
		return nil
	}
	return &ast.EventTrigger{At: b.span(e.Tokens), Events: b.eventNames(e.Events), Where: b.condition(e.Where)}
}

func (b *builder) eventNames(list []*eventName) (out []ast.Name) {
	for _, n := range list {
		out = append(out, b.name(n.name))
	}
	return out
}

func (b *builder) changeWait(c *changeWait) *ast.ChangeTrigger {
	if c == nil {
		return nil
	}
	return &ast.ChangeTrigger{At: b.span(c.Tokens), Path: b.path(c.Path), Where: b.condition(c.Where)}
}

func (e *everyDay) build(b *builder) *ast.EveryTrigger {
	t := &ast.EveryTrigger{At: b.span(e.Tokens), Schedule: calendar.Schedule{At: calendar.NoClock}}
	switch {
	case e.Month != nil:
		day, err := strconv.Atoi(e.Month.Value)
		if err != nil || day < 1 || day > 31 {
			b.faults = append(b.faults, noSuchDay(b.at(e.Month).Place, "month on "+e.Month.Value, "write a day from 1 to 31; 31 is the last day of every month"))
			day = 1
		}
		t.Schedule.Month = day
	case e.Year != nil:
		t.Schedule.Year = b.yearDay(e.Year)
		if t.Schedule.Year.Year != 0 {
			b.faults = append(b.faults, noSuchDay(b.spanOf(e.Year.tokens), "year on "+t.Schedule.Year.String(), "write the month and the day: `12-24`"))
		}
	case e.Days != nil:
		t.Schedule.Days = b.weekdays(e.Days)
	}
	if e.At != nil {
		t.Schedule.At = b.clock(e.At)
	}
	t.When = b.condition(e.When)
	return t
}

func (b *builder) weekdays(w *weekdays) calendar.Weekdays {
	at := b.spanOf(w.tokens)
	days, err := calendar.ParseWeekdays(b.textOf(at))
	if err != nil {
		b.faults = append(b.faults, noSuchDay(at, at.Text(), "write days such as `monday`, `monday..friday` or `monday, thursday`"))
	}
	return days
}

func (b *builder) clock(c *clock) calendar.Clock {
	t, err := calendar.ParseClock(c.token.Value)
	if err != nil {
		b.faults = append(b.faults, noSuchTime(b.at(&c.token).Place, c.token.Value))
	}
	return t
}

func (b *builder) yearDay(d *yearDay) calendar.Day {
	at := b.spanOf(d.tokens)
	day, err := calendar.ParseYearDay(at.Text())
	if err != nil {
		b.faults = append(b.faults, noSuchDay(at, at.Text(), "write a day of every year, `12-25`, or of one, `2027-01-02`"))
	}
	return day
}

func (s *reenrollSetting) build(b *builder, at ast.At) ast.Node {
	if s.After != nil {
		return &ast.Reenroll{At: at, Mode: "after", After: b.duration(s.After)}
	}
	return &ast.Reenroll{At: at, Mode: s.Mode.Value}
}

func (s *perSetting) build(b *builder, at ast.At) ast.Node {
	return &ast.Per{At: at, Value: b.expr(s.Value)}
}

func (s *suppressSetting) build(b *builder, at ast.At) ast.Node {
	return &ast.Suppress{At: at, Cond: b.expr(s.Cond.expression)}
}

func (s *centerSetting) build(b *builder, at ast.At) ast.Node {
	return &ast.Center{At: at, On: b.expr(s.On), EveryYear: s.EveryYear}
}

func (s *timezoneSetting) build(b *builder, at ast.At) ast.Node {
	return &ast.Timezone{At: at, Zone: b.text(s.Zone)}
}

func (s *duringSetting) build(b *builder, at ast.At) ast.Node {
	w := calendar.Window{To: 24 * 60}
	if s.Days != nil {
		w.Days = b.weekdays(s.Days)
	}
	hours := s.Hours
	if hours == nil {
		hours = s.Alone
	}
	if hours != nil {
		w.From, w.To = b.clock(&hours.From), b.clock(&hours.To)
	}
	return &ast.During{At: at, Window: w}
}

func (s *pauseSetting) build(b *builder, at ast.At) ast.Node {
	out := &ast.PauseOn{At: at}
	for _, d := range s.Days {
		out.Days = append(out.Days, b.yearDay(d))
	}
	return out
}

func (s *rateSetting) build(b *builder, at ast.At) ast.Node {
	n, err := strconv.Atoi(s.Count.Value)
	if err != nil || n < 1 {
		b.faults = append(b.faults, notWholeNumber(b.at(&s.Count).Place, s.Count.Value))
	}
	return &ast.Rate{At: at, Count: n, Unit: ast.Name{At: b.at(&s.Unit), Text: s.Unit.Value}}
}
