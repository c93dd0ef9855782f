package exprs

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// Mentions lists what a condition depends on, each once, in the order it is read: properties of the enrolled record and
// of records reached from it, which records are associated, kept events, and memberships. A record in a variable counts
// as one associated with the enrolled record, which what a step creates is. Properties of users count by the property
// that holds the user.
func Mentions(x typed.Expr) []typed.Mention {
	m := mentions{}
	m.read(x)
	return m.list
}

// path is how a record is reached from the enrolled one.
type path struct {
	via    []*schema.Object
	object *schema.Object // nil when it is not known
}

type mentions struct {
	list  []typed.Mention
	items []path // what the elements of the predicates around are, outermost first
}

func (m *mentions) add(n typed.Mention) {
	if n.Object == nil && n.Event == nil && n.Set == "" {
		return
	}
	same := func(o typed.Mention) bool {
		return o.Object == n.Object && o.Property == n.Property && o.Event == n.Event && o.Set == n.Set && slices.Equal(o.Via, n.Via)
	}
	if !slices.ContainsFunc(m.list, same) {
		m.list = append(m.list, n)
	}
}

// read notes what an expression reads.
func (m *mentions) read(x typed.Expr) {
	switch x := x.(type) {
	case nil:
	case *typed.Property:
		m.property(x.Of, x.Property)
	case *typed.Each:
		m.property(x.Of, x.Property)
	case *typed.ChangedAt:
		m.property(x.Of, x.Property)
	case *typed.Associated, *typed.VarRef, *typed.Enrolled, *typed.Item:
		m.record(x)
	case *typed.Past:
		p := m.record(x.Of)
		m.add(typed.Mention{Via: p.via, Object: p.object, Event: x.Event})
	case *typed.Member:
		p := m.record(x.Of)
		name := "*"
		if k, fixed := x.Set.(*typed.Const); fixed {
			name = k.Value.Text()
		} else {
			m.read(x.Set)
		}
		m.add(typed.Mention{Via: p.via, Object: p.object, Set: name})
	case *typed.Predicate:
		m.inside(m.record(x.Over), x.Body)
	case *typed.Bound:
		m.inside(m.record(x.X), x.Body)
	default:
		typed.Walk(x, func(part typed.Expr) bool {
			if part == x {
				return true
			}
			m.read(part)
			return false
		})
	}
}

func (m *mentions) inside(item path, body typed.Expr) {
	if body == nil {
		return
	}
	m.items = append(m.items, item)
	m.read(body)
	m.items = m.items[:len(m.items)-1]
}

func (m *mentions) property(of typed.Expr, p *schema.Property) {
	if of.Type().Kind == schema.User { // the directory tells no one of its changes
		m.read(of)
		return
	}
	at := m.record(of)
	m.add(typed.Mention{Via: at.via, Object: p.Object, Property: p})
}

// record notes how records are reached, and tells the path to them.
func (m *mentions) record(x typed.Expr) path {
	switch x := x.(type) {
	case *typed.Enrolled:
		return path{object: x.T.Object}
	case *typed.Associated:
		from := m.record(x.Of)
		to := path{via: append(slices.Clip(from.via), x.Object), object: x.Object}
		m.add(typed.Mention{Via: to.via, Object: x.Object})
		return to
	case *typed.VarRef:
		if o := recordOf(x.T); o != nil {
			return path{via: []*schema.Object{o}, object: o}
		}
	case *typed.Item:
		if i := len(m.items) - 1 - x.Up; i >= 0 && !x.Index {
			return m.items[i]
		}
	case *typed.Predicate:
		at := m.record(x.Over)
		m.inside(at, x.Body)
		if x.Name != "map" {
			return at
		}
		if o := recordOf(x.T); o != nil {
			return path{via: append(slices.Clip(at.via), o), object: o}
		}
	case *typed.ListLit:
		var first path
		for i, item := range x.Items {
			if at := m.record(item); i == 0 {
				first = at
			}
		}
		return first
	case *typed.Index:
		m.read(x.I)
		return m.record(x.X)
	case *typed.Cond:
		m.read(x.If)
		m.read(x.Else)
		return m.record(x.Then)
	case *typed.Binary:
		m.read(x.R)
		return m.record(x.L)
	default:
		m.read(x)
	}
	return path{}
}

// recordOf is the object of a record or of a list of records; nil for other types.
func recordOf(t schema.Type) *schema.Object {
	if t.Kind == schema.List && t.Elem != nil {
		t = *t.Elem
	}
	if t.Kind != schema.RecordRef {
		return nil
	}
	return t.Object
}

func hasFold(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}
