package calendar

import "time"

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
