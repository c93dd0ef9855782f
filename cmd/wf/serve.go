package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/runtime/server"
)

// closing is how long requests may take to end when the server ends.
const closing = 5 * time.Second

func newServe(a *app) *cobra.Command {
	var o serveOptions
	c := &cobra.Command{
		Use:   "serve [folder]",
		Short: "Run the workflows of a project in real time",
		Long: `Imports the record files that changed and deploys the workflows as wf run does, then stays: timers fire when they are
due, and messages leave, until it is interrupted. What it could not finish goes on the next time.

It listens for what the world calls back: the answers of declared actions, the outcomes of text messages, the links to
unsubscribe in mails. url in wf.yaml is the address under which others reach it. GET /readyz (or /healthz)
says whether it takes changes, /livez whether it works.

With --metrics it answers Prometheus at another address, which need not be reached by the world. Spans go to an
OpenTelemetry collector (OTLP over HTTP) where the variable OTEL_EXPORTER_OTLP_ENDPOINT names one;
OTEL_EXPORTER_OTLP_HEADERS are sent along.

All other verbs but wf run work beside it on the same store.`,
		Example: `  wf serve
  wf serve crm --listen :8080 --metrics localhost:9090`,
		Args: arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, _ := a.folder(args)
			return a.serve(c.Context(), dir, o)
		},
	}
	c.Flags().StringVar(&o.listen, "listen", "localhost:8080", "address to listen on")
	c.Flags().StringVar(&o.metrics, "metrics", "", "address to answer Prometheus on, at /metrics (default: none)")
	c.Flags().StringVar(&o.data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&o.existing, "existing", false, "records that match already when a workflow is switched on enter it")
	c.Flags().BoolVar(&o.skipBad, "skip-bad", false, "leave out rows of record files that do not fit")
	return c
}

// serveOptions are the flags of wf serve.
type serveOptions struct {
	listen, metrics, data string
	existing, skipBad     bool
}

func (a *app) serve(ctx context.Context, dir string, o serveOptions) (err error) {
	watch, err := a.watch(o.metrics)
	if err != nil {
		return err
	}
	s, err := a.session(ctx, dir, sessionOptions{data: o.data, observer: watch.observers(), access: owns})
	if err != nil {
		return errors.Join(err, watch.flush(ctx))
	}
	defer func() {
		err = errors.Join(err, watch.stop())
		s.close()
		err = errors.Join(err, watch.flush(ctx))
	}()
	stop := s.answerVerbs(ctx)
	defer func() { err = errors.Join(err, stop()) }()
	a.warnUnlinked(s.checked)
	bundle, err := a.compile(s.checked)
	if err != nil {
		return err
	}
	if _, err := s.importChanged(ctx, o.skipBad); err != nil {
		return err
	}
	if _, err := s.engine.Deploy(ctx, bundle, runtime.DeployOptions{Existing: o.existing || s.Config.Existing}); err != nil {
		return err
	}
	if err := watch.begin(s.engine); err != nil {
		return err
	}
	l, err := net.Listen("tcp", o.listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.err, "wf: %s, listening on http://%s\n", count(len(bundle.Programs), "workflow"), l.Addr())
	return s.serveOn(ctx, l)
}

// answerVerbs lets other verbs work beside this one. Where the folder cannot have a socket, only they are worse off.
func (s *session) answerVerbs(ctx context.Context) (stop func() error) {
	asked, err := control.Listen(s.folder, s.engine, control.Options{About: s.about()})
	if err != nil {
		fmt.Fprintf(s.app.err, "wf: other verbs cannot work beside this wf serve: %v\n", err)
		return func() error { return nil }
	}
	return func() error {
		rest, done := context.WithTimeout(context.WithoutCancel(ctx), closing)
		defer done()
		return asked.Close(rest)
	}
}

// serveOn runs the engine and answers requests until ctx ends or one of both fails.
func (s *session) serveOn(ctx context.Context, l net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	web := server.HTTP(server.New(s.engine, server.Options{Zone: s.zone}))
	served := make(chan error, 1)
	go func() {
		served <- web.Serve(l)
		cancel()
	}()
	ran := s.engine.Run(ctx)
	if ctx.Err() != nil && errors.Is(ran, ctx.Err()) {
		ran = nil
	}
	// Requests are let out even though ctx has ended.
	rest, done := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer done()
	ended := web.Shutdown(rest)
	fault := <-served
	if errors.Is(fault, http.ErrServerClosed) {
		fault = nil
	}
	return errors.Join(ran, ended, fault)
}
