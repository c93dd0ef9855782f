package calendar

import "time"

// NextGoal is the next of these days at that time of day, in the zone of t: t itself on the very minute, the same day
// before the hour, a later day after it. Without a time of day (NoClock) t itself passes on one of the days, and
// otherwise the midnight at which the next begins. No days at all means any.
func NextGoal(t time.Time, days Weekdays, at Clock) time.Time {
	y, m, d := t.Date()
	for i := 0; ; i++ {
		if !days.Has((t.Weekday() + time.Weekday(i)) % 7) {
			continue
		}
		switch {
		case at == NoClock && i == 0:
			return t
		case at == NoClock:
			return Local(y, m, d+i, 0, t.Location())
		}
		if goal := Local(y, m, d+i, at.duration(), t.Location()); !goal.Before(t) {
			return goal
		}
	}
}

// Anniversary is the first return of a day, by month and day of the month, on or after another; both count days since
// 1970-01-01. 29 February returns on the 28th in other years.
func Anniversary(day, onOrAfter int64) int64 {
	_, m, d := DateOf(day)
	year, _, _ := DateOf(onOrAfter)
	for ; ; year++ {
		if next := DayNumber(year, m, min(d, lastDay(year, m))); next >= onOrAfter {
			return next
		}
	}
}
