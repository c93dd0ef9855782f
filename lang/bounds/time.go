package bounds

// The way of a record through the steps in time: from all moments of a stretch at once, stretch by stretch, so that what
// one delay leaves is what the next one starts from.

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// arrival is what is known of the records that come to a step, of those that entered in one stretch of time.
type arrival struct {
	reached     bool
	from, to    moment // when they come
	least, most moment // since they entered
	open        bool   // a wait without limit lies behind: to and most count only what has a limit
	inHours     bool   // they come at moments at which actions run
}

// join adds the records of another way to the same step.
func (a *arrival) join(b arrival) {
	if !a.reached {
		*a = b
		return
	}
	a.from, a.to = min(a.from, b.from), max(a.to, b.to)
	a.least, a.most = min(a.least, b.least), max(a.most, b.most)
	a.open, a.inHours = a.open || b.open, a.inHours && b.inHours
}

// route is a workflow laid out for walking: its steps in order, each behind all that lead to it.
type route struct {
	clock    *clock
	steps    []*typed.Step
	passages [][]*passage
	next     [][]int // by step; the number of steps stands for the end
}

func routeOf(w *typed.Workflow, f *flow, c *clock) *route {
	r := &route{clock: c, steps: f.inOrder(first(w.Body))}
	number := map[*typed.Step]int{nil: len(r.steps)}
	var all []*passage
	for i, s := range r.steps {
		number[s] = i
		list := c.passages(w, s)
		r.passages, all = append(r.passages, list), append(all, list...)
	}
	for _, s := range r.steps {
		var next []int
		for _, n := range f.successors(s) {
			next = append(next, number[n])
		}
		r.next = append(r.next, next)
	}
	c.cut(all)
	return r
}

// times are the shortest and the longest time to the end.
func (r *route) times() (shortest, longest time.Duration) {
	end := r.walk()[len(r.steps)]
	return floor(end.least), ceil(end.most)
}

// Starts are tried to the microsecond, and programs write minutes: what comes closer to a minute than they can tell is it.
func floor(t moment) time.Duration {
	return (time.Duration(t) * time.Microsecond).Truncate(time.Minute)
}

func ceil(t moment) time.Duration { return floor(t + time.Minute.Microseconds() - 1) }

// unbounded are the steps that may hold a record as long as it takes.
func (r *route) unbounded() []source.Span {
	var out []source.Span
	for i, list := range r.passages {
		if slices.ContainsFunc(list, func(p *passage) bool { return p.endless }) {
			out = append(out, r.steps[i].Span)
		}
	}
	slices.SortFunc(out, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// timeless reports whether all passages take the same at any moment, so that one start stands for all.
func (r *route) timeless() bool {
	for _, list := range r.passages {
		for _, p := range list {
			if p.late != nil {
				return false
			}
		}
	}
	return true
}

// walk enters the workflow at all moments and gives for each step, and for the end behind them, when it is left: with all
// waits as short, and as long, as they can be.
func (r *route) walk() []arrival {
	c := r.clock
	total, now := make([]arrival, len(r.steps)+1), make([]arrival, len(r.steps)+1)
	last := c.cuts[0] + moment(c.starts)*day
	if r.timeless() {
		r.enter(c.cuts[0], c.cuts[0], now, total)
		return total
	}
	for i := 0; c.cuts[i] < last; {
		from := c.cuts[i]
		for i++; !c.dense && c.cuts[i]-from < day/2; i++ {
		}
		r.enter(from, c.cuts[i]-1, now, total)
	}
	return total
}

// enter follows the records that enter in a stretch of time. now is room to work in.
func (r *route) enter(from, to moment, now, total []arrival) {
	clear(now)
	now[0] = arrival{reached: true, from: from, to: to}
	for i := range r.steps {
		at := now[i]
		if !at.reached {
			continue
		}
		for _, p := range r.passages[i] {
			at = r.clock.pass(at, p, from, to)
		}
		total[i].join(at)
		for _, next := range r.next[i] {
			if next > i { // a loop, which is a fault of its own, is cut
				now[next].join(at)
			}
		}
	}
	if end := len(r.steps); now[end].reached {
		total[end].join(now[end])
	}
}

// pass leads records through a passage; they entered between first and last.
func (c *clock) pass(a arrival, p *passage, first, last moment) arrival {
	if p.hold && a.inHours {
		return a
	}
	b := arrival{reached: true, open: a.open || p.endless, inHours: p.hold}
	s := span{a.from + p.length, a.to + p.length, p.length, p.length}
	if p.late != nil {
		found, ok := span{}, false
		if !a.open {
			found, ok = c.over(p, a.from, a.to)
		}
		if !ok {
			c.measure(p)
			found = span{a.from + p.least, a.to + p.most, p.least, p.most}
			if !p.monthly && !p.working && !a.open {
				found.to = min(found.to, p.late(a.to)+c.jumps.Microseconds())
			}
		}
		s = found
	}
	b.from, b.to, b.least, b.most = s.from, s.to, a.least+s.least, a.most+s.most
	if !b.open {
		b.least, b.most = max(b.least, b.from-last), min(b.most, b.to-first)
	}
	if p.atOnce {
		b.from, b.least = a.from, a.least
		b.to, b.most = max(b.to, a.to), max(b.most, a.most)
	}
	return b
}

// ceiling is more than the most that a run can take, or as much: what its passages take at most, each for itself.
func (r *route) ceiling() moment {
	longest := make([]moment, len(r.steps)+1)
	for i := len(r.steps) - 1; i >= 0; i-- {
		for _, next := range r.next[i] {
			if next > i {
				longest[i] = max(longest[i], longest[next])
			}
		}
		for _, p := range r.passages[i] {
			if p.late == nil {
				longest[i] += p.length
				continue
			}
			r.clock.measure(p)
			longest[i] = min(longest[i], math.MaxInt64/2) + p.most
		}
	}
	return longest[0]
}
