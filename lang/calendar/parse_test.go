package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWindowText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"monday..friday 09:00..18:00", "monday..friday 09:00..18:00"},
		{"monday,thursday 09:00 .. 12:00", "monday, thursday 09:00..12:00"},
		{"weekday 9:00..18:00", "monday..friday 09:00..18:00"},
		{"saturday", "saturday"},
		{"friday..monday 22:00..06:00", "friday..monday 22:00..06:00"},
		{"09:00..12:00", "09:00..12:00"},
		{"day 09:00..24:00", "09:00..24:00"},
		{"saturday, sunday", "saturday, sunday"},
		{"monday, wednesday..friday", "monday, wednesday..friday"},
	} {
		w, err := ParseWindow(c.text)
		if err != nil || w.String() != c.want {
			t.Errorf("%q: got %q %v, want %q", c.text, w, err, c.want)
		}
		again, err := ParseWindow(w.String())
		if err != nil || again != w {
			t.Errorf("%q does not read back: %v %v", w, again, err)
		}
	}
	for text, want := range map[string]string{
		"":                     "no days and no hours: expected monday..friday 09:00..18:00",
		"moonday 09:00..18:00": "`moonday` is no day of the week",
		"monday..fry":          "`fry` is no day of the week",
		"monday 09:00":         "`09:00` is no stretch of the day: expected 09:00..18:00",
		"monday 09:00..25:00":  "`25:00` is no time of day: expected 00:00 to 24:00",
		"monday 09:60..18:00":  "`09:60` is no time of day: expected 00:00 to 24:00",
		"monday 9am..6pm":      "`9am` is no time of day: expected 00:00 to 24:00",
	} {
		if _, err := ParseWindow(text); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestWeekdaysReadBack(t *testing.T) {
	for w := Weekdays(1); w <= EveryDay; w++ {
		got, err := ParseWeekdays(w.String())
		if err != nil || got != w {
			t.Errorf("%07b is %q, which reads as %07b %v", w, w, got, err)
		}
	}
	if got := Weekdays(0).String(); got != "day" {
		t.Errorf("no days at all: %q", got)
	}
}

func TestDayText(t *testing.T) {
	for _, text := range []string{"12-25", "02-29", "2027-01-02", "2024-02-29"} {
		d, err := ParseYearDay(text)
		if err != nil || d.String() != text {
			t.Errorf("%q: got %q %v", text, d, err)
		}
	}
	for _, text := range []string{"", "13-01", "02-30", "2026-02-29", "0000-01-01", "1-1", "2026-1-02", "12/25", "2026-12-245", "-1-02"} {
		if d, err := ParseYearDay(text); err == nil || err.Error() != "`"+text+"` is no day: expected 12-25 or 2027-01-02" {
			t.Errorf("%q: got %v %v", text, d, err)
		}
	}
}

func TestParseMoment(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	for text, want := range map[string]string{
		"2026-03-02 09:00":            "2026-03-02T09:00:00+01:00",
		"2026-03-02T09:00":            "2026-03-02T09:00:00+01:00",
		"2026-03-02 09:00:30":         "2026-03-02T09:00:30+01:00",
		"2026-03-02":                  "2026-03-02T00:00:00+01:00",
		"2026-03-02T09:00:00Z":        "2026-03-02T10:00:00+01:00",
		"2026-03-02T09:00:00+05:45":   "2026-03-02T04:15:00+01:00",
		"2026-03-29 02:30":            "2026-03-29T03:00:00+02:00",
		"2026-10-25 02:30":            "2026-10-25T02:30:00+02:00",
		"2026-03-02T09:00:00.25Z":     "2026-03-02T10:00:00+01:00",
		"1969-12-31T23:59:59.5Z":      "1970-01-01T00:59:59+01:00",
		"2026-03-02T09:00:00-03:30":   "2026-03-02T13:30:00+01:00",
		"9999-12-31T23:00:00+00:00":   "10000-01-01T00:00:00+01:00",
		"0001-01-01T00:00:00+00:00":   "0001-01-01T00:09:21+00:09",
		"2026-03-02T09:00:00.1+00:00": "2026-03-02T10:00:00+01:00",
	} {
		got, err := ParseMoment(text, paris)
		if err != nil || got.Format("2006-01-02T15:04:05Z07:00") != want {
			t.Errorf("%q: got %s %v, want %s", text, got.Format(time.RFC3339), err, want)
		}
	}
	for _, text := range []string{"", "now", "2026-02-30", "2026-03-02 25:00", "02/03/2026", "2026-03-02 9am", "0000-01-01 00:00"} {
		want := "`" + text + "` is no moment: expected 2026-12-24 09:00 or 2026-12-24T09:00:00Z"
		if got, err := ParseMoment(text, paris); err == nil || err.Error() != want {
			t.Errorf("%q: got %s %v", text, got, err)
		}
	}
}

func TestFormat(t *testing.T) {
	at := moment(t, zone(t, "Europe/Paris"), "2026-03-02 15:04")
	for pattern, want := range map[string]string{
		"DD/MM/YYYY HH:mm":     "02/03/2026 15:04",
		"D.M.YY":               "2.3.26",
		"DDDD, D MMMM YYYY":    "Monday, 2 March 2026",
		"DDD MMM":              "Mon Mar",
		"h:mm A":               "3:04 PM",
		"hh H ss":              "03 15 00",
		"[Day] D [of MMM] — é": "Day 2 of MMM — é",
		"[open":                "[open",
		"":                     "",
	} {
		if got := Format(at, pattern); got != want {
			t.Errorf("%q: got %q, want %q", pattern, got, want)
		}
	}
}

func TestDelayText(t *testing.T) {
	for want, d := range map[string]Delay{
		"2 days 3 hours":       {Days: 2, Nanos: 3 * time.Hour},
		"1 week":               {Days: 7},
		"1 year 1 month":       {Months: 13},
		"4 working hours":      {Nanos: 4 * time.Hour, Working: true},
		"7 working days":       {Days: 7, Working: true},
		"0 minutes":            {},
		"1 hour 30 minutes":    {Nanos: 90 * time.Minute},
		"1 minute 1.5 seconds": {Nanos: 61500 * time.Millisecond},
	} {
		if got := d.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func FuzzParseMoment(f *testing.F) {
	for _, text := range []string{"2026-03-02 09:00", "2026-03-02T09:00:00+05:45", "2026-12-24", "9999-12-31T23:59:59Z"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := ParseMoment(text, time.UTC)
		if err == nil && !InRange(at) {
			t.Errorf("%q is %s, beyond the years that programs can speak of", text, at)
		}
		if d, err := ParseYearDay(text); err == nil && !d.Valid() {
			t.Errorf("%q is %v, which is no day", text, d)
		}
		if w, err := ParseWindow(text); err == nil {
			if again, err := ParseWindow(w.String()); err != nil || again.String() != w.String() {
				t.Errorf("%q is %q, which reads as %q %v", text, w, again, err)
			}
		}
	})
}

// A date survives its own text.
func TestDateReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Int64Range(-719162, 2932896).Draw(t, "day")
		y, m, d := DateOf(day)
		got, err := ParseDate(Day{Year: y, Month: m, Day: d}.String())
		if err != nil || got != day {
			t.Fatalf("day %d reads as %d %v", day, got, err)
		}
	})
}
