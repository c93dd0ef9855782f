package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPlus(t *testing.T) {
	for _, c := range []struct {
		zone, from   string
		months, days int
		length       time.Duration
		want         string
	}{
		{"Europe/Paris", "2026-03-28 09:00", 0, 1, 0, "2026-03-29 09:00 +0200"},
		{"Europe/Paris", "2026-03-28 09:00", 0, 0, 24 * time.Hour, "2026-03-29 10:00 +0200"},
		{"Europe/Paris", "2026-03-28 02:30", 0, 1, 0, "2026-03-29 03:00 +0200"},
		{"Europe/Paris", "2026-10-24 02:30", 0, 1, 0, "2026-10-25 02:30 +0200"},
		{"Europe/Paris", "2026-10-24 09:00", 0, 1, time.Hour, "2026-10-25 10:00 +0100"},
		{"Europe/Paris", "2026-01-31 09:00", 1, 0, 0, "2026-02-28 09:00 +0100"},
		{"Europe/Paris", "2024-01-31 09:00", 1, 0, 0, "2024-02-29 09:00 +0100"},
		{"Europe/Paris", "2024-02-29 09:00", 12, 0, 0, "2025-02-28 09:00 +0100"},
		{"Europe/Paris", "2026-03-31 09:00", -1, 0, 0, "2026-02-28 09:00 +0100"},
		{"Europe/Paris", "2026-12-31 09:00", 2, 1, 0, "2027-03-01 09:00 +0100"},
		{"America/New_York", "2026-03-07 02:30", 0, 1, 0, "2026-03-08 03:00 -0400"},
		{"America/New_York", "2026-10-31 01:30", 0, 1, 0, "2026-11-01 01:30 -0400"},
		{"America/New_York", "2026-11-01 01:30 -0500", 0, 1, 0, "2026-11-02 01:30 -0500"},
		{"Australia/Lord_Howe", "2026-10-03 02:15", 0, 1, 0, "2026-10-04 02:30 +1100"},
		{"Australia/Lord_Howe", "2026-04-04 01:45", 0, 1, 30 * time.Minute, "2026-04-05 01:45 +1030"},
		{"Asia/Kathmandu", "2026-03-28 02:30", 0, 1, 0, "2026-03-29 02:30 +0545"},
		{"UTC", "9999-12-31 00:00", 0, 5, 0, "9999-12-31 23:59 +0000"},
		{"UTC", "0001-01-01 00:00", -1, 0, 0, "0001-01-01 00:00 +0000"},
		{"UTC", "2026-03-02 09:00", 0, 1 << 31, 0, "9999-12-31 23:59 +0000"},
	} {
		got := Plus(moment(t, zone(t, c.zone), c.from), c.months, c.days, c.length)
		if text(got) != c.want {
			t.Errorf("%s %s + %d months %d days %s: got %s, want %s", c.zone, c.from, c.months, c.days, c.length, text(got), c.want)
		}
	}
}

func TestPlusMovesForward(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := anyMoment(t)
		months, days := rapid.IntRange(0, 40).Draw(t, "months"), rapid.IntRange(0, 400).Draw(t, "days")
		length := time.Duration(rapid.Int64Range(0, int64(90*24*time.Hour)).Draw(t, "length"))
		if got := Plus(at, months, days, length); got.Before(at) {
			t.Fatalf("%s + %d months %d days %s = %s: backwards", at, months, days, length, got)
		}
		if got := Plus(at, months, days, 0); months+days > 0 && !got.After(at) {
			t.Fatalf("%s + %d months %d days = %s: no move", at, months, days, got)
		}
	})
}

func anyMoment(t *rapid.T) time.Time {
	z, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	return time.Unix(rapid.Int64Range(0, 4102444800).Draw(t, "second"), 0).In(z)
}

func TestPlusDays(t *testing.T) {
	day := func(text string) int64 {
		n, err := ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, c := range []struct {
		from         string
		months, days int
		want         string
	}{
		{"2026-01-31", 1, 0, "2026-02-28"},
		{"2026-01-31", 1, 1, "2026-03-01"},
		{"2024-02-29", 12, 0, "2025-02-28"},
		{"2026-03-02", 0, -2, "2026-02-28"},
		{"2026-12-31", -10, 0, "2026-02-28"},
	} {
		if got := PlusDays(day(c.from), c.months, c.days); got != day(c.want) {
			t.Errorf("%s + %d months %d days: got day %d, want %s", c.from, c.months, c.days, got, c.want)
		}
	}
}

func TestAnniversary(t *testing.T) {
	for _, c := range []struct{ day, after, want string }{
		{"1990-05-17", "2026-03-02", "2026-05-17"},
		{"1990-05-17", "2026-05-17", "2026-05-17"},
		{"1990-05-17", "2026-05-18", "2027-05-17"},
		{"1992-02-29", "2026-03-02", "2027-02-28"},
		{"1992-02-29", "2027-03-01", "2028-02-29"},
		{"1992-02-29", "2028-02-29", "2028-02-29"},
	} {
		day, _ := ParseDate(c.day)
		after, _ := ParseDate(c.after)
		y, m, d := DateOf(Anniversary(day, after))
		if got := (Day{Year: y, Month: m, Day: d}).String(); got != c.want {
			t.Errorf("%s on or after %s: got %s, want %s", c.day, c.after, got, c.want)
		}
	}
}
