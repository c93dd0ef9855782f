package schema

import (
	"context"
	"time"
)

// Sender brings messages of one channel to the world. It may be called concurrently and must respect ctx.
type Sender interface {
	Send(ctx context.Context, m *Message) (Sent, error)
}

// Sent is the answer of the world to a message.
type Sent struct {
	Text    string  // for the history: "to ana@acme.example, id 4711"
	Outputs []Value // by number of the action's outputs
}

// RetryLater is an error of a sender after which the message is tried again; After, when positive, is how long to wait.
type RetryLater struct {
	Err   error
	After time.Duration
}

func (e *RetryLater) Error() string { return e.Err.Error() }
func (e *RetryLater) Unwrap() error { return e.Err }

// Message is one thing that leaves through the outbox.
type Message struct {
	Channel string   // picks the sender: "email", "notification", "sms", "webhook", "slack" …
	To      []string // who gets it: addresses, user e-mail addresses, numbers
	Subject string
	Body    string
	Headers []string         // "Name: value", in order
	Fields  map[string]Value // what else the channel needs, by name
	Key     string           // idempotency key; filled by the runtime
}
