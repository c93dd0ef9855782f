package calendar

import (
	"fmt"
	"time"
)

// Schedule is when `enroll every …` fires: at At on the days that the one filled field names.
type Schedule struct {
	Days  Weekdays // every day, weekday, monday …
	Month int      // day of every month, 1..31; 31 is the last day
	Year  Day      // day of every year
	At    Clock
}

// Delay is a length or goal of time as a `delay` names it, with its numbers known.
type Delay struct {
	Months, Days int
	Nanos        time.Duration
	Working      bool // days and hours are counted inside the working hours
}

// Next is the first time after t at which the schedule fires, in the zone of t. A day that a month lacks is its last
// one; without a time of day it fires at midnight.
func (s Schedule) Next(t time.Time) time.Time {
	y, m, d := t.Date()
	for i := 0; ; i++ {
		var next time.Time
		switch {
		case s.Year.Month != 0:
			next = s.at(y+i, s.Year.Month, s.Year.Day, t)
		case s.Month != 0:
			first := time.Date(y, m+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
			next = s.at(first.Year(), first.Month(), s.Month, t)
		case s.Days.Has((t.Weekday() + time.Weekday(i)) % 7):
			next = Local(y, m, d+i, max(s.At, 0).duration(), t.Location())
		}
		if next.After(t) {
			return next
		}
	}
}

// at is the moment of the schedule on a day of a month, held to the month's end.
func (s Schedule) at(year int, month time.Month, day int, t time.Time) time.Time {
	return Local(year, month, min(day, lastDay(year, month)), max(s.At, 0).duration(), t.Location())
}

// String is the schedule as programs write it after `every`: "day at 08:00", "month on 31", "year on 12-24".
func (s Schedule) String() string {
	text := s.Days.String()
	switch {
	case s.Year.Month != 0:
		text = "year on " + s.Year.String()
	case s.Month != 0:
		text = fmt.Sprintf("month on %d", s.Month)
	case s.Days == Workdays:
		text = "weekday"
	}
	if s.At > 0 {
		text += " at " + s.At.String()
	}
	return text
}
