package calendar

import (
	"fmt"
	"strings"
	"time"
)

// The sets of days that have a name.
const (
	EveryDay Weekdays = 0x7f
	Workdays Weekdays = 0x3e // Monday to Friday: `weekday`
)

var dayNames = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// DayName is the name of a day of the week in the language: "monday".
func DayName(d time.Weekday) string { return dayNames[d] }

// ParseDay reads the name of a day of the week.
func ParseDay(name string) (time.Weekday, bool) {
	for i, n := range dayNames {
		if n == name {
			return time.Weekday(i), true
		}
	}
	return 0, false
}

// On returns the set of these days.
func On(days ...time.Weekday) Weekdays {
	var w Weekdays
	for _, d := range days {
		w |= 1 << d
	}
	return w
}

// Through returns the days from one to another, over the end of the week when needed: friday..monday has four.
func Through(from, to time.Weekday) Weekdays {
	w := On(from)
	for d := from; d != to; {
		d = (d + 1) % 7
		w |= On(d)
	}
	return w
}

// Has reports whether the day belongs to the set. The empty set has every day.
func (w Weekdays) Has(d time.Weekday) bool { return w&EveryDay == 0 || w&(1<<d) != 0 }

// ParseWeekdays reads days as programs write them: "monday", "monday..friday", "monday, thursday", "weekday", "day".
func ParseWeekdays(text string) (Weekdays, error) {
	var all Weekdays
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		switch part {
		case "weekday":
			all |= Workdays
			continue
		case "day":
			all |= EveryDay
			continue
		}
		first, last, isRange := strings.Cut(part, "..")
		from, ok := ParseDay(strings.TrimSpace(first))
		if !ok {
			return 0, fmt.Errorf("`%s` is no day of the week", first)
		}
		if !isRange {
			all |= On(from)
			continue
		}
		to, ok := ParseDay(strings.TrimSpace(last))
		if !ok {
			return 0, fmt.Errorf("`%s` is no day of the week", last)
		}
		all |= Through(from, to)
	}
	return all, nil
}

// String is the set as programs write it: "monday..friday", "monday, thursday", "day" for all.
func (w Weekdays) String() string {
	w &= EveryDay
	if w == 0 || w == EveryDay {
		return "day"
	}
	// A run may go over the weekend, so the first run begins after a day that is missing.
	start := 1
	for i := range 7 {
		if d := time.Weekday((1 + i) % 7); w.Has(d) && !w.Has((d+6)%7) {
			start = int(d)
			break
		}
	}
	var parts []string
	for i := 0; i < 7; i++ {
		first := time.Weekday((start + i) % 7)
		if !w.Has(first) {
			continue
		}
		n := 1
		for i+n < 7 && w.Has((first+time.Weekday(n))%7) {
			n++
		}
		last := (first + time.Weekday(n-1)) % 7
		switch n {
		case 1:
			parts = append(parts, DayName(first))
		case 2:
			parts = append(parts, DayName(first), DayName(last))
		default:
			parts = append(parts, DayName(first)+".."+DayName(last))
		}
		i += n
	}
	return strings.Join(parts, ", ")
}
