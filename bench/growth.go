// Growth: the same number of instances, on records anywhere in the store, while the store grows.

package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/wflang/wf/runtime"
)

// growth runs n instances on a store of 10 000 records, of ten times as many, and so on.
func growth(most, n int) error {
	dir, err := os.MkdirTemp("", "wf-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	e, err := open(dir, instance, runtime.RealClock{})
	if err != nil {
		return err
	}
	err = grow(e, most, n)
	return errors.Join(err, e.close())
}

func grow(e *engine, most, n int) error {
	fmt.Printf("%10s %10s %12s %12s %12s\n", "records", "in flight", "instances/s", "fsyncs/s", "CPU µs each")
	e.run()
	there := 0
	for records := min(10_000, most); ; records = min(records*10, most) {
		if err := fill(e, there, records); err != nil {
			return err
		}
		quiet()
		// A record enrolls once only: each round has records of its own, from among those that came last.
		for round, inFlight := range []int{0, 64} {
			f, err := instances(e, chosen(there, records, n/2, round), inFlight)
			if err != nil {
				return err
			}
			fmt.Printf("%10d %10d %12.0f %12.0f %12.0f\n", records, f.InFlight, f.PerSecond, f.Syncs, f.CPU)
		}
		there = records
		if records == most {
			return nil
		}
	}
}

// quiet waits until the store has sorted in what it was filled with, a minute at most.
func quiet() {
	for range 60 {
		before := cpu()
		time.Sleep(time.Second)
		if cpu()-before < 50*time.Millisecond {
			return
		}
	}
}

// chosen are n of the records that came since the store had `from`, at random places and in random order.
func chosen(from, to, n, round int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	all := r.Perm(to - from)
	ids := make([]string, n)
	for i, place := range all[round*n : (round+1)*n] {
		ids[i] = fmt.Sprint(from + place)
	}
	return ids
}
