package wf

import (
	"context"

	"github.com/wflang/wf/lang/schema"
)

// Action is an action written in Go, for Load and Compile.
type Action struct {
	action *schema.Action
	sender schema.Sender
	err    error // of the declaration; Load and Compile return it
}

// Turn is what a record action may use of the world.
type Turn = schema.Turn

// Do makes a record action of a function: it runs inside the step's own transaction, exactly once, and must not block. The
// exported fields of In are its arguments, those of Out its outputs; see schema.ActionOf for their types and tags.
func Do[In, Out any](name, doc string, run func(*Turn, In) (Out, error)) Action {
	a, err := schema.ActionOf(name, doc, run)
	return Action{action: a, err: err}
}

// Send makes a message action of a function that touches the world: it runs after the step was committed, at least once,
// and is tried again when it returns a *schema.RetryLater; see schema.MessageActionOf.
func Send[In, Out any](name, doc string, send func(context.Context, In) (Out, error)) Action {
	a, s, err := schema.MessageActionOf(name, doc, send)
	return Action{action: a, sender: s, err: err}
}
