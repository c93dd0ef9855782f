package compiler

import (
	"strconv"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// conditions makes a traceable piece of everything that a step decides by, before the code of the steps: a piece in the
// middle of it would stand in the way.
func (g *generator) conditions(steps []*typed.Step) {
	for _, s := range steps {
		var conds []vm.Code
		switch stmt := s.Stmt.(type) {
		case *typed.If:
			for _, b := range stmt.Branches {
				conds = append(conds, g.pieceOf(b.Cond, false))
			}
		case *typed.Match:
			conds = append(conds, g.pieceOf(stmt.Subject, false))
		case *typed.Delay:
			conds = g.awaited(stmt)
		case *typed.Let:
			if stmt.Delay != nil {
				conds = g.awaited(stmt.Delay)
			}
		}
		g.program.Steps[s.Number].Conds = conds
		for _, arm := range arms(s.Stmt) {
			g.conditions(arm.body)
		}
	}
}

// awaited makes the pieces of a delay.
func (g *generator) awaited(d *typed.Delay) []vm.Code {
	g.optionalPiece(d.Where)
	g.moments(d.Moments)
	if d.Cond == nil {
		return nil
	}
	return []vm.Code{g.piece(d.Cond)}
}

// steps makes the code of steps that go on at next, and returns where it begins.
func (g *generator) steps(list []*typed.Step, next vm.Label) vm.Label {
	g.b.Jump(next)
	for i := len(list) - 1; i >= 0; i-- {
		g.step(list[i])
	}
	return g.b.Here()
}

// step makes the code of a step that goes on at whatever was made last.
func (g *generator) step(s *typed.Step) {
	next := g.b.Here()
	switch stmt := s.Stmt.(type) {
	case *typed.If:
		g.branches(stmt, next)
	case *typed.Match:
		g.match(stmt, next)
	case *typed.Split:
		g.split(s, stmt, next)
	case *typed.Goto:
		g.goTo(stmt.To)
	case *typed.Stop:
		g.b.Jump(g.done)
		g.b.Line("stop")
	case *typed.Let:
		g.let(s, stmt)
	case *typed.Act:
		g.act(s, stmt, nil)
	case *typed.Delay:
		g.delay(s, stmt, nil)
	}
	g.b.Step(s.Number)
	g.b.Bind(g.label(s))
}

// label is where a step begins; it may not be made yet.
func (g *generator) label(s *typed.Step) vm.Label {
	l, ok := g.labels[s]
	if !ok {
		l = g.b.Label()
		g.labels[s] = l
	}
	return l
}

func (g *generator) goTo(to *typed.Step) {
	g.b.Jump(g.label(to))
	g.b.Line("→ " + name(to))
}

// name is what the history calls a step.
func name(s *typed.Step) string {
	if s.Label != "" {
		return s.Label
	}
	return "line " + strconv.Itoa(s.Span.Position().Line)
}

// branches tries the conditions in order; the history gets each with its outcome.
func (g *generator) branches(s *typed.If, next vm.Label) {
	otherwise := next
	if s.HasElse {
		otherwise = g.steps(s.Else, next)
	}
	for i := len(s.Branches) - 1; i >= 0; i-- {
		b := s.Branches[i]
		cond := text(b.Span)
		g.b.Jump(otherwise)
		g.b.Line(cond + ": no")
		no := g.b.Here()
		g.steps(b.Body, next)
		g.b.Line(cond + ": yes")
		g.cond(b.Cond, g.b.Here(), no)
		otherwise = g.b.Here()
	}
}

func (g *generator) match(s *typed.Match, next vm.Label) {
	subject := text(s.Subject.Span())
	g.steps(s.Default, next)
	g.b.Line(subject + ": default")
	missing := g.b.Here()
	targets := make([]vm.Label, len(s.Arms))
	for i := len(s.Arms) - 1; i >= 0; i-- {
		g.steps(s.Arms[i].Body, next)
		g.b.Line(subject + ": " + armText(&s.Arms[i]))
		targets[i] = g.b.Here()
	}
	var list []vm.Arm
	for i, a := range s.Arms {
		for _, e := range a.Values {
			v, ok := constant(e)
			if !ok {
				g.fail(e.Span(), "a value of a match is not known before the run")
			}
			list = append(list, vm.Arm{Value: v, Target: targets[i]})
		}
	}
	g.b.Emit(vm.Instr{Op: vm.OpMatch, B: g.b.Match(list, missing)})
	g.value(s.Subject)
}

// armText is the values of an arm as written.
func armText(a *typed.MatchArm) string {
	out := ""
	for i, e := range a.Values {
		if i > 0 {
			out += ", "
		}
		out += text(e.Span())
	}
	return out
}

// split draws by a key that stays when other steps come and go: the label, else which split of the workflow it is.
func (g *generator) split(step *typed.Step, s *typed.Split, next vm.Label) {
	shares := make([]vm.Share, len(s.Arms))
	for i := len(s.Arms) - 1; i >= 0; i-- {
		share := s.Arms[i].Share
		g.steps(s.Arms[i].Body, next)
		g.b.Line("split: " + strconv.FormatFloat(float64(share)/100, 'f', -1, 64) + "%")
		shares[i] = vm.Share{Share: share, Target: g.b.Here()}
	}
	key := step.Label
	if key == "" {
		key = "#" + strconv.Itoa(g.splitNumber(step))
	}
	g.b.Emit(vm.Instr{Op: vm.OpSplit, B: g.b.Split(key, shares)})
}

// splitNumber counts the splits before a step in the order of the source.
func (g *generator) splitNumber(step *typed.Step) int {
	n := 0
	for i := range step.Number {
		if g.program.Steps[i].Action == "split" {
			n++
		}
	}
	return n
}

func (g *generator) let(step *typed.Step, s *typed.Let) {
	switch {
	case s.Act != nil:
		g.act(step, s.Act, s.Var)
	case s.Delay != nil:
		g.delay(step, s.Delay, s.Var)
	default:
		g.keep(s.Var)
		g.value(s.Value)
	}
}

// keep takes the value on the stack into a variable, or drops it.
func (g *generator) keep(v *typed.Var) {
	if v == nil {
		g.b.Emit(vm.Instr{Op: vm.OpPop})
		return
	}
	g.b.Emit(vm.Instr{Op: vm.OpStore, A: int32(v.Slot)})
}

// constant is the value of an expression that is known before the run.
func constant(e typed.Expr) (schema.Value, bool) {
	if c, ok := fold(e).(*typed.Const); ok {
		return c.Value, true
	}
	return schema.Value{}, false
}
