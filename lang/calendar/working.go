// Counting in working days and working hours.

package calendar

import (
	"slices"
	"time"
)

// IsWorkday reports whether the hours have an open part on that day, given as days since 1970-01-01.
func (h *Hours) IsWorkday(day int64) bool {
	if h.Always() {
		return true
	}
	return len(h.stretches(DateOf(day))) > 0
}

// PlusWorkdays is the day n working days after day, or before it when n is negative; the day itself for 0. ok is false
// when no day is a working day. n is held to a century, so that no program makes the machine count for long.
func (h *Hours) PlusWorkdays(day int64, n int) (result int64, ok bool) {
	n = min(max(n, -36525), 36525)
	step := int64(1)
	if n < 0 {
		n, step = -n, -1
	}
	for gap := 0; n > 0; {
		day += step
		if h.IsWorkday(day) {
			n--
			gap = 0
		} else if gap++; gap > searchDays {
			return day, false
		}
	}
	return day, true
}

// PlusDays is the same time of day n working days after t, or before it when n is negative. A moment outside of the
// hours moves to the next one inside. Days are counted on the clocks of t's zone.
func (h *Hours) PlusDays(t time.Time, n int) time.Time {
	if n == 0 {
		return t
	}
	day, ok := h.PlusWorkdays(DayOf(t), n)
	if !ok {
		return never(t, n > 0)
	}
	y, m, d := DateOf(day)
	next, ok := h.NextOpen(Local(y, m, d, sinceMidnight(t), t.Location()))
	if !ok {
		return never(t, n > 0)
	}
	return next
}

// PlusHours is the moment at which so much time inside the hours has passed since t, or, for a negative length, after
// which so much passes until t.
func (h *Hours) PlusHours(t time.Time, length time.Duration) time.Time {
	if h.Always() {
		return clamp(t.Add(length)).In(t.Location())
	}
	if length < 0 {
		return h.minusHours(t, -length)
	}
	y, m, d := t.Date()
	for i, gap := 0, 0; gap <= searchDays; i++ {
		gap++
		for _, s := range h.stretches(y, m, d+i) {
			from, to := s.moments(t)
			if from.Before(t) {
				from = t
			}
			open := to.Sub(from)
			if open <= 0 {
				continue
			}
			gap = 0
			if length <= open {
				return from.Add(length)
			}
			length -= open
		}
	}
	return never(t, true)
}

func (h *Hours) minusHours(t time.Time, length time.Duration) time.Time {
	y, m, d := t.Date()
	for i, gap := 0, 0; gap <= searchDays; i++ {
		gap++
		for _, s := range slices.Backward(h.stretches(y, m, d-i)) {
			from, to := s.moments(t)
			if to.After(t) {
				to = t
			}
			open := to.Sub(from)
			if open <= 0 {
				continue
			}
			gap = 0
			if length <= open {
				return to.Add(-length)
			}
			length -= open
		}
	}
	return never(t, false)
}

// never is where a count that cannot be reached ends.
func never(t time.Time, forward bool) time.Time {
	if forward {
		return End().In(t.Location())
	}
	return beginning().In(t.Location())
}
