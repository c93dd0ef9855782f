package audience

// People who change the same audience the same way at one time leave together: while one request is under way, those who
// come meanwhile gather for the next. Nobody waits longer than for the request before.

import (
	"context"
	"errors"
	"sync"

	"github.com/wflang/wf/lang/schema"
)

// mostAtOnce is how many people one request changes at most: Google takes ten operations, Meta far more.
// Source: developers.google.com/google-ads/api/docs/migration/user-data-service.
const mostAtOnce = 10

// errand is what is done to an audience.
type errand struct {
	id     string
	remove bool
}

// crowd is people who leave together. Whoever came first sends them.
type crowd struct {
	people []Person
	key    string
	done   chan struct{} // closed when faults are there
	faults []error       // by person
}

// gathering has the crowds of one network that did not leave yet.
type gathering struct {
	network Network

	mu   sync.Mutex
	next map[errand]*crowd
	turn map[errand]chan struct{} // has room for one: a request is under way
}

func gather(n Network) *gathering {
	return &gathering{network: n, next: map[errand]*crowd{}, turn: map[errand]chan struct{}{}}
}

// join changes one person, with others who come while a request is under way. The key of the first is that of the request.
func (g *gathering) join(ctx context.Context, c errand, p Person, key string) error {
	crowd, number, turn := g.enter(c, p, key)
	if number == 0 {
		g.lead(ctx, c, crowd, turn)
	}
	select {
	case <-crowd.done:
		return crowd.faults[number]
	case <-ctx.Done():
		return &schema.RetryLater{Err: context.Cause(ctx)}
	}
}

// enter puts a person into the crowd that leaves next.
func (g *gathering) enter(c errand, p Person, key string) (into *crowd, number int, turn chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.turn[c] == nil {
		g.turn[c] = make(chan struct{}, 1)
	}
	into = g.next[c]
	if into == nil {
		into = &crowd{key: key, done: make(chan struct{})}
		g.next[c] = into
	}
	into.people = append(into.people, p)
	if len(into.people) == mostAtOnce {
		delete(g.next, c)
	}
	return into, len(into.people) - 1, g.turn[c]
}

// lead sends a crowd when its turn has come, or lets it go when there is no time left.
func (g *gathering) lead(ctx context.Context, c errand, crowd *crowd, turn chan struct{}) {
	var ended error
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		ended = &schema.RetryLater{Err: context.Cause(ctx)}
	}
	g.mu.Lock()
	if g.next[c] == crowd {
		delete(g.next, c)
	}
	g.mu.Unlock()
	crowd.faults = make([]error, len(crowd.people))
	defer close(crowd.done)
	fault := ended
	if fault == nil {
		// What holds if the connector panics.
		for i := range crowd.faults {
			crowd.faults[i] = &schema.RetryLater{Err: errors.New("the request was broken off")}
		}
		fault = g.network.Change(ctx, c.id, c.remove, crowd.people, crowd.key)
	}
	var later *schema.RetryLater
	alone := fault != nil && len(crowd.people) > 1 && !errors.As(fault, &later)
	for i := range crowd.people {
		if crowd.faults[i] = fault; alone {
			// One of them may be at fault for all.
			crowd.faults[i] = g.network.Change(ctx, c.id, c.remove, crowd.people[i:i+1], crowd.key)
		}
	}
}
