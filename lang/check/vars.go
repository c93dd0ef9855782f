// Variables: what each `let` is called and holds. Where they have a value is judged in unset.go.

package check

import (
	"slices"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// declareVars gives every `let` its slot and type before the steps are checked, since a goto may lead to a step that
// stands above the `let` in the file.
func (w *workflow) declareVars() {
	for _, n := range w.graph.nodes {
		let, ok := n.step.Stmt.(*ast.Let)
		if !ok || let.Name.Text == "" {
			continue
		}
		t := schema.Of(schema.Invalid)
		w.trial(func() { t = w.typeOfLet(let) })
		if v := w.vars[let.Name.Text]; v != nil {
			switch {
			case v.Type.Kind == schema.Invalid || v.Type.Kind == schema.Nil:
				v.Type = t
			case t.Kind != schema.Invalid && t.Kind != schema.Nil && (!sameType(v.Type, t) || !slices.Equal(v.Events, w.awaitedBy(let))):
				w.report(letTypeDiffers(let.Name, v, t))
			}
			continue
		}
		if is, ok := reserved[let.Name.Text]; ok {
			w.report(reservedName(let.Name, is))
			w.vars[let.Name.Text] = &typed.Var{Name: let.Name.Text, Type: t, Span: let.Name.Place} // what reads it is silent
			continue
		}
		if old, ok := w.names[let.Name.Text]; ok {
			w.report(nameTaken(let.Name, old))
			continue
		}
		v := &typed.Var{Name: let.Name.Text, Type: t, Events: w.awaitedBy(let), Slot: len(w.typed.Vars), Span: let.Name.Place}
		w.vars[v.Name] = v
		w.typed.Vars = append(w.typed.Vars, v)
	}
}

// typeOfLet is what a `let` holds; Invalid where that has a fault, which is reported with the step.
func (w *workflow) typeOfLet(let *ast.Let) schema.Type {
	switch stmt := let.Stmt.(type) {
	case *ast.Call:
		if a := w.schema.Action(pathText(stmt.Action)); a != nil {
			return schema.Type{Kind: schema.Outcome, Action: a}
		}
	case *ast.Create:
		if o := w.schema.Object(stmt.Object.Text); o != nil {
			return schema.RecordOf(o)
		}
	case *ast.Delay:
		return w.typeOfDelay(stmt)
	}
	if let.Value != nil {
		if e := w.scope.value(let.Value); e != nil {
			return e.Type()
		}
	}
	return schema.Of(schema.Invalid)
}

// typeOfDelay is what `let x = delay until …` holds: the event, or whether it was the condition or change that ended it.
func (w *workflow) typeOfDelay(d *ast.Delay) schema.Type {
	switch {
	case d.Event != nil && len(d.Event.Events) > 0:
		if e := w.schema.Event(d.Event.Events[0].Text); e != nil {
			if len(d.Event.Events) == 1 {
				return schema.Type{Kind: schema.EventRef, Event: e}
			}
			return schema.Of(schema.EventRef)
		}
	case d.Change != nil, d.Moment != nil:
		return schema.Of(schema.Bool)
	}
	return schema.Of(schema.Invalid)
}

// awaitedBy are the events that a `let` waits for, where they are several.
func (w *workflow) awaitedBy(let *ast.Let) []*schema.Event {
	d, ok := let.Stmt.(*ast.Delay)
	if !ok || d.Event == nil || len(d.Event.Events) < 2 {
		return nil
	}
	var events []*schema.Event
	for _, n := range d.Event.Events {
		if e := w.schema.Event(n.Text); e != nil {
			events = append(events, e)
		}
	}
	return events
}

// sameType reports whether two values can live under one name.
func sameType(a, b schema.Type) bool {
	if a.Kind != b.Kind {
		return a.Kind.Textual() && b.Kind.Textual() && a.Kind != schema.User && b.Kind != schema.User && a.Kind != schema.Team && b.Kind != schema.Team
	}
	switch a.Kind {
	case schema.RecordRef:
		return a.Object == b.Object
	case schema.EventRef:
		return a.Event == b.Event
	case schema.Outcome:
		return a.Action == b.Action
	case schema.List, schema.Map:
		return a.Elem == nil || b.Elem == nil || sameType(*a.Elem, *b.Elem)
	}
	return true
}

func (w *workflow) let(s *ast.Let) typed.Stmt {
	out := &typed.Let{Var: w.vars[s.Name.Text]}
	switch stmt := s.Stmt.(type) {
	case *ast.Call:
		out.Act = w.call(stmt)
	case *ast.Create:
		out.Act = w.create(stmt)
	case *ast.Delay:
		if stmt.For != nil || stmt.Days != nil {
			w.report(delayWithoutOutcome(s))
		}
		out.Delay = w.delay(stmt)
		if out.Delay != nil && out.Delay.Moment != nil {
			w.report(delayWithoutOutcome(s))
		}
		if out.Delay == nil {
			return nil
		}
	default:
		if s.Value == nil {
			return nil
		}
		if out.Value = w.scope.value(s.Value); out.Value == nil {
			return nil
		}
		switch k := out.Value.Type().Kind; k {
		case schema.Secret, schema.Path:
			w.report(letOfSecret(s))
		case schema.Nil:
			if out.Var != nil && out.Var.Type.Kind == schema.Nil {
				w.report(letOfNil(s))
			}
		}
	}
	if out.Act != nil {
		out.Act.Wait = true
	} else if out.Value == nil && out.Delay == nil {
		return nil
	}
	if out.Var == nil {
		return nil
	}
	return out
}
