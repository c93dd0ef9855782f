package runtime_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
	"github.com/wflang/wf/stdlib"
)

// instance is one run of the kind that the figures count: a condition, two updates, a timer, one more update.
const instance = `workflow instance on contact {
  enroll when contact.score < 0
  if contact.score > 10 then {
    set contact.lead_status = "open"
    set contact.city = "Paris"
  }
  delay until now() + minutes(1 / 60000)
  set contact.lead_status = "connected"
}`

const instances = 20_000

// BenchmarkInstances runs 20 000 instances through a store with sync writes, all given at once or a number in flight.
func BenchmarkInstances(b *testing.B) {
	for _, inFlight := range []int{instances, 64, 1} {
		b.Run(fmt.Sprintf("store=badger/flight=%d", inFlight), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s, err := badger.Open(b.TempDir(), badger.Options{})
				if err != nil {
					b.Fatal(err)
				}
				runInstances(b, s, inFlight)
			}
		})
		b.Run(fmt.Sprintf("store=memory/flight=%d", inFlight), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				runInstances(b, memory.New(), inFlight)
			}
		})
	}
}

func runInstances(b *testing.B, s store.Store, inFlight int) {
	counted := storetest.NewFaulty(s)
	kept := store.Store(counted)
	if pipelined, ok := counted.Pipelined(); ok {
		kept = pipelined
	}
	e, err := runtime.Open(runtime.Config{Store: kept, Catalog: stdlib.Catalog()})
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := e.Deploy(ctx, compile(b, instance, stdlib.Catalog()), runtime.DeployOptions{}); err != nil {
		b.Fatal(err)
	}
	n := instances
	if inFlight == 1 {
		n = 500
	}
	for from := 0; from < n; from += 500 {
		var changes []runtime.Change
		for i := range 500 {
			changes = append(changes, runtime.Change{Object: "contact", ID: fmt.Sprint(from + i), Props: map[string]schema.Value{"score": schema.NumberValue(50)}})
		}
		if _, err := e.PutMany(ctx, changes); err != nil {
			b.Fatal(err)
		}
	}
	var running sync.WaitGroup
	running.Go(func() { _ = e.Run(ctx) })
	commits := counted.Commits()
	b.StartTimer()
	begin := time.Now()
	next := make(chan int)
	var callers sync.WaitGroup
	for range inFlight {
		callers.Go(func() {
			for i := range next {
				if _, err := e.Enroll(ctx, "instance", schema.Ref{Object: "contact", ID: fmt.Sprint(i)}); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	callers.Wait()
	for finished := 0; finished < n; {
		list, err := e.Status()
		if err != nil {
			b.Fatal(err)
		}
		finished = list[0].Finished
	}
	took := time.Since(begin)
	b.StopTimer()
	b.ReportMetric(float64(n)/took.Seconds(), "instances/s")
	b.ReportMetric(float64(counted.Commits()-commits)/took.Seconds(), "fsyncs/s")
	b.ReportMetric(0, "ns/op")
	cancel()
	running.Wait()
	b.StartTimer()
}
