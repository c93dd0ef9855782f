// Command triggers measures what CPU a change of a record costs to find the workflows that it enrolls, by how many workflows
// there are, beside expr evaluated on all workflows that mention the property.
//
//	go run ./bench/triggers
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"syscall"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/index"
)

func main() {
	most := flag.Int("most", 100_000, "the most workflows")
	seed := flag.Uint64("seed", 1, "of the random workflows and changes")
	flag.Parse()
	if err := run(*most, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "triggers:", err)
		os.Exit(1)
	}
}

func run(most int, seed uint64) error {
	fmt.Printf("%9s %11s %11s %14s %9s %11s %12s %12s\n", "workflows", "found", "wf", "expr", "ratio", "bytes each", "add one", "remove one")
	for n := 10; n <= most; n *= 10 {
		if err := table(n, rand.New(rand.NewPCG(seed, uint64(n)))); err != nil {
			return err
		}
	}
	return nil
}

// table prints the line for so many workflows.
func table(n int, r *rand.Rand) error {
	conditions := make([]condition, n)
	for i := range conditions {
		conditions[i] = newCondition(r)
	}
	s, all, err := compile(conditions)
	if err != nil {
		return err
	}
	before := heap()
	x := index.New[*workflow]()
	for _, w := range all {
		w.add(x, s)
	}
	each := float64(heap()-before) / float64(n)
	e := &engine{x: x, env: &schema.Env{Now: 1, Zone: time.UTC}, record: blank(s)}
	changes := newChanges(r, s)
	ours, found := measure(changes, 1000, e.change)
	rival, err := newRival(conditions)
	if err != nil {
		return err
	}
	some := changes[:max(20, min(len(changes), 4_000_000/n))]
	theirs, _ := measure(some, max(1, 20_000/n), rival.change)
	rival.reset()
	e.record = blank(s)
	for _, c := range some {
		if a, b := e.change(c), rival.change(c); a != b {
			return fmt.Errorf("wf finds %d workflows and expr %d when %s becomes %v", a, b, c.property, c.value)
		}
	}
	add, remove := addAndRemove(x, all[:min(n/2, 1000)], s)
	fmt.Printf("%9d %11.2f %11s %14s %9.0f %11.0f %12s %12s\n", n, float64(found)/float64(len(changes)), ours, theirs,
		float64(theirs)/float64(ours), each, add, remove)
	runtime.KeepAlive(all)
	return nil
}

// cpu is the time that all cores have worked for this process: other work on the computer does not count, except that it
// takes room in the caches of the processor.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure is the time that one change takes, and how many workflows all of them enroll. The changes are done in short
// rounds, several times, and of each round the best time counts: one without a collection of garbage, mostly.
func measure(changes []change, round int, do func(change) int) (each time.Duration, found int) {
	least := make([]time.Duration, (len(changes)+round-1)/round)
	for pass := range 7 {
		found = 0
		for i := range least {
			begin := cpu()
			for _, c := range changes[i*round : min((i+1)*round, len(changes))] {
				found += do(c)
			}
			if took := cpu() - begin; pass == 0 || took < least[i] {
				least[i] = took
			}
		}
	}
	var sum time.Duration
	for _, t := range least {
		sum += t
	}
	return sum / time.Duration(len(changes)), found
}

// addAndRemove is the time to put in one workflow, and to take one out, while as many others stay.
func addAndRemove(x *index.Index[*workflow], some []*workflow, s *schema.Schema) (add, remove time.Duration) {
	rounds := max(1, 20_000/len(some))
	for range rounds {
		begin := cpu()
		for _, w := range some {
			w.remove(x)
		}
		between := cpu()
		for _, w := range some {
			w.add(x, s)
		}
		add, remove = add+cpu()-between, remove+between-begin
	}
	times := time.Duration(rounds * len(some))
	return add / times, remove / times
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
