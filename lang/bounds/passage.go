package bounds

// What can hold a record at a step, and for how long.

import (
	"math"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// passage is one thing that takes time at a step.
type passage struct {
	length  moment                // what it takes at any moment; without meaning where late is set
	early   func(t moment) moment // when a record that comes at t goes on at the soonest
	late    func(t moment) moment // and at the latest; never sooner for who comes later, unless monthly
	atOnce  bool                  // it may be over as the record comes
	endless bool                  // nothing in the text says when it is over
	hold    bool                  // it is the wait for the hours in which actions run

	mark    calendar.Clock // a time of day at which what it takes jumps; NoClock for none
	monthly bool           // it counts months
	working bool           // it counts working hours

	whole       []span // by stretch of the clock: for all who come in it; nothing where it was not asked
	measured    bool
	least, most moment // over all starts
}

// passages are those of a step, in order.
func (c *clock) passages(w *typed.Workflow, s *typed.Step) []*passage {
	var list []*passage
	if a := actOf(s); a != nil {
		if !c.during.Always() {
			list = append(list, c.held(w.Center != nil))
		}
		if (a.Wait || a.Action.Waits) && a.Action.Kind == schema.MessageAction {
			list = append(list, &passage{length: a.Action.Tried().Until.Microseconds(), atOnce: true, mark: calendar.NoClock})
			if within, later := a.Action.Awaited(); later {
				list = append(list, c.lasting(within, true))
			}
		}
	}
	if d := delayOf(s); d != nil {
		switch {
		case d.For != nil:
			list = append(list, c.lasting(*d.For, false))
		case d.Days != nil:
			list = append(list, c.goal(d.Days))
		case d.UpTo != nil:
			list = append(list, c.lasting(*d.UpTo, true))
		default:
			list = append(list, &passage{atOnce: true, endless: true, mark: calendar.NoClock})
		}
	}
	return list
}

// held is the wait of an action for the hours of the workflow. Around a center, steps whose time has passed do nothing and
// wait for nothing.
func (c *clock) held(passable bool) *passage {
	return &passage{early: c.opens, atOnce: passable, hold: true, mark: calendar.NoClock, late: func(t moment) moment {
		if at := c.opens(t); at > t {
			return at + spread
		}
		return t
	}}
}

func (c *clock) lasting(d calendar.Delay, atOnce bool) *passage {
	p := &passage{atOnce: atOnce, mark: calendar.NoClock, monthly: d.Months != 0, working: d.Working}
	if d.Months == 0 && !d.Working && (d.Days == 0 || c.steady()) {
		p.length = moment(d.Days)*day + d.Nanos.Microseconds()
		return p
	}
	p.late = func(t moment) moment { return d.After(c.wall(t), c.working).UnixMicro() }
	p.early = p.late
	return p
}

// steady reports whether all days of the zone have 24 hours.
func (c *clock) steady() bool {
	begin := time.Date(2028, 1, 1, 0, 0, 0, 0, c.zone)
	_, end := calendar.ZoneBounds(begin)
	return end.IsZero() || end.Sub(begin) > year*24*time.Hour
}

func (c *clock) goal(g *typed.DayGoal) *passage {
	p := &passage{mark: g.Time, late: func(t moment) moment { return calendar.NextGoal(c.wall(t), g.Days, g.Time).UnixMicro() }}
	p.early = p.late
	return p
}

// span is what a passage does to records that come in a stretch of time.
type span struct {
	from, to    moment // when they go on
	least, most moment // how long it takes
}

// nothing is the span of no records.
var nothing = span{math.MaxInt64, math.MinInt64, math.MaxInt64, math.MinInt64}

func (s span) and(b span) span {
	return span{min(s.from, b.from), max(s.to, b.to), min(s.least, b.least), max(s.most, b.most)}
}

// between is the span of records that come within one stretch of the clock: what they make of its ends, and of the
// moments beside them, since a goal is reached at its minute and missed right after.
func (p *passage) between(from, to moment) span {
	s := nothing
	for i, t := range [...]moment{from, min(from+1, to), to} {
		if i > 0 && t == from {
			break
		}
		early, late := max(p.early(t), t), max(p.late(t), t)
		s = s.and(span{early, late, early - t, late - t})
	}
	return s
}

// over follows a passage from all moments of a stretch of time. ok is false when it is too long, or too far away.
func (c *clock) over(p *passage, from, to moment) (s span, ok bool) {
	i, near := c.stretch(from)
	j, nearer := c.stretch(to)
	if !near || !nearer || j-i > mostStretches {
		return span{}, false
	}
	s = nothing
	for ; i <= j; i++ {
		first, last := c.cuts[i], c.cuts[i+1]-1
		if first < from || last > to {
			s = s.and(p.between(max(first, from), min(last, to)))
			continue
		}
		for len(p.whole) <= i {
			p.whole = append(p.whole, nothing)
		}
		if p.whole[i] == nothing {
			p.whole[i] = p.between(first, last)
		}
		s = s.and(p.whole[i])
	}
	return s, true
}

// mostStretches is how many stretches are followed one by one; a record that may come in any of more counts as one that
// comes at any time.
const mostStretches = 64

// measure finds the least and the most that a passage takes, over all starts.
func (c *clock) measure(p *passage) {
	if p.measured {
		return
	}
	p.measured, p.least = true, math.MaxInt64
	last := c.cuts[0] + moment(c.starts)*day
	for i := 0; i+1 < len(c.cuts) && c.cuts[i] < last; i++ {
		if s, ok := c.over(p, c.cuts[i], c.cuts[i+1]-1); ok {
			p.least, p.most = min(p.least, s.least), max(p.most, s.most)
		}
	}
}
