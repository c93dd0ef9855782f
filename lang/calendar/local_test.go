package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestLocal(t *testing.T) {
	for _, c := range []struct{ zone, wall, want string }{
		{"Europe/Paris", "2026-03-02 09:00", "2026-03-02 09:00 +0100"},
		{"Europe/Paris", "2026-03-29 01:59", "2026-03-29 01:59 +0100"},
		{"Europe/Paris", "2026-03-29 02:00", "2026-03-29 03:00 +0200"},
		{"Europe/Paris", "2026-03-29 02:30", "2026-03-29 03:00 +0200"},
		{"Europe/Paris", "2026-03-29 03:00", "2026-03-29 03:00 +0200"},
		{"Europe/Paris", "2026-10-25 02:00", "2026-10-25 02:00 +0200"},
		{"Europe/Paris", "2026-10-25 02:30", "2026-10-25 02:30 +0200"},
		{"Europe/Paris", "2026-10-25 03:00", "2026-10-25 03:00 +0100"},
		{"America/New_York", "2026-03-08 02:30", "2026-03-08 03:00 -0400"},
		{"America/New_York", "2026-11-01 01:30", "2026-11-01 01:30 -0400"},
		{"America/New_York", "2026-11-01 02:00", "2026-11-01 02:00 -0500"},
		{"Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-04 02:30 +1100"},
		{"Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-04 02:30 +1100"},
		{"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-05 01:45 +1100"},
		{"Australia/Lord_Howe", "2026-04-05 02:00", "2026-04-05 02:00 +1030"},
		{"Asia/Kathmandu", "2026-03-29 02:30", "2026-03-29 02:30 +0545"},
		{"Asia/Kathmandu", "1986-01-01 00:05", "1986-01-01 00:15 +0545"},
		{"America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04 01:00 -0200"},
		{"Pacific/Apia", "2011-12-30 12:00", "2011-12-31 00:00 +1400"}, // a day that the islands left out
	} {
		wall, err := time.Parse("2006-01-02 15:04", c.wall)
		if err != nil {
			t.Fatal(err)
		}
		y, m, d := wall.Date()
		got := Local(y, m, d, sinceMidnight(wall), zone(t, c.zone))
		if text(got) != c.want {
			t.Errorf("%s %s: got %s, want %s", c.zone, c.wall, text(got), c.want)
		}
	}
}

// What Local gives shows the wall time asked for, or it is the first moment after a gap; no earlier moment shows it.
func TestLocalIsFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		wall := time.Unix(rapid.Int64Range(0, 4102444800/60).Draw(t, "minute")*60, 0).UTC()
		y, m, d := wall.Date()
		got := Local(y, m, d, sinceMidnight(wall), z)
		shows := got.Format("2006-01-02 15:04")
		if want := wall.Format("2006-01-02 15:04"); shows < want {
			t.Fatalf("%s shows %s: before what was asked for", want, shows)
		} else if shows > want {
			before := got.Add(-time.Second).Format("2006-01-02 15:04")
			if before >= want {
				t.Fatalf("%s became %s although a second earlier it was %s", want, shows, before)
			}
			return
		}
		for _, step := range []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour} {
			if earlier := got.Add(-step); earlier.Format("2006-01-02 15:04") == shows {
				t.Fatalf("%s shows %s too", earlier, shows)
			}
		}
	})
}

// Around the ends of years clocks never change, and on the last day of a leap year far away the standard library does not
// tell where the stretch ends.
func TestEndsOfYears(t *testing.T) {
	for _, name := range zones {
		z := zone(t, name)
		for year := 2023; year < 2110; year++ {
			for hour := range 5 * 24 {
				want := time.Date(year, time.December, 29, hour, 30, 0, 0, z)
				if got := Local(year, time.December, 29, time.Duration(hour)*time.Hour+30*time.Minute, z); !got.Equal(want) {
					t.Fatalf("%s: %s, want %s", name, text(got), text(want))
				}
				if _, end := ZoneBounds(want); !end.IsZero() && !end.After(want) {
					t.Fatalf("%s: the stretch of %s ends at %s", name, text(want), text(end))
				}
			}
		}
	}
	paris := zone(t, "Europe/Paris")
	if got := text(Plus(moment(t, paris, "2039-12-31 09:00"), 12, 0, 0)); got != "2040-12-31 09:00 +0100" {
		t.Errorf("a year after: %s", got)
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		day  int64
		date string
	}{{0, "1970-01-01"}, {-1, "1969-12-31"}, {20514, "2026-03-02"}, {-719162, "0001-01-01"}, {2932896, "9999-12-31"}} {
		y, m, d := DateOf(c.day)
		if got := (Day{Year: y, Month: m, Day: d}).String(); got != c.date {
			t.Errorf("day %d is %s, want %s", c.day, got, c.date)
		}
		if got := DayNumber(y, m, d); got != c.day {
			t.Errorf("%s is day %d, want %d", c.date, got, c.day)
		}
	}
	paris := zone(t, "Europe/Paris")
	if got := DayOf(moment(t, paris, "2026-03-02 00:30")); got != 20514 {
		t.Errorf("half past midnight in Paris is on day %d", got)
	}
	if got := text(Midnight(20514, paris)); got != "2026-03-02 00:00 +0100" {
		t.Errorf("midnight: %s", got)
	}
	if got := text(OnClock(moment(t, paris, "2026-03-02 15:30"), 9*60)); got != "2026-03-02 09:00 +0100" {
		t.Errorf("on clock: %s", got)
	}
	at := moment(t, paris, "2026-03-02 15:30")
	if got := OnClock(at, NoClock); !got.Equal(at) {
		t.Errorf("no clock moved the moment to %s", got)
	}
}
