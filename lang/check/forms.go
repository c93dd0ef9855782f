// Statements with a form of their own become calls of the actions that the catalog declares for them.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// form is the action of a statement with these arguments by parameter name. A catalog without that action makes the
// statement a fault.
func (w *workflow) form(name string, f *ast.OnFailure, args map[string]typed.Expr) *typed.Act {
	action := w.schema.Action(name)
	if action == nil {
		w.report(statementMissing(args, name))
		return nil
	}
	act := w.newAct(action)
	for i, p := range action.Params {
		if e := args[p.Name]; e != nil {
			act.Args[i] = e
		}
	}
	w.finish(act, f)
	return act
}

// finish settles whether the record waits for the outcome, and where a failure leads.
func (w *workflow) finish(act *typed.Act, f *ast.OnFailure) {
	act.Wait = act.Action.Waits || f != nil
	if f == nil {
		return
	}
	act.OnFailure = &typed.OnFailure{}
	if f.Goto != nil {
		act.OnFailure.To = w.labeled(f.Goto)
	}
}

// allowed reports an action on an object type that it is not for.
func (w *workflow) allowed(a *schema.Action, at source.Span) bool {
	if len(a.On) == 0 || w.object == nil {
		return true
	}
	for _, name := range a.On {
		if name == w.object.Name {
			return true
		}
	}
	w.report(actionNotAllowed(a, at, w.object))
	return false
}

// newAct is an action without arguments.
func (c *checker) newAct(a *schema.Action) *typed.Act {
	act := c.memory.Act.New()
	act.Action, act.Args = a, c.memory.Exprs.Make(len(a.Params))
	return act
}

func (c *checker) textConst(text string, at source.Span) *typed.Const {
	x := c.memory.Const.New()
	x.T, x.At, x.Value = schema.Of(schema.Text), at, schema.TextValue(text)
	return x
}

// enrolled is the enrolled record, as something at a place speaks of it.
func (c *checker) enrolled(o *schema.Object, at source.Span) *typed.Enrolled {
	x := c.memory.Enrolled.New()
	x.T, x.At = schema.RecordOf(o), at
	return x
}

func (w *workflow) create(s *ast.Create) *typed.Act {
	object := w.objectNamed(s.Object)
	if object == nil {
		for _, a := range s.Fields {
			if a != nil && a.Value != nil {
				w.scope.value(a.Value)
			}
		}
		return nil
	}
	if object.Name == "user" {
		w.report(usersAreFixed(s.Object.Place))
		return nil
	}
	fields, ok := w.fields(s.Fields, object, s.Place)
	given := map[string]bool{}
	for _, a := range s.Fields {
		if a != nil {
			given[a.Name.Text] = true
		}
	}
	for i, v := range fields.Values {
		if k, isConst := v.(*typed.Const); isConst && k.Value.IsNil() {
			given[fields.Keys[i]] = false
		}
	}
	if missing := unfilled(object, given); len(missing) > 0 {
		w.report(missingProperty(s.Object.Place, object, missing))
		ok = false
	}
	with, okWith := w.records(s.With, s.Place)
	if !ok || !okWith {
		return nil
	}
	args := map[string]typed.Expr{"object": w.textConst(object.Name, s.Object.Place), "fields": fields}
	if with != nil {
		args["with"] = with
	}
	return w.form("create", s.OnFailure, args)
}

// unfilled are the required properties of an object that a new record lacks where only some are given.
func unfilled(o *schema.Object, given map[string]bool) (missing []*schema.Property) {
	for _, p := range o.Properties {
		if p.Required && p.Default.IsNil() && !given[p.Name] {
			missing = append(missing, p)
		}
	}
	return missing
}

// records types a list of records and lists of records as one list; nil when there is none.
func (w *workflow) records(list []*ast.Expr, at source.Span) (typed.Expr, bool) {
	out := &typed.ListLit{}
	ok := true
	for _, x := range list {
		if x == nil {
			ok = false
			continue
		}
		e := w.scope.value(x)
		switch {
		case e == nil:
			ok = false
		case objectOf(e.Type()) == nil && e.Type().Kind != schema.Invalid:
			w.report(expectedRecords(x.Place, e.Type()))
			ok = false
		default:
			out.Items = append(out.Items, e)
		}
	}
	if len(out.Items) == 0 {
		return nil, ok
	}
	elem := schema.Of(schema.RecordRef)
	if o := objectOf(out.Items[0].Type()); o != nil {
		elem.Object = o
	}
	out.Base = typed.Base{T: schema.ListOf(elem), At: out.Items[0].Span().To(out.Items[len(out.Items)-1].Span())}
	return out, ok
}

func (w *workflow) associate(s *ast.Associate) *typed.Act {
	name := "associate"
	if s.Dissociate {
		name = "dissociate"
	}
	var record typed.Expr
	if s.Record != nil {
		record = w.scope.value(s.Record)
	}
	with, ok := w.records(s.With, s.Place)
	if record == nil || with == nil || !ok {
		return nil
	}
	if t := record.Type(); t.Kind != schema.RecordRef && t.Kind != schema.Invalid {
		w.report(expectedRecord(s.Record.Place, t))
		return nil
	}
	return w.form(name, s.OnFailure, map[string]typed.Expr{"record": record, "with": with})
}

func (w *workflow) enrollIn(s *ast.EnrollIn) *typed.Act {
	name := "enroll"
	if s.Unenroll {
		name = "unenroll"
	}
	object, args := w.object, map[string]typed.Expr{}
	if s.Records != nil {
		e := w.scope.value(s.Records)
		if e == nil {
			return nil
		}
		if object = objectOf(e.Type()); object == nil {
			if e.Type().Kind != schema.Invalid {
				w.report(expectedRecords(s.Records.Place, e.Type()))
			}
			return nil
		}
		args["records"] = e
	} else {
		args["records"] = w.enrolled(object, s.Place)
	}
	if s.Workflow.Text == "" {
		return nil
	}
	target := w.workflows[s.Workflow.Text]
	switch {
	case target == nil:
		w.report(unknownWorkflow(s.Workflow, w.workflowNames()))
		return nil
	case target.object == nil:
		return nil
	case target.object != object:
		w.report(enrollTypeMismatch(s, object, target))
		return nil
	case target == w.head && s.Records == nil && !s.Unenroll:
		w.report(enrollsItself(s))
	}
	if !s.Unenroll {
		w.enrolledFrom[target] = true
	}
	args["workflow"] = w.textConst(target.syntax.Name.Text, s.Workflow.Place)
	return w.form(name, s.OnFailure, args)
}

func (c *checker) workflowNames() []string {
	names := make([]string, len(c.heads))
	for i, h := range c.heads {
		names[i] = h.syntax.Name.Text
	}
	return names
}
