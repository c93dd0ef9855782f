// What a name stands for.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// maxHops is how many associations an expression may go away from where it starts.
const maxHops = 2

// directory is the object of users: they are reached through properties, never by association.
const directory = "user"

func (t *typer) name(n *exprast.IdentifierNode) typed.Expr {
	at := t.span(n)
	name := n.Value
	if local := t.local(name, at); local != nil {
		// expr knows objects by their name, whatever hides it here.
		t.beyond = t.beyond || t.Schema.Object(name) != nil || t.Schema.Plural(name) != nil
		return local
	}
	if c := t.Consts[name]; c != nil {
		t.read(name)
		return t.constant(at, c.Type, c.Value)
	}
	if t.Item != nil && name == t.ItemName {
		return t.item(at)
	}
	if t.Object != nil && name == t.Object.Name {
		return t.enrolled(at)
	}
	switch name {
	case "trigger":
		if len(t.Trigger) == 0 {
			return t.fail(noTrigger(at, t.Object != nil))
		}
		return &typed.Trigger{Base: base(eventType(t.Trigger), at)}
	case "event":
		if len(t.Event) == 0 {
			return t.fail(noEvent(at, len(t.Trigger) > 0))
		}
		return &typed.Happening{Base: base(eventType(t.Event), at)}
	case "enrolled_at":
		if t.Object == nil {
			return t.fail(noEnrolledAt(at))
		}
		return &typed.EnrolledAt{Base: base(schema.Of(schema.DateTime), at)}
	case "events":
		return t.fail(eventsAlone(at))
	}
	if o, plural := t.associated(name); o != nil {
		root := t.root(at)
		if root == nil {
			return t.fail(noRecord(at, name, t.Givens))
		}
		return t.associatedWith(root, o, plural, at)
	}
	return t.fail(unknownName(at, t, name))
}

// local is a name that belongs to the place: an argument, a variable, a record of a test.
func (t *typer) local(name string, at source.Span) typed.Expr {
	if a, ok := t.Args[name]; ok {
		return &typed.ArgRef{Base: base(a, at), Name: name}
	}
	if v := t.Vars[name]; v != nil {
		t.beyond = t.beyond || v.Type.Kind == schema.Invalid // what failed to resolve stays silent
		ref := t.nodes.VarRef.New()
		ref.Base, ref.Var = base(v.Type, at), v
		return ref
	}
	if g := t.Givens[name]; g != nil {
		return &typed.GivenRef{Base: base(schema.RecordOf(g.Object), at), Record: g}
	}
	return nil
}

// root is the record that an expression starts from: the enrolled one, or that of a segment; nil without.
func (t *typer) root(at source.Span) typed.Expr {
	switch {
	case t.Object != nil:
		return t.enrolled(at)
	case t.Item != nil && t.ItemName != "":
		return t.item(at)
	}
	return nil
}

// enrolled is the enrolled record.
func (t *typer) enrolled(at source.Span) typed.Expr {
	x := t.nodes.Enrolled.New()
	x.Base = base(schema.RecordOf(t.Object), at)
	return x
}

// item is the element that the whole expression is about.
func (t *typer) item(at source.Span) typed.Expr {
	x := t.nodes.Item.New()
	x.Base, x.Up = base(schema.RecordOf(t.Item), at), len(t.frames)-1
	return x
}

// associated is the object that a name in the singular or plural stands for; nil for none.
func (t *typer) associated(name string) (o *schema.Object, plural bool) {
	if name == directory {
		return nil, false
	}
	if o = t.Schema.Object(name); o != nil {
		return o, false
	}
	if o = t.Schema.Plural(name); o != nil && o.Name != directory {
		return o, true
	}
	return nil, false
}

func (t *typer) associatedWith(of typed.Expr, o *schema.Object, plural bool, at source.Span) typed.Expr {
	kind := schema.RecordOf(o)
	if plural {
		kind = schema.ListOf(kind)
	}
	x := t.nodes.Associated.New()
	x.Base, x.Of, x.Object, x.Plural = base(kind, at), of, o, plural
	return x
}

// pointer is `#`, or the element before `.amount`.
func (t *typer) pointer(n *exprast.PointerNode) typed.Expr {
	at := t.span(n)
	if len(t.frames) == 0 || n.Name != "" {
		return t.fail(notInLanguage(at))
	}
	x := t.nodes.Item.New()
	x.Base = base(t.frames[len(t.frames)-1].elem, at)
	return x
}

// eventType is the type of one of several events; with more than one kind, Event is nil.
func eventType(events []*schema.Event) schema.Type {
	if len(events) == 1 {
		return schema.Type{Kind: schema.EventRef, Event: events[0]}
	}
	return schema.Of(schema.EventRef)
}

// hops is how many associations lie between a record, or a list of them, and where the expression starts.
func (t *typer) hops(x typed.Expr) int {
	switch x := x.(type) {
	case *typed.Associated:
		return t.hops(x.Of) + 1
	case *typed.Item:
		if i := len(t.frames) - 1 - x.Up; i >= 0 {
			return t.frames[i].hops
		}
	case *typed.Predicate:
		if _, further := x.Body.(*typed.Associated); further {
			return t.hops(x.Over) + 1
		}
		return t.hops(x.Over)
	case *typed.Index:
		return t.hops(x.X)
	case *typed.Cond:
		return max(t.hops(x.Then), t.hops(x.Else))
	case *typed.Binary:
		return max(t.hops(x.L), t.hops(x.R))
	case *typed.ListLit:
		most := 0
		for _, item := range x.Items {
			most = max(most, t.hops(item))
		}
		return most
	}
	return 0
}

func (t *typer) read(name string) {
	if t.Reads != nil {
		t.Reads(name)
	}
}

// fail reports a fault and is the nil that stands for what has one.
func (t *typer) fail(d diag.Diagnostic) typed.Expr {
	t.tell(d)
	return nil
}
