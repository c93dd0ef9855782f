package between

// What the steps of a workflow change, and under which circumstances.

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// write is one change that a step makes.
type write struct {
	span     source.Span
	action   string // set, create, enroll …
	property *schema.Property
	value    *schema.Value  // nil: known only when it runs
	object   *schema.Object // of create
	given    typed.Expr     // of create: the properties of the new record
	new      facts          // what it surely holds; use holds
	workflow string         // of enroll
	event    *happening     // that tells of it; nil for none
	self     bool           // of the enrolled record itself
	fixed    bool           // of the enrolled record or a primary associated one
	sure     bool           // on every path, with nothing before it that may end the run or wait
	later    bool           // a wait comes before it
	way      int            // of increase 1, of decrease -1, by an amount that is known; 0: unknown
	guards   []guard        // the branches it stands in
}

// guard is a condition that holds, or does not, where a write stands.
type guard struct {
	cond typed.Expr
	want bool
}

// writesOf lists the changes in the order of the steps.
func writesOf(w *typed.Workflow, names *schema.Schema, mail subscriptions) []write {
	c := &collector{names: names, mail: mail, sure: true}
	c.steps(w.Body)
	return c.out
}

type collector struct {
	names  *schema.Schema
	mail   subscriptions
	out    []write
	sure   bool // every path so far leads here
	later  bool
	guards []guard
}

func (c *collector) steps(list []*typed.Step) {
	for _, s := range list {
		c.step(s)
	}
}

func (c *collector) step(s *typed.Step) {
	switch x := s.Stmt.(type) {
	case *typed.If:
		depth := len(c.guards)
		for _, b := range x.Branches {
			c.arm(b.Body, guard{b.Cond, true})
			c.guards = append(c.guards, guard{b.Cond, false})
		}
		c.arm(x.Else)
		c.guards = c.guards[:depth]
		c.after(s)
	case *typed.Match:
		for _, arm := range x.Arms {
			c.arm(arm.Body)
		}
		c.arm(x.Default)
		c.after(s)
	case *typed.Split:
		for _, arm := range x.Arms {
			c.arm(arm.Body)
		}
		c.after(s)
	case *typed.Delay:
		c.wait()
	case *typed.Let:
		if x.Delay != nil {
			c.wait()
		}
		if x.Act != nil {
			c.act(s, x.Act)
		}
	case *typed.Act:
		c.act(s, x)
	}
}

func (c *collector) wait() { c.later, c.sure = true, false }

// arm collects steps that run only on some paths.
func (c *collector) arm(steps []*typed.Step, guards ...guard) {
	sure, depth := c.sure, len(c.guards)
	c.sure = false
	c.guards = append(c.guards, guards...)
	c.steps(steps)
	c.sure, c.guards = sure, c.guards[:depth]
}

// after notes that an arm may lead elsewhere, or waits, so that what follows is no longer sure.
func (c *collector) after(s *typed.Step) {
	if leads(s) {
		c.sure = false
	}
}

// leads reports whether a step below s ends the run, leaves by goto or waits.
func leads(s *typed.Step) bool {
	found := false
	typed.EachStep([]*typed.Step{s}, func(s *typed.Step) {
		switch x := s.Stmt.(type) {
		case *typed.Goto, *typed.Stop, *typed.Delay:
			found = true
		case *typed.Let:
			found = found || x.Delay != nil
		case *typed.Act:
			found = found || x.OnFailure != nil
		}
	})
	return found
}

func (c *collector) act(s *typed.Step, a *typed.Act) {
	w := write{span: s.Span, action: a.Action.Name, sure: c.sure, later: c.later, guards: append([]guard(nil), c.guards...)}
	switch a.Action.Name {
	case "set":
		c.set(w, a)
	case "clear":
		unknown := schema.Value{}
		w.value = &unknown
		c.target(w, a)
	case "increase", "decrease":
		w.way = way(a)
		c.target(w, a)
	case "copy", "rotate":
		c.target(w, a)
	case "create":
		if o, ok := arg(a, "object").(*typed.Const); ok {
			w.object = c.names.Object(o.Value.Text())
			w.given = arg(a, "fields")
			c.out = append(c.out, w)
		}
	case "enroll":
		if name, ok := arg(a, "workflow").(*typed.Const); ok {
			_, w.self = arg(a, "records").(*typed.Enrolled)
			w.workflow = name.Value.Text()
			c.out = append(c.out, w)
		}
	case "subscription.set":
		c.subscribe(w, a)
	}
	if a.Wait {
		c.wait()
	}
}

func (c *collector) set(w write, a *typed.Act) {
	if fields, ok := arg(a, "fields").(*typed.MapLit); ok {
		path, ok := arg(a, "target").(*typed.PathArg)
		if !ok {
			return
		}
		for i, key := range fields.Keys {
			one := w
			one.value = constant(fields.Values[i])
			one.self, one.fixed = place(path)
			if t := path.Of.Type(); t.Object != nil {
				one.property = t.Object.Property(key)
			} else if t.Elem != nil && t.Elem.Object != nil {
				one.property = t.Elem.Object.Property(key)
			}
			c.out = append(c.out, one)
		}
		return
	}
	if op, ok := arg(a, "op").(*typed.Const); !ok || op.Value.Text() == "=" {
		w.value = constant(arg(a, "value"))
	}
	c.target(w, a)
}

// target adds the write to the property that the action's path argument names.
func (c *collector) target(w write, a *typed.Act) {
	for _, e := range a.Args {
		if path, ok := e.(*typed.PathArg); ok && path.Property != nil {
			w.property = path.Property
			w.self, w.fixed = place(path)
			c.out = append(c.out, w)
		}
	}
}

func place(path *typed.PathArg) (self, fixed bool) {
	_, self = path.Of.(*typed.Enrolled)
	return self && path.Where == nil, fixedRecord(path.Of) && path.Where == nil
}

// way is the direction in which increase or decrease moves a number.
func way(a *typed.Act) int {
	by := 1.0
	if given := arg(a, "by"); given != nil {
		c := constant(given)
		if c == nil {
			return 0
		}
		by = c.Number()
	}
	if (by < 0) != (a.Action.Name == "decrease") {
		return -1
	}
	return 1
}

func constant(e typed.Expr) *schema.Value {
	if c, ok := e.(*typed.Const); ok {
		return &c.Value
	}
	return nil
}

// holds is what the record that is created surely holds.
func (w *write) holds() facts {
	if w.new == nil {
		w.new = createdFacts(w.object, w.given)
	}
	return w.new
}

// createdFacts is what a new record holds: its fields, its defaults, and nothing else.
func createdFacts(o *schema.Object, fields typed.Expr) facts {
	f := facts{}
	if o == nil {
		return f
	}
	for _, p := range o.Properties {
		if !p.ReadOnly {
			f[p] = exactly(p.Default)
		}
	}
	if m, ok := fields.(*typed.MapLit); ok {
		for i, key := range m.Keys {
			p := o.Property(key)
			if v := constant(m.Values[i]); v != nil {
				f[p] = exactly(*v)
			} else {
				delete(f, p)
			}
		}
	}
	return f
}

func arg(a *typed.Act, name string) typed.Expr {
	for i, p := range a.Action.Params {
		if p.Name == name && i < len(a.Args) {
			return a.Args[i]
		}
	}
	return nil
}
