package main

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// span is a flag with a length of time as people write it: 30d, 12h, 2w, 1d12h.
type span time.Duration

var spanPart = regexp.MustCompile(`^(\d+)(w|d|h|m|s)`)

var units = map[string]time.Duration{"w": 7 * 24 * time.Hour, "d": 24 * time.Hour, "h": time.Hour, "m": time.Minute, "s": time.Second}

// longest is well within what a time.Duration holds.
const longest = 200 * 365 * 24 * time.Hour

// Set reads the flag.
func (s *span) Set(text string) error {
	total, rest := time.Duration(0), text
	for rest != "" {
		part := spanPart.FindStringSubmatch(rest)
		if part == nil {
			return fmt.Errorf("%q is no length of time, write 30d, 12h or 2w", text)
		}
		n, err := strconv.ParseInt(part[1], 10, 64)
		if err != nil || time.Duration(n) > (longest-total)/units[part[2]] {
			return fmt.Errorf("%q is too long", text)
		}
		total += time.Duration(n) * units[part[2]]
		rest = rest[len(part[0]):]
	}
	if text == "" {
		return fmt.Errorf("%q is no length of time, write 30d, 12h or 2w", text)
	}
	*s = span(total)
	return nil
}

// String is the flag's default as help shows it, in days where it is whole ones.
func (s *span) String() string {
	switch {
	case *s == 0:
		return ""
	case time.Duration(*s)%units["d"] == 0:
		return fmt.Sprintf("%dd", time.Duration(*s)/units["d"])
	}
	return time.Duration(*s).String()
}

// Type names the flag's values in help.
func (s *span) Type() string { return "time" }
