package wf

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib/connect"
	"github.com/wflang/wf/stdlib/connect/folder"
)

// Options say where an engine lives. The zero value is an engine in memory, in real time, whose messages go nowhere. All else
// is said by the wf.yaml of the project: its time zone, how long history is kept, and the address for callbacks.
type Options struct {
	// Store is the folder of the database, made when it is missing; "" keeps everything in memory. With a store and in
	// real time, webhooks leave, and mails through the server of wf.yaml; other messages become files in its folder outbox.
	Store string
	// Clock is where time comes from; with a *runtime.VirtualClock it passes by Engine.Advance alone.
	Clock runtime.Clock
	// Senders bring messages to the world by channel: email, notification, sms, webhook, slack … They go before those
	// of wf.yaml.
	Senders map[string]schema.Sender
	// People are the users and teams; nil for those of wf.yaml. It is asked by the goroutine that writes: it must answer
	// at once, and not call the engine.
	People schema.People
	// Existing lets records that match already enter workflows that are new.
	Existing bool
	// Observer is told of every commit and every attempt to send, for metrics and traces (runtime/telemetry has some).
	Observer runtime.Observer
	// Logger takes what an operator should know; nil is silent.
	Logger *slog.Logger
}

// Engine runs the workflows of a project; Open makes it. Its methods may be called concurrently.
type Engine struct {
	engine *runtime.Engine
}

// Entry is one line of a record's history; its fields are those of runtime.Entry.
type Entry = runtime.Entry

// Open opens an engine and deploys the project on it. Records inside a workflow finish on the version they entered. The
// error is a store.ErrInUse when the store is open already.
func Open(p *Project, o Options) (*Engine, error) {
	if p == nil || p.Bundle == nil {
		return nil, errors.New("there is no project to open: Load or Compile make one")
	}
	zone, err := time.LoadLocation(string(p.Config.Timezone))
	if err != nil {
		return nil, err
	}
	if o.Clock == nil {
		o.Clock = runtime.RealClock{}
	}
	if o.People == nil {
		o.People = p.Config.People()
	}
	c := runtime.Config{Catalog: p.catalog, Clock: o.Clock, People: o.People, Outbox: discard{}, Zone: zone, Observer: o.Observer, Logger: o.Logger,
		URL: string(p.Config.URL), KeepHistory: p.Config.Keep.History(), KeepEvents: p.Config.Keep.Events(), SMSPerMonth: p.Config.Limits.TextMessages()}
	c.Senders = map[string]schema.Sender{}
	var connected map[string]schema.Sender
	if _, virtual := o.Clock.(*runtime.VirtualClock); !virtual && o.Store != "" {
		if connected, err = connect.Senders(p.Config, os.LookupEnv); err != nil {
			return nil, fmt.Errorf("wf.yaml: %w", err)
		}
	}
	for _, senders := range []map[string]schema.Sender{connected, p.senders, o.Senders} {
		for channel, s := range senders {
			c.Senders[channel] = s
		}
	}
	if c.Store, err = openStore(o.Store); err != nil {
		return nil, err
	}
	if o.Store != "" {
		c.Outbox = &folder.Folder{Path: filepath.Join(o.Store, "outbox"), Clock: o.Clock.Now}
	}
	engine, err := runtime.Open(c)
	if err != nil {
		return nil, errors.Join(err, c.Store.Close())
	}
	if _, err := engine.Deploy(context.Background(), p.Bundle, runtime.DeployOptions{Existing: o.Existing}); err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	return &Engine{engine: engine}, nil
}

func openStore(dir string) (store.Store, error) {
	if dir == "" {
		return memory.New(), nil
	}
	s, err := badger.Open(filepath.Join(dir, "db"), badger.Options{})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// discard takes the messages of an engine in memory; the history tells of them.
type discard struct{}

func (discard) Send(context.Context, *schema.Message) (schema.Sent, error) { return schema.Sent{}, nil }

// Put creates a record or changes the one that is there, and returns its id. id is the id or the value of the key
// property; with "" the key among the properties identifies the record, and where that is not given either the record is a
// new one. Properties that are not named stay as they are; nil makes one unknown. When Put returns the change is durable and
// the workflows that react have begun. When ctx ends before, the change may have happened.
func (e *Engine) Put(ctx context.Context, object, id string, props Props) (string, error) {
	values, err := props.values()
	if err != nil {
		return "", err
	}
	r, err := e.engine.Put(ctx, object, id, values)
	return r.ID, err
}

// Get returns the known properties of a record by id or key, `id` among them, and whether there is one. Numbers are float64.
func (e *Engine) Get(object, id string) (Props, bool, error) {
	r, err := e.engine.Get(schema.Ref{Object: object, ID: id})
	if err != nil || r == nil {
		return nil, false, err
	}
	return propsOf(r), true, nil
}

// Associate joins two records, each given by object and id or key.
func (e *Engine) Associate(ctx context.Context, a, b schema.Ref) error {
	_, err := e.engine.Associate(ctx, a, b)
	return err
}

// SetPrimary makes a record the primary one of its object for another, each given by object and id or key.
func (e *Engine) SetPrimary(ctx context.Context, of, primary schema.Ref) error {
	_, err := e.engine.SetPrimary(ctx, of, primary)
	return err
}

// Delete deletes a record; it leaves every workflow.
func (e *Engine) Delete(ctx context.Context, object, id string) error {
	return e.engine.Delete(ctx, schema.Ref{Object: object, ID: id})
}

// Send makes an event happen to a record.
func (e *Engine) Send(ctx context.Context, event, object, id string, fields Props) error {
	values, err := fields.values()
	if err != nil {
		return err
	}
	return e.engine.Send(ctx, event, schema.Ref{Object: object, ID: id}, values)
}

// Enroll enrolls a record by hand. A *runtime.RefusedError says why it could not enter.
func (e *Engine) Enroll(ctx context.Context, workflow, object, id string) error {
	_, err := e.engine.Enroll(ctx, workflow, schema.Ref{Object: object, ID: id})
	return err
}

// Run lets timers fire and messages leave in real time, until ctx ends; then it returns nil. It ends earlier, with an
// error, when the engine is closed or its store cannot be read any more. Without it changes are taken in
// all the same, and what is due later happens when Run or Drain is called.
func (e *Engine) Run(ctx context.Context) error { return e.engine.Run(ctx) }

// Drain does all that is due now, messages included, and returns the moment at which the next timer is due; zero when none
// is set.
func (e *Engine) Drain(ctx context.Context) (time.Time, error) { return e.engine.Drain(ctx) }

// Advance lets the time of a *runtime.VirtualClock pass up to a moment, from timer to timer. With any other clock it is an
// error.
func (e *Engine) Advance(ctx context.Context, to time.Time) error { return e.engine.Advance(ctx, to) }

// History yields what happened to a record by id or key; without an id to all of the object, and without an object to all
// there are. It comes run by run, in the order in which they began, and of each in order of time. An error ends it.
func (e *Engine) History(object, id string) iter.Seq2[Entry, error] {
	return e.engine.History(runtime.Filter{Record: schema.Ref{Object: object, ID: id}})
}

// Status counts the enrollments of every workflow.
func (e *Engine) Status() ([]runtime.WorkflowStatus, error) { return e.engine.Status() }

// Runtime is the engine itself, for what this package has no method for.
func (e *Engine) Runtime() *runtime.Engine { return e.engine }

// Close ends the engine and closes its store; Run ends, and waiting callers get runtime.ErrClosed. What it could not finish
// goes on when the store is opened again. It waits for those who read, and so cannot be called from within a loop over
// History. To close twice does no harm.
func (e *Engine) Close() error { return e.engine.Close() }
