package runtime_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/storetest"
)

// A batch that fails takes the one begun above it along; what that one did is done again, and callers are told the truth.
func TestFailureUnderTheNextBatch(t *testing.T) {
	kept, err := badger.Open(t.TempDir(), badger.Options{Memory: 16 << 20})
	if err != nil {
		t.Fatal(err)
	}
	faulty := storetest.NewFaulty(kept)
	pipelined, ok := faulty.Pipelined()
	if !ok {
		t.Fatal("badger does not commit beside the next transaction")
	}
	w := openWorld(t, func(c *runtime.Config) {
		c.Store, c.Clock, c.Senders = pipelined, runtime.RealClock{}, map[string]schema.Sender{}
	})
	w.deploy(counting)
	r := rand.New(rand.NewPCG(seed(t), 3))
	fails := make([]bool, 400)
	for i := range fails {
		fails[i] = r.IntN(4) == 0
	}
	var commits atomic.Int64
	faulty.FailCommit(func() error {
		if n := commits.Add(1); int(n) < len(fails) && fails[n] {
			return errFull
		}
		return nil
	})
	const callers, each = 8, 60
	var there, refused sync.Map
	var group sync.WaitGroup
	for c := range callers {
		group.Go(func() {
			for i := range each {
				id := fmt.Sprint(c*each + i)
				_, err := w.e.Put(ctx, "contact", id, properties("score", 1))
				switch {
				case err == nil:
					there.Store(id, true)
				case errors.Is(err, errFull):
					refused.Store(id, true)
				default:
					t.Errorf("put %s: %v", id, err)
				}
			}
		})
	}
	group.Wait()
	faulty.FailCommit(nil)
	w.drain()
	for w.status("counting").Waiting > 0 {
		w.drain()
	}
	found := 0
	for record, err := range w.e.Records("contact") {
		if err != nil {
			t.Fatal(err)
		}
		found++
		if _, no := refused.Load(record.ID); no {
			t.Errorf("contact %s was refused and is there", record.ID)
		}
		there.Delete(record.ID)
		for _, name := range []string{"entered", "through"} {
			if n := record.Get(record.Object.Property(name).Number).Number(); n != 1 {
				t.Errorf("contact %s: %s is %v", record.ID, name, n)
			}
		}
	}
	there.Range(func(id, _ any) bool {
		t.Errorf("contact %s was acknowledged and is lost", id)
		return true
	})
	w.expectStatus("counting", found, found, 0, 0, 0)
}
