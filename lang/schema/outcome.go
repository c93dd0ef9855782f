package schema

// How long a record waits for what became of an action.

import "github.com/wflang/wf/lang/calendar"

// Awaited is how long an outcome that is told later may take. later reports whether this action's may be: another system
// answers it, or it says so by Expires.
func (a *Action) Awaited() (within calendar.Delay, later bool) {
	if a.Expires != (calendar.Delay{}) {
		return a.Expires, true
	}
	return calendar.Delay{Days: 7}, a.URL != ""
}

// Tried is how long its messages are tried again.
func (a *Action) Tried() Retry {
	if a.Retry != nil {
		return *a.Retry
	}
	return DefaultRetry
}
