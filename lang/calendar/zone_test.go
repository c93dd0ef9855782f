package calendar

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// zones are those whose clocks the tests turn: an hour at 01:00 UTC, at 02:00 local, half an hour, and never, at an odd distance.
var zones = []string{"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC"}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// moment reads "2026-03-29 02:30" on the clocks of a zone, or with an offset "2026-10-25 02:30 +0200".
func moment(t testing.TB, z *time.Location, text string) time.Time {
	t.Helper()
	if at, err := time.Parse("2006-01-02 15:04 -0700", text); err == nil {
		return at.In(z)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, z)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func text(t time.Time) string { return t.Format("2006-01-02 15:04 -0700") }
