package ide

// Completion of names: objects, properties, actions, functions, and what a project declares.

import (
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
)

// expression offers what an expression can begin with.
func (c *completer) expression() {
	if m := c.sc.expects(c.i); m.kind.Options != nil {
		for _, o := range m.kind.Options.List {
			c.add(Item{Label: `"` + o.Value + `"`, Kind: OptionKind, Detail: o.Label})
		}
	}
	for name, a := range c.sc.args {
		c.add(Item{Label: name, Kind: a.symbol.Kind, Detail: a.kind.String()})
	}
	c.records()
	for name, v := range c.sc.vars {
		c.add(Item{Label: name, Kind: VarKind, Detail: v.Type.String()})
	}
	for _, k := range c.Analysis.Project.Consts {
		c.add(Item{Label: k.Name, Kind: ConstKind, Detail: k.Type.String()})
	}
	if len(c.sc.trigger) > 0 {
		c.add(Item{Label: "trigger", Kind: WordKind, Detail: "event " + c.sc.trigger[0].Name, Doc: "the event that enrolled the record"})
	}
	if len(c.sc.event) > 0 {
		c.add(Item{Label: "event", Kind: WordKind, Detail: "event " + c.sc.event[0].Name, Doc: "the event at hand"})
	}
	if c.sc.object != nil {
		c.add(Item{Label: "events", Kind: WordKind, Doc: "the past of the record", Insert: "events."})
		c.add(Item{Label: "enrolled_at", Kind: WordKind, Detail: "datetime", Doc: "when the record entered"})
	}
	for _, f := range c.Schema.Funcs {
		c.add(Item{Label: f.Name, Kind: FuncKind, Detail: f.Result.String(), Doc: f.Doc, Insert: f.Name + "($0)", Snippet: true, Last: true})
	}
	for _, name := range []string{"any", "all", "none", "one", "count", "filter", "map", "sum", "min", "max", "first", "last", "sortBy"} {
		c.add(Item{Label: name, Kind: FuncKind, Insert: name + "($0)", Snippet: true, Last: true})
	}
	for _, name := range []string{"user", "team", "secret", "subscribed"} {
		c.add(Item{Label: name, Kind: FuncKind, Insert: name + "(\"$0\")", Snippet: true, Last: true})
	}
	c.add(Item{Label: "changed_at", Kind: FuncKind, Insert: "changed_at($0)", Snippet: true, Last: true})
	for _, w := range []string{"not", "true", "false", "nil"} {
		c.add(Item{Label: w, Last: true})
	}
}

// records offers what stands for a record or for several.
func (c *completer) records() {
	c.givens()
	if _, inTest := c.sc.decl.(*ast.Test); inTest {
		return
	}
	if c.sc.object != nil {
		c.add(Item{Label: c.sc.object.Name, Kind: ObjectKind, Detail: "the record of the workflow", Doc: c.sc.object.Doc})
	}
	for _, o := range c.Schema.Objects {
		if o.Name == "user" || o == c.sc.object {
			continue
		}
		c.add(Item{Label: o.Name, Kind: ObjectKind, Detail: "the associated " + o.Name, Doc: o.Doc})
	}
	for _, o := range c.Schema.Objects {
		if o.Name != "user" {
			c.add(Item{Label: o.Plural, Kind: ObjectKind, Detail: "all associated " + o.Plural, Doc: o.Doc})
		}
	}
}

func (c *completer) objects() {
	for _, o := range c.Schema.Objects {
		c.add(Item{Label: o.Name, Kind: ObjectKind, Detail: "object", Doc: o.Doc})
	}
}

func (c *completer) givens() {
	for name, o := range c.sc.givens {
		if o != nil {
			c.add(Item{Label: name, Kind: GivenKind, Detail: o.Name})
		}
	}
}

func (c *completer) events() {
	for _, e := range c.Schema.Events {
		on := "any object"
		if e.Object != nil {
			on = e.Object.Name
		}
		item := Item{Label: e.Name, Kind: EventKind, Detail: "event on " + on, Doc: e.Doc}
		item.Last = c.sc.object != nil && e.Object != nil && e.Object != c.sc.object
		c.add(item)
	}
}

func (c *completer) workflows() {
	for _, w := range c.Analysis.Project.Drafts {
		detail := "workflow on " + w.Object.Name
		c.add(Item{Label: w.Name, Kind: WorkflowKind, Detail: detail, Doc: w.Title, Last: c.sc.object != nil && w.Object != c.sc.object})
	}
}

func (c *completer) segments() {
	for _, s := range c.Analysis.Project.Segments {
		c.add(Item{Label: s.Name, Kind: SegmentKind, Detail: "segment on " + s.Object.Name})
	}
}

// expectations offers what a test can claim.
func (c *completer) expectations(before string) {
	if before == "expect" {
		c.words("enrolled", "finished", "waiting", "failed", "no")
		c.givens()
	}
	if before == "no" {
		c.words("enrolled", "finished", "waiting", "failed")
	}
	c.words("create")
	c.actionNames()
}

func (c *completer) actionNames() {
	for _, a := range c.calls() {
		c.add(Item{Label: a.Name, Kind: ActionKind, Detail: a.Title, Doc: a.Doc})
	}
}

// calls are the actions that are written as calls.
func (c *completer) calls() (list []*schema.Action) {
	for _, a := range c.Schema.Actions {
		if a.Form == "" && c.Schema.Action(a.Name) == a {
			list = append(list, a)
		}
	}
	return list
}

// actions offers the actions as steps, with what they need.
func (c *completer) actions() {
	for _, a := range c.calls() {
		item := Item{Label: a.Name, Kind: ActionKind, Detail: a.Title, Doc: a.Doc, Insert: callSnippet(a), Snippet: true}
		if c.sc.object != nil && len(a.On) > 0 && !contains(a.On, c.sc.object.Name) {
			item.Fault = "only in workflows on " + strings.Join(a.On, " and ")
			item.Detail = item.Fault
		}
		c.add(item)
	}
}

func contains(list []string, name string) bool {
	for _, n := range list {
		if n == name {
			return true
		}
	}
	return false
}

// callSnippet is a call with the arguments that must be given.
func callSnippet(a *schema.Action) string {
	var args []string
	for _, p := range a.Params {
		if p.Required && !p.Hidden {
			args = append(args, p.Name+": "+valueSnippet(p.Type, len(args)+1))
		}
	}
	if len(args) == 0 {
		return a.Name + "($0)"
	}
	return a.Name + "(" + strings.Join(args, ", ") + ")$0"
}

func valueSnippet(t schema.Type, n int) string {
	place := "$" + strconv.Itoa(n)
	switch t.Kind {
	case schema.Text, schema.Enum, schema.Email, schema.Phone, schema.URL:
		return `"` + place + `"`
	}
	return place
}

// arguments offers the arguments of an action that are not given yet.
func (c *completer) arguments(a *schema.Action, open int) {
	for _, p := range a.Params {
		if p.Hidden || c.given(open, p.Name) {
			continue
		}
		detail := p.Type.String()
		if p.Required {
			detail += ", required"
		}
		c.add(Item{Label: p.Name, Kind: ParamKind, Detail: detail, Doc: p.Doc, Insert: p.Name + ": " + valueSnippet(p.Type, 0), Snippet: true, Last: !p.Required})
	}
}

// given tells whether a name stands before a colon in a bracket, elsewhere than at the place.
func (c *completer) given(open int, name string) bool {
	for i := open + 1; i+1 < len(c.o.tokens) && i != c.o.partner[open]; i++ {
		if c.o.inside[i] == open && c.o.tokens[i].Text == name && c.o.tokens[i+1].Text == ":" && c.o.tokens[i].Start != c.word.Start {
			return true
		}
	}
	return false
}

// fields offers the properties, fields or outputs that can be given in a bracket.
func (c *completer) fields(open int) {
	if o := c.sc.fieldsOf(open); o != nil {
		for _, p := range o.Properties {
			if !p.ReadOnly && !c.given(open, p.Name) {
				c.add(Item{Label: p.Name, Kind: PropertyKind, Detail: p.Type.String(), Doc: p.Doc, Insert: p.Name + ": "})
			}
		}
		return
	}
	if e := c.sc.eventOf(open); e != nil {
		for _, f := range e.Fields {
			if !c.given(open, f.Name) {
				c.add(Item{Label: f.Name, Kind: FieldKind, Detail: f.Type.String(), Doc: f.Doc, Insert: f.Name + ": "})
			}
		}
		return
	}
	if c.o.tokens[c.o.head[open]].Text == "stub" {
		name := ""
		for i := c.o.head[open] + 1; i < open && c.o.tokens[i].Text != "returns"; i++ {
			name += c.o.tokens[i].Text
		}
		if a := c.Schema.Action(name); a != nil {
			for _, f := range a.Outputs {
				c.add(Item{Label: f.Name, Kind: OutputKind, Detail: f.Type.String(), Doc: f.Doc, Insert: f.Name + ": "})
			}
		}
	}
}

// members offers what can stand behind a point.
func (c *completer) members() {
	name, first := "", 0
	if c.i >= 2 {
		name, first = c.o.callee(c.i - 1)
	}
	of := c.sc.before(c.i-1, 0)
	switch {
	case of.past:
		c.events()
	case of.kind.Kind == schema.RecordRef, of.kind.Kind == schema.User, of.kind.Kind == schema.List:
		c.properties(of.kind)
	case of.kind.Kind == schema.EventRef && of.kind.Event != nil:
		for _, f := range of.kind.Event.Fields {
			c.add(Item{Label: f.Name, Kind: FieldKind, Detail: f.Type.String(), Doc: f.Doc})
		}
	case of.kind.Kind == schema.Outcome:
		for _, f := range outputs(of.kind.Action) {
			c.add(Item{Label: f.Name, Kind: OutputKind, Detail: f.Type.String(), Doc: f.Doc})
		}
	}
	if head := c.o.head[c.i-1]; first == head || len(c.items) == 0 {
		c.family(name)
	}
}

// family offers the actions whose names begin like a dotted name: `notify.`.
func (c *completer) family(name string) {
	prefix := strings.TrimSuffix(name, ".") + "."
	for _, a := range c.calls() {
		if rest, ok := strings.CutPrefix(a.Name, prefix); ok && prefix != "." {
			insert := strings.TrimPrefix(callSnippet(a), prefix)
			c.add(Item{Label: rest, Kind: ActionKind, Detail: a.Title, Doc: a.Doc, Insert: insert, Snippet: true})
		}
	}
}

// properties offers the properties of a record, or of all in a list, and what is associated with it.
func (c *completer) properties(t schema.Type) {
	o := objectOf(t)
	if t.Kind == schema.User {
		o = c.Schema.Object("user")
	}
	if o == nil {
		return
	}
	for _, p := range o.Properties {
		c.add(Item{Label: p.Name, Kind: PropertyKind, Detail: p.Type.String(), Doc: p.Doc, Last: p.Number <= schema.PropUpdatedAt})
	}
	if t.Kind != schema.RecordRef || o.Name == "user" {
		return
	}
	for _, other := range c.Schema.Objects {
		if other.Name != "user" && o.Property(other.Name) == nil {
			c.add(Item{Label: other.Name, Kind: ObjectKind, Detail: "the associated " + other.Name, Last: true})
			c.add(Item{Label: other.Plural, Kind: ObjectKind, Detail: "all associated " + other.Plural, Last: true})
		}
	}
	c.add(Item{Label: "events", Kind: WordKind, Detail: "the past of the record", Last: true})
}
