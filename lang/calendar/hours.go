package calendar

import (
	"slices"
	"time"
)

// searchDays is how far the next open moment is looked for: windows repeat by the week and days off by the year, so
// what does not come within the longest gap between two 29ths of February never comes.
const searchDays = 8*366 + 7

// Office returns the working hours of a project that names none: Monday to Friday, 09:00 to 18:00.
func Office() Hours {
	return Hours{Windows: []Window{{Days: Workdays, From: 9 * 60, To: 18 * 60}}}
}

// Always reports whether the hours leave out nothing.
func (h *Hours) Always() bool { return h == nil || len(h.Windows) == 0 && len(h.Off) == 0 }

// IsOpen reports whether t lies inside the hours, on the clocks of its own zone.
func (h *Hours) IsOpen(t time.Time) bool {
	if h.Always() {
		return true
	}
	for _, s := range h.stretches(t.Date()) {
		from, to := s.moments(t)
		if !t.Before(from) && t.Before(to) {
			return true
		}
	}
	return false
}

// NextOpen is t itself when it lies inside the hours, else the first moment after it that does. ok is false when there
// is none: every day that has a window is a day off.
func (h *Hours) NextOpen(t time.Time) (next time.Time, ok bool) {
	if h.Always() {
		return t, true
	}
	y, m, d := t.Date()
	for i := range searchDays {
		for _, s := range h.stretches(y, m, d+i) {
			from, to := s.moments(t)
			if t.Before(to) && from.Before(to) {
				if from.Before(t) {
					return t, true
				}
				return from, true
			}
		}
	}
	return t, false
}

// stretch is an open part of one day, in minutes after midnight: From is in it, To is not.
type stretch struct {
	year     int
	month    time.Month
	day      int
	from, to Clock
}

// moments are the ends of the stretch in the zone of t.
func (s stretch) moments(t time.Time) (from, to time.Time) {
	return Local(s.year, s.month, s.day, s.from.duration(), t.Location()), Local(s.year, s.month, s.day, s.to.duration(), t.Location())
}

// stretches are the open parts of a day, in order and without overlaps; none on a day off. The day may be out of its
// month's range. A window of the evening before ends in the morning of this day, also when the evening was off.
func (h *Hours) stretches(year int, month time.Month, day int) []stretch {
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	year, month, day = date.Date()
	if slices.ContainsFunc(h.Off, func(off Day) bool { return off.matches(year, month, day) }) {
		return nil
	}
	const midnight = 24 * 60
	if len(h.Windows) == 0 {
		return []stretch{{year, month, day, 0, midnight}}
	}
	today, yesterday := date.Weekday(), (date.Weekday()+6)%7
	var open []stretch
	for _, w := range h.Windows {
		switch {
		case w.overnight():
			if w.Days.Has(yesterday) && w.To > 0 {
				open = append(open, stretch{year, month, day, 0, w.To})
			}
			if w.Days.Has(today) {
				open = append(open, stretch{year, month, day, w.From, midnight})
			}
		case w.Days.Has(today):
			open = append(open, stretch{year, month, day, w.From, w.To})
		}
	}
	return merge(open)
}

// merge sorts stretches of one day and joins those that touch.
func merge(open []stretch) []stretch {
	slices.SortFunc(open, func(a, b stretch) int { return int(a.from) - int(b.from) })
	joined := open[:0]
	for _, s := range open {
		if last := len(joined) - 1; last >= 0 && s.from <= joined[last].to {
			joined[last].to = max(joined[last].to, s.to)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}
