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
	act      *typed.Act
	on       subject        // what it changes; none of create and enroll
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
	way      int            // of increase and associate 1, of decrease and dissociate -1; 0: unknown
	into     int            // of a set: 1 adds options, -1 takes them out
	options  []string       // which, where into is known
	by       float64        // by how much a number grows, or shrinks below 0, where way is known
	guards   []guard        // the branches it stands in
}

// guard is a condition that holds, or does not, where a write stands.
type guard struct {
	cond typed.Expr
	want bool
}

// writesOf lists the changes in the order of the steps.
func writesOf(w *typed.Workflow, names *schema.Schema) []write {
	c := &collector{names: names, of: w.Object, sure: true}
	c.steps(w.Body)
	return c.out
}

type collector struct {
	names  *schema.Schema
	of     *schema.Object
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

// wait notes that time passes here: nothing is known any longer of the branches around.
func (c *collector) wait() {
	c.later, c.sure = true, false
	c.guards = make([]guard, len(c.guards))
}

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

// leads reports whether a step or one below it ends the run, leaves by goto or waits.
func leads(s *typed.Step) bool {
	return waits(s) || anyStep(s, func(s *typed.Step) bool {
		switch x := s.Stmt.(type) {
		case *typed.Goto, *typed.Stop:
			return true
		case *typed.Act:
			return x.OnFailure != nil
		}
		return false
	})
}

// waits reports whether time may pass in a step or one below it.
func waits(s *typed.Step) bool {
	return anyStep(s, func(s *typed.Step) bool {
		switch x := s.Stmt.(type) {
		case *typed.Delay:
			return true
		case *typed.Let:
			return x.Delay != nil || x.Act != nil && x.Act.Wait
		case *typed.Act:
			return x.Wait
		}
		return false
	})
}

func anyStep(s *typed.Step, is func(*typed.Step) bool) bool {
	found := false
	typed.EachStep([]*typed.Step{s}, func(s *typed.Step) { found = found || is(s) })
	return found
}

func (c *collector) act(s *typed.Step, a *typed.Act) {
	w := write{span: s.Span, action: a.Action.Name, act: a, sure: c.sure, later: c.later, guards: append([]guard(nil), c.guards...)}
	switch a.Action.Name {
	case "set":
		c.set(w, a)
	case "clear":
		unknown := schema.Value{}
		w.value = &unknown
		c.target(w, a)
	case "increase", "decrease":
		w.way, w.by = way(a)
		c.target(w, a)
	case "copy", "rotate":
		c.target(w, a)
	case "list.add", "list.remove":
		c.list(w, a)
	case "associate", "dissociate":
		c.associate(w, a)
	case "create":
		if o, ok := arg(a, "object").(*typed.Const); ok {
			w.object = c.names.Object(o.Value.Text())
			w.given = arg(a, "fields")
			c.out = append(c.out, w)
			c.join(w, a)
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
			if o := objectOf(path.Of); o != nil {
				one.on.property = o.Property(key)
			}
			c.out = append(c.out, one)
		}
		return
	}
	op, v := "=", constant(arg(a, "value"))
	if given := constant(arg(a, "op")); given != nil {
		op = given.Text()
	}
	switch {
	case op == "=":
		w.value = v
	case v != nil && op == "+=":
		w.into, w.options = 1, optionsOf(*v)
	case v != nil && op == "-=":
		w.into, w.options = -1, optionsOf(*v)
	}
	c.target(w, a)
}

// target adds the write to the property that the action's path argument names.
func (c *collector) target(w write, a *typed.Act) {
	for _, e := range a.Args {
		if path, ok := e.(*typed.PathArg); ok && path.Property != nil {
			w.on = subject{property: path.Property}
			w.self, w.fixed = place(path)
			c.out = append(c.out, w)
		}
	}
}

func place(path *typed.PathArg) (self, fixed bool) {
	_, self = path.Of.(*typed.Enrolled)
	return self && path.Where == nil, fixedRecord(path.Of) && path.Where == nil
}

// way is the direction in which increase or decrease moves a number, and how far; 0 when that is not known.
func way(a *typed.Act) (way int, by float64) {
	by = 1
	if given := arg(a, "by"); given != nil {
		c := constant(given)
		if c == nil {
			return 0, 0
		}
		by = c.Number()
	}
	if a.Action.Name == "decrease" {
		by = -by
	}
	switch {
	case by < 0:
		return -1, by
	case by > 0:
		return 1, by
	}
	return 0, 0
}

func constant(e typed.Expr) *schema.Value {
	if c, ok := e.(*typed.Const); ok {
		return &c.Value
	}
	return nil
}

func arg(a *typed.Act, name string) typed.Expr {
	for i, p := range a.Action.Params {
		if p.Name == name && i < len(a.Args) {
			return a.Args[i]
		}
	}
	return nil
}
