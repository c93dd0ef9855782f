package compiler

import (
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// delay lets time pass or waits. Where something ends the wait, that is its value.
func (g *generator) delay(step *typed.Step, d *typed.Delay, into *typed.Var) {
	switch {
	case d.For != nil:
		g.nothing(into)
		g.b.Pause(step.Number, vm.Instr{Op: vm.OpSleep, B: g.b.Length(*d.For)})
	case d.Days != nil:
		g.nothing(into)
		g.b.Pause(step.Number, vm.Instr{Op: vm.OpSleepDay, B: g.b.DayGoal(d.Days.Days, d.Days.Time)})
	case d.Moment != nil:
		g.nothing(into)
		g.untilMoment(step, d.Moment)
	case d.Cond != nil:
		g.keep(into)
		g.untilCondition(step, d)
	default:
		g.keep(into)
		await := g.await(d)
		await.Events, await.Since = eventNames(d.Events), d.Since
		if d.Change != nil {
			await.Change = change(d.Change)
		}
		await.Match = g.optionalPiece(d.Where)
		g.b.Pause(step.Number, vm.Instr{Op: vm.OpWait, B: g.b.Wait(await)})
	}
}

// nothing is what a variable gets of a delay that only lets time pass.
func (g *generator) nothing(into *typed.Var) {
	if into == nil {
		return
	}
	g.keep(into)
	g.push(schema.Value{})
}

func (g *generator) untilMoment(step *typed.Step, m *typed.Moment) {
	var offset calendar.Delay
	from, words := m.Expr, "center"
	if from != nil {
		words = text(from.Span())
	} else if g.center == nil {
		g.fail(step.Span, "a delay counts from the center of a workflow that has none")
		return
	}
	if m.Offset != nil {
		offset = *m.Offset
		side := " before "
		if m.After {
			side = " after "
		}
		words = offset.String() + side + words
	}
	goal := g.b.MomentGoal
	if from == nil {
		from, goal = g.center, g.b.CenterGoal
	}
	g.b.Pause(step.Number, vm.Instr{Op: vm.OpSleepMoment, B: goal(offset, m.After, m.Time, words)})
	g.value(from)
}

// untilCondition passes at once when the condition holds already, else waits for it.
func (g *generator) untilCondition(step *typed.Step, d *typed.Delay) {
	next := g.b.Here()
	g.push(schema.BoolValue(true))
	g.b.Line(text(d.Cond.Span()) + ": yes, no delay")
	yes := g.b.Here()
	g.b.Jump(next)
	await := g.await(d)
	await.Cond = g.piece(d.Cond)
	await.Mentions = mentions(d.Mentions)
	await.Premises = premises(g.program.Object, d.Cond, d.Mentions)
	await.Moments = g.moments(d.Moments)
	g.b.Pause(step.Number, vm.Instr{Op: vm.OpWait, B: g.b.Wait(await)})
	g.cond(d.Cond, yes, g.b.Here())
}

func (g *generator) await(d *typed.Delay) vm.Await {
	return vm.Await{Match: vm.NoCode, Cond: vm.NoCode, Limit: d.UpTo}
}
