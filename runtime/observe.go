// Observing: what the engine tells those who measure it.

package runtime

import (
	"errors"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// Observer is told what an engine does. Its methods are called by the goroutines that do it, several at a time, and must
// return soon.
type Observer interface {
	// Committed is called after each attempt to make a batch durable.
	Committed(BatchReport)
	// Handed is called after each attempt to hand a message to its sender.
	Handed(MessageReport)
}

// BatchReport tells of one batch: the turns that were made durable by one commit.
type BatchReport struct {
	Began   time.Time     // of its first turn
	Working time.Duration // until the commit began
	Commit  time.Duration // how long the commit took
	Inputs  int           // changes, events and commands of callers
	Answers int           // outcomes of messages
	Turns   int
	Bytes   int   // written
	Err     error // nothing was stored
}

// MessageReport tells of one attempt to send a message. It holds nothing of what the message says.
type MessageReport struct {
	Began   time.Time
	Took    time.Duration
	Channel string
	Key     string
	Outcome string // "sent", "later" (the outcome is told later), "again" (it is tried again), "failed"
	Err     error
}

// Queues are how many inputs wait for the writer: live changes, and those of imports.
func (e *Engine) Queues() (live, bulk int) { return len(e.live), len(e.bulk) }

// persist commits what is sealed, and tells the observer.
func (b *batch) persist() error {
	o := b.e.config.Observer
	if o == nil {
		return b.tx.Commit()
	}
	began := time.Now()
	err := b.tx.Commit()
	o.Committed(BatchReport{Began: b.opened, Working: began.Sub(b.opened), Commit: time.Since(began), Inputs: len(b.inputs),
		Answers: len(b.answers), Turns: b.turns, Bytes: b.size, Err: err})
	return err
}

// handed tells the observer of an attempt to send a message.
func (e *Engine) handed(began time.Time, a *answer, key string) {
	if e.config.Observer == nil {
		return
	}
	report := MessageReport{Began: began, Took: time.Since(began), Channel: a.channel, Key: key, Outcome: "sent", Err: a.err}
	var later *schema.RetryLater
	switch {
	case errors.As(a.err, &later):
		report.Outcome = "again"
	case a.err != nil:
		report.Outcome = "failed"
	case a.sent.Later:
		report.Outcome = "later"
	}
	e.config.Observer.Handed(report)
}
