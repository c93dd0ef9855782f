package compiler

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

func compileWorkflow(w *typed.Workflow, s *schema.Schema, opts Options) (*vm.Program, error) {
	p := &vm.Program{Name: w.Name, Title: w.Title, Object: w.Object.Name, Zone: zone(w.Zone, opts), Hours: w.Hours,
		Working: opts.Working, Per: vm.NoCode}
	if len(w.Hours.Windows) > 0 {
		p.Working = w.Hours
	}
	if w.Rate != nil {
		p.Rate = &vm.Rate{Count: w.Rate.Count, Unit: w.Rate.Unit}
	}
	p.Reenroll = vm.Reenroll{Mode: [...]string{"never", "always", "after"}[w.Reenroll.Mode], After: w.Reenroll.After}
	for _, v := range w.Vars {
		p.Slots = append(p.Slots, vm.SlotInfo{Name: v.Name, Type: v.Type.String()})
	}
	g := newGenerator(p, s)
	g.vars = len(w.Vars)
	g.b.Slots(g.vars)
	g.describe(w.Body, "")

	g.b.Emit(vm.Instr{Op: vm.OpDone})
	g.done = g.b.Here()
	p.Enroll = g.triggers(w.Enroll)
	p.Unenroll = g.triggers(w.Unenroll)
	p.Goal = g.triggers(w.Goal)
	p.Suppress = g.triggers(w.Suppress)
	if w.Per != nil {
		p.Per = g.piece(w.Per)
	}
	if w.Center != nil {
		g.center = w.Center.On
		p.Center = &vm.Center{On: g.piece(g.center), EveryYear: w.Center.EveryYear, Mentions: dates(g.center)}
	}
	g.conditions(w.Body)
	g.steps(w.Body, g.done)
	return g.finish()
}

func (g *generator) triggers(entries []*typed.Entry) []vm.Trigger {
	var list []vm.Trigger
	for _, e := range entries {
		t := vm.Trigger{Text: text(e.Span), Cond: vm.NoCode, Mentions: mentions(e.Mentions), Moments: g.moments(e.Moments)}
		switch {
		case e.Every != nil:
			t.Kind, t.Every, t.Cond = vm.Every, e.Every, g.optionalPiece(e.When)
		case len(e.Events) > 0:
			t.Kind, t.Events, t.Cond = vm.OnEvent, eventNames(e.Events), g.optionalPiece(e.Where)
		case e.Change != nil:
			t.Kind, t.Change, t.Cond = vm.OnChange, change(e.Change), g.optionalPiece(e.Where)
		default:
			t.Cond = g.optionalPiece(e.When)
			t.Premises = premises(g.program.Object, e.When, e.Mentions)
		}
		list = append(list, t)
	}
	return list
}

func eventNames(events []*schema.Event) []string {
	var names []string
	for _, e := range events {
		names = append(names, e.Name)
	}
	return names
}

// change is the mention of the property whose change is awaited.
func change(c *typed.Change) *vm.Mention {
	m := &vm.Mention{Object: c.Property.Object.Name, Property: c.Property.Name}
	if of, ok := c.Of.(*typed.Associated); ok {
		m.Via = []string{of.Object.Name}
	}
	return m
}

// dates are the properties that the center of a workflow reads.
func dates(center typed.Expr) []vm.Mention {
	var list []vm.Mention
	typed.Walk(center, func(e typed.Expr) bool {
		if p, ok := e.(*typed.Property); ok {
			if via, object, ok := reached(p.Of, nil); ok {
				list = append(list, vm.Mention{Via: via, Object: object, Property: p.Property.Name})
			}
		}
		return true
	})
	return list
}

func mentions(list []typed.Mention) []vm.Mention {
	var out []vm.Mention
	for _, m := range list {
		x := vm.Mention{Set: m.Set}
		for _, o := range m.Via {
			x.Via = append(x.Via, o.Name)
		}
		if m.Object != nil {
			x.Object = m.Object.Name
		}
		if m.Property != nil {
			x.Property = m.Property.Name
		}
		if m.Event != nil {
			x.Event = m.Event.Name
		}
		out = append(out, x)
	}
	return out
}

func (g *generator) moments(list []typed.Expr) []vm.Code {
	var out []vm.Code
	for _, e := range list {
		out = append(out, g.piece(e))
	}
	return out
}

func (g *generator) optionalPiece(e typed.Expr) vm.Code {
	if e == nil {
		return vm.NoCode
	}
	return g.piece(e)
}

// piece makes code of its own for an expression, fused and with trace points.
func (g *generator) piece(e typed.Expr) vm.Code {
	return g.pieceOf(e, true)
}

func (g *generator) pieceOf(e typed.Expr, plain bool) vm.Code {
	if c, ok := g.pieces[e]; ok {
		return c
	}
	fused := vm.Label(-1)
	if plain {
		if g.decides(e) {
			g.b.Emit(vm.Instr{Op: vm.OpYes})
			yes := g.b.Here()
			g.b.Emit(vm.Instr{Op: vm.OpNo})
			no := g.b.Here()
			g.cond(e, yes, no)
		} else {
			g.b.Emit(vm.Instr{Op: vm.OpReturn})
			g.value(e)
		}
		fused = g.b.Here()
	}
	g.traced = true
	g.b.Emit(vm.Instr{Op: vm.OpReturn})
	g.value(e)
	g.traced = false
	at := e.Span()
	c := g.b.Piece(fused, g.b.Here(), g.file(at), at.Start, at.End, text(at))
	g.pieces[e] = c
	return c
}
