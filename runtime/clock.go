// Clocks: the machine's, and one that is moved by hand.

package runtime

import (
	"sync"
	"time"
)

// Clock is where the engine gets its time from.
type Clock interface {
	Now() time.Time
}

// RealClock is the clock of the machine.
type RealClock struct{}

// Now is the current time.
func (RealClock) Now() time.Time { return time.Now() }

// VirtualClock stands still until it is moved. With it an engine lives in simulated time: Engine.Advance lets time pass,
// from timer to timer, and messages are sent one after the other, so that a run can be repeated exactly.
type VirtualClock struct {
	mu  sync.Mutex
	now time.Time
}

// NewVirtualClock returns a clock that shows t.
func NewVirtualClock(t time.Time) *VirtualClock { return &VirtualClock{now: t} }

// Now is the time the clock shows.
func (c *VirtualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set moves the clock to t, but never back. Timers are not fired: see Engine.Advance.
func (c *VirtualClock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now) {
		c.now = t
	}
}
