package project

import "time"

// History is how long the history of what is over is kept.
func (k Keep) History() time.Duration { return days(k.HistoryDays) }

// Events is how long conditions see past events.
func (k Keep) Events() time.Duration { return days(k.EventDays) }

// days is so many days; none is the shortest time that still forgets.
func days(n Count) time.Duration { return max(time.Duration(n)*24*time.Hour, time.Microsecond) }
