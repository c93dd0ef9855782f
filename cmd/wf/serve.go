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
	"github.com/wflang/wf/runtime/server"
)

// closing is how long requests may take to end when the server ends.
const closing = 5 * time.Second

func newServe(a *app) *cobra.Command {
	var listen, data string
	var existing, skipBad bool
	c := &cobra.Command{
		Use:   "serve [folder]",
		Short: "Run the workflows of a project in real time",
		Long: `Imports the record files that changed and deploys the workflows as wf run does, then stays: timers fire when they are
due, and messages leave, until it is interrupted. What it could not finish goes on the next time.

It listens for what the world calls back: the answers of declared actions, the outcomes of text messages, the links to
unsubscribe in mails. url in wf.yaml is the address under which others reach it. GET /healthz says whether it works.`,
		Example: `  wf serve
  wf serve crm --listen :8080`,
		Args: arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, _ := a.folder(args)
			return a.serve(c.Context(), dir, listen, data, existing, skipBad)
		},
	}
	c.Flags().StringVar(&listen, "listen", "localhost:8080", "address to listen on")
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&existing, "existing", false, "records that match already when a workflow is switched on enter it")
	c.Flags().BoolVar(&skipBad, "skip-bad", false, "leave out rows of record files that do not fit")
	return c
}

func (a *app) serve(ctx context.Context, dir, listen, data string, existing, skipBad bool) error {
	s, err := a.session(ctx, dir, sessionOptions{data: data})
	if err != nil {
		return err
	}
	defer s.close()
	bundle, err := a.compile(s.checked)
	if err != nil {
		return err
	}
	if _, err := s.importChanged(ctx, skipBad); err != nil {
		return err
	}
	if _, err := s.engine.Deploy(ctx, bundle, runtime.DeployOptions{Existing: existing || s.Config.Existing}); err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.err, "wf: %s, listening on http://%s\n", count(len(bundle.Programs), "workflow"), l.Addr())
	return s.serveOn(ctx, l)
}

// serveOn runs the engine and answers requests until ctx ends or one of both fails.
func (s *session) serveOn(ctx context.Context, l net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	web := server.HTTP(server.New(s.engine, server.Options{}))
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
