package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	goruntime "runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/graph"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
	"github.com/wflang/wf/runtime/simulate"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
)

func newSimulate(a *app) *cobra.Command {
	s := &simulator{app: a, span: span(90 * 24 * time.Hour)}
	c := &cobra.Command{
		Use:   "simulate [folder]",
		Short: "Let a whole population go through the workflows on a virtual clock",
		Long: `Runs all records through the workflows as the engine would, in memory, and counts: how many reach each step and take each
branch, how many messages leave a day and a record, and which records stay inside for ever. Records that match a
workflow at the start enter it at once. No events happen but those that the workflows make; nothing is sent or stored.

The records are those of the files that wf.yaml names, of --records, or with --data those of a store, which is only read.
With --compare the same records go through an older version of the project too, and what differs is told.`,
		Example: `  wf simulate examples/accounting --for 90d
  wf simulate --records contact=leads.csv --svg funnel.svg --workflow new_leads
  wf simulate --compare ../released --data .wf`,
		Args: arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return s.run(c, args) },
	}
	c.Flags().StringArrayVar(&s.files, "records", nil, "file of records: OBJECT=FILE, or FILE alone for the object that the workflows are about")
	c.Flags().Var(&s.span, "for", "how much time passes: 90d, 12h, 2w")
	c.Flags().StringVar(&s.at, "at", "", "when the clock begins: 2026-03-02, \"2026-03-02 09:00\" (default: now)")
	c.Flags().StringVar(&s.data, "data", "", "folder of a store whose records are taken; it is only read")
	c.Flags().StringVar(&s.compare, "compare", "", "folder of the version of the project to compare with")
	c.Flags().StringVar(&s.svg, "svg", "", "draw a workflow into this file, with arrows as wide as records took them")
	c.Flags().StringVar(&s.workflow, "workflow", "", "the workflow to draw; needed when there are several")
	c.Flags().IntVar(&s.parallel, "parallel", 0, "groups of records simulated at once (default: one for each processor)")
	c.Flags().BoolVar(&s.json, "json", false, "print JSON")
	return c
}

type simulator struct {
	*app
	files                            []string
	span                             span
	at, data, compare, svg, workflow string
	parallel                         int
	json                             bool
}

func (s *simulator) run(c *cobra.Command, args []string) error {
	if len(s.files) > 0 && s.data != "" {
		return usage(c, errors.New("--records reads files, --data a store"))
	}
	p, err := s.load(args)
	if err != nil {
		return err
	}
	bundle, err := s.compile(p)
	if err != nil {
		return err
	}
	config := simulate.Config{Bundle: bundle, Catalog: stdlib.Catalog(), People: p.Config.People(), Start: time.Now(),
		Span: time.Duration(s.span), Parallel: s.parallel}
	if config.Zone, err = time.LoadLocation(string(p.Config.Timezone)); err != nil {
		return err
	}
	if s.at != "" {
		if config.Start, err = calendar.ParseMoment(s.at, config.Zone); err != nil {
			return err
		}
	}
	if s.compare != "" {
		old, err := analyze(project.Load(s.compare))
		if err != nil {
			return err
		}
		if config.Before, err = s.compile(old); err != nil {
			return err
		}
	}
	var drawn *graph.Graph
	if s.svg != "" {
		if drawn, err = p.graph(s.workflow, false); err != nil {
			return err
		}
	}
	report, err := s.simulate(c.Context(), p, config)
	if err != nil {
		return err
	}
	if drawn != nil {
		if err := s.draw(drawn, report); err != nil {
			return err
		}
	}
	if s.json {
		return s.printJSON(report)
	}
	return s.print(report, config.Zone)
}

func (s *simulator) simulate(ctx context.Context, p *checked, config simulate.Config) (*simulate.Report, error) {
	// Nearly all that a simulation makes is garbage soon: the collector may come seldom, as long as there is room.
	defer debug.SetGCPercent(debug.SetGCPercent(1000))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(roomy))
	bar := s.progress("simulating")
	defer bar.done()
	return simulate.Run(ctx, config, func(add simulate.Add) error {
		crowd := &simulate.Crowd{Add: add, Linked: true}
		if s.data != "" {
			return s.fromStore(ctx, p, config, crowd)
		}
		sources, err := s.sources(p)
		if err != nil {
			return err
		}
		declared := p.Analysis.Project.Schema
		crowd.Linked = len(sources) > 1
		for _, src := range sources {
			linked, err := records.Linked(src, declared)
			if err != nil {
				return err
			}
			crowd.Linked = crowd.Linked || linked
		}
		options := records.Options{Schema: declared, Zone: config.Zone, Progress: bar.set, Once: true}
		if _, err := records.Import(ctx, sources, crowd, options); err != nil {
			return err
		}
		makeRoom()
		return crowd.End()
	})
}

// roomy is how much memory a simulation takes before it saves any, in bytes.
const roomy = 640 << 20

// makeRoom gives a large crowd that is in memory as a whole as much room again.
func makeRoom() {
	var now goruntime.MemStats
	goruntime.ReadMemStats(&now)
	debug.SetMemoryLimit(max(roomy, 2*int64(now.HeapAlloc)))
}

// sources are the files of --records, else those of wf.yaml.
func (s *simulator) sources(p *checked) ([]records.Source, error) {
	var sources []records.Source
	if len(s.files) == 0 {
		for _, file := range p.Config.Records {
			src, err := s.source(p, file.Object, p.Path(file.File))
			if err != nil {
				return nil, err
			}
			src.Columns = file.Columns
			sources = append(sources, src)
		}
		if len(sources) == 0 {
			return nil, errors.New("there are no records: name a file with --records, or in wf.yaml")
		}
		return sources, nil
	}
	for _, file := range s.files {
		object, name, ok := strings.Cut(file, "=")
		if !ok {
			var err error
			if object, name, err = p.onlyObject(file); err != nil {
				return nil, err
			}
		}
		src, err := s.source(p, object, name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, src)
	}
	return sources, nil
}

func (s *simulator) source(p *checked, object, file string) (records.Source, error) {
	declared := p.Analysis.Project.Schema
	o := declared.Object(object)
	if o == nil {
		return records.Source{}, &diag.Unknown{What: "object", Name: object, Names: declared.ObjectNames()}
	}
	src, err := s.recordFile(file)
	src.Object = o
	return src, err
}

// onlyObject is the object that all workflows of the project are about.
func (c *checked) onlyObject(file string) (object, name string, err error) {
	for _, w := range c.Analysis.Project.Workflows {
		if object != "" && object != w.Object.Name {
			return "", "", fmt.Errorf("the workflows are about several objects: write --records %s=%s, or another object", object, file)
		}
		object = w.Object.Name
	}
	return object, file, nil
}

// fromStore takes the records of a store, of which a copy is made in memory.
func (s *simulator) fromStore(ctx context.Context, p *checked, config simulate.Config, crowd *simulate.Crowd) (err error) {
	kept, _, err := s.attach(ctx, s.data, looks)
	if err != nil {
		return err
	}
	held := memory.New()
	if err := errors.Join(store.Copy(kept, held), kept.Close()); err != nil {
		return err
	}
	e, err := runtime.Open(runtime.Config{Store: held, Catalog: config.Catalog, Clock: runtime.NewVirtualClock(config.Start), Zone: config.Zone})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	if err := e.Declare(ctx, p.Analysis.Project.Schema); err != nil {
		return err
	}
	declared := e.Schema()
	for _, o := range declared.Objects {
		for r, err := range e.Records(o.Name) {
			if err != nil {
				return err
			}
			var with []schema.Ref
			for _, other := range declared.Objects {
				list, err := e.Associated(r.Ref(), other.Name)
				if err != nil {
					return err
				}
				for _, r := range list {
					with = append(with, r.Ref())
				}
			}
			if err := crowd.Take(r, with); err != nil {
				return err
			}
		}
	}
	makeRoom()
	return crowd.End()
}

// draw draws a workflow with the counts of a simulation.
func (s *simulator) draw(g *graph.Graph, report *simulate.Report) error {
	for _, w := range report.Workflows {
		if s.workflow == "" || w.Name == s.workflow {
			g.Count(traffic(w))
		}
	}
	return writeWhole(s.svg, func(out io.Writer) error { return g.SVG(out) })
}

// traffic is what the arrows of a workflow's graph are drawn by.
func traffic(w *simulate.Workflow) graph.Traffic {
	t := graph.Traffic{Entered: w.Entered, Steps: map[int]graph.Passed{}}
	for _, step := range w.Steps {
		passed := graph.Passed{Reached: step.Reached, Ended: step.Ended, Failed: step.Failed, Took: map[string]int{}}
		for _, b := range step.Branches {
			passed.Took[b.Text] = b.Taken
		}
		t.Steps[step.Number] = passed
	}
	return t
}
