package api

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	for text, want := range map[string]time.Duration{"": 0, "0": 0, " 7 ": 7 * time.Second, "-1": 0, "soon": 0, "99999999999999": 366 * 24 * time.Hour, "999999999999999999999999": 366 * 24 * time.Hour, "1.5": 0, "7 s": 0,
		"Mon, 02 Mar 2026 11:00:00 GMT": 0, "Monday, 02-Mar-26 12:00:10 GMT": 10 * time.Second, "Mon, 02 Mar 2099 11:00:00 GMT": 366 * 24 * time.Hour} {
		if got := RetryAfter(text, noon); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
