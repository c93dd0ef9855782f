package between

// What holds between two turns of a reaction, and the questions whose answers nobody knows.

import "slices"

// mostMembers is how many workflows a scene may have.
const mostMembers = 16

// state is what holds between two turns.
type state struct {
	cells []uint8             // classes; 0 while unknown
	been  uint16              // those that take the record only once, or only after some time, and had it
	sleep [mostMembers]uint16 // the node where a run waits; 0: none
	ahead [mostMembers]uint16 // those that go before others where one turn starts both
	queue []uint8             // those that the record is about to enter
}

func (s *state) clone() *state {
	c := *s
	c.cells, c.queue = slices.Clone(s.cells), slices.Clone(s.queue)
	return &c
}

func (s *state) key(members int) string {
	b := make([]byte, 0, len(s.cells)+len(s.queue)+4*members+3)
	b = append(append(b, s.cells...), byte(s.been), byte(s.been>>8))
	for i := range members {
		b = append(b, byte(s.sleep[i]), byte(s.sleep[i]>>8), byte(s.ahead[i]), byte(s.ahead[i]>>8))
	}
	return string(append(b, s.queue...))
}

// chooser tries all answers to a series of questions, one series after another.
type chooser struct {
	picks, of []int
	at        int
}

// choose answers with one of n.
func (c *chooser) choose(n int) int {
	if n < 2 {
		return 0
	}
	if c.at == len(c.picks) {
		c.picks, c.of = append(c.picks, 0), append(c.of, n)
	}
	c.at++
	return c.picks[c.at-1]
}

// again begins the next series; false when there is none.
func (c *chooser) again() bool {
	c.at = 0
	for n := len(c.picks) - 1; n >= 0; n-- {
		if c.picks[n]++; c.picks[n] < c.of[n] {
			c.picks, c.of = c.picks[:n+1], c.of[:n+1]
			return true
		}
	}
	c.picks, c.of = c.picks[:0], c.of[:0]
	return false
}
