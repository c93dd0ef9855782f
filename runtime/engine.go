// Package runtime gives compiled programs the world, durably: records, enrollments, timers, events, messages, history.
//
// An Engine is a single writer. What callers want goes into a queue; one goroutine takes all that waits, runs each as a
// turn inside one transaction of the store, commits once, and only then answers the callers and sends messages. So
// nothing that was acknowledged is lost, nothing in the store happens twice, and more load makes larger batches.
package runtime

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/vm"
)

// Engine runs the workflows of one store. Its methods may be called from many goroutines.
type Engine struct {
	config Config
	log    *slog.Logger
	id     string // of the store
	secret []byte // signs addresses
	looks  bool   // it only reads; see OpenToRead

	live, bulk chan *input // live changes, and imports, which yield to them
	commands   chan command
	stop       chan struct{}
	stopping   sync.Once
	done       chan struct{} // closed when the loop has ended
	closeErr   error
	gate       gate

	unsubscribing func(contact schema.Ref, address, kind string) string // the address under which a contact does it

	known atomic.Pointer[known] // for readers

	unsubscriber func(contact schema.Ref, address, kind string) string // the method unsubscribing, for every action
	zones        sync.Map                                              // *time.Location by IANA name
	floor        atomic.Int64                                          // no timer is due before this moment

	// Of the loop alone.
	model     *model
	names     *names
	workflows map[int]*workflowState
	programs  map[int]*program
	index     *watches
	watched   map[int]*watched // by number of the version
	shapes    map[shapeKey]*shape
	shapeList []*shape
	transient *transient // with a witness; nil where a store keeps the records
	working   *workingSet
	near      *near
	seq       uint64
	last      int64  // the latest time seen: it never goes back
	limit     int    // bytes of a batch
	oversize  []byte // key of a timer that does more than the store takes at once
	pool      *pool
	spareLog  []workflowLog // room for what the next batch counts
	broken    error         // the store could not be read any more
	dead      chan struct{} // closed then
}

// known is what readers need to understand the store. It is never changed.
type known struct {
	model    *model
	names    *names
	versions map[int]version
}

// version is a program that is current or has records inside.
type version struct {
	workflow int
	program  *vm.Program
}

// ErrClosed is returned by an engine that was closed.
var ErrClosed = errors.New("the engine is closed")

// ErrNotStored is returned, with the cause, when the store did not take a change: it did not happen, and may be tried
// again. The cause may be store.ErrFull.
var ErrNotStored = errors.New("nothing was stored")

// UnknownError names what is not there.
type UnknownError struct {
	What string // object, workflow, event, or the object of a record
	Name string // or the id or key of the record
}

func (u *UnknownError) Error() string { return fmt.Sprintf("there is no %s `%s`", u.What, u.Name) }

// Open starts an engine on a store. A store that is empty becomes one of this format; one that holds something else is
// refused with words.
func Open(c Config) (*Engine, error) {
	if c.Store == nil || c.Catalog == nil {
		return nil, errors.New("an engine needs a store and a catalog")
	}
	c = c.withDefaults()
	e := newEngine(c)
	if c.Witness != nil {
		if _, virtual := c.Clock.(*VirtualClock); !virtual {
			return nil, errors.New("an engine with a witness needs a virtual clock")
		}
		e.transient = newTransient()
	}
	if err := e.settleFormat(); err != nil {
		return nil, err
	}
	if err := e.load(); err != nil {
		return nil, err
	}
	go e.loop()
	return e, nil
}

func newEngine(c Config) *Engine {
	e := &Engine{config: c, log: c.Logger, limit: maxBatchBytes,
		live: make(chan *input, c.Queue), bulk: make(chan *input, 64), commands: make(chan command),
		stop: make(chan struct{}), done: make(chan struct{}), dead: make(chan struct{})}
	_, virtual := c.Clock.(*VirtualClock)
	e.unsubscribing = func(contact schema.Ref, address, kind string) string {
		return e.unsubscribeLink(Unsubscription{Contact: contact, Address: address, Type: kind})
	}
	e.pool = newPool(e, c.Parallel, virtual)
	e.unsubscriber = e.unsubscribing
	return e
}

// Close ends the engine: what is being sent is broken off and sent again by the next engine on the store, and callers
// that still wait get ErrClosed. It closes the store, once those who read have ended: what they range over breaks off with
// ErrClosed, and a View or Snapshot has to be closed. So it cannot be called from within a loop over what the engine
// yields. What is called on a closed engine gives ErrClosed, and closing it again what the first time gave.
func (e *Engine) Close() error {
	e.stopping.Do(func() {
		e.gate.shut()
		close(e.stop)
		if e.looks {
			e.closeErr = e.closeStore()
			close(e.done)
		}
	})
	<-e.done
	return e.closeErr
}

// closeStore closes the store when nobody reads it any more.
func (e *Engine) closeStore() error {
	e.gate.open.Wait()
	return e.config.Store.Close()
}

// settleFormat makes an empty store one of this format, and refuses what is not.
func (e *Engine) settleFormat() error {
	tx := e.config.Store.Begin(true)
	defer tx.Discard()
	found, err := tx.Get([]byte(keyFormat))
	if err == nil {
		if err := readable(found); err != nil {
			return err
		}
		id, err := tx.Get([]byte(keyID))
		e.id = string(id)
		made, fault := e.settleSecret(tx)
		if err := errors.Join(err, fault); err != nil || !made {
			return err
		}
		return tx.Commit()
	}
	for range tx.Scan(nil, nil, false) {
		return errors.New("the store holds something else than workflows: give an empty folder")
	}
	e.id = e.config.Identity
	if e.id == "" {
		random := make([]byte, 8)
		if _, err := rand.Read(random); err != nil {
			return err
		}
		e.id = hex.EncodeToString(random)
	}
	if _, err := e.settleSecret(tx); err != nil {
		return err
	}
	if err := errors.Join(tx.Set([]byte(keyFormat), []byte(format)), tx.Set([]byte(keyID), []byte(e.id))); err != nil {
		return err
	}
	return tx.Commit()
}

// zone is a time zone by its name; one that this machine does not know is UTC.
func (e *Engine) zone(name string) *time.Location {
	if z, ok := e.zones.Load(name); ok {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		e.log.Error("unknown time zone", "zone", name)
		z = time.UTC
	}
	e.zones.Store(name, z)
	return z
}

// sender is who sends the messages of a channel.
func (e *Engine) sender(channel string) schema.Sender {
	if s := e.config.Senders[channel]; s != nil {
		return s
	}
	if e.config.Outbox != nil {
		return e.config.Outbox
	}
	if channel == schema.ChannelNotification {
		return inCenter{}
	}
	return noSender{channel}
}

// input is something for the writer to do in its next batch.
type input struct {
	run  func(b *batch) error
	err  error
	done chan struct{}
}

// submit has the writer run f and waits until what it did is durable. When ctx ends first, f may have run or not; where it
// has ended before, f does not run.
func (e *Engine) submit(ctx context.Context, lane chan *input, f func(b *batch) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	in := &input{run: f, done: make(chan struct{})}
	select {
	case <-e.stop:
		return ErrClosed
	default:
	}
	if e.looks {
		return store.ErrReadOnly
	}
	select {
	case lane <- in:
	default: // the queue is full, and waiting for several things at once costs more
		select {
		case lane <- in:
		case <-ctx.Done():
			return ctx.Err()
		case <-e.stop:
			return ErrClosed
		}
	}
	select {
	case <-in.done:
		return in.err
	case <-ctx.Done():
		return ctx.Err()
	case <-e.done:
		select {
		case <-in.done:
			return in.err
		default:
			return ErrClosed
		}
	}
}
