package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// hours reads windows and days off: "monday..friday 09:00..18:00; off 12-25".
func hours(t testing.TB, text string) *Hours {
	t.Helper()
	h := &Hours{}
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSpace(part)
		if day, ok := strings.CutPrefix(part, "off "); ok {
			d, err := ParseYearDay(day)
			if err != nil {
				t.Fatal(err)
			}
			h.Off = append(h.Off, d)
			continue
		}
		if part == "" {
			continue
		}
		w, err := ParseWindow(part)
		if err != nil {
			t.Fatal(err)
		}
		h.Windows = append(h.Windows, w)
	}
	return h
}

const office = "monday..friday 09:00..18:00"

// 2026-03-02 is a Monday.
func TestNextOpen(t *testing.T) {
	for _, c := range []struct{ zone, hours, from, want string }{
		{"Europe/Paris", office, "2026-03-02 08:00", "2026-03-02 09:00 +0100"},
		{"Europe/Paris", office, "2026-03-02 09:00", "2026-03-02 09:00 +0100"},
		{"Europe/Paris", office, "2026-03-02 17:59", "2026-03-02 17:59 +0100"},
		{"Europe/Paris", office, "2026-03-02 18:00", "2026-03-03 09:00 +0100"},
		{"Europe/Paris", office, "2026-03-06 18:00", "2026-03-09 09:00 +0100"},
		{"Europe/Paris", office + "; saturday 10:00..12:00", "2026-03-06 18:00", "2026-03-07 10:00 +0100"},
		{"Europe/Paris", "monday 14:00..16:00; monday 09:00..12:00", "2026-03-02 13:00", "2026-03-02 14:00 +0100"},
		{"Europe/Paris", office + "; off 03-02; off 2026-03-03", "2026-03-02 10:00", "2026-03-04 09:00 +0100"},
		{"Europe/Paris", "off 12-25", "2026-12-25 10:00", "2026-12-26 00:00 +0100"},
		{"Europe/Paris", "22:00..06:00", "2026-03-02 12:00", "2026-03-02 22:00 +0100"},
		{"Europe/Paris", "22:00..06:00", "2026-03-03 05:59", "2026-03-03 05:59 +0100"},
		{"Europe/Paris", "22:00..06:00", "2026-03-03 06:00", "2026-03-03 22:00 +0100"},
		{"Europe/Paris", "friday 22:00..06:00", "2026-03-07 03:00", "2026-03-07 03:00 +0100"},
		{"Europe/Paris", "friday 22:00..06:00", "2026-03-08 03:00", "2026-03-13 22:00 +0100"},
		{"Europe/Paris", "22:00..06:00; off 12-25", "2026-12-24 23:00", "2026-12-24 23:00 +0100"},
		{"Europe/Paris", "22:00..06:00; off 12-25", "2026-12-25 03:00", "2026-12-26 00:00 +0100"},
		{"Europe/Paris", "22:00..00:00", "2026-03-03 00:00", "2026-03-03 22:00 +0100"},
		{"Europe/Paris", "monday", "2026-03-03 00:00", "2026-03-09 00:00 +0100"},
		{"Europe/Paris", "sunday 02:00..04:00", "2026-03-28 12:00", "2026-03-29 03:00 +0200"},
		{"Europe/Paris", "sunday 02:00..03:00", "2026-03-28 12:00", "2026-04-05 02:00 +0200"},
		{"America/New_York", "01:00..02:00", "2026-11-01 01:30 -0500", "2026-11-01 01:30 -0500"},
		{"Australia/Lord_Howe", "02:00..03:00", "2026-10-04 00:00", "2026-10-04 02:30 +1100"},
		{"America/Sao_Paulo", "00:00..02:00", "2018-11-03 23:00", "2018-11-04 01:00 -0200"},
		{"Asia/Kathmandu", office, "2026-03-01 12:00", "2026-03-02 09:00 +0545"},
	} {
		h := hours(t, c.hours)
		from := moment(t, zone(t, c.zone), c.from)
		got, ok := h.NextOpen(from)
		if !ok || text(got) != c.want {
			t.Errorf("%s %q %s: got %s %v, want %s", c.zone, c.hours, c.from, text(got), ok, c.want)
		}
		if open := h.IsOpen(from); open != got.Equal(from) {
			t.Errorf("%s %q %s: open is %v", c.zone, c.hours, c.from, open)
		}
	}
}

func TestNeverOpen(t *testing.T) {
	h := &Hours{Windows: []Window{{Days: EveryDay, From: 540, To: 1080}}}
	for day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2024; day = day.AddDate(0, 0, 1) {
		h.Off = append(h.Off, Day{Month: day.Month(), Day: day.Day()})
	}
	from := moment(t, time.UTC, "2026-03-02 09:00")
	if got, ok := h.NextOpen(from); ok {
		t.Errorf("open at %s although every day is off", got)
	}
	for name, got := range map[string]time.Time{"days": h.PlusDays(from, 1), "hours": h.PlusHours(from, time.Hour)} {
		if !got.Equal(End()) {
			t.Errorf("a count of %s that never ends: got %s", name, got)
		}
	}
	if got := h.PlusHours(from, -time.Hour); got.Year() != 1 {
		t.Errorf("a count backwards that never ends: got %s", got)
	}
}

func TestAlways(t *testing.T) {
	var none *Hours
	at := moment(t, time.UTC, "2026-03-02 09:00")
	if got, ok := none.NextOpen(at); !ok || !got.Equal(at) || !none.IsOpen(at) || !none.IsWorkday(0) {
		t.Error("no hours at all leave nothing out")
	}
	if got := none.PlusDays(at, 2); text(got) != "2026-03-04 09:00 +0000" {
		t.Errorf("2 working days without hours: %s", text(got))
	}
	if got := none.PlusHours(at, 30*time.Hour); text(got) != "2026-03-03 15:00 +0000" {
		t.Errorf("30 working hours without hours: %s", text(got))
	}
}

// The next open moment is open, not earlier, and nothing before it is.
func TestNextOpenIsFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := anyMoment(t)
		h := anyHours(t)
		got, ok := h.NextOpen(at)
		if !ok {
			return // a window that lies in the gap of a change of clocks only
		}
		if got.Before(at) || !h.IsOpen(got) {
			t.Fatalf("%v: next open after %s is %s, open %v", h, at, got, h.IsOpen(got))
		}
		for probe := at; probe.Before(got) && probe.Before(at.Add(72*time.Hour)); probe = probe.Add(7 * time.Minute) {
			if h.IsOpen(probe) {
				t.Fatalf("%v: %s is open, but the next open moment after %s is said to be %s", h, probe, at, got)
			}
		}
	})
}

func anyHours(t *rapid.T) *Hours {
	h := &Hours{}
	for range rapid.IntRange(1, 3).Draw(t, "windows") {
		h.Windows = append(h.Windows, Window{
			Days: Weekdays(rapid.IntRange(0, 127).Draw(t, "days")),
			From: Clock(rapid.IntRange(0, 1439).Draw(t, "from")),
			To:   Clock(rapid.IntRange(0, 1440).Draw(t, "to")),
		})
	}
	for range rapid.IntRange(0, 2).Draw(t, "off") {
		h.Off = append(h.Off, Day{Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(1, 28).Draw(t, "day")})
	}
	return h
}

func TestWorkingTime(t *testing.T) {
	for _, c := range []struct {
		zone, hours, from, delay, want string
	}{
		{"Europe/Paris", office, "2026-03-02 15:00", "2 days", "2026-03-04 15:00 +0100"},
		{"Europe/Paris", office, "2026-03-06 15:00", "2 days", "2026-03-10 15:00 +0100"},
		{"Europe/Paris", office, "2026-03-07 10:00", "1 days", "2026-03-09 10:00 +0100"},
		{"Europe/Paris", office, "2026-03-06 20:00", "1 days", "2026-03-10 09:00 +0100"},
		{"Europe/Paris", office, "2026-03-06 07:00", "1 days", "2026-03-09 09:00 +0100"},
		{"Europe/Paris", office + "; off 03-09", "2026-03-06 15:00", "1 days", "2026-03-10 15:00 +0100"},
		{"Europe/Paris", office, "2026-03-10 15:00", "-2 days", "2026-03-06 15:00 +0100"},
		{"Europe/Paris", office, "2026-03-02 15:00", "4 hours", "2026-03-03 10:00 +0100"},
		{"Europe/Paris", office, "2026-03-06 17:00", "2 hours", "2026-03-09 10:00 +0100"},
		{"Europe/Paris", office, "2026-03-07 12:00", "1 hours", "2026-03-09 10:00 +0100"},
		{"Europe/Paris", office, "2026-03-02 09:00", "9 hours", "2026-03-02 18:00 +0100"},
		{"Europe/Paris", office, "2026-03-02 10:00", "-2 hours", "2026-02-27 17:00 +0100"},
		{"Europe/Paris", office, "2026-03-02 15:00", "-4 hours", "2026-03-02 11:00 +0100"},
		{"Europe/Paris", "22:00..06:00", "2026-03-28 21:00", "8 hours", "2026-03-29 23:00 +0200"}, // the night of the change has seven hours
		{"Europe/Paris", "22:00..06:00", "2026-10-24 21:00", "9 hours", "2026-10-25 06:00 +0100"}, // and this one nine
		{"Asia/Kathmandu", office, "2026-03-02 17:30", "1 hours", "2026-03-03 09:30 +0545"},
	} {
		var n int
		var unit string
		if _, err := fmt.Sscan(c.delay, &n, &unit); err != nil {
			t.Fatal(err)
		}
		d := Delay{Working: true}
		if unit == "days" {
			d.Days = max(n, -n)
		} else {
			d.Nanos = time.Duration(max(n, -n)) * time.Hour
		}
		from := moment(t, zone(t, c.zone), c.from)
		got := d.After(from, hours(t, c.hours))
		if n < 0 {
			got = d.Before(from, hours(t, c.hours))
		}
		if text(got) != c.want {
			t.Errorf("%s %q %s %s: got %s, want %s", c.zone, c.hours, c.from, c.delay, text(got), c.want)
		}
	}
}

// Working time goes forward, ends inside the hours or at their end, and as much of it lies between as was asked for.
func TestWorkingHoursAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := anyMoment(t).Truncate(time.Minute)
		h := anyHours(t)
		length := time.Duration(rapid.IntRange(1, 600).Draw(t, "minutes")) * time.Minute
		got := h.PlusHours(at, length)
		if got.Equal(End()) || got.Sub(at) > 60*24*time.Hour {
			return
		}
		var open time.Duration
		for probe := at; probe.Before(got); probe = probe.Add(time.Minute) {
			if h.IsOpen(probe) {
				open += time.Minute
			}
		}
		if open != length {
			t.Fatalf("%v: %s + %s = %s, with %s inside the hours", h, at, length, got, open)
		}
		if back := h.PlusHours(got, -length); back.Before(at) || h.PlusHours(back, length) != got {
			t.Fatalf("%v: %s + %s = %s, and back %s", h, at, length, got, back)
		}
	})
}
