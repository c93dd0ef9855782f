package api

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// RetryAfter reads the header Retry-After in both its forms, seconds and a date (RFC 9110, section 10.2.3); 0 where it
// says nothing or the past.
func RetryAfter(text string, now time.Time) time.Duration {
	text = strings.TrimSpace(text)
	// More than a year is no wait but a mistake.
	const most = 366 * 24 * time.Hour
	seconds, err := strconv.ParseUint(text, 10, 64)
	switch {
	case err == nil && seconds <= uint64(most/time.Second):
		return time.Duration(seconds) * time.Second
	case err == nil || errors.Is(err, strconv.ErrRange):
		return most
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), most)
}
