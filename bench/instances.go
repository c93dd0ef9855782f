// The workload: a condition, two property updates, a durable timer of 1 ms, one more update.

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"sync"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

const instance = `
object contact { segment: text }

workflow instance on contact {
  if contact.source == "Accounting" then set contact.segment = "finance"
  else set contact.segment = "other"
  set contact.lead_status = "open"
  delay until now() + minutes(1 / 60000)
  set contact.lead_status = "connected"
}
`

// measure runs n instances on a fresh store, so many at a time; 0 gives all at once.
func measure(n, inFlight int) (f figures, err error) {
	dir, err := os.MkdirTemp("", "wf-bench")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(dir)
	e, err := open(dir, instance, runtime.RealClock{})
	if err != nil {
		return f, err
	}
	if err := fill(e, 0, n); err != nil {
		return f, errors.Join(err, e.close())
	}
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	e.run()
	if inFlight == 1 {
		f, err = alone(e, ids)
	} else {
		f, err = instances(e, ids, inFlight)
	}
	f.Memory, _ = memory()
	if err = errors.Join(err, e.close()); err != nil {
		return f, err
	}
	bytes, err := size(dir) // a closed store has given back what it had reserved
	f.Bytes = bytes / int64(n)
	return f, err
}

// fill creates contacts, 500 in a call.
func fill(e *engine, from, to int) error {
	for ; from < to; from += 500 {
		var changes []runtime.Change
		for i := from; i < min(from+500, to); i++ {
			source := schema.TextValue([]string{"Accounting", "Software"}[i%2])
			changes = append(changes, runtime.Change{Object: "contact", ID: fmt.Sprint(i), Props: map[string]schema.Value{"source": source}})
		}
		if _, err := e.PutMany(context.Background(), changes); err != nil {
			return err
		}
	}
	return nil
}

// instances enrolls contacts, so many at a time; an instance ends when its end is committed.
func instances(e *engine, ids []string, inFlight int) (f figures, err error) {
	n := len(ids)
	if inFlight <= 0 {
		inFlight = n
	}
	before, err := e.finished()
	if err != nil {
		return f, err
	}
	slots := make(chan struct{}, inFlight)
	faults := make(chan error, n)
	took := make([]time.Duration, n)
	var callers sync.WaitGroup
	begin, worked, commits := time.Now(), cpu(), e.commits.Load()
	finished := watch(e, before, n, slots)
	for i, id := range ids {
		slots <- struct{}{}
		callers.Go(func() {
			t := time.Now()
			if _, err := e.Enroll(context.Background(), "instance", schema.Ref{Object: "contact", ID: id}); err != nil {
				faults <- err
			}
			took[i] = time.Since(t)
		})
	}
	callers.Wait()
	close(faults)
	if err := <-faults; err != nil {
		return f, err
	}
	if err := <-finished; err != nil {
		return f, err
	}
	return summary(n, inFlight, took, time.Since(begin), cpu()-worked, e.commits.Load()-commits), nil
}

// alone runs one instance after the other: each begins when the one before it has ended.
func alone(e *engine, ids []string) (f figures, err error) {
	took := make([]time.Duration, len(ids))
	begin, worked, commits := time.Now(), cpu(), e.commits.Load()
	for i, id := range ids {
		t := time.Now()
		if _, err := e.Enroll(context.Background(), "instance", schema.Ref{Object: "contact", ID: id}); err != nil {
			return f, err
		}
		for ended := 0; ended <= i; time.Sleep(50 * time.Microsecond) {
			if ended, err = e.finished(); err != nil {
				return f, err
			}
		}
		took[i] = time.Since(t)
	}
	return summary(len(ids), 1, took, time.Since(begin), cpu()-worked, e.commits.Load()-commits), nil
}

func summary(n, inFlight int, took []time.Duration, all, worked time.Duration, commits int64) figures {
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	return figures{Peer: "wf on Badger, synced", N: n, InFlight: inFlight, PerSecond: float64(n) / all.Seconds(),
		P50: took[n/2].Seconds() * 1000, P99: took[n*99/100].Seconds() * 1000,
		Syncs: float64(commits) / all.Seconds(), CPU: float64(worked.Microseconds()) / float64(n)}
}

// watch frees a slot for every instance whose end was committed, until n more than before have ended.
func watch(e *engine, before, n int, slots chan struct{}) <-chan error {
	done := make(chan error, 1)
	go func() {
		for ended := 0; ended < n; time.Sleep(200 * time.Microsecond) {
			finished, err := e.finished()
			if err != nil {
				done <- err
				return
			}
			for ; ended < finished-before; ended++ {
				<-slots
			}
		}
		done <- nil
	}()
	return done
}
