// Actions that are written in Go: a function over a struct whose fields are the arguments.

package schema

import (
	"context"
	"errors"
	"fmt"
	"reflect"
)

// ActionOf declares a record action from a Go function. The exported fields of In are its arguments and those of Out its
// outputs; both may be struct{}. Fields are named in snake_case unless a tag says otherwise:
//
//	type Score struct {
//		Model string   `wf:"model,required" doc:"which model scores"`
//		Depth int      `default:"1"`
//		To    []string `wf:",email"`
//	}
//
// A field may be a string, bool, number, time.Time, time.Duration, *Record, *Target, Value, a slice or a map by string of
// these, or a pointer to one, which is nil when the value is unknown. Beside `required` a tag may name the type of a
// string or time: email, phone, url, user, team, date.
//
// The function runs inside the turn's transaction: it must not block and not touch the world. An error makes the step
// failed, with its text as the reason; a *Refused makes it skipped. When Out has a method String, the history shows it.
func ActionOf[In, Out any](name, doc string, run func(*Turn, In) (Out, error)) (*Action, error) {
	if run == nil {
		return nil, noFunction("action", name)
	}
	a, err := declare[In, Out](name, doc)
	if err != nil {
		return nil, err
	}
	a.Kind = RecordAction
	a.Run = func(t *Turn, c *Call) Result {
		var in In
		if err := fill(reflect.ValueOf(&in).Elem(), a.Params, c.Args); err != nil {
			return Fail(err.Error())
		}
		out, err := run(t, in)
		var refused *Refused
		switch {
		case errors.As(err, &refused):
			return Skip(refused.Reason)
		case err != nil:
			return Fail(err.Error())
		}
		return Result{Text: textOf(out), Outputs: outputsOf(reflect.ValueOf(out), a.Outputs)}
	}
	return a, nil
}

func noFunction(what, name string) error {
	return fmt.Errorf("%s %s: the Go function is nil", what, name)
}

// MessageActionOf declares a message action from a Go function that may touch the world: it is called after the turn was
// committed, at least once, and tried again when it returns a *RetryLater. Its channel is the action's name; the sender
// belongs into the runtime's senders under that name. In may not hold records or targets; a Value that is a record arrives
// as a map of its properties.
func MessageActionOf[In, Out any](name, doc string, send func(context.Context, In) (Out, error)) (*Action, Sender, error) {
	if send == nil {
		return nil, nil, noFunction("action", name)
	}
	a, err := declare[In, Out](name, doc)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range a.Params {
		if k := elem(p.Type).Kind; p.Type.Kind == RecordRef || p.Type.Kind == Path || k == RecordRef || k == Path {
			return nil, nil, fmt.Errorf("action %s: argument %s is a %s, which no message can carry", name, p.Name, p.Type)
		}
	}
	retry := DefaultRetry
	a.Kind, a.Retry = MessageAction, &retry
	a.Run = func(t *Turn, c *Call) Result {
		fields := make(map[string]Value, len(a.Params))
		for i, p := range a.Params {
			if i < len(c.Args) && !c.Args[i].IsNil() {
				fields[p.Name] = Freeze(c.Args[i])
			}
		}
		return Result{Messages: []Message{{Channel: name, Fields: fields}}}
	}
	return a, goSender[In, Out]{action: a, send: send}, nil
}

// messageKey is where a context carries the key of the message that is being sent.
type messageKey struct{}

// MessageKey is the idempotency key of the message that a function given to MessageActionOf sends: the same in every try, so
// that the other side knows a repeat. Anywhere else it is "".
func MessageKey(ctx context.Context) string {
	key, _ := ctx.Value(messageKey{}).(string)
	return key
}

type goSender[In, Out any] struct {
	action *Action
	send   func(context.Context, In) (Out, error)
}

// Send calls the function with the arguments that the message carries.
func (s goSender[In, Out]) Send(ctx context.Context, m *Message) (Sent, error) {
	args := make([]Value, len(s.action.Params))
	for i, p := range s.action.Params {
		args[i] = m.Fields[p.Name]
	}
	var in In
	if err := fill(reflect.ValueOf(&in).Elem(), s.action.Params, args); err != nil {
		return Sent{}, err
	}
	out, err := s.send(context.WithValue(ctx, messageKey{}, m.Key), in)
	if err != nil {
		return Sent{}, err
	}
	return Sent{Text: textOf(out), Outputs: outputsOf(reflect.ValueOf(out), s.action.Outputs)}, nil
}

// textOf is what the history shows of an outcome.
func textOf(out any) string {
	if s, ok := out.(fmt.Stringer); ok {
		return s.String()
	}
	return ""
}
