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
	// Answer is what the other side of a declared action said, as a value of JSON: its outputs are read from it.
	Answer Value
	// Later says that the other side took the message over and tells the outcome by a request to its Callback.
	Later bool
}

// Listener is a Sender whose other side may tell the outcome of a message later.
type Listener interface {
	// Hear reads a request to the message's Callback. A *BadReply refuses the request, and the message still waits; any
	// other error is the message's own: it failed for good. Sent.Later says that the outcome is still open.
	Hear(m *Message, r *Reply) (Sent, error)
}

// Reply is a request to the Callback of a message.
type Reply struct {
	URL    string              // the address that was called, whole
	Header map[string][]string // names as net/http writes them
	Body   []byte
}

// BadReply is the error for a request that tells nothing about its message: one that cannot be read, or that somebody
// else made.
type BadReply struct {
	Forged bool
	Reason string
}

func (e *BadReply) Error() string { return e.Reason }

// RetryLater is an error of a sender after which the message is tried again; After, when positive, is how long to wait.
type RetryLater struct {
	Err   error
	After time.Duration
}

func (e *RetryLater) Error() string { return e.Err.Error() }
func (e *RetryLater) Unwrap() error { return e.Err }

// ChannelNotification is the channel of in-app notifications: the engine itself puts them into the notification center.
const ChannelNotification = "notification"

// Message is one thing that leaves through the outbox.
type Message struct {
	Channel string   // picks the sender: "email", "notification", "sms", "webhook", "slack" …
	To      []string // who gets it: addresses, user e-mail addresses, numbers
	Subject string
	Body    string
	Headers []string         // "Name: value", in order
	Fields  map[string]Value // what else the channel needs, by name
	Key     string           // idempotency key; filled by the runtime

	// Callback is the address where the other side may tell the outcome later; filled by the runtime as the message
	// leaves, "" when the project has no address of its own.
	Callback string
}
