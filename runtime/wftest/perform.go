package wftest

// Record actions that a test does by hand, as a person would in the CRM.

import (
	"context"
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/runtime"
)

func (w *world) perform(ctx context.Context, a *typed.Act) error {
	args := map[string]typed.Expr{}
	for i, p := range a.Action.Params {
		if i < len(a.Args) && a.Args[i] != nil {
			args[p.Name] = a.Args[i]
		}
	}
	switch a.Action.Name {
	case "associate", "dissociate":
		return w.join(ctx, args["record"], args["with"], a.Action.Name == "associate")
	case "create":
		return w.create(ctx, args)
	}
	path, ok := args["target"].(*typed.PathArg)
	if !ok {
		return fmt.Errorf("`%s` cannot be done by hand in a test", a.Action.Name)
	}
	records, err := w.records(path.Of)
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return fmt.Errorf("there is no such record")
	}
	for _, r := range records {
		props, err := w.changed(a.Action.Name, args, path, r)
		if err != nil {
			return err
		}
		if _, err := w.engine.Put(ctx, r.Object.Name, r.ID, props); err != nil {
			return err
		}
	}
	return nil
}

// changed are the properties that an action gives a record.
func (w *world) changed(action string, args map[string]typed.Expr, path *typed.PathArg, r *schema.Record) (map[string]schema.Value, error) {
	out := map[string]schema.Value{}
	if fields, ok := args["fields"].(*typed.MapLit); ok {
		for i, name := range fields.Keys {
			v, err := w.value(fields.Values[i])
			if err != nil {
				return nil, err
			}
			out[name] = v
		}
		return out, nil
	}
	p := path.Property
	old := r.Get(p.Number)
	switch action {
	case "clear":
		out[p.Name] = schema.Value{}
	case "increase", "decrease":
		by := 1.0
		if e := args["by"]; e != nil {
			v, err := w.value(e)
			if err != nil {
				return nil, err
			}
			by = v.Number()
		}
		if action == "decrease" {
			by = -by
		}
		out[p.Name] = schema.NumberValue(old.Number() + by)
	case "set":
		v, err := w.value(args["value"])
		if err != nil {
			return nil, err
		}
		out[p.Name] = joined(old, v, operator(args["op"]))
	case "copy":
		v, err := w.value(args["from"])
		if err != nil {
			return nil, err
		}
		if v, err = schema.Convert(v, args["from"].Type(), p.Type); err != nil {
			return nil, err
		}
		out[p.Name] = v
	default:
		return nil, fmt.Errorf("`%s` cannot be done by hand in a test", action)
	}
	return out, nil
}

func operator(e typed.Expr) string {
	if c, ok := e.(*typed.Const); ok {
		return c.Value.Text()
	}
	return "="
}

// joined is what `=`, `+=` and `-=` make of a set.
func joined(old, v schema.Value, op string) schema.Value {
	if op == "=" {
		return v
	}
	add := v.Items()
	if v.IsText() {
		add = []schema.Value{v}
	}
	var items []schema.Value
	for _, item := range old.Items() {
		if op == "+=" || !has(add, item) {
			items = append(items, item)
		}
	}
	if op == "+=" {
		for _, item := range add {
			if !has(items, item) {
				items = append(items, item)
			}
		}
	}
	return schema.SetValue(items)
}

func has(items []schema.Value, v schema.Value) bool {
	for _, item := range items {
		if item.Equal(v) {
			return true
		}
	}
	return false
}

// records are those that an expression names: one, or a list.
func (w *world) records(e typed.Expr) ([]*schema.Record, error) {
	v, err := w.value(e)
	if err != nil {
		return nil, err
	}
	var out []*schema.Record
	var add func(schema.Value)
	add = func(v schema.Value) {
		if r := v.Record(); r != nil {
			out = append(out, r)
		}
		for _, item := range v.Items() {
			add(item)
		}
	}
	add(v)
	return out, nil
}

func (w *world) join(ctx context.Context, record, with typed.Expr, on bool) error {
	left, err := w.records(record)
	if err != nil {
		return err
	}
	right, err := w.records(with)
	if err != nil {
		return err
	}
	for _, a := range left {
		for _, b := range right {
			if on {
				_, err = w.engine.Associate(ctx, a.Ref(), b.Ref())
			} else {
				_, err = w.engine.Dissociate(ctx, a.Ref(), b.Ref())
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *world) create(ctx context.Context, args map[string]typed.Expr) error {
	object, err := w.value(args["object"])
	if err != nil {
		return err
	}
	props, err := w.changed("create", args, nil, nil)
	if err != nil {
		return err
	}
	c := runtime.Change{Object: object.Text(), Props: props}
	if with := args["with"]; with != nil {
		records, err := w.records(with)
		if err != nil {
			return err
		}
		for _, r := range records {
			c.With = append(c.With, r.Ref())
		}
	}
	_, err = w.engine.PutWith(ctx, c)
	return err
}
