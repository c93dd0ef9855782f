package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/runtime"
)

func newRun(a *app) *cobra.Command {
	r := &runner{app: a}
	c := &cobra.Command{
		Use:   "run [folder|files]",
		Short: "Run the workflows of a project on its records",
		Long: `Opens the project's store, imports the record files that changed, deploys the workflows, runs all that is due, and
prints per workflow how many records entered, finished and wait, then the messages sent. Run again, it goes on where
it stopped.

With --for a virtual clock lets that much time pass at once, in a fresh store in memory unless --data names one.`,
		Example: `  wf run
  wf run examples/accounting --for 7d
  wf run --for 30d --at 2026-03-02 --history`,
		RunE: func(c *cobra.Command, args []string) error { return r.run(c.Context(), args) },
	}
	c.Flags().Var(&r.span, "for", "let this much time pass at once, on a virtual clock: 30d, 12h, 2w")
	c.Flags().StringVar(&r.at, "at", "", "when the virtual clock begins: 2026-03-02, \"2026-03-02 09:00\" (default: now)")
	c.Flags().StringVar(&r.data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&r.existing, "existing", false, "records that match already when a workflow is switched on enter it")
	c.Flags().BoolVar(&r.history, "history", false, "print each record's way")
	c.Flags().IntVar(&r.messages, "messages", 40, "how many messages are listed; 0 means all")
	c.Flags().BoolVar(&r.strict, "strict", false, "exit with 1 when an action failed")
	c.Flags().BoolVar(&r.skipBad, "skip-bad", false, "leave out rows of record files that do not fit")
	c.Flags().BoolVar(&r.json, "json", false, "print JSON")
	return c
}

type runner struct {
	*app
	span                                     span
	messages                                 int
	at, data                                 string
	existing, history, strict, skipBad, json bool
}

func (r *runner) run(ctx context.Context, args []string) error {
	p, err := r.load(args)
	if err != nil {
		return err
	}
	bundle, err := r.compile(p)
	if err != nil {
		return err
	}
	options := sessionOptions{data: r.data, access: owns}
	if r.span > 0 || r.at != "" {
		begin := time.Now()
		if r.at != "" {
			zone, err := time.LoadLocation(string(p.Config.Timezone))
			if err != nil {
				return err
			}
			if begin, err = calendar.ParseMoment(r.at, zone); err != nil {
				return err
			}
		}
		options.virtual = runtime.NewVirtualClock(begin)
	}
	s, err := r.open(ctx, p, options)
	if err != nil {
		return err
	}
	defer s.close()
	if options.virtual == nil {
		r.warnUnlinked(p)
	}
	begun := s.clock.Now().Truncate(time.Microsecond) // as the store keeps time
	imported, err := s.importChanged(ctx, r.skipBad)
	if err != nil {
		return err
	}
	deployed, err := s.engine.Deploy(ctx, bundle, runtime.DeployOptions{Existing: r.existing || p.Config.Existing})
	if err != nil {
		return err
	}
	if err := s.settle(ctx, time.Duration(r.span)); err != nil {
		return err
	}
	return r.report(s, imported, deployed, begun)
}
