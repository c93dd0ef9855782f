package calendar

import (
	"fmt"
	"time"
)

// ParseDate reads an ISO day, "2026-12-24", as days since 1970-01-01.
func ParseDate(text string) (int64, error) {
	d, err := ParseYearDay(text)
	if err != nil || d.Year == 0 {
		return 0, fmt.Errorf("`%s` is no date: expected a day such as 2026-12-24", text)
	}
	return DayNumber(d.Year, d.Month, d.Day), nil
}

// momentLayouts are the forms of a moment without a zone.
var momentLayouts = [...]string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05"}

// ParseMoment reads a moment: RFC 3339, "2026-12-24T09:00:00+01:00", or a day with or without a time,
// "2026-12-24 09:00", that clocks in the zone show.
func ParseMoment(text string, zone *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil && InRange(t) {
		return t.In(zone), nil
	}
	if day, err := ParseDate(text); err == nil {
		return Midnight(day, zone), nil
	}
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, text); err == nil && InRange(t) {
			y, m, d := t.Date()
			return Local(y, m, d, sinceMidnight(t), zone), nil
		}
	}
	return time.Time{}, fmt.Errorf("`%s` is no moment: expected 2026-12-24 09:00 or 2026-12-24T09:00:00Z", text)
}
