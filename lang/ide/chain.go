package ide

// Chains of names: what `company.deals.amount`, `filter(deals, .open)[0].stage` and the like stand for, read from the
// tokens backward, so that what follows may be missing.

import (
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
)

// meaning is what a stretch of tokens stands for.
type meaning struct {
	kind   schema.Type
	symbol Symbol
	past   bool // `events`, behind which the name of an event comes
}

var unknown = meaning{kind: schema.Of(schema.Invalid)}

// deepest is how many names and brackets are looked through.
const deepest = 64

// ending is what the value stands for whose last token is i.
func (sc *scope) ending(i int) meaning { return sc.endingAt(i, 0) }

func (sc *scope) endingAt(i, depth int) meaning {
	o := sc.out
	if i < 0 || i >= len(o.tokens) || depth > deepest {
		return unknown
	}
	t := o.tokens[i]
	switch {
	case t.Kind == parse.TextToken:
		return meaning{kind: schema.Of(schema.Text)}
	case t.Kind == parse.NumberToken:
		return meaning{kind: schema.Of(schema.Number)}
	case t.Kind == parse.WordToken:
		if i > 0 && isDot(o.tokens[i-1]) {
			return sc.memberAt(i, depth)
		}
		kind, symbol, ok := sc.root(t.Text)
		if !ok {
			return unknown
		}
		return meaning{kind, symbol, t.Text == "events" && symbol.Kind == WordKind}
	case t.Text == "#":
		return meaning{kind: sc.element(i, depth+1)}
	case t.Text == ")" && o.partner[i] >= 0:
		return sc.called(o.partner[i], i, depth+1)
	case t.Text == "]" && o.partner[i] > 0 && o.endsValue(o.partner[i]-1):
		of := sc.endingAt(o.partner[i]-1, depth+1).kind
		if of.Elem != nil {
			return meaning{kind: *of.Elem}
		}
	}
	return unknown
}

func isDot(t parse.Token) bool { return t.Text == "." || t.Text == "?." }

// endsValue tells whether a value ends with a token.
func (o *outline) endsValue(i int) bool {
	if i < 0 {
		return false
	}
	t := o.tokens[i]
	switch t.Kind {
	case parse.WordToken:
		return !joins[t.Text] && t.Text != "then" && t.Text != "else" && t.Text != "return"
	case parse.SignToken:
		return t.Text == ")" || t.Text == "]" || t.Text == "#"
	}
	return t.Kind == parse.TextToken
}

// memberAt is what the name i behind a point stands for.
func (sc *scope) memberAt(i, depth int) meaning {
	return sc.member(sc.before(i-1, depth), sc.out.tokens[i].Text)
}

// before is what stands before the point i: a value, or the element of a predicate.
func (sc *scope) before(dot, depth int) meaning {
	o := sc.out
	if o.endsValue(dot-1) && !(o.newLine(dot) && o.head[dot] == dot) {
		return sc.endingAt(dot-1, depth+1)
	}
	return meaning{kind: sc.element(dot, depth+1)}
}

// member is what a name behind a value stands for.
func (sc *scope) member(of meaning, name string) meaning {
	s := sc.p.Schema
	if of.past {
		if e := s.Event(name); e != nil {
			return meaning{kind: schema.ListOf(schema.Type{Kind: schema.EventRef, Event: e}), symbol: Symbol{Kind: EventKind, Name: name}}
		}
		return unknown
	}
	switch k := of.kind; k.Kind {
	case schema.RecordRef:
		return sc.ofRecord(k.Object, name)
	case schema.User:
		return sc.ofRecord(s.Object("user"), name)
	case schema.EventRef:
		if k.Event != nil {
			if f := k.Event.Field(name); f != nil {
				return meaning{kind: f.Type, symbol: Symbol{FieldKind, name, k.Event.Name}}
			}
		}
	case schema.Outcome:
		for _, f := range outputs(k.Action) {
			if f.Name == name {
				return meaning{kind: f.Type, symbol: Symbol{OutputKind, name, k.Action.Name}}
			}
		}
	case schema.Map:
		if k.Elem != nil {
			return meaning{kind: *k.Elem}
		}
	case schema.List:
		if object := objectOf(k); object != nil {
			m := sc.ofRecord(object, name)
			if m.symbol.Kind == PropertyKind {
				m.kind = schema.ListOf(m.kind)
			}
			return m
		}
	}
	return unknown
}

func (sc *scope) ofRecord(object *schema.Object, name string) meaning {
	if object == nil {
		return unknown
	}
	if p := object.Property(name); p != nil {
		return meaning{kind: p.Type, symbol: propertySymbol(p)}
	}
	if name == "events" {
		return meaning{kind: schema.Of(schema.Invalid), symbol: Symbol{Kind: WordKind, Name: name}, past: true}
	}
	if o := sc.p.Schema.Object(name); o != nil {
		return meaning{kind: schema.RecordOf(o), symbol: Symbol{Kind: ObjectKind, Name: o.Name}}
	}
	if o := sc.p.Schema.Plural(name); o != nil {
		return meaning{kind: schema.ListOf(schema.RecordOf(o)), symbol: Symbol{Kind: ObjectKind, Name: o.Name}}
	}
	return unknown
}

// outputs are what can be read of an outcome.
func outputs(a *schema.Action) []*schema.Field {
	list := []*schema.Field{{Name: "ok", Type: schema.Of(schema.Bool), Doc: "whether it was done"}, {Name: "error", Type: schema.Of(schema.Text), Doc: "why it failed"}}
	if a != nil {
		list = append(list, a.Outputs...)
	}
	return list
}

// callee is the dotted name before the bracket i, and the number of its first token.
func (o *outline) callee(open int) (name string, first int) {
	first = open
	for i := open - 1; i >= 0 && o.tokens[i].Kind == parse.WordToken; i -= 2 {
		name, first = o.tokens[i].Text+name, i
		if i == 0 || o.tokens[i-1].Text != "." {
			break
		}
		name = "." + name
	}
	return name, first
}

// called is the value of a call, or of what stands in brackets.
func (sc *scope) called(open, end, depth int) meaning {
	o := sc.out
	if o.frames[open] != callFrame {
		return sc.endingAt(end-1, depth)
	}
	name, _ := o.callee(open)
	list := sc.listOf(open, depth)
	switch name {
	case "filter", "sortBy", "uniq", "reverse":
		return meaning{kind: list}
	case "first", "last", "find", "findLast", "min", "max":
		if list.Elem != nil {
			return meaning{kind: *list.Elem}
		}
	case "any", "all", "none", "one":
		return meaning{kind: schema.Of(schema.Bool)}
	case "count", "sum":
		return meaning{kind: schema.Of(schema.Number)}
	case "user", "team":
		if name == "team" {
			return meaning{kind: schema.Of(schema.Team)}
		}
		return meaning{kind: schema.Of(schema.User)}
	}
	if f := sc.p.Schema.Func(name); f != nil {
		return meaning{kind: f.Result}
	}
	return unknown
}

// predicates look at the elements of a list.
var predicates = words("any", "all", "none", "one", "count", "filter", "map", "sum", "sortBy", "find", "findLast", "first", "last", "min", "max")

// listOf is the type of the list that a call looks at: its first argument, or what is piped into it.
func (sc *scope) listOf(open, depth int) schema.Type {
	o := sc.out
	_, first := o.callee(open)
	if first > 1 && o.tokens[first-1].Text == "|" {
		return sc.endingAt(first-2, depth).kind
	}
	end := open
	for i := open + 1; i < len(o.tokens) && i != o.partner[open]; i++ {
		if o.inside[i] == open && o.tokens[i].Text == "," {
			break
		}
		end = i
	}
	if end == open {
		return schema.Of(schema.Invalid)
	}
	return sc.endingAt(end, depth).kind
}

// element is the type of `#` at a token: of the innermost predicate around it, else of the `where`.
func (sc *scope) element(i, depth int) schema.Type {
	o := sc.out
	if depth > deepest {
		return schema.Of(schema.Invalid)
	}
	for open := o.around(i); open >= 0 && !o.frames[open].lines(); open = o.inside[open] {
		name, first := o.callee(open)
		if o.frames[open] != callFrame || !predicates[name] {
			continue
		}
		if piped := first > 1 && o.tokens[first-1].Text == "|"; piped || o.argument(open, i) > 0 {
			if t := sc.listOf(open, depth); t.Elem != nil {
				return *t.Elem
			}
			return schema.Of(schema.Invalid)
		}
	}
	if sc.item != nil {
		return schema.RecordOf(sc.item)
	}
	return schema.Of(schema.Invalid)
}

// around is the bracket that is open at a token, which need not be there.
func (o *outline) around(i int) int {
	if i < len(o.tokens) {
		if open := o.partner[i]; open >= 0 && open < i {
			return open // before a closing bracket is inside of it
		}
		return o.inside[i]
	}
	if i == 0 || len(o.tokens) == 0 {
		return -1
	}
	last := len(o.tokens) - 1
	if o.frames[last] != noFrame && o.partner[last] < 0 {
		return last
	}
	return o.inside[last]
}

// argument is the number of the argument of a bracket in which a token stands.
func (o *outline) argument(open, i int) int {
	n := 0
	for k := open + 1; k < min(i, len(o.tokens)); k++ {
		if o.inside[k] == open && o.tokens[k].Text == "," {
			n++
		}
	}
	return n
}
