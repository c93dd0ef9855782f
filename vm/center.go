package vm

import (
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// Ready tells the machine since when the record could go on: its wait was over, whatever held its actions back after
// that. A delay counted from the center judges by this moment whether the record came too late.
func (m *Machine) Ready(at int64) { m.ready = at }

// AtCenter reports whether the run stands in a delay that is counted from the center. When the center moves, Back makes
// the next Run count anew.
func (m *Machine) AtCenter() bool {
	if m.phase != waiting || m.step >= len(m.program.code.entries) {
		return false
	}
	resume := m.program.code.entries[m.step].resume
	return resume > 0 && m.centered(&m.link.instrs[resume-1])
}

func (m *Machine) centered(in *Instr) bool {
	return in.Op == OpSleepMoment && m.program.code.momentGoals[in.B].centered
}

// Center is the date from which a run is counted that begins at a moment for a record; false when it is unknown.
func (m *Machine) Center(env *schema.Env, r *schema.Record, enrolled int64) (time.Time, bool) {
	if m.program.Center == nil {
		return time.Time{}, false
	}
	return m.center(m.EvalOn(m.program.Center.On, env, r, nil), env, enrolled)
}

// center turns the value of the center into a moment. Of a date that returns every year it is the next one on or after
// the day of enrollment, at the same time of day.
func (m *Machine) center(v schema.Value, env *schema.Env, enrolled int64) (time.Time, bool) {
	t, ok := env.Moment(v)
	if !ok || !m.program.Center.EveryYear {
		return t, ok
	}
	since, _ := env.Moment(schema.MomentValue(enrolled))
	clock := calendar.NoClock
	if h, min, _ := t.Clock(); v.Kind() == schema.DateTime {
		clock = calendar.Clock(h*60 + min)
	}
	day := calendar.Anniversary(calendar.DayOf(t), calendar.DayOf(since))
	return calendar.OnClock(calendar.Midnight(day, t.Location()), clock), true
}

// sleepCenter waits for a moment counted from the center. When the record comes too late, the steps up to the next such
// delay are passed over; without a center the run is over.
func (m *Machine) sleepCenter(goal *momentTarget, v schema.Value) exit {
	m.passing = false
	t, ok := m.center(v, m.env, m.at)
	if !ok {
		m.say("ended: the center is unknown")
		return exitDone
	}
	if goal.after {
		t = goal.offset.After(t, m.env.Hours)
	} else {
		t = goal.offset.Before(t, m.env.Hours)
	}
	t = calendar.OnClock(t, goal.at)
	switch at := t.UnixMicro(); {
	case at < m.ready:
		m.passing = true
		m.say(goal.text + " has passed (" + clockText(t) + "): the steps after it are passed over")
		return exitNone
	case at <= m.env.Now:
		m.say("no delay: " + goal.text + " is now (" + clockText(t) + ")")
		return exitNone
	}
	m.effect = Effect{Kind: Sleep, Until: t.UnixMicro(), Note: "until " + clockText(t)}
	return exitPause
}

// passOver leaves a step out whose time had gone: an action is not done, a wait is over. What it would have given is
// unknown, and of a wait for a condition or a change false. It returns how many values are on the stack.
func (m *Machine) passOver(in *Instr) int {
	m.lines = append(m.lines, Line{Step: m.step, Passed: true, Text: "its time had passed"})
	m.failed = false
	switch in.Op {
	case OpAct:
		m.stack[0] = schema.Value{}
		return 1
	case OpWait:
		m.stack[0] = schema.Value{}
		if len(m.program.code.waits[in.B].events) == 0 {
			m.stack[0] = schema.BoolValue(false)
		}
		return 1
	}
	return 0
}
