package calendar

import (
	"fmt"
	"strings"
	"time"
)

// After is the moment that lies so long after t, in the zone of t. Working days and hours are counted in h.
func (d Delay) After(t time.Time, h *Hours) time.Time { return d.move(t, h, 1) }

// Before is the moment that lies so long before t, in the zone of t.
func (d Delay) Before(t time.Time, h *Hours) time.Time { return d.move(t, h, -1) }

func (d Delay) move(t time.Time, h *Hours, sign int) time.Time {
	if !d.Working {
		return clamp(Plus(t, sign*d.Months, sign*d.Days, time.Duration(sign)*d.Nanos)).In(t.Location())
	}
	if d.Months != 0 {
		t = Plus(t, sign*d.Months, 0, 0)
	}
	if d.Days != 0 {
		t = h.PlusDays(t, sign*d.Days)
	}
	if d.Nanos != 0 {
		t = h.PlusHours(t, time.Duration(sign)*d.Nanos)
	}
	return t
}

// String is the length as programs write it: "2 days 3 hours", "4 working hours".
func (d Delay) String() string {
	var parts []string
	add := func(n int64, unit string) {
		if n == 0 {
			return
		}
		if n != 1 {
			unit += "s"
		}
		if d.Working {
			unit = "working " + unit
		}
		parts = append(parts, fmt.Sprintf("%d %s", n, unit))
	}
	add(int64(d.Months/12), "year")
	add(int64(d.Months%12), "month")
	days := d.Days
	if !d.Working && days%7 == 0 {
		add(int64(days/7), "week")
		days = 0
	}
	add(int64(days), "day")
	rest := d.Nanos
	add(int64(rest/time.Hour), "hour")
	rest %= time.Hour
	add(int64(rest/time.Minute), "minute")
	rest %= time.Minute
	if rest != 0 {
		parts = append(parts, fmt.Sprintf("%g seconds", rest.Seconds()))
	}
	if len(parts) == 0 {
		return "0 minutes"
	}
	return strings.Join(parts, " ")
}
