// The step from what a clock on the wall shows to a moment, where clocks skip or repeat an hour.

package calendar

import "time"

// farthest is more than the largest distance from UTC that any zone ever had.
const farthest = 24 * time.Hour

// Local is the moment at which clocks in the zone show this day and time of day. A time that the zone skips is the
// first moment that exists after it; one that happens twice is the first. Days and times out of range carry over,
// as in time.Date.
func Local(year int, month time.Month, day int, sinceMidnight time.Duration, zone *time.Location) time.Time {
	wall := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Add(sinceMidnight)
	at := wall.Add(-farthest).In(zone)
	for {
		start, end := ZoneBounds(at)
		_, offset := at.Zone()
		moment := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if !start.IsZero() && moment.Before(start) {
			return start.In(zone)
		}
		if end.IsZero() || moment.Before(end) {
			return moment
		}
		at = end
	}
}

// ZoneBounds are the bounds of the stretch of time around t in which clocks of its zone keep their distance from UTC, as
// t.ZoneBounds gives them; a zero one means that there is none. A stretch may end early, with another of the same distance
// behind it, but never before it held t: for the last day of a leap year whose clock changes follow from a rule, the
// standard library names an end that lies before it, and whoever goes from end to end would never arrive.
func ZoneBounds(t time.Time) (start, end time.Time) {
	start, end = t.ZoneBounds()
	if !end.IsZero() && !end.After(t) {
		end = time.Date(t.UTC().Year()+1, time.January, 1, 0, 0, 0, 0, time.UTC).In(t.Location())
	}
	return start, end
}

// Midnight is the first moment of a day, given as days since 1970-01-01.
func Midnight(days int64, zone *time.Location) time.Time {
	y, m, d := DateOf(days)
	return Local(y, m, d, 0, zone)
}

// OnClock is the moment of that time of day on the day of t, in the zone of t. NoClock leaves t as it is.
func OnClock(t time.Time, c Clock) time.Time {
	if c == NoClock {
		return t
	}
	y, m, d := t.Date()
	return Local(y, m, d, c.duration(), t.Location())
}

// DayOf is the day of t in its own zone, as days since 1970-01-01.
func DayOf(t time.Time) int64 {
	y, m, d := t.Date()
	return DayNumber(y, m, d)
}

// DayNumber counts days since 1970-01-01.
func DayNumber(year int, month time.Month, day int) int64 {
	seconds := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	return seconds / secondsPerDay
}

// DateOf is the date of a day given as days since 1970-01-01.
func DateOf(days int64) (year int, month time.Month, day int) {
	return time.Unix(days*secondsPerDay, 0).UTC().Date()
}

const secondsPerDay = 24 * 60 * 60

// sinceMidnight is what the clock shows at t.
func sinceMidnight(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}
