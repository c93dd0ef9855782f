package calendar

import (
	"fmt"
	"time"
)

// ParseClock reads a time of day: "09:00", "9:30", up to "24:00".
func ParseClock(text string) (Clock, error) {
	h, m, ok := splitClock(text)
	if !ok || h > 24 || m > 59 || h == 24 && m > 0 {
		return NoClock, fmt.Errorf("`%s` is no time of day: expected 00:00 to 24:00", text)
	}
	return Clock(h*60 + m), nil
}

func splitClock(text string) (h, m int, ok bool) {
	colon := len(text) - 3
	if colon != 1 && colon != 2 || text[colon] != ':' {
		return 0, 0, false
	}
	h, ok = digits(text[:colon])
	if !ok {
		return 0, 0, false
	}
	m, ok = digits(text[colon+1:])
	return h, m, ok
}

// digits reads a number that is written in digits alone.
func digits(text string) (n int, ok bool) {
	if text == "" || len(text) > 9 {
		return 0, false
	}
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// String is `09:00`; empty for NoClock.
func (c Clock) String() string {
	if c < 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", c/60, c%60)
}

// duration is the time of day as a length since midnight on the clock's face.
func (c Clock) duration() time.Duration { return time.Duration(c) * time.Minute }
