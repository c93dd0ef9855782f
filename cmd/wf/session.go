package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/stdlib/connect"
	"github.com/wflang/wf/stdlib/connect/folder"
)

// session is a project with its engine.
type session struct {
	*checked
	engine *runtime.Engine
	schema *schema.Schema // the engine's
	zone   *time.Location
	clock  runtime.Clock
	folder string // of the store; "" in memory
	app    *app
}

// sessionOptions say how a project's engine is opened.
type sessionOptions struct {
	data     string                // folder of the store; "" is that of wf.yaml
	virtual  *runtime.VirtualClock // nil: real time
	observer runtime.Observer      // nil: nobody
	reads    bool                  // only looks: a store that is not there is not made
}

// session opens the engine of the project in a folder.
func (a *app) session(ctx context.Context, dir string, o sessionOptions) (*session, error) {
	p, err := analyze(project.Load(dir))
	if err != nil {
		return nil, err
	}
	if !o.reads {
		if err := a.sound(p); err != nil {
			return nil, err
		}
	}
	return a.open(ctx, p, o)
}

// open opens the engine of a project that was read. Under a virtual clock nothing leaves for the world.
func (a *app) open(ctx context.Context, p *checked, o sessionOptions) (*session, error) {
	zone, err := time.LoadLocation(string(p.Config.Timezone))
	if err != nil {
		return nil, err
	}
	s := &session{checked: p, zone: zone, clock: runtime.RealClock{}, folder: o.data, app: a}
	if o.virtual != nil {
		s.clock = o.virtual
	} else if s.folder == "" {
		s.folder = p.Path(p.Config.Store.Value)
	}
	kept, err := s.store(o.reads)
	if err != nil {
		return nil, err
	}
	config := runtime.Config{Store: kept, Catalog: stdlib.Catalog(), Clock: s.clock, People: p.Config.People(), Outbox: nowhere{}, Zone: zone, URL: string(p.Config.URL),
		Logger: slog.New(slog.NewTextHandler(a.err, nil)), Observer: o.observer, SMSPerMonth: p.Config.Limits.TextMessages(), KeepHistory: p.Config.Keep.History(), KeepEvents: p.Config.Keep.Events()}
	if s.folder != "" {
		config.Outbox = &folder.Folder{Path: filepath.Join(s.folder, "outbox"), Clock: s.clock.Now}
	}
	if o.virtual == nil && !o.reads {
		if config.Senders, err = connect.Senders(p.Config, a.getenv); err != nil {
			return nil, errors.Join(fmt.Errorf("wf.yaml: %w", err), kept.Close())
		}
	}
	if s.engine, err = runtime.Open(config); err != nil {
		return nil, errors.Join(err, kept.Close())
	}
	if !o.reads && o.virtual == nil {
		a.warnMissing(p.Config)
	}
	if !o.reads {
		if err := s.engine.Declare(ctx, p.Analysis.Project.Schema); err != nil {
			return nil, errors.Join(err, s.engine.Close())
		}
	}
	s.schema = s.engine.Schema()
	return s, nil
}

// database is the folder inside of the store's that Badger has for itself.
const database = "db"

func (s *session) store(reads bool) (store.Store, error) {
	if s.folder == "" {
		return memory.New(), nil
	}
	dir := filepath.Join(s.folder, database)
	if reads && !exists(dir) {
		return nil, fmt.Errorf("there is no store in %s yet; wf run makes one", s.folder)
	}
	kept, err := badger.Open(dir, badger.Options{})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// close ends the engine. What it could not finish is there the next time.
func (s *session) close() {
	if err := s.engine.Close(); err != nil {
		fmt.Fprintln(s.app.err, "wf: "+err.Error())
	}
}

// settle does all that is due, after letting time pass on a virtual clock.
func (s *session) settle(ctx context.Context, span time.Duration) error {
	if span > 0 {
		return s.engine.Advance(ctx, s.clock.Now().Add(span))
	}
	_, err := s.engine.Drain(ctx)
	return err
}

// nowhere takes the messages of a run that only tries things out.
type nowhere struct{}

func (nowhere) Send(context.Context, *schema.Message) (schema.Sent, error) {
	return schema.Sent{Text: "tried out, not sent"}, nil
}
