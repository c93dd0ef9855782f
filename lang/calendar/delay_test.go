package calendar

import (
	"testing"
	"time"
)

func TestDelayAfterAndBefore(t *testing.T) {
	office := Office()
	for _, c := range []struct {
		delay               Delay
		from, after, before string
	}{
		{Delay{Days: 2, Nanos: 3 * time.Hour}, "2026-03-28 09:00", "2026-03-30 12:00 +0200", "2026-03-26 06:00 +0100"},
		{Delay{Months: 1}, "2026-03-31 09:00", "2026-04-30 09:00 +0200", "2026-02-28 09:00 +0100"},
		{Delay{Nanos: 24 * time.Hour}, "2026-03-28 09:00", "2026-03-29 10:00 +0200", "2026-03-27 09:00 +0100"},
		{Delay{Days: 1, Nanos: 2 * time.Hour, Working: true}, "2026-03-06 17:00", "2026-03-10 10:00 +0100", "2026-03-05 15:00 +0100"},
		{Delay{Months: 1, Days: 1, Working: true}, "2026-03-06 10:00", "2026-04-07 10:00 +0200", "2026-02-05 10:00 +0100"},
		{Delay{}, "2026-03-07 10:00", "2026-03-07 10:00 +0100", "2026-03-07 10:00 +0100"},
		{Delay{Working: true}, "2026-03-07 10:00", "2026-03-07 10:00 +0100", "2026-03-07 10:00 +0100"},
	} {
		from := moment(t, zone(t, "Europe/Paris"), c.from)
		if got := text(c.delay.After(from, &office)); got != c.after {
			t.Errorf("%s after %s: got %s, want %s", c.delay, c.from, got, c.after)
		}
		if got := text(c.delay.Before(from, &office)); got != c.before {
			t.Errorf("%s before %s: got %s, want %s", c.delay, c.from, got, c.before)
		}
	}
	if got := NoClock.String(); got != "" {
		t.Errorf("no time of day is written %q", got)
	}
}
