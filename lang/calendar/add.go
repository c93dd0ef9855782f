package calendar

import "time"

// Moments and days that programs can speak of lie in the years 1 to 9999.
const (
	firstYear = 1
	lastYear  = 9999
)

// InRange reports whether a moment lies in the years that programs can speak of.
func InRange(t time.Time) bool {
	y := t.UTC().Year()
	return firstYear <= y && y <= lastYear
}

// End is the last moment that programs can speak of; what would lie behind it is it.
func End() time.Time { return time.Date(lastYear, time.December, 31, 23, 59, 59, 0, time.UTC) }

// beginning is the first moment that programs can speak of.
func beginning() time.Time { return time.Date(firstYear, time.January, 1, 0, 0, 0, 0, time.UTC) }

// Plus moves a moment: by months and days on the calendar of its own zone, at the same time of day, then by a length
// that runs on no clock. A month after the 31st is the last day of the month. Results are held to the years 1 to 9999.
func Plus(t time.Time, months, days int, length time.Duration) time.Time {
	if months != 0 || days != 0 {
		y, m, d := t.Date()
		y, m, d = plusMonths(y, m, d, months)
		// A day count beyond all years must not overflow the calendar's arithmetic.
		days = min(max(days, -5_000_000), 5_000_000)
		t = Local(y, m, d+days, sinceMidnight(t), t.Location())
	}
	return clamp(t).Add(length).In(t.Location())
}

func clamp(t time.Time) time.Time {
	if InRange(t) {
		return t
	}
	if t.UTC().Year() > lastYear {
		return End()
	}
	return beginning()
}

// PlusDays moves a day, given as days since 1970-01-01, on the calendar.
func PlusDays(day int64, months, days int) int64 {
	y, m, d := DateOf(day)
	y, m, d = plusMonths(y, m, d, months)
	return DayNumber(y, m, d) + int64(days)
}

// plusMonths moves a date by months; a day that the month lacks is its last one.
func plusMonths(year int, month time.Month, day, months int) (int, time.Month, int) {
	if months == 0 {
		return year, month, day
	}
	first := time.Date(year, month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	year, month, _ = first.Date()
	return year, month, min(day, lastDay(year, month))
}
