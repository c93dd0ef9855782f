package ide

// What names mean at one place of a file.

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// scope is what names mean at a token.
type scope struct {
	p       *Project
	out     *outline
	decl    ast.Decl
	owner   string         // of labels and variables: the workflow; of records: the test
	object  *schema.Object // of the enrolled record, or of a segment's
	trigger []*schema.Event
	event   []*schema.Event
	vars    map[string]*typed.Var
	givens  map[string]*schema.Object
	args    map[string]argument // in `expect ACTION where`
	item    *schema.Object      // the element of a `where` on records
}

// argument is what a bare name in an expectation stands for.
type argument struct {
	kind   schema.Type
	symbol Symbol
}

// scopeAt is the scope in a declaration; i is the token that the scope is for, which need not be there.
func (p *Project) scopeAt(o *outline, decl ast.Decl, i int) scope {
	sc := scope{p: p, out: o, decl: decl}
	switch d := decl.(type) {
	case *ast.Workflow:
		sc.owner = d.Name.Text
		sc.object = p.Schema.Object(d.On.Text)
		sc.trigger = p.triggers(d)
		if w := p.drafts[d]; w != nil {
			sc.vars = make(map[string]*typed.Var, len(w.Vars))
			for _, v := range w.Vars {
				sc.vars[v.Name] = v
			}
		}
	case *ast.Segment:
		sc.object = p.Schema.Object(d.On.Text)
	case *ast.Test:
		sc.owner = d.Title.Place.String()
		sc.givens = map[string]*schema.Object{}
		for _, s := range d.Stmts {
			if g, ok := s.(*ast.Given); ok && g.Name.Text != "" {
				sc.givens[g.Name.Text] = p.Schema.Object(g.Object.Text)
			}
		}
	}
	sc.narrow(i)
	return sc
}

// triggers are the events that enroll in a workflow.
func (p *Project) triggers(w *ast.Workflow) (list []*schema.Event) {
	for _, s := range w.Settings {
		if e, ok := s.(*ast.Enroll); ok && e.Trigger != nil && e.Trigger.Event != nil {
			list = append(list, p.events(e.Trigger.Event.Events)...)
		}
	}
	return list
}

func (p *Project) events(names []ast.Name) (list []*schema.Event) {
	for _, n := range names {
		if e := p.Schema.Event(n.Text); e != nil {
			list = append(list, e)
		}
	}
	return list
}

// narrow adds what the `where` of the statement at a token brings along.
func (sc *scope) narrow(i int) {
	o := sc.out
	if len(o.tokens) == 0 {
		return
	}
	last := min(i, len(o.tokens)-1)
	head := o.head[last]
	if i < len(o.tokens) {
		head = o.head[i]
	}
	if head > last {
		head = o.head[max(last-1, 0)]
	}
	for open := o.inside[last]; open >= 0 && !o.frames[open].lines(); open = o.inside[open] {
		head = min(head, o.head[open])
	}
	stmt := o.tokens[min(head, len(o.tokens)):min(i, len(o.tokens))]
	where := -1
	for k, t := range stmt {
		if t.Text == "where" {
			where = k
		}
	}
	if where < 0 {
		return
	}
	for k := 0; k < where; k++ {
		switch stmt[k].Text {
		case "event":
			for k++; k < where && stmt[k].Kind == parse.WordToken; k += 2 {
				if e := sc.p.Schema.Event(stmt[k].Text); e != nil {
					sc.event = append(sc.event, e)
				}
			}
			return
		case "change":
			return
		case "expect":
			sc.expected(stmt[k+1 : where])
			return
		}
	}
	for k := 1; k < where; k++ {
		if stmt[k-1].Kind == parse.WordToken && stmt[k].Kind == parse.WordToken {
			if t, _, ok := sc.root(stmt[k].Text); ok {
				sc.item = objectOf(t)
				return
			}
		}
	}
}

// expected makes bare names of what `expect ACTION where` is about.
func (sc *scope) expected(stmt []parse.Token) {
	if len(stmt) > 0 && stmt[0].Text == "no" {
		stmt = stmt[1:]
	}
	sc.args = map[string]argument{}
	if len(stmt) == 2 && stmt[0].Text == "create" {
		if object := sc.p.Schema.Object(stmt[1].Text); object != nil {
			for _, p := range object.Properties {
				sc.args[p.Name] = argument{p.Type, propertySymbol(p)}
			}
		}
		return
	}
	name := ""
	for _, t := range stmt {
		name += t.Text
	}
	if a := sc.p.Schema.Action(name); a != nil {
		for _, p := range a.Params {
			sc.args[p.Name] = argument{p.Type, Symbol{ParamKind, p.Name, a.Name}}
		}
	}
}

// objectOf is the object of a record or of a list of records.
func objectOf(t schema.Type) *schema.Object {
	if t.Kind == schema.List && t.Elem != nil {
		t = *t.Elem
	}
	return t.Object
}

func propertySymbol(p *schema.Property) Symbol {
	owner := ""
	if p.Object != nil {
		owner = p.Object.Name
	}
	return Symbol{PropertyKind, p.Name, owner}
}

// root is what a name means that stands alone.
func (sc *scope) root(name string) (schema.Type, Symbol, bool) {
	if a, ok := sc.args[name]; ok {
		return a.kind, a.symbol, true
	}
	if v := sc.vars[name]; v != nil {
		return v.Type, Symbol{VarKind, name, sc.owner}, true
	}
	if o, ok := sc.givens[name]; ok {
		return schema.RecordOf(o), Symbol{GivenKind, name, sc.owner}, true
	}
	if c := sc.p.consts[name]; c != nil {
		return c.Type, Symbol{Kind: ConstKind, Name: name}, true
	}
	switch name {
	case "trigger":
		return eventType(sc.trigger), Symbol{Kind: WordKind, Name: name}, len(sc.trigger) > 0
	case "event":
		return eventType(sc.event), Symbol{Kind: WordKind, Name: name}, len(sc.event) > 0
	case "enrolled_at":
		return schema.Of(schema.DateTime), Symbol{Kind: WordKind, Name: name}, true
	case "events":
		return schema.Of(schema.Invalid), Symbol{Kind: WordKind, Name: name}, true
	}
	if o := sc.p.Schema.Object(name); o != nil && (sc.object != nil || sc.decl == nil) {
		return schema.RecordOf(o), Symbol{Kind: ObjectKind, Name: o.Name}, true
	}
	if o := sc.p.Schema.Plural(name); o != nil && (sc.object != nil || sc.decl == nil) {
		return schema.ListOf(schema.RecordOf(o)), Symbol{Kind: ObjectKind, Name: o.Name}, true
	}
	if s := sc.p.segments[name]; s != nil {
		return schema.Of(schema.Invalid), Symbol{Kind: SegmentKind, Name: name}, true
	}
	return schema.Type{Kind: schema.Invalid}, Symbol{}, false
}

func eventType(events []*schema.Event) schema.Type {
	if len(events) == 0 {
		return schema.Of(schema.Invalid)
	}
	return schema.Type{Kind: schema.EventRef, Event: events[0]}
}
