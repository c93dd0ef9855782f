package wftest

// The world of one test: an engine in memory, the records of the test, and what its workflows did.

import (
	"context"
	"fmt"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/vm"
)

type world struct {
	suite  *Suite
	test   *typed.Test
	result *Result

	clock  *runtime.VirtualClock
	engine *runtime.Engine
	zone   *time.Location
	refs   map[*typed.GivenRecord]schema.Ref
	doings *doings
	on     bool // the workflows are deployed
}

// forever is longer than any test lasts: what happened is compared and covered at its end.
const forever = 200 * 365 * 24 * time.Hour

// monday is when a test begins that does not say.
var monday = calendar.Day{Year: 2026, Month: time.January, Day: 5}

func (w *world) run(ctx context.Context) error {
	w.zone = w.suite.zone
	if len(w.test.Workflows) > 0 && w.test.Workflows[0].Zone != "" {
		zone, err := time.LoadLocation(w.test.Workflows[0].Zone)
		if err != nil {
			return err
		}
		w.zone = zone
	}
	w.clock = runtime.NewVirtualClock(w.moment(&typed.SetClock{Day: monday, Time: 9 * 60}))
	for _, s := range w.test.Steps {
		if c, ok := s.Stmt.(*typed.SetClock); ok {
			w.clock = runtime.NewVirtualClock(w.moment(c))
			break
		}
	}
	w.refs = map[*typed.GivenRecord]schema.Ref{}
	w.doings = newDoings(w.suite.project.Schema, w.suite.Outbox)
	c := w.suite.config
	engine, err := runtime.Open(runtime.Config{Store: memory.New(), Clock: w.clock, Zone: w.suite.zone, People: c.People(),
		Catalog: &schema.Catalog{Actions: w.doings.schema.Actions, Funcs: w.doings.schema.Funcs}, Outbox: w.doings.outbox, Identity: "test",
		KeepHistory: forever, SMSPerMonth: c.Limits.TextMessages(), URL: string(c.URL), Secret: []byte("test")})
	if err != nil {
		return err
	}
	w.engine = engine
	defer engine.Close()
	if err := engine.Declare(ctx, w.doings.schema); err != nil {
		return err
	}
	for _, s := range w.test.Steps {
		if err := w.step(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s.Span, err)
		}
	}
	if len(w.result.Failures) > 0 {
		if w.result.History, err = w.history(); err != nil {
			return err
		}
	}
	if err := w.cover(); err != nil || w.suite.Ended == nil {
		return err
	}
	return w.suite.Ended(w.test, engine)
}

func (w *world) moment(c *typed.SetClock) time.Time {
	return calendar.Local(c.Day.Year, c.Day.Month, c.Day.Day, time.Duration(c.Time)*time.Minute, w.zone)
}

// deploy switches the workflows of the test on, and no others.
func (w *world) deploy(ctx context.Context) error {
	if w.on {
		return nil
	}
	w.on = true
	bundle := &vm.Bundle{Schema: w.doings.schema}
	for _, p := range w.suite.Bundle.Programs {
		for _, wf := range w.test.Workflows {
			if wf.Name != p.Name {
				continue
			}
			linked, err := p.Link(w.doings.schema)
			if err != nil {
				return err
			}
			bundle.Programs = append(bundle.Programs, linked)
		}
	}
	_, err := w.engine.Deploy(ctx, bundle, runtime.DeployOptions{})
	return err
}

func (w *world) step(ctx context.Context, s *typed.TestStep) error {
	switch x := s.Stmt.(type) {
	case *typed.Stub:
		return w.stub(x)
	case *typed.Given:
		return w.given(ctx, x)
	}
	if err := w.deploy(ctx); err != nil {
		return err
	}
	switch x := s.Stmt.(type) {
	case *typed.SetClock:
		w.doings.begin()
		return w.engine.Advance(ctx, w.moment(x))
	case *typed.Expect:
		return w.expect(s.Span, x)
	}
	w.doings.begin()
	if err := w.act(ctx, s.Stmt); err != nil {
		return err
	}
	_, err := w.engine.Drain(ctx)
	return err
}

func (w *world) act(ctx context.Context, s typed.TestStmt) error {
	switch x := s.(type) {
	case *typed.Perform:
		return w.perform(ctx, x.Act)
	case *typed.Send:
		fields := map[string]schema.Value{}
		for i, e := range x.Fields {
			if e == nil {
				continue
			}
			v, err := w.value(e)
			if err != nil {
				return err
			}
			fields[x.Event.Fields[i].Name] = v
		}
		return w.engine.Send(ctx, x.Event.Name, w.refs[x.To], fields)
	case *typed.Advance:
		hours := w.suite.options.Working
		return w.engine.Advance(ctx, x.By.After(w.clock.Now().In(w.zone), &hours))
	case *typed.EnrollNow:
		_, err := w.engine.Enroll(ctx, x.Workflow.Name, w.refs[x.Record])
		return err
	}
	return fmt.Errorf("a %T cannot be run", s)
}

func (w *world) given(ctx context.Context, g *typed.Given) error {
	c := runtime.Change{Object: g.Record.Object.Name, Props: map[string]schema.Value{}}
	for _, f := range g.Fields {
		v, err := w.value(f.Value)
		if err != nil {
			return err
		}
		c.Props[f.Property.Name] = v
	}
	for _, of := range g.Of {
		c.With = append(c.With, w.refs[of])
	}
	r, err := w.engine.PutWith(ctx, c)
	if err != nil {
		return err
	}
	w.refs[g.Record] = schema.Ref{Object: c.Object, ID: r.ID}
	return nil
}

// compiled is an expression of the test, ready to be evaluated.
type compiled struct {
	machine *vm.Machine
	code    vm.Code
	env     *schema.Env
	close   func() error
}

// compile prepares an expression; args are what it reads beside the records of the test.
func (w *world) compile(e typed.Expr, args map[string]schema.Value) (*compiled, error) {
	x, err := compiler.CompileExpr(e, w.doings.schema, w.suite.options)
	if err != nil {
		return nil, err
	}
	view, end := w.engine.View()
	c := &compiled{machine: vm.NewMachine(x.Program), code: x.Code, close: end,
		env: &schema.Env{Now: w.clock.Now().UnixMicro(), Zone: w.zone, Hours: &w.suite.options.Working, View: view}}
	c.machine.Forget()
	for record, ref := range w.refs {
		if slot, ok := x.Slots[record.Name]; ok {
			c.machine.Set(slot, schema.RecordValue(view.Record(ref)))
		}
	}
	for name, v := range args {
		if slot, ok := x.Slots[name]; ok {
			c.machine.Set(slot, v)
		}
	}
	return c, nil
}

func (w *world) value(e typed.Expr) (v schema.Value, err error) {
	c, err := w.compile(e, nil)
	if err != nil {
		return v, err
	}
	v = c.machine.EvalOn(c.code, c.env, nil, nil)
	return v, c.close()
}
