package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNextGoal(t *testing.T) {
	const tuesday = "tuesday"
	for _, c := range []struct {
		zone, days, at, from, want string
	}{
		{"Europe/Paris", tuesday, "11:00", "2026-03-02 09:00", "2026-03-03 11:00 +0100"},
		{"Europe/Paris", tuesday, "11:00", "2026-03-03 10:59", "2026-03-03 11:00 +0100"},
		{"Europe/Paris", tuesday, "11:00", "2026-03-03 11:00", "2026-03-03 11:00 +0100"},
		{"Europe/Paris", tuesday, "11:00", "2026-03-03 11:01", "2026-03-10 11:00 +0100"},
		{"Europe/Paris", "monday, thursday", "09:30", "2026-03-02 10:00", "2026-03-05 09:30 +0100"},
		{"Europe/Paris", "weekday", "09:00", "2026-03-06 10:00", "2026-03-09 09:00 +0100"},
		{"Europe/Paris", "day", "09:00", "2026-03-06 10:00", "2026-03-07 09:00 +0100"},
		{"Europe/Paris", tuesday, "", "2026-03-03 15:20", "2026-03-03 15:20 +0100"},
		{"Europe/Paris", tuesday, "", "2026-03-04 15:20", "2026-03-10 00:00 +0100"},
		{"Europe/Paris", "sunday", "02:30", "2026-03-28 12:00", "2026-03-29 03:00 +0200"},
		{"Europe/Paris", "sunday", "02:30", "2026-10-25 02:15 +0100", "2026-11-01 02:30 +0100"},
		{"America/New_York", "sunday", "01:30", "2026-11-01 00:00", "2026-11-01 01:30 -0400"},
		{"Australia/Lord_Howe", "sunday", "02:15", "2026-10-03 12:00", "2026-10-04 02:30 +1100"},
		{"Asia/Kathmandu", "sunday", "02:15", "2026-10-03 12:00", "2026-10-04 02:15 +0545"},
		{"America/Sao_Paulo", "sunday", "", "2018-11-03 12:00", "2018-11-04 01:00 -0200"},
	} {
		days, err := ParseWeekdays(c.days)
		if err != nil {
			t.Fatal(err)
		}
		at := NoClock
		if c.at != "" {
			if at, err = ParseClock(c.at); err != nil {
				t.Fatal(err)
			}
		}
		if got := NextGoal(moment(t, zone(t, c.zone), c.from), days, at); text(got) != c.want {
			t.Errorf("%s until %s at %s from %s: got %s, want %s", c.zone, c.days, c.at, c.from, text(got), c.want)
		}
	}
}

func TestNextGoalIsNeverEarly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := anyMoment(t)
		days := Weekdays(rapid.IntRange(0, 127).Draw(t, "days"))
		clock := Clock(rapid.IntRange(-1, 1439).Draw(t, "clock"))
		got := NextGoal(at, days, clock)
		if got.Before(at) || got.After(at.AddDate(0, 0, 9)) || !days.Has(got.Weekday()) {
			t.Fatalf("%s at %s from %s: got %s", days, clock, at, got)
		}
	})
}

func TestScheduleNext(t *testing.T) {
	for _, c := range []struct {
		zone     string
		schedule Schedule
		from     string
		want     string
	}{
		{"Europe/Paris", Schedule{Days: EveryDay, At: 480}, "2026-03-02 07:00", "2026-03-02 08:00 +0100"},
		{"Europe/Paris", Schedule{Days: EveryDay, At: 480}, "2026-03-02 08:00", "2026-03-03 08:00 +0100"},
		{"Europe/Paris", Schedule{Days: EveryDay, At: NoClock}, "2026-03-02 08:00", "2026-03-03 00:00 +0100"},
		{"Europe/Paris", Schedule{Days: Workdays, At: 480}, "2026-03-06 09:00", "2026-03-09 08:00 +0100"},
		{"Europe/Paris", Schedule{Days: On(time.Monday), At: 480}, "2026-03-02 08:00", "2026-03-09 08:00 +0100"},
		{"Europe/Paris", Schedule{Month: 1, At: 0}, "2026-03-02 08:00", "2026-04-01 00:00 +0200"},
		{"Europe/Paris", Schedule{Month: 31, At: 540}, "2026-01-31 10:00", "2026-02-28 09:00 +0100"},
		{"Europe/Paris", Schedule{Month: 31, At: 540}, "2024-02-01 10:00", "2024-02-29 09:00 +0100"},
		{"Europe/Paris", Schedule{Year: Day{Month: 2, Day: 29}, At: 540}, "2026-01-01 10:00", "2026-02-28 09:00 +0100"},
		{"Europe/Paris", Schedule{Year: Day{Month: 2, Day: 29}, At: 540}, "2027-03-01 10:00", "2028-02-29 09:00 +0100"},
		{"Europe/Paris", Schedule{Year: Day{Month: 12, Day: 24}}, "2026-12-24 00:00", "2027-12-24 00:00 +0100"},
		{"Europe/Paris", Schedule{Days: EveryDay, At: 150}, "2026-03-29 00:00", "2026-03-29 03:00 +0200"},
		{"Europe/Paris", Schedule{Days: EveryDay, At: 150}, "2026-03-29 03:00", "2026-03-30 02:30 +0200"},
		{"Europe/Paris", Schedule{Days: EveryDay, At: 150}, "2026-10-25 02:30 +0200", "2026-10-26 02:30 +0100"},
		{"America/New_York", Schedule{Days: EveryDay, At: 90}, "2026-11-01 01:15 -0500", "2026-11-02 01:30 -0500"},
		{"Australia/Lord_Howe", Schedule{Days: EveryDay, At: 135}, "2026-10-04 00:00", "2026-10-04 02:30 +1100"},
		{"Asia/Kathmandu", Schedule{Days: EveryDay, At: 135}, "2026-10-04 00:00", "2026-10-04 02:15 +0545"},
	} {
		if got := c.schedule.Next(moment(t, zone(t, c.zone), c.from)); text(got) != c.want {
			t.Errorf("%s every %s after %s: got %s, want %s", c.zone, c.schedule, c.from, text(got), c.want)
		}
	}
}

// A schedule fires once for each of its days, whatever the clocks do.
func TestScheduleFiresOncePerDay(t *testing.T) {
	for _, name := range zones {
		for _, clock := range []Clock{0, 90, 120, 150, 180} {
			at := time.Date(2018, 1, 1, 12, 0, 0, 0, zone(t, name))
			s := Schedule{Days: EveryDay, At: clock}
			for day := DayOf(at) + 1; at.Year() < 2020; day++ {
				at = s.Next(at)
				if DayOf(at) != day {
					t.Fatalf("%s at %s: fired at %s, want day %d", name, clock, at, day)
				}
			}
		}
	}
}

func TestScheduleString(t *testing.T) {
	for want, s := range map[string]Schedule{
		"day at 08:00":     {Days: EveryDay, At: 480},
		"weekday":          {Days: Workdays},
		"monday, thursday": {Days: On(time.Monday, time.Thursday)},
		"month on 31":      {Month: 31, At: NoClock},
		"year on 12-24":    {Year: Day{Month: 12, Day: 24}},
	} {
		if got := s.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
