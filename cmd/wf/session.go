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
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/stdlib/connect"
	"github.com/wflang/wf/stdlib/connect/folder"
)

// session is a project with its engine. Where wf serve has the store, the engine only reads, and do changes it.
type session struct {
	*checked
	engine *runtime.Engine
	server *control.Client // wf serve; nil where the session has the store for itself
	schema *schema.Schema  // the engine's
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
	access   access
	check    bool // a project with errors is refused, unless wf serve has the store
}

// session opens the engine of the project in a folder. The programs are read only for verbs that bring them in: what the
// others need is in the store.
func (a *app) session(ctx context.Context, dir string, o sessionOptions) (*session, error) {
	if o.access == feeds && a.elsewhere(dir, o.data) && a.served(ctx, o.data) {
		o.access = operates // wf serve knows what its project says
	}
	if o.access < feeds {
		settings, err := project.LoadSettings(dir)
		if err != nil {
			return nil, err
		}
		return a.open(ctx, &checked{Project: settings}, o)
	}
	if err := a.projectFor(dir, o.data); err != nil {
		return nil, err
	}
	p, err := analyze(project.Load(dir))
	if err != nil {
		return nil, err
	}
	o.check = o.access >= feeds
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
	kept, err := s.attach(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := s.begin(ctx, kept, o); err != nil {
		return nil, err
	}
	s.schema = s.engine.Schema()
	if s.server != nil && o.check {
		return s, s.warnDeclarations()
	}
	return s, nil
}

// attach opens the session's store.
func (s *session) attach(ctx context.Context, o sessionOptions) (kept store.Store, err error) {
	if s.folder == "" {
		return memory.New(), nil
	}
	if o.check && !s.app.served(ctx, s.folder) {
		if err := s.app.sound(s.checked); err != nil {
			return nil, err
		}
	}
	kept, s.server, err = s.app.attach(ctx, s.folder, o.access)
	return kept, err
}

// begin opens the engine on a store, which it closes in the end, also of a beginning that fails.
func (s *session) begin(ctx context.Context, kept store.Store, o sessionOptions) (err error) {
	config := runtime.Config{Store: kept, Catalog: stdlib.Catalog(), Clock: s.clock, People: s.Config.People(), Outbox: nowhere{}, Zone: s.zone, URL: string(s.Config.URL),
		Logger: slog.New(slog.NewTextHandler(s.app.err, nil)), Observer: o.observer, SMSPerMonth: s.Config.Limits.TextMessages(), KeepHistory: s.Config.Keep.History(), KeepEvents: s.Config.Keep.Events()}
	if s.server != nil || o.access == looks {
		if s.engine, err = runtime.OpenToRead(config); err != nil {
			return errors.Join(err, kept.Close())
		}
		return nil
	}
	if s.folder != "" {
		config.Outbox = &folder.Folder{Path: filepath.Join(s.folder, "outbox"), Clock: s.clock.Now}
	}
	if o.virtual == nil && o.access >= feeds {
		if config.Senders, err = connect.Senders(s.Config, s.app.getenv); err != nil {
			return errors.Join(fmt.Errorf("wf.yaml: %w", err), kept.Close())
		}
		s.app.warnMissing(s.Config)
	}
	if s.engine, err = runtime.Open(config); err != nil {
		return errors.Join(err, kept.Close())
	}
	if o.access >= feeds {
		if err := s.engine.Declare(ctx, s.Analysis.Project.Schema); err != nil {
			return errors.Join(err, s.engine.Close())
		}
	}
	return nil
}

// close ends the engine. What it could not finish is there the next time.
func (s *session) close() {
	if err := s.engine.Close(); err != nil {
		fmt.Fprintln(s.app.err, "wf: "+err.Error())
	}
}

// settle does all that is due, after letting time pass on a virtual clock. wf serve does so by itself.
func (s *session) settle(ctx context.Context, span time.Duration) error {
	if s.server != nil {
		return nil
	}
	if span > 0 {
		return s.engine.Advance(ctx, s.clock.Now().Add(span))
	}
	_, err := s.engine.Drain(ctx)
	return err
}

// nowhere takes the messages of a run that only tries things out.
type nowhere struct{}

func (nowhere) Send(context.Context, *schema.Message) (schema.Sent, error) {
	return schema.Sent{Text: triedOut}, nil
}

// triedOut is what the history says of a message that was made and kept.
const triedOut = "tried out, not sent"
