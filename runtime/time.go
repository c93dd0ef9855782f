// Letting time pass: really, until nothing is due, or in a simulation.

package runtime

import (
	"context"
	"errors"
	"time"

	"github.com/wflang/wf/runtime/store"
)

// Run lets timers fire and messages leave, in real time, until ctx ends. The engine takes inputs with and without it.
func (e *Engine) Run(ctx context.Context) error {
	if err := e.command(command{run: 1}); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return e.command(command{run: -1})
	case <-e.dead:
		return e.broken
	case <-e.done:
		return ErrClosed
	}
}

// Drain does all that is due now: timers, and messages until they are answered. It returns when the next timer is due;
// the zero time for none.
func (e *Engine) Drain(ctx context.Context) (next time.Time, err error) {
	reply := make(chan drained, 1)
	if err := e.command(command{drain: reply}); err != nil {
		return time.Time{}, err
	}
	select {
	case d := <-reply:
		return d.next, d.err
	case <-ctx.Done():
		return time.Time{}, errors.Join(ctx.Err(), e.command(command{cancel: reply}))
	case <-e.done:
		return time.Time{}, ErrClosed
	}
}

// Advance lets the time of a VirtualClock pass up to a moment: from timer to timer, doing all that is due at each.
func (e *Engine) Advance(ctx context.Context, to time.Time) error {
	clock, ok := e.config.Clock.(*VirtualClock)
	if !ok {
		return errors.New("only a virtual clock can be advanced")
	}
	for {
		next, err := e.Drain(ctx)
		if err != nil {
			return err
		}
		if next.IsZero() || next.After(to) {
			break
		}
		clock.Set(next)
	}
	clock.Set(to)
	_, err := e.Drain(ctx)
	return err
}

// command gives a command to the loop.
func (e *Engine) command(c command) error {
	if e.looks {
		return store.ErrReadOnly
	}
	select {
	case e.commands <- c:
		return nil
	case <-e.done:
		return ErrClosed
	}
}
