// Calls of actions: `notify(to: contact.owner, text: "…")`. Arguments are always named.

package check

import (
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func (w *workflow) call(s *ast.Call) *typed.Act {
	name := pathText(s.Action)
	if name == "" {
		return nil
	}
	action := w.schema.Action(name)
	if action == nil || action.Form != "" {
		if action != nil {
			w.report(writtenOtherwise(s, action))
		} else {
			w.report(unknownAction(s, name, w.schema))
		}
		for _, a := range s.Args {
			if a != nil && a.Value != nil {
				w.scope.value(a.Value)
			}
		}
		return nil
	}
	ok := w.allowed(action, s.Action.Place)
	act := w.newAct(action)
	first := map[string]source.Span{}
	var unknown []ast.Name
	for _, a := range s.Args {
		if a == nil || a.Name.Text == "" {
			ok = false
			continue
		}
		p, i := action.Param(a.Name.Text)
		if before, twice := first[a.Name.Text]; twice {
			w.report(givenTwice(a.Name, before))
			ok = false
			continue
		}
		first[a.Name.Text] = a.Name.Place
		if p == nil {
			unknown = append(unknown, a.Name)
			ok = false
		}
		if a.Value == nil {
			ok = false
			continue
		}
		if p == nil {
			w.scope.value(a.Value)
			continue
		}
		if act.Args[i] = w.argument(p, action, a); act.Args[i] == nil {
			ok = false
		}
	}
	var missing []string
	for _, p := range action.Params {
		if _, given := first[p.Name]; p.Required && !p.Hidden && !given {
			missing = append(missing, p.Name)
		}
	}
	if len(unknown) == 1 && len(missing) == 1 {
		w.report(misnamedArgument(unknown[0], action, missing[0])) // one fault, told once
		unknown, missing = nil, nil
		ok = false
	}
	for _, name := range unknown {
		w.report(unknownArgument(name, action, w.schema))
	}
	if len(missing) > 0 {
		w.report(missingArgument(s, action, missing))
		ok = false
	}
	if ok && sends(action) {
		ok = w.mail(s, act)
	}
	if !ok {
		return nil
	}
	w.finish(act, s.OnFailure)
	return act
}

// argument types one argument by its parameter; nil when it has a fault.
func (w *workflow) argument(p *schema.Param, action *schema.Action, a *ast.Arg) typed.Expr {
	if p.Type.Kind == schema.Path {
		return w.pathArgument(p, a)
	}
	var e typed.Expr
	if len(p.Accepts) == 0 && !p.Many && p.Type.Kind != schema.Any {
		e = w.scope.as(a.Value, p.Type)
	} else {
		e = w.scope.value(a.Value)
		if e != nil && !w.takes(p, e) {
			w.report(wrongArgument(a, p, action, e))
			return nil
		}
	}
	if e == nil || !w.literal(p, e) {
		return nil
	}
	return e
}

// takes reports whether a parameter accepts a value, or a list of values where it takes many.
func (w *workflow) takes(p *schema.Param, e typed.Expr) bool {
	if l, ok := e.(*typed.ListLit); ok && p.Many {
		for _, item := range l.Items {
			if !w.takes(p, item) {
				return false
			}
		}
		return true
	}
	t := e.Type()
	for p.Many && t.Kind == schema.List {
		if t.Elem == nil {
			return true
		}
		t = *t.Elem
	}
	if fits(p.Type, t) && w.rightObject(p, t) {
		return true
	}
	for _, other := range p.Accepts {
		if fits(other, t) {
			return true
		}
	}
	return false
}

func (w *workflow) rightObject(p *schema.Param, t schema.Type) bool {
	if len(p.Objects) == 0 || t.Kind != schema.RecordRef || t.Object == nil {
		return true
	}
	for _, name := range p.Objects {
		if t.Object.Name == name {
			return true
		}
	}
	return false
}

// fits reports whether a value of type t may stand where want is wanted. Addresses, numbers and options are texts.
func fits(want, t schema.Type) bool {
	switch {
	case t.Kind == schema.Invalid || t.Kind == schema.Nil || t.Kind == schema.Any || want.Kind == schema.Any || want.Kind == schema.Invalid:
		return true
	case want.Kind == schema.List || want.Kind == schema.Map:
		return t.Kind == want.Kind && (want.Elem == nil || t.Elem == nil || fits(*want.Elem, *t.Elem))
	case want.Kind == schema.RecordRef:
		return t.Kind == schema.RecordRef && (want.Object == nil || want.Object == t.Object)
	case want.Kind == schema.Text:
		switch t.Kind {
		case schema.Text, schema.Enum, schema.Email, schema.Phone, schema.URL:
			return true
		}
		return false
	}
	return want.Kind == t.Kind
}

// literal checks texts that are known before the run: what they must name, and what the action itself refuses.
func (w *workflow) literal(p *schema.Param, e typed.Expr) bool {
	if l, ok := e.(*typed.ListLit); ok {
		for _, item := range l.Items {
			if !w.literal(p, item) {
				return false
			}
		}
		return true
	}
	k, ok := e.(*typed.Const)
	if !ok || k.Value.IsNil() {
		return true
	}
	if p.Check != nil {
		if err := p.Check(k.Value); err != nil {
			w.report(refusedLiteral(k, err))
			return false
		}
	}
	name := k.Value.Text()
	switch p.Names {
	case "template":
		if w.templates[name] == nil {
			w.report(unknownTemplate(k, name, w.templates))
			return false
		}
	case "workflow":
		if w.workflows[name] == nil {
			w.report(unknownWorkflow(ast.Name{At: ast.At{Place: k.At}, Text: name}, w.workflowNames()))
			return false
		}
	case "object":
		if w.schema.Object(name) == nil {
			w.report(unknownObject(ast.Name{At: ast.At{Place: k.At}, Text: name}, w.schema))
			return false
		}
	case "list", "subscription", "audience":
		if strings.TrimSpace(name) == "" {
			w.report(emptyName(k, p.Names))
			return false
		}
	}
	return true
}

// pathArgument types an argument that names what to change: `rotate(property: company.owner)`.
func (w *workflow) pathArgument(p *schema.Param, a *ast.Arg) typed.Expr {
	e := w.scope.value(a.Value)
	if e == nil {
		return nil
	}
	out := &typed.PathArg{Base: typed.Base{T: schema.Of(schema.Path), At: a.Value.Place}}
	switch e := e.(type) {
	case *typed.Property:
		out.Of, out.Property = e.Of, e.Property
	case *typed.Each:
		out.Of, out.Property, out.Plural = e.Of, e.Property, true
	default:
		w.report(argumentNeedsProperty(a, e.Type()))
		return nil
	}
	if !w.mayWrite(out.Property, a.Value.Place) {
		return nil
	}
	if len(p.Accepts) == 0 {
		return out
	}
	for _, t := range p.Accepts {
		if fits(t, out.Property.Type) {
			return out
		}
	}
	w.report(argumentPropertyType(a, p, out.Property))
	return nil
}
