package runtime_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/storetest"
)

// strides is a clock that goes on by a second whenever somebody looks at it.
type strides struct {
	mu  sync.Mutex
	now time.Time
}

func (c *strides) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

// Whoever wakes up while the batch is open that let it sleep goes on in that batch: both are in the store or neither is.
func TestWakingInTheSameBatch(t *testing.T) {
	kept, err := badger.Open(t.TempDir(), badger.Options{Memory: 16 << 20})
	if err != nil {
		t.Fatal(err)
	}
	faulty := storetest.NewFaulty(kept)
	pipelined, _ := faulty.Pipelined()
	w := openWorld(t, func(c *runtime.Config) {
		c.Store, c.Clock, c.Senders = pipelined, &strides{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}, map[string]schema.Sender{}
	})
	w.deploy(`workflow counting on contact {
  enroll when contact.score > 0
  increase contact.entered
  delay until now() + minutes(1 / 6000)
  increase contact.through
}
object contact { entered: number, through: number }`)
	running, stop := context.WithCancel(ctx)
	var ran sync.WaitGroup
	ran.Go(func() { _ = w.e.Run(running) })
	defer ran.Wait()
	defer stop()
	w.put("contact", "first", "score", 1)
	for w.status("counting").Finished == 0 { // from then on the engine is known to run
		time.Sleep(time.Millisecond)
	}
	const n = 200
	changes := make([]runtime.Change, n)
	for i := range changes {
		changes[i] = runtime.Change{Object: "contact", ID: fmt.Sprint(i), Props: properties("score", 1)}
	}
	if _, err := w.e.PutMany(ctx, changes); err != nil {
		t.Fatal(err)
	}
	w.expectStatus("counting", n+1, n+1, 0, 0, 0)
	for i := range n {
		w.expect(ref("contact", fmt.Sprint(i)), "through", "1")
	}
	waited := 0
	for entry, err := range w.e.History(runtime.Filter{Workflow: "counting"}) {
		if err != nil {
			t.Fatal(err)
		}
		if entry.Status == schema.Waiting {
			waited++
		}
	}
	if waited != n+1 {
		t.Errorf("%d of %d histories tell of the delay", waited, n+1)
	}
	faulty.FailCommit(func() error { return errFull })
	if _, err := w.e.PutMany(ctx, []runtime.Change{{Object: "contact", ID: "lost", Props: properties("score", 1)}}); err == nil {
		t.Error("a commit failed, and its caller was not told")
	}
	w.expectStatus("counting", n+1, n+1, 0, 0, 0)
	faulty.FailCommit(nil)
}
