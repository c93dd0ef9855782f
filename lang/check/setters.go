// Statements that change properties: set, copy, clear, increase, decrease.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func (w *workflow) set(s *ast.Set) *typed.Act {
	if s.Fields != nil || s.Value == nil && s.Path != nil && len(s.Path.Parts) == 1 {
		return w.setFields(s)
	}
	target := w.writable(s.Path, s.Where)
	if s.Value == nil {
		return nil
	}
	if target == nil {
		w.scope.value(s.Value) // its own faults
		return nil
	}
	value := w.newValue(s, target.Property)
	if value == nil {
		return nil
	}
	return w.form("set", s.OnFailure, map[string]typed.Expr{
		"target": target, "value": value, "op": w.textConst(s.Op, s.Place),
	})
}

// newValue types the right side of a `set` by the property and the operator.
func (w *workflow) newValue(s *ast.Set, p *schema.Property) typed.Expr {
	if s.Op == "=" || s.Op == "" {
		value := w.scope.as(s.Value, p.Type)
		if k, ok := value.(*typed.Const); ok && k.Value.IsNil() && k.T.Kind != schema.Invalid {
			w.report(setToNil(s))
			return nil
		}
		return value
	}
	switch p.Type.Kind {
	case schema.Set, schema.Invalid:
		return w.scope.as(s.Value, p.Type)
	case schema.Number:
		w.report(addToNumber(s))
	default:
		w.report(addToSingle(s, p))
	}
	return nil
}

// setFields checks `set RECORD { a: EXPR, … }`.
func (w *workflow) setFields(s *ast.Set) *typed.Act {
	target := w.target(s.Path)
	if target == nil {
		return nil
	}
	if target.Property != nil {
		w.report(fieldsOfProperty(s.Path))
		return nil
	}
	object := objectOf(target.Of.Type())
	fields, ok := w.fields(s.Fields, object, s.Path.Place)
	if !ok || !w.narrow(target, s.Where) {
		return nil
	}
	for i, v := range fields.Values {
		if k, isConst := v.(*typed.Const); isConst && k.Value.IsNil() && k.T.Kind != schema.Invalid {
			w.report(fieldToNil(k.At, fields.Keys[i]))
			return nil
		}
	}
	return w.form("set", s.OnFailure, map[string]typed.Expr{"target": target, "op": w.textConst("=", s.Place), "fields": fields})
}

// fields checks `{ property: EXPR, … }` of an object: known, given once, not readonly, of the right type.
func (w *workflow) fields(args []*ast.Arg, o *schema.Object, at source.Span) (*typed.MapLit, bool) {
	out := &typed.MapLit{Base: typed.Base{T: schema.MapOf(schema.Of(schema.Any)), At: at}}
	ok := true
	first := map[string]source.Span{}
	for _, a := range args {
		if a == nil || a.Name.Text == "" {
			ok = false
			continue
		}
		p := o.Property(a.Name.Text)
		switch before, twice := first[a.Name.Text]; {
		case p == nil:
			w.report(unknownProperty(a.Name, o, w.schema))
		case twice:
			w.report(givenTwice(a.Name, before))
		case w.mayWrite(p, a.Name.Place):
			first[a.Name.Text] = a.Name.Place
			if a.Value == nil {
				ok = false
				continue
			}
			if v := w.scope.as(a.Value, p.Type); v != nil {
				out.Keys = append(out.Keys, p.Name)
				out.Values = append(out.Values, v)
				continue
			}
		}
		if p == nil && a.Value != nil {
			w.scope.value(a.Value)
		}
		ok = false
	}
	return out, ok
}

func (w *workflow) copy(s *ast.Copy) *typed.Act {
	from, to := w.target(s.From), w.writable(s.To, s.Where)
	if from == nil || to == nil {
		return nil
	}
	switch {
	case from.Property == nil:
		w.report(targetNeedsProperty(s.From))
		return nil
	case from.Plural:
		w.report(copyOfMany(s.From))
		return nil
	case from.Property == to.Property && sameRecord(from.Of, to.Of):
		w.report(copyToItself(s))
		return nil
	case s.Append && to.Property.Type.Kind != schema.Set && to.Property.Type.Kind != schema.Invalid:
		w.report(appendToSingle(s, to.Property))
		return nil
	case !schema.CanConvert(from.Property.Type, to.Property.Type):
		w.report(notCopyable(s, from.Property, to.Property))
		return nil
	}
	value := w.memory.Property.New()
	value.T, value.At, value.Of, value.Property = from.Property.Type, s.From.Place, from.Of, from.Property
	args := map[string]typed.Expr{"from": value, "target": to}
	if s.Append {
		args["append"] = &typed.Const{Base: typed.Base{T: schema.Of(schema.Bool), At: s.Place}, Value: schema.BoolValue(true)}
	}
	return w.form("copy", s.OnFailure, args)
}

func sameRecord(a, b typed.Expr) bool {
	switch a := a.(type) {
	case *typed.Enrolled:
		_, ok := b.(*typed.Enrolled)
		return ok
	case *typed.VarRef:
		b, ok := b.(*typed.VarRef)
		return ok && a.Var == b.Var
	case *typed.Associated:
		b, ok := b.(*typed.Associated)
		return ok && a.Object == b.Object && !b.Plural
	}
	return false
}

func (w *workflow) clear(s *ast.Clear) *typed.Act {
	target := w.writable(s.Path, s.Where)
	if target == nil {
		return nil
	}
	if target.Property.Required {
		w.report(clearOfRequired(s, target.Property))
		return nil
	}
	return w.form("clear", s.OnFailure, map[string]typed.Expr{"target": target})
}

func (w *workflow) increase(s *ast.Increase) *typed.Act {
	word := "increase"
	if s.Decrease {
		word = "decrease"
	}
	target := w.writable(s.Path, s.Where)
	args := map[string]typed.Expr{}
	if s.By != nil {
		by := w.scope.as(s.By, schema.Of(schema.Number))
		if by == nil {
			return nil
		}
		args["by"] = by
	}
	if target == nil {
		return nil
	}
	if k := target.Property.Type.Kind; k != schema.Number && k != schema.Invalid {
		w.report(notANumber(s.Path, target.Property, word))
		return nil
	}
	args["target"] = target
	return w.form(word, s.OnFailure, args)
}
