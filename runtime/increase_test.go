// Increases from many sides at once add up exactly.

package runtime_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
)

// adding increases one company directly and by way of its contacts, at once, after a delay, and by events.
const adding = `
object company { ping: number, pings: number, paid: number, over: number, all: number, late: number, down: number }
event payment on contact { amount: number }
workflow direct on company {
  enroll on change of company.ping
  reenroll always
  increase company.pings by company.ping
}
workflow payments on company {
  enroll on event payment
  reenroll always
  increase company.paid by trigger.amount
}
workflow over on contact {
  enroll when contact.score > 0
  increase company.over by contact.score
  increase companies.all by 2
  decrease company.down
  delay 1 hour
  increase company.late by 0.5
}
`

// Ten thousand increases of one company, from many goroutines: payments, and contacts of it that enroll. Some
// commits fail, the callers do again what was not stored, and the engine is opened anew in between.
func TestIncreasesAddUp(t *testing.T) {
	for _, c := range []struct {
		name, disk string
		total      int
	}{{"memory", "", 10_000}, {"badger", t.TempDir(), 1500}} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed(t), 4))
			total := c.total
			if testing.Short() {
				total /= 10
			}
			var kept store.Store = memory.New()
			var w *world
			var faulty *storetest.Faulty
			clock := runtime.NewVirtualClock(monday)
			reopen := func() {
				if w != nil {
					w.e.Close()
				}
				if c.disk != "" {
					var err error
					if kept, err = badger.Open(c.disk, badger.Options{Memory: 16 << 20}); err != nil {
						t.Fatal(err)
					}
				}
				faulty = storetest.NewFaulty(kept)
				w = openWorld(t, func(c *runtime.Config) { c.Store, c.Clock = faulty, clock })
				w.clock = clock
			}
			reopen()
			w.deploy(adding)
			w.put("company", "1", "name", "Ledger")
			w.put("company", "2", "name", "Second")
			w.put("contact", "payer")
			w.associate(ref("company", "1"), ref("contact", "payer"))
			pings, paid, over, contacts := 0, 0, 0, 0
			for done, round := 0, 0; done < total; round++ {
				n := min(1+r.IntN(400), total-done)
				inputs := make([]func() error, n)
				for i := range n {
					number, amount := done+i+1, 1+r.IntN(9)
					switch r.IntN(3) {
					case 0:
						pings += number
						inputs[i] = func() error { _, err := w.e.Put(ctx, "company", "1", properties("ping", number)); return err }
					case 1:
						paid += amount
						inputs[i] = func() error { return w.e.Send(ctx, "payment", ref("contact", "payer"), properties("amount", amount)) }
					default:
						over += amount
						contacts++
						inputs[i] = func() error {
							_, err := w.e.PutMany(ctx, []runtime.Change{{Object: "contact", ID: fmt.Sprint(number), Props: properties("score", amount),
								With: []schema.Ref{ref("company", "1"), ref("company", "2")}}})
							return err
						}
					}
				}
				if round%4 == 3 {
					left := r.IntN(2)
					faulty.FailCommit(func() error { // called by the engine's loop alone
						if left--; left >= 0 {
							return nil
						}
						return errFull
					})
				}
				failed := make([]bool, n)
				var all sync.WaitGroup
				for i, input := range inputs {
					all.Go(func() { failed[i] = input() != nil })
				}
				all.Wait()
				if round%4 == 3 {
					reopen()
				}
				for i, input := range inputs {
					if failed[i] {
						if err := input(); err != nil {
							t.Fatal(err)
						}
					}
				}
				done += n
			}
			reopen()
			w.advance(day)
			for _, id := range []string{"1", "2"} {
				w.expect(ref("company", id), "all", fmt.Sprint(2*contacts))
			}
			w.expect(ref("company", "1"), "pings", fmt.Sprint(pings))
			w.expect(ref("company", "1"), "paid", fmt.Sprint(paid))
			w.expect(ref("company", "1"), "over", fmt.Sprint(over))
			w.expect(ref("company", "1"), "down", fmt.Sprint(-contacts))
			w.expect(ref("company", "1"), "late", fmt.Sprint(float64(contacts)/2))
			w.expect(ref("company", "2"), "over", "")
			w.expectStatus("over", contacts, contacts, 0, 0, 0)
		})
	}
}
