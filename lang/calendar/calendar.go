// Package calendar is time as people mean it: weekdays, windows of the day, working hours, and arithmetic in a
// time zone where a day is not always 24 hours and a month not always 30 days.
package calendar

import "time"

// Weekdays is a set of days of the week: bit 0 is Sunday, as in time.Weekday. The empty set means every day.
type Weekdays uint8

// Clock is a time of day in minutes after midnight; 24:00 is 1440.
type Clock int16

// NoClock stands for a time of day that was not given.
const NoClock Clock = -1

// Window is a daily stretch of time: on Days from From to To. To <= From means that it ends on the next day.
type Window struct {
	Days     Weekdays
	From, To Clock
}

// Day is a day of a year, or of every year when Year is 0.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// Hours are the windows in which work is done. No window at all means always.
type Hours struct {
	Windows []Window
	Off     []Day // no work on these
}
