package vm

import (
	"hash/fnv"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// act asks for an action with the arguments from the stack.
func (m *Machine) act(number int32, args []schema.Value) {
	site := &m.link.sites[number]
	m.request.Action = site.action
	m.request.Wait = site.wait
	m.request.Args = append(m.request.Args[:0], site.defaults...)
	for i, v := range args {
		if to := site.order[i]; to >= 0 {
			m.request.Args[to] = v
		}
	}
	m.effect = Effect{Kind: Act, Call: &m.request}
}

// draw picks the arm of a split: the same record always draws the same one.
func (m *Machine) draw(s *splitTable) int32 {
	h := fnv.New64a()
	for _, part := range [...]string{m.program.Name, s.key, m.record.Object, m.record.ID} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	// The last bits of FNV mix little; a final avalanche spreads them (Stafford's variant 13 of MurmurHash3's finalizer).
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	ticket := int32((x ^ x>>31) % 10000)
	for i := range s.arms {
		if ticket -= s.arms[i].share; ticket < 0 {
			return s.arms[i].target
		}
	}
	return s.arms[len(s.arms)-1].target
}

// now is the moment of the step on the clocks of the workflow.
func (m *Machine) now() time.Time {
	t, _ := m.env.Moment(schema.MomentValue(m.env.Now))
	return t
}

// sleep lets a length of time pass, and reports whether there is any to pass.
func (m *Machine) sleep(number int32) bool {
	if s := &m.slept; s.until.IsZero() || s.number != number || s.now != m.env.Now || s.zone != m.env.Zone || s.hours != m.env.Hours {
		*s = slept{number, m.env.Now, m.env.Zone, m.env.Hours, m.program.code.lengths[number].After(m.now(), m.env.Hours)}
	}
	return m.sleepUntil(m.slept.until)
}

// slept is where the last delay led: those who fall asleep at one moment wake at one.
type slept struct {
	number int32
	now    int64
	zone   *time.Location
	hours  *calendar.Hours
	until  time.Time
}

func (m *Machine) sleepDay(number int32) bool {
	goal := m.program.code.dayGoals[number]
	return m.sleepUntil(calendar.NextGoal(m.now(), goal.days, goal.at))
}

func (m *Machine) sleepUntil(t time.Time) bool {
	if t.UnixMicro() <= m.env.Now {
		m.say("no delay: the time is now")
		return false
	}
	m.effect = Effect{Kind: Sleep, Until: t.UnixMicro(), Note: m.untilText(t)}
	return true
}

// noted is a moment in words. Those who sleep together wake together: the text of the last one often serves the next.
type noted struct {
	at   time.Time
	text string
}

func (m *Machine) untilText(t time.Time) string {
	if m.noted.text == "" || m.noted.at != t {
		m.noted = noted{t, "until " + clockText(t)}
	}
	return m.noted.text
}

// sleepMoment waits for a moment that the program computes. One that has passed, or is unknown, passes at once.
func (m *Machine) sleepMoment(number int32, v schema.Value) bool {
	goal := &m.program.code.momentGoals[number]
	t, ok := m.env.Moment(v)
	if !ok {
		m.say("no delay: " + goal.text + " is unknown")
		return false
	}
	if goal.after {
		t = goal.offset.After(t, m.env.Hours)
	} else {
		t = goal.offset.Before(t, m.env.Hours)
	}
	t = calendar.OnClock(t, goal.at)
	if t.UnixMicro() <= m.env.Now {
		m.say("no delay: " + goal.text + " has passed (" + clockText(t) + ")")
		return false
	}
	m.effect = Effect{Kind: Sleep, Until: t.UnixMicro(), Note: "until " + clockText(t)}
	return true
}

// wait waits for an event, a change or a condition.
func (m *Machine) wait(number int32) {
	w := &m.program.code.waits[number]
	m.effect = Effect{Kind: Wait, Events: w.events, Change: w.change, Match: w.match, Cond: w.cond,
		Mentions: w.mentions, Moments: w.moments, Since: w.since, Note: "with no limit"}
	if w.limit != nil {
		t := w.limit.After(m.now(), m.env.Hours)
		m.effect.Until, m.effect.Note = t.UnixMicro(), "until "+clockText(t)+" at most"
	}
}

// clockText writes a moment for the history: "tue 2026-03-03 11:00".
func clockText(t time.Time) string {
	day := calendar.DayName(t.Weekday())[:3]
	return day + t.Format(" 2006-01-02 15:04")
}
