package wf

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// Cond is a condition on records of one object; Condition makes it. It sees the properties of the record alone: what is
// associated with it, its events and its lists are unknown. It is not safe for concurrent use: see Clone.
type Cond struct {
	object  *schema.Object
	program *vm.Program
	code    vm.Code
	machine *vm.Machine
	env     schema.Env
}

// Condition compiles a condition on its own, over the standard objects. The error is a *Faults when it has errors. It reads
// the standard library each time: a program with many conditions has a Project, such as that of an empty text.
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
	c := &Cond{object: s.Object(object), program: x.Program, code: x.Code}
	return c.Clone(), nil
}

// Clone is the same condition for another goroutine. Both share what was compiled.
func (c *Cond) Clone() *Cond {
	return &Cond{object: c.object, program: c.program, code: c.code, machine: vm.NewMachine(c.program), env: schema.Env{Zone: time.UTC}}
}

// Record makes a record of properties, for MatchRecord. It may be kept, and matched by every condition on the same object
// of the same project. The error is about a property that is not declared, or a value that does not fit.
func (c *Cond) Record(props Props) (*schema.Record, error) {
	values, err := props.values()
	if err != nil {
		return nil, err
	}
	r := &schema.Record{Object: c.object, Props: make([]schema.Value, len(c.object.Properties))}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		p := c.object.Property(name)
		if p == nil {
			return nil, fmt.Errorf("`%s` is no property of `%s`", name, c.object.Name)
		}
		if r.Props[p.Number], err = schema.Fit(values[name], p.Type, time.UTC); err != nil {
			return nil, fmt.Errorf("`%s`: %w", name, err)
		}
	}
	return r, nil
}

// Match reports whether properties fulfill the condition now. Properties that do not exist or do not fit fulfill none; Record
// tells which.
func (c *Cond) Match(props Props) bool {
	r, err := c.Record(props)
	return err == nil && c.MatchRecord(r, time.Now())
}

// MatchRecord reports whether a record fulfills the condition at a moment. It does not allocate, unless the condition itself
// makes a text, as by `company.name + "x"` or `upper(company.name)`.
func (c *Cond) MatchRecord(r *schema.Record, now time.Time) bool {
	c.env.Now = now.UnixMicro()
	return c.machine.Holds(c.code, &c.env, r, nil)
}
