// Package simulate lets a whole population of records go through workflows on a virtual clock, and counts what happens.
//
// There is one semantics: the records run through the engine itself, on a store in memory. What makes a million of them
// fit is that they do not have to be there at once. Records that are not associated with each other know nothing of each
// other, so the population is cut into groups along its associations, and each group has a world of its own. Only where
// a workflow counts across all records (a rate, a rotation) does everybody share one.
package simulate

import (
	"context"
	"errors"
	goruntime "runtime"
	"slices"
	"sync"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/vm"
)

// Config is what a simulation needs. Bundle, Catalog and Span must be given.
type Config struct {
	Bundle   *vm.Bundle
	Before   *vm.Bundle // what Bundle is compared with; nil compares nothing
	Catalog  *schema.Catalog
	People   schema.People
	Zone     *time.Location // nil is UTC
	Start    time.Time
	Span     time.Duration
	Parallel int // groups at once; 0: one for each processor
}

// Add takes a group of records that are associated with none outside of it. The ids must be given.
type Add func(group []runtime.Change) error

// Run simulates the groups of records that feed adds. Those that match an `enroll when` at the start enter at once, as
// when a workflow is switched on for records that are there.
func Run(ctx context.Context, c Config, feed func(Add) error) (*Report, error) {
	if c.Bundle == nil || c.Catalog == nil || c.Span <= 0 {
		return nil, errors.New("a simulation needs a bundle, a catalog and a span of time")
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	if c.Parallel <= 0 {
		c.Parallel = goruntime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s := &simulation{Config: c, groups: make(chan group), cancel: cancel}
	var workers sync.WaitGroup
	for range c.Parallel {
		workers.Go(func() { s.work(ctx) })
	}
	err := s.feed(ctx, feed)
	close(s.groups)
	workers.Wait()
	if cause := context.Cause(ctx); cause != nil {
		return nil, cause
	}
	if err != nil {
		return nil, err
	}
	return s.report(), nil
}

// group is some records with their place in the order of groups.
type group struct {
	number  int
	records []runtime.Change
}

type simulation struct {
	Config
	groups chan group
	cancel context.CancelCauseFunc

	mu      sync.Mutex // guards what follows
	tallies []*tally   // by number of the group
}

// feed hands the groups to the workers; in a world that all share they are one.
func (s *simulation) feed(ctx context.Context, feed func(Add) error) error {
	next := 0
	hand := func(records []runtime.Change) error {
		select {
		case s.groups <- group{next, records}:
			next++
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	if !Shared(s.Bundle) && (s.Before == nil || !Shared(s.Before)) {
		return feed(hand)
	}
	var all []runtime.Change
	if err := feed(func(records []runtime.Change) error {
		all = append(all, records...)
		return nil
	}); err != nil {
		return err
	}
	return hand(all)
}

// Shared reports whether what happens to a record depends on how many others went before, so that all of them have to be
// in one world.
func Shared(b *vm.Bundle) bool {
	return slices.ContainsFunc(b.Programs, func(p *vm.Program) bool {
		return p.Rate != nil || slices.ContainsFunc(p.Steps, func(s vm.StepInfo) bool {
			a := b.Schema.Action(s.Action)
			return a != nil && a.Counts
		})
	})
}

func (s *simulation) work(ctx context.Context) {
	for g := range s.groups {
		t := newTally(s.Zone)
		if err := s.one(ctx, g.records, t); err != nil {
			s.cancel(err)
			return
		}
		s.mu.Lock()
		for len(s.tallies) <= g.number {
			s.tallies = append(s.tallies, nil)
		}
		s.tallies[g.number] = t
		s.mu.Unlock()
	}
}

// one simulates a group, with both bundles when they are compared.
func (s *simulation) one(ctx context.Context, records []runtime.Change, t *tally) error {
	t.records = len(records)
	var after, before fates
	if s.Before != nil {
		after, before = fates{}, fates{}
		old := newTally(s.Zone)
		if err := s.live(ctx, s.Before, records, old, before); err != nil {
			return err
		}
	}
	if err := s.live(ctx, s.Bundle, records, t, after); err != nil {
		return err
	}
	if s.Before != nil {
		t.compare(records, before, after)
	}
	return nil
}

func (s *simulation) report() *Report {
	all := newTally(s.Zone)
	for _, t := range s.tallies {
		all.add(t)
	}
	return s.summary(all)
}
