package wf

import (
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// Cond is a condition on records of one object. It is not safe for concurrent use.
type Cond struct {
	object  *schema.Object
	code    vm.Code
	machine *vm.Machine
	env     schema.Env
}

// Condition compiles a condition on its own, over the standard objects. The error is a *Faults when it has errors.
func Condition(object, text string) (*Cond, error) {
	return conditionOn(lang.Schema(stdlib.Catalog()), object, text)
}

// Condition compiles a condition over the objects of the project.
func (p *Project) Condition(object, text string) (*Cond, error) {
	return conditionOn(p.Analysis.Project.Schema, object, text)
}

func conditionOn(s *schema.Schema, object, text string) (*Cond, error) {
	e, faults := lang.Condition(text, object, s)
	if diag.HasErrors(faults) {
		return nil, &Faults{Diagnostics: faults}
	}
	x, err := compiler.CompileExpr(e, s, compiler.Options{})
	if err != nil {
		return nil, err
	}
	c := &Cond{object: s.Object(object), code: x.Code, machine: vm.NewMachine(x.Program)}
	c.env.Zone = time.UTC
	return c, nil
}

// Record makes a record of properties, for MatchRecord.
func (c *Cond) Record(props Props) (*schema.Record, error) {
	values, err := props.values(propertyType(c.object), time.UTC)
	if err != nil {
		return nil, err
	}
	r := &schema.Record{Object: c.object, Props: make([]schema.Value, len(c.object.Properties))}
	for name, v := range values {
		r.Props[c.object.Property(name).Number] = v
	}
	return r, nil
}

// Match reports whether properties fulfill the condition now. Properties that do not exist or do not fit fulfill none.
func (c *Cond) Match(props Props) bool {
	r, err := c.Record(props)
	return err == nil && c.MatchRecord(r, time.Now())
}

// MatchRecord reports whether a record fulfills the condition at a moment. It does not allocate.
func (c *Cond) MatchRecord(r *schema.Record, now time.Time) bool {
	c.env.Now = now.UnixMicro()
	return c.machine.Holds(c.code, &c.env, r, nil)
}
