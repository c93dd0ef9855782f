package compiler

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// open begins a loop. Over associated records and past events no list is made.
func (g *generator) open(level uint8, over typed.Expr) {
	if !g.traced {
		switch e := over.(type) {
		case *typed.Associated:
			if reg, prepare, ok := g.register(e.Of); ok && e.Plural {
				g.b.Emit(vm.Instr{Op: vm.OpEachOf, Level: level, Src: reg, A: g.b.Object(e.Object)})
				prepare()
				return
			}
		case *typed.Past:
			if reg, prepare, ok := g.register(e.Of); ok {
				g.b.Emit(vm.Instr{Op: vm.OpEachPast, Level: level, Src: reg, A: g.b.Event(e.Event)})
				prepare()
				return
			}
		}
	}
	g.b.Emit(vm.Instr{Op: vm.OpEach, Level: level})
	g.value(over)
}

// loop makes a loop that leads to none when no element is left: body makes the code for one element, which goes on at
// again for the next.
func (g *generator) loop(e *typed.Predicate, none vm.Label, body func(level uint8, again vm.Label)) {
	level := g.enter(e)
	again := g.b.Label()
	body(level, again)
	g.b.Emit(vm.Instr{Op: vm.OpNext, Level: level, C: int32(none)})
	g.b.Bind(again)
	g.leave()
	g.open(level, e.Over)
}

// chosen makes the code for the elements that the body of a predicate takes; without a body it takes all.
func (g *generator) chosen(e *typed.Predicate, again vm.Label, then func()) {
	g.b.Jump(again)
	then()
	if e.Body != nil {
		g.cond(e.Body, g.b.Here(), again)
	}
}

// quantify makes any, all, none and one: branches out of a loop as soon as the outcome is sure.
func (g *generator) quantify(e *typed.Predicate, yes, no vm.Label) {
	switch e.Name {
	case "any":
		g.search(e, yes, no, false)
	case "none":
		g.search(e, no, yes, false)
	case "all":
		g.search(e, no, yes, true)
	case "one":
		g.b.Test(vm.Instr{Op: vm.OpEqNumber, Src: vm.SrcTop, B: g.b.Const(schema.NumberValue(1))}, yes, no)
		g.count(e)
	}
}

// search goes on at found for the first element whose body holds, or does not hold when negated, else at missing.
func (g *generator) search(e *typed.Predicate, found, missing vm.Label, negated bool) {
	g.loop(e, missing, func(level uint8, again vm.Label) {
		g.b.Jump(found)
		out := g.b.Here()
		yes, no := out, again
		if negated {
			yes, no = again, out
		}
		if e.Body == nil {
			g.b.Test(vm.Instr{Op: vm.OpIf, Src: vm.SrcItem + vm.Src(level)}, yes, no)
		} else {
			g.cond(e.Body, yes, no)
		}
	})
}

// predicate makes the predicates that give more than yes or no.
func (g *generator) predicate(e *typed.Predicate) {
	switch e.Name {
	case "sum", "min", "max":
		if each, ok := e.Over.(*typed.Each); ok && e.Body == nil && !g.traced {
			if over, body, ok := inside(each); ok {
				e = &typed.Predicate{Base: e.Base, Name: e.Name, Over: over, Body: body}
			}
		}
	}
	g.measured(e)
}

// inside turns `deals.amount` into the records and the property of the element, so that no list of values is made.
func inside(each *typed.Each) (over, body typed.Expr, ok bool) {
	t := each.Of.Type()
	if t.Kind != schema.List || t.Elem == nil {
		return nil, nil, false
	}
	item := &typed.Item{Base: typed.Base{T: *t.Elem, At: each.At}}
	return each.Of, &typed.Property{Base: typed.Base{T: each.Property.Type, At: each.At}, Of: item, Property: each.Property}, true
}

func (g *generator) measured(e *typed.Predicate) {
	switch e.Name {
	case "count":
		g.count(e)
	case "filter":
		g.result(vm.OpCollected, e, func(level uint8, again vm.Label) {
			g.chosen(e, again, func() {
				g.b.Emit(vm.Instr{Op: vm.OpCollect, Level: level})
				g.item(level)
			})
		})
	case "map":
		g.each(vm.Instr{Op: vm.OpCollect}, vm.OpCollected, e)
	case "sum":
		g.each(vm.Instr{Op: vm.OpSum}, vm.OpSummed, e)
	case "min", "max":
		g.each(vm.Instr{Op: vm.OpBest, Sense: e.Name == "max"}, vm.OpKept, e)
	case "first":
		g.first(e)
	case "last":
		g.result(vm.OpKept, e, func(level uint8, again vm.Label) {
			g.chosen(e, again, func() {
				g.b.Emit(vm.Instr{Op: vm.OpKeep, Level: level})
				g.item(level)
			})
		})
	case "sortBy":
		g.sortBy(e)
	default:
		g.fail(e.Span(), "the predicate `%s` cannot be compiled", e.Name)
	}
}

// result makes a loop with an instruction after it that gives its result.
func (g *generator) result(op vm.Op, e *typed.Predicate, body func(level uint8, again vm.Label)) {
	g.b.Emit(vm.Instr{Op: op, Level: uint8(g.levels)})
	g.loop(e, g.b.Here(), body)
}

// each makes a loop that takes the value of the body for each element.
func (g *generator) each(take vm.Instr, result vm.Op, e *typed.Predicate) {
	g.result(result, e, func(level uint8, again vm.Label) {
		g.b.Jump(again)
		take.Level = level
		g.b.Emit(take)
		if e.Body == nil {
			g.item(level)
		} else {
			g.value(e.Body)
		}
	})
}

func (g *generator) item(level uint8) {
	g.b.Emit(vm.Instr{Op: vm.OpPush, Src: vm.SrcItem + vm.Src(level)})
}

func (g *generator) count(e *typed.Predicate) {
	if e.Body == nil {
		g.b.Emit(vm.Instr{Op: vm.OpSize, Level: uint8(g.levels)})
		level := g.enter(e)
		g.leave()
		g.open(level, e.Over)
		return
	}
	g.result(vm.OpTallied, e, func(level uint8, again vm.Label) {
		g.chosen(e, again, func() { g.b.Emit(vm.Instr{Op: vm.OpTally, Level: level}) })
	})
}

// first leaves the loop with the first element that the body takes.
func (g *generator) first(e *typed.Predicate) {
	next := g.b.Here()
	g.push(schema.Value{})
	g.loop(e, g.b.Here(), func(level uint8, again vm.Label) {
		g.b.Jump(next)
		g.item(level)
		if e.Body != nil {
			g.cond(e.Body, g.b.Here(), again)
		}
	})
}

func (g *generator) sortBy(e *typed.Predicate) {
	var options *schema.Options
	if e.Body != nil && e.Body.Type().Kind == schema.Enum {
		options = e.Body.Type().Options
	}
	g.b.Emit(vm.Instr{Op: vm.OpSorted, Level: uint8(g.levels), Sense: e.Desc})
	g.loop(e, g.b.Here(), func(level uint8, again vm.Label) {
		g.b.Jump(again)
		g.b.Emit(vm.Instr{Op: vm.OpSortKey, Level: level, B: g.b.Options(options)})
		if e.Body == nil {
			g.item(level)
		} else {
			g.value(e.Body)
		}
	})
}
