// Targets: what a statement changes, named by a path.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// target resolves a path: a record, and the property of it that the path names, if any. nil when it has a fault.
func (w *workflow) target(p *ast.Path) *typed.PathArg {
	if p == nil || len(p.Parts) == 0 || p.Parts[0].Text == "" {
		return nil
	}
	of, object, plural := w.record(p.Parts[0])
	if object == nil {
		return nil
	}
	out := w.memory.PathArg.New()
	out.T, out.At, out.Of, out.Plural = schema.Of(schema.Path), p.Place, of, plural
	if len(p.Parts) == 1 {
		return out
	}
	name := p.Parts[1]
	if name.Text == "" {
		return nil
	}
	if out.Property = object.Property(name.Text); out.Property == nil {
		if reached := w.reached(name.Text); reached != nil {
			w.report(targetTooFar(p, reached))
			return nil
		}
		w.report(unknownTargetProperty(name, object, w.schema))
		return nil
	}
	if len(p.Parts) > 2 {
		w.report(targetInsideProperty(p, out.Property))
		return nil
	}
	return out
}

// record resolves the first name of a path to records that can be changed.
func (w *workflow) record(n ast.Name) (of typed.Expr, object *schema.Object, plural bool) {
	at := func(t schema.Type) typed.Base { return typed.Base{T: t, At: n.Place} }
	if v := w.scope.Vars[n.Text]; v != nil {
		switch {
		case v.Type.Kind == schema.RecordRef && v.Type.Object != nil:
			return &typed.VarRef{Base: at(v.Type), Var: v}, v.Type.Object, false
		case v.Type.Kind == schema.List && v.Type.Elem != nil && v.Type.Elem.Kind == schema.RecordRef && v.Type.Elem.Object != nil:
			return &typed.VarRef{Base: at(v.Type), Var: v}, v.Type.Elem.Object, true
		case v.Type.Kind != schema.Invalid:
			w.report(notARecord(n, v.Type))
		}
		return nil, nil, false
	}
	if g := w.scope.Givens[n.Text]; g != nil {
		return &typed.GivenRef{Base: at(schema.RecordOf(g.Object)), Record: g}, g.Object, false
	}
	enrolled := w.scope.Object
	if enrolled == nil {
		w.report(unknownGiven(n, w.scope.Givens))
		return nil, nil, false
	}
	self := w.checker.enrolled(enrolled, n.Place)
	if n.Text == enrolled.Name {
		return self, enrolled, false
	}
	if o := w.schema.Object(n.Text); o != nil {
		x := w.memory.Associated.New()
		x.Base, x.Of, x.Object = at(schema.RecordOf(o)), self, o
		return x, o, false
	}
	if o := w.schema.Plural(n.Text); o != nil {
		return &typed.Associated{Base: at(schema.ListOf(schema.RecordOf(o))), Of: self, Object: o, Plural: true}, o, true
	}
	if n.Text == "trigger" || n.Text == "event" {
		w.report(eventIsPast(n))
		return nil, nil, false
	}
	w.report(unknownTarget(n, w))
	return nil, nil, false
}

// reached is the object that a name stands for, in the singular or plural.
func (c *checker) reached(name string) *schema.Object {
	if o := c.schema.Object(name); o != nil {
		return o
	}
	return c.schema.Plural(name)
}

// writable is target for a statement that changes a property, narrowed by a `where`.
func (w *workflow) writable(p *ast.Path, where *ast.Expr) *typed.PathArg {
	t := w.target(p)
	if t == nil {
		return nil
	}
	if t.Property == nil {
		w.report(targetNeedsProperty(p))
		return nil
	}
	if !w.mayWrite(t.Property, p.Parts[len(p.Parts)-1].Place) || !w.narrow(t, where) {
		return nil
	}
	return t
}

// narrow adds the `where` of a statement to its target; false when it has a fault.
func (w *workflow) narrow(t *typed.PathArg, where *ast.Expr) bool {
	if where == nil {
		return true
	}
	scope := w.scope
	scope.Item, scope.ItemName = objectOf(t.Of.Type()), ""
	if t.Where = scope.condition(where); t.Where == nil {
		return false
	}
	w.constantCondition(t.Where)
	return true
}

// objectOf is the object of a record or of a list of records; nil for other types.
func objectOf(t schema.Type) *schema.Object {
	if t.Kind == schema.List && t.Elem != nil {
		t = *t.Elem
	}
	if t.Kind != schema.RecordRef {
		return nil
	}
	return t.Object
}

// mayWrite reports a property that programs cannot change. A property of the user object belongs to the directory.
func (c *checker) mayWrite(p *schema.Property, at source.Span) bool {
	switch {
	case p.ReadOnly:
		c.report(readonlyProperty(at, p))
	case p.Object != nil && p.Object.Name == "user":
		c.report(usersAreFixed(at))
	default:
		return true
	}
	return false
}
