// Command bench runs the same workload on wf and on its peers, one after the other on the same disk, and prints a table of
// ratios. The workload is 20 000 instances of: a condition, two property updates, a durable timer of 1 ms, one more
// update; every commit is synced.
//
//	go run ./bench
//
// With -sleeping it measures so many waiting enrollments instead, with -growth the same on stores of several sizes.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
)

func main() {
	n := flag.Int("n", 20000, "instances of wf")
	peers := flag.Int("peer-n", 2000, "instances of a peer, whose rate does not depend on how many there are; 0 runs no peer")
	asleep := flag.Int("sleeping", 0, "instead: measure a store with so many waiting enrollments")
	due := flag.Int("due", 100_000, "how many of them are due when the store is opened again")
	records := flag.Int("growth", 0, "instead: compare stores of 10 000 records and more, up to so many")
	store := flag.Int("growth-store", 0, "used by -growth for its stores: fill one with so many records and run a round for each line of the input")
	profile := flag.String("cpuprofile", "", "write a CPU profile to this file")
	flag.Parse()
	if err := profiled(*profile, func() error {
		switch {
		case *asleep > 0:
			return sleeping(*asleep, min(*due, *asleep))
		case *records > 0:
			return growth(*records, min(*n, 5_000))
		case *store > 0:
			return growthStore(*store, min(*n, *store), os.Stdin, os.Stdout)
		}
		return compare(*n, *peers)
	}); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func profiled(file string, f func() error) error {
	if file == "" {
		return f()
	}
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := pprof.StartCPUProfile(out); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return f()
}
