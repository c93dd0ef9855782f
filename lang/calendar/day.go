package calendar

import (
	"fmt"
	"time"
)

// ParseYearDay reads "12-25", a day of every year, or "2027-01-02".
func ParseYearDay(text string) (Day, error) {
	bad := fmt.Errorf("`%s` is no day: expected 12-25 or 2027-01-02", text)
	d, rest := Day{}, text
	if len(text) == 10 && text[4] == '-' {
		year, ok := digits(text[:4])
		if !ok || year == 0 {
			return Day{}, bad
		}
		d.Year, rest = year, text[5:]
	}
	if len(rest) != 5 || rest[2] != '-' {
		return Day{}, bad
	}
	month, ok1 := digits(rest[:2])
	day, ok2 := digits(rest[3:])
	d.Month, d.Day = time.Month(month), day
	if !ok1 || !ok2 || !d.Valid() {
		return Day{}, bad
	}
	return d, nil
}

// Valid reports whether there is such a day; 29 February is one of every year.
func (d Day) Valid() bool {
	if d.Month < time.January || d.Month > time.December || d.Day < 1 {
		return false
	}
	year := d.Year
	if year == 0 {
		year = 2000
	}
	return d.Day <= lastDay(year, d.Month)
}

// String is `12-25` or `2027-01-02`.
func (d Day) String() string {
	if d.Year == 0 {
		return fmt.Sprintf("%02d-%02d", int(d.Month), d.Day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// matches reports whether the day is this one.
func (d Day) matches(year int, month time.Month, day int) bool {
	return d.Day == day && d.Month == month && (d.Year == 0 || d.Year == year)
}

// lastDay is the number of days of a month.
func lastDay(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
