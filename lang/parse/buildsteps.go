package parse

// Steps become nodes.

import (
	"strconv"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
)

func (s *ifStep) build(b *builder, at ast.At) ast.Node {
	n := &ast.If{At: at, Cond: b.expr(s.Cond.expression), Then: b.block(s.Then.block)}
	if s.Else != nil {
		n.Else = b.block(s.Else.block)
	}
	return n
}

func (s *ifStep) salvage(blocks []block) {
	if len(blocks) > 0 {
		s.Then.block = blocks[0]
	}
	if len(blocks) > 1 {
		s.Else = &body{blocks[1]}
	}
}

func (s *matchStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Match{At: at, Subject: b.expr(s.Subject), Arms: nodesOf[*ast.Arm](b, s.Arms.block)}
}

func (s *matchStep) salvage(blocks []block) { s.Arms.block = lastOf(blocks) }

func (a *matchArm) build(b *builder, at ast.At) ast.Node {
	n := &ast.Arm{At: at, Default: a.Default, Body: b.block(a.Body.block)}
	for _, v := range a.Values {
		n.Values = append(n.Values, b.armValue(v))
	}
	return n
}

func (a *matchArm) salvage(blocks []block) { a.Body.block = lastOf(blocks) }

func (s *splitStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Split{At: at, Arms: nodesOf[*ast.Arm](b, s.Arms.block)}
}

func (s *splitStep) salvage(blocks []block) { s.Arms.block = lastOf(blocks) }

func (a *splitArm) build(b *builder, at ast.At) ast.Node {
	n := &ast.Arm{At: at, Default: a.Default, Body: b.block(a.Body.block)}
	if a.Share != nil {
		n.Percent = b.number(a.Share)
	}
	return n
}

func (a *splitArm) salvage(blocks []block) { a.Body.block = lastOf(blocks) }

// number is the value of a decimal number.
func (b *builder) number(t *lexer.Token) float64 {
	n, err := strconv.ParseFloat(t.Value, 64)
	if err != nil {
		b.faults = append(b.faults, notDecimal(b.at(t).Place, t.Value))
	}
	return n
}

func (s *gotoStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Goto{At: at, Label: b.name(s.Label)}
}

func (s *stopStep) build(b *builder, at ast.At) ast.Node { return &ast.Stop{At: at} }

func (s *delayStep) build(b *builder, at ast.At) ast.Node {
	d := &ast.Delay{At: at}
	if s.For != nil {
		d.For = b.duration(s.For)
	}
	u := s.Until
	if u == nil {
		return d
	}
	d.Event, d.Change = b.eventWait(u.Event), b.changeWait(u.Change)
	if u.Day != nil {
		d.Days = u.Day.build(b)
	}
	if u.Moment != nil {
		d.Moment = u.Moment.build(b)
	}
	d.Since = u.Since != nil
	if u.UpTo != nil {
		d.UpTo = b.duration(u.UpTo)
	}
	b.checkLimit(d, u)
	return d
}

// checkLimit tells a limit of a delay that waits for nothing but the clock, and `since` without an event.
func (b *builder) checkLimit(d *ast.Delay, u *untilDelay) {
	if u.Since != nil && d.Event == nil {
		b.fault(notWaiting(b.at(u.Since).Place, "`since enrolled` looks for events in the past; this delay awaits none", "remove it"))
	}
	m := d.Moment
	if timed := d.Days != nil || m != nil && (m.Offset != nil || m.Center || m.Time != calendar.NoClock); d.UpTo != nil && timed {
		b.fault(notWaiting(d.UpTo.Place, "a delay until a day or moment has no limit", "remove `up to`, which belongs to events, changes and conditions"))
	}
}

func (g *dayGoal) build(b *builder) *ast.DayGoal {
	out := &ast.DayGoal{At: b.span(g.Tokens), Time: calendar.NoClock}
	if g.Days != nil {
		out.Days = b.weekdays(g.Days)
	}
	if g.Time != nil {
		out.Time = b.clock(g.Time)
	}
	if g.Alone != nil {
		out.Time = b.clock(g.Alone)
	}
	return out
}

func (g *momentGoal) build(b *builder) *ast.MomentGoal {
	out := &ast.MomentGoal{At: b.span(g.Tokens), Center: g.Center, Time: calendar.NoClock}
	if g.Offset != nil {
		out.Offset, out.After = b.duration(g.Offset), g.Direction.Value == "after"
	}
	if g.Value != nil {
		out.Expr = b.momentExpr(*g.Value)
	}
	if g.Time != nil {
		out.Time = b.clock(g.Time)
	}
	return out
}

func (b *builder) duration(d *duration) *ast.Duration {
	out := &ast.Duration{At: b.span(d.tokens)}
	for i := 0; i < len(d.tokens); {
		from := i
		part := ast.DurationPart{N: b.number(&d.tokens[i])}
		i++
		if isWord(&d.tokens[i], "working") && i+1 < len(d.tokens) && d.tokens[i+1].Type == tokenWord {
			part.Working = true
			i++
		}
		unit, ok := timeUnits[d.tokens[i].Value]
		if !ok {
			b.faults = append(b.faults, unknownUnit(b.at(&d.tokens[i]).Place, d.tokens[i].Value))
		}
		part.Unit = unit
		i++
		part.At = b.span(d.tokens[from:i])
		out.Parts = append(out.Parts, part)
	}
	return out
}

func (s *letStep) build(b *builder, at ast.At) ast.Node {
	n := &ast.Let{At: at, Name: b.name(s.Name)}
	switch {
	case s.Delay != nil:
		n.Stmt = s.Delay.build(b, b.span(s.Delay.Tokens)).(ast.Stmt)
	case s.Create != nil:
		n.Stmt = s.Create.build(b, b.span(s.Create.Tokens)).(ast.Stmt)
	case s.Call != nil:
		n.Stmt = s.Call.build(b, b.span(s.Call.Tokens)).(ast.Stmt)
	default:
		n.Value = b.expr(*s.Value)
	}
	return n
}

func (s *setStep) build(b *builder, at ast.At) ast.Node {
	n := &ast.Set{At: at, Path: b.path(s.Path), Op: "=", OnFailure: b.onFailure(s.OnFailure)}
	if s.Fields != nil {
		n.Fields = b.args(s.Fields)
		return n
	}
	n.Op, n.Value, n.Where = s.Op.Value, b.expr(*s.Value), b.where(s.Where)
	return n
}

func (s *copyStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Copy{At: at, From: b.path(s.From), To: b.path(s.To), Append: s.Append, Where: b.where(s.Where), OnFailure: b.onFailure(s.OnFailure)}
}

func (s *clearStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Clear{At: at, Path: b.path(s.Path), Where: b.where(s.Where), OnFailure: b.onFailure(s.OnFailure)}
}

func (s *increaseStep) build(b *builder, at ast.At) ast.Node {
	n := &ast.Increase{At: at, Decrease: s.Word.Value == "decrease", Path: b.path(s.Path), Where: b.where(s.Where), OnFailure: b.onFailure(s.OnFailure)}
	if s.By != nil {
		n.By = b.expr(*s.By)
	}
	return n
}

func (s *createStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Create{At: at, Object: b.name(s.Object), Fields: b.args(&s.Fields), With: b.exprList(s.With), OnFailure: b.onFailure(s.OnFailure)}
}

func (s *associateStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Associate{At: at, Record: b.expr(s.Record), With: b.exprList(s.With), OnFailure: b.onFailure(s.OnFailure)}
}

func (s *dissociateStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Associate{At: at, Dissociate: true, Record: b.expr(s.Record), With: b.exprList(s.From), OnFailure: b.onFailure(s.OnFailure)}
}

func (s *enrollStep) build(b *builder, at ast.At) ast.Node {
	return b.enrollIn(at, s.Here, s.Records, s.There, s.OnFailure)
}

func (s *unenrollStep) build(b *builder, at ast.At) ast.Node {
	n := b.enrollIn(at, s.Here, s.Records, s.There, s.OnFailure)
	n.Unenroll = true
	return n
}

func (b *builder) enrollIn(at ast.At, here *name, records *path, there *name, failure *onFailure) *ast.EnrollIn {
	n := &ast.EnrollIn{At: at, OnFailure: b.onFailure(failure)}
	if here != nil {
		n.Workflow = b.name(*here)
		return n
	}
	n.Workflow = b.name(*there)
	n.Records = b.expr(expression{records.parts})
	return n
}

func (s *callStep) build(b *builder, at ast.At) ast.Node {
	return &ast.Call{At: at, Action: b.path(s.Action), Args: b.args(&s.Args), OnFailure: b.onFailure(s.OnFailure)}
}

func (s *actionCall) build(b *builder, at ast.At) ast.Node {
	return &ast.Call{At: at, Action: b.path(s.Action.path), Args: b.args(&s.Args), OnFailure: b.onFailure(s.OnFailure)}
}

func (b *builder) onFailure(f *onFailure) *ast.OnFailure {
	if f == nil {
		return nil
	}
	out := &ast.OnFailure{At: b.span(f.Tokens)}
	if f.Goto != nil {
		out.Goto = f.Goto.build(b, b.span(f.Goto.Tokens)).(*ast.Goto)
	}
	return out
}
