// Waiting enrollments: what they take on disk and in memory, how long a store full of them takes to open, and how fast
// those that are due then go on.

package main

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

const sleeper = `
object contact { wakes: datetime }

workflow sleeper on contact {
  enroll when contact.score > 0
  delay until contact.wakes
  set contact.lead_status = "connected"
}
`

// laterClock is the machine's clock, some time ahead.
type laterClock struct{ ahead time.Duration }

func (c laterClock) Now() time.Time { return time.Now().Add(c.ahead) }

const month = 30 * 24 * time.Hour

func sleeping(n, due int) error {
	dir, err := os.MkdirTemp("", "wf-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	begin := time.Now()
	if err := sleep(dir, n, due, begin); err != nil {
		return err
	}
	fmt.Printf("%d records enrolled and asleep: %.0f/s\n", n, float64(n)/time.Since(begin).Seconds())
	bytes, err := size(dir)
	if err != nil {
		return err
	}
	fmt.Printf("on disk: %d bytes each, with the record and its history\n", bytes/int64(n))
	return wake(dir, n, due)
}

// sleep fills a store: the first that are due wake in a month, the others in a year.
func sleep(dir string, n, due int, begin time.Time) error {
	e, err := open(dir, sleeper, runtime.RealClock{})
	if err != nil {
		return err
	}
	soon, late := schema.TimeValue(begin.Add(month)), schema.TimeValue(begin.Add(12*month))
	var next atomic.Int64
	var callers sync.WaitGroup
	faults := make(chan error, 8)
	for range cap(faults) {
		callers.Go(func() {
			for {
				from := int(next.Add(500)) - 500
				if from >= n {
					return
				}
				var changes []runtime.Change
				for i := from; i < min(from+500, n); i++ {
					wakes := late
					if i < due {
						wakes = soon
					}
					changes = append(changes, runtime.Change{Object: "contact", ID: fmt.Sprint(i),
						Props: map[string]schema.Value{"score": schema.NumberValue(1), "wakes": wakes}})
				}
				if _, err := e.PutMany(context.Background(), changes); err != nil {
					faults <- err
					return
				}
			}
		})
	}
	callers.Wait()
	close(faults)
	if err := <-faults; err != nil {
		return err
	}
	list, err := e.Status()
	if err != nil {
		return err
	}
	if list[0].Waiting != n {
		return fmt.Errorf("%d are asleep, not %d", list[0].Waiting, n)
	}
	return e.close()
}

// wake opens the store a month later.
func wake(dir string, n, due int) error {
	memory()
	begin := time.Now()
	e, err := open(dir, sleeper, laterClock{month + time.Hour})
	if err != nil {
		return err
	}
	fmt.Printf("opened in %v\n", time.Since(begin).Round(time.Millisecond))
	resident, heap := memory()
	fmt.Printf("memory after opening: %d MB, of which heap %d MB\n", resident>>20, heap>>20)
	worked := cpu()
	begin = time.Now()
	e.run()
	first := time.Duration(0)
	for ended := 0; ended < due; time.Sleep(20 * time.Millisecond) { // seldom: asking takes time of its own
		if ended, err = e.finished(); err != nil {
			return err
		}
		if ended > 0 && first == 0 {
			first = time.Since(begin)
		}
	}
	took := time.Since(begin)
	fmt.Printf("the first of those due have gone on after %v; all %d at %.0f/s, %.0f µs of CPU each\n", first.Round(time.Millisecond),
		due, float64(due)/took.Seconds(), float64((cpu()-worked).Microseconds())/float64(due))
	resident, heap = memory()
	fmt.Printf("memory then: %d MB, of which heap %d MB\n", resident>>20, heap>>20)
	return e.close()
}
