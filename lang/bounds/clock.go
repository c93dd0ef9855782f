package bounds

// The clock on the wall of a workflow, cut into stretches in which nothing changes: no window opens or closes, no day
// begins, no clock is put forward or back. What a delay takes is smooth in each, so its ends tell all of it.

import (
	"slices"
	"sort"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/typed"
)

// Moments are counted in microseconds since 1970, as the machine counts them.
type moment = int64

// day is the usual length of a day.
const day = moment(24 * time.Hour / time.Microsecond)

// spread is over how long the machine spreads the actions that waited for a window to open.
const spread = moment(15 * time.Minute / time.Microsecond)

// farthest is how far ahead of the starts the clock is cut: ten years.
const farthest = 3660 * day

type clock struct {
	zone    *time.Location
	working *calendar.Hours // in which working days and hours are counted
	during  *calendar.Hours // in which actions run
	marks   []calendar.Clock
	starts  int  // days on which runs begin, from the first cut on
	dense   bool // the runs of each stretch are followed by themselves; otherwise those of half a day or more
	begin   time.Time
	jumps   time.Duration // the most by which the zone puts its clocks forward or back; 0 for never

	cuts []moment // sorted; up to the day days after begin
	days int
	next []moment // by cut: when actions run next, at the cut itself in an open stretch; unknown where it was not asked
}

const unknown = moment(-1 << 62)

func newClock(w *typed.Workflow, opts Options) *clock {
	c := &clock{zone: opts.Zone, working: &opts.Working, during: &w.Hours, marks: []calendar.Clock{0}}
	if len(w.Hours.Windows) > 0 {
		c.working = &w.Hours
	}
	if c.zone == nil {
		c.zone = time.UTC
	}
	if w.Zone != "" {
		if zone, err := time.LoadLocation(w.Zone); err == nil {
			c.zone = zone
		}
	}
	return c
}

// The days on which runs begin. They repeat by the week; or by the year, where months, days off or clock changes matter,
// of which 2028 is one with a 29 February; or by the years in which a day off falls on each day of the week.
const (
	week  = 7
	year  = 400
	years = 11*366 + 1
)

// cut makes ready for the passages of a workflow.
func (c *clock) cut(all []*passage) {
	c.begin = time.Date(2028, 1, 3, 0, 0, 0, 0, c.zone)
	c.starts = week
	c.mark(c.during)
	for _, p := range all {
		if p.monthly || p.working && len(c.working.Off) > 0 {
			c.starts = year
		}
		if p.working {
			c.mark(c.working)
		}
		if p.mark != calendar.NoClock {
			c.marks = append(c.marks, p.mark)
		}
	}
	for t := c.begin; t.Sub(c.begin) < year*24*time.Hour; {
		_, end := calendar.ZoneBounds(t)
		if end.IsZero() {
			break
		}
		_, before := t.Zone()
		_, after := end.Zone()
		c.jumps = max(c.jumps, time.Duration(max(after-before, before-after))*time.Second)
		t = end
	}
	if c.jumps > 0 {
		c.starts = year
	}
	c.cover(c.during.Off)
	slices.Sort(c.marks)
	c.marks = slices.Compact(c.marks)
	c.extend(c.starts + week)
	c.dense = c.starts <= year
}

// cover makes runs begin so that they meet the days off: one of every year on each day of the week, one of a year in that
// year, also runs that began a year before.
func (c *clock) cover(off []calendar.Day) {
	for _, d := range off {
		if before := d.Year - 1; d.Year != 0 && before < c.begin.Year() {
			c.begin = time.Date(before, 1, 1, 0, 0, 0, 0, c.zone)
		}
	}
	for _, d := range off {
		last := years
		if d.Year != 0 {
			last = int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, c.zone).Sub(c.begin)/(24*time.Hour)) + week
		}
		c.starts = min(max(c.starts, year, last), years)
	}
}

func (c *clock) mark(h *calendar.Hours) {
	for _, w := range h.Windows {
		c.marks = append(c.marks, w.From, w.To)
	}
}

// extend cuts the days up to so many after the first.
func (c *clock) extend(days int) {
	y, m, d := c.begin.Date()
	for ; c.days < days; c.days++ {
		first := len(c.cuts)
		for _, mark := range c.marks {
			c.cuts = append(c.cuts, calendar.Local(y, m, d+c.days, time.Duration(mark)*time.Minute, c.zone).UnixMicro())
		}
		if c.jumps > 0 {
			if _, end := calendar.ZoneBounds(calendar.Local(y, m, d+c.days, 0, c.zone)); !end.IsZero() && end.Before(calendar.Local(y, m, d+c.days+1, 0, c.zone)) {
				c.cuts = append(c.cuts, end.UnixMicro())
			}
		}
		slices.Sort(c.cuts[first:])
	}
	c.cuts = slices.Compact(c.cuts)
	for len(c.next) < len(c.cuts) {
		c.next = append(c.next, unknown)
	}
}

// stretch is the number of the stretch that holds a moment; ok is false for one too far away.
func (c *clock) stretch(t moment) (i int, ok bool) {
	begin := c.cuts[0]
	if t < begin || t-begin > farthest {
		return 0, false
	}
	if need := int((t-begin)/day) + 3; need > c.days {
		c.extend(need + year/4)
	}
	return sort.Search(len(c.cuts), func(i int) bool { return c.cuts[i] > t }) - 1, true
}

func (c *clock) wall(t moment) time.Time { return time.UnixMicro(t).In(c.zone) }

// opens is when actions run at a moment or next after it; the moment itself when they never do.
func (c *clock) opens(t moment) moment {
	i, ok := c.stretch(t)
	if !ok {
		return c.opensAt(t)
	}
	if c.next[i] == unknown {
		c.next[i] = c.opensAt(c.cuts[i])
	}
	return max(t, c.next[i])
}

func (c *clock) opensAt(t moment) moment {
	next, ok := c.during.NextOpen(c.wall(t))
	if !ok {
		return t
	}
	return next.UnixMicro()
}
