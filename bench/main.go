// Command bench runs the same workload on wf and on its peers, one after the other on the same disk, and prints a table of
// ratios. The workload is 20 000 instances of: a condition, two property updates, a durable timer of 1 ms, one more
// update; every commit is synced.
//
//	go run ./bench
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"sync"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

const text = `
object contact { segment: text }

workflow instance on contact {
  if contact.source == "Accounting" then set contact.segment = "finance"
  else set contact.segment = "other"
  set contact.lead_status = "open"
  delay until now() + minutes(1 / 60000)
  set contact.lead_status = "connected"
}
`

// figures are what one run measured.
type figures struct {
	Peer      string  `json:"peer"`
	N         int     `json:"n"`
	InFlight  int     `json:"inflight"`
	PerSecond float64 `json:"per_second"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`
	Bytes     int64   `json:"-"` // on disk
}

func main() {
	n := flag.Int("n", 20000, "instances of wf")
	peers := flag.Int("peer-n", 2000, "instances of a peer, whose rate does not depend on how many there are")
	flag.Parse()
	if err := run(*n, *peers); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(n, peers int) error {
	dbos, err := build("dbos")
	if err != nil {
		return err
	}
	defer os.Remove(dbos)
	fmt.Printf("%-32s %9s %10s %12s %9s %9s %8s\n", "", "instances", "in flight", "instances/s", "p50 ms", "p99 ms", "ratio")
	for _, inFlight := range []int{0, 64} {
		ours, err := measure(n, inFlight)
		if err != nil {
			return err
		}
		theirs, err := peer(dbos, peers, inFlight)
		if err != nil {
			return err
		}
		print(ours, 1)
		print(theirs, ours.PerSecond/theirs.PerSecond)
		fmt.Printf("  wf: %d bytes on disk for each instance\n", ours.Bytes/int64(ours.N))
	}
	alone, err := measure(200, 1)
	if err != nil {
		return err
	}
	print(alone, 1)
	return nil
}

func print(f figures, ratio float64) {
	flight := "all"
	if f.InFlight < f.N {
		flight = fmt.Sprint(f.InFlight)
	}
	fmt.Printf("%-32s %9d %10s %12.0f %9.2f %9.2f %8.1f\n", f.Peer, f.N, flight, f.PerSecond, f.P50, f.P99, ratio)
}

// build compiles the program of a peer, which is a module of its own.
func build(name string) (string, error) {
	binary := filepath.Join(os.TempDir(), fmt.Sprintf("bench-%s-%d", name, os.Getpid()))
	c := exec.Command("go", "build", "-o", binary, ".")
	c.Dir = filepath.Join("bench", "peers", name)
	c.Stderr = os.Stderr
	return binary, c.Run()
}

func peer(binary string, n, inFlight int) (f figures, err error) {
	out, err := exec.Command(binary, "-n", fmt.Sprint(n), "-inflight", fmt.Sprint(inFlight)).Output()
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(out, &f)
}

// measure runs wf on a fresh store on disk.
func measure(n, inFlight int) (f figures, err error) {
	dir, err := os.MkdirTemp("", "wf-bench")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(dir)
	project, err := wf.Compile(text)
	if err != nil {
		return f, err
	}
	engine, err := wf.Open(project, wf.Options{Store: dir})
	if err != nil {
		return f, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = engine.Run(ctx) })
	f, err = instances(ctx, engine.Runtime(), n, inFlight)
	cancel()
	running.Wait()
	if err = errors.Join(err, engine.Close()); err != nil {
		return f, err
	}
	f.Bytes, err = size(dir) // a closed store has given back what it had reserved
	return f, err
}

// instances gives the engine n records and runs them, so many at a time; an instance ends when its end is committed.
func instances(ctx context.Context, e *runtime.Engine, n, inFlight int) (figures, error) {
	if inFlight <= 0 {
		inFlight = n
	}
	f := figures{Peer: "wf on Badger, synced", N: n, InFlight: inFlight}
	for from := 0; from < n; from += 500 {
		var changes []runtime.Change
		for i := from; i < min(from+500, n); i++ {
			source := schema.TextValue([]string{"Accounting", "Software"}[i%2])
			changes = append(changes, runtime.Change{Object: "contact", ID: fmt.Sprint(i), Props: map[string]schema.Value{"source": source}})
		}
		if _, err := e.PutMany(ctx, changes); err != nil {
			return f, err
		}
	}
	slots := make(chan struct{}, inFlight)
	var group sync.WaitGroup
	var fault error
	var once sync.Once
	took := make([]time.Duration, n)
	begin := time.Now()
	finished := watch(e, n, slots)
	for i := range n {
		slots <- struct{}{}
		group.Go(func() {
			t := time.Now()
			if _, err := e.Enroll(ctx, "instance", schema.Ref{Object: "contact", ID: fmt.Sprint(i)}); err != nil {
				once.Do(func() { fault = err })
			}
			took[i] = time.Since(t)
		})
	}
	group.Wait()
	if fault != nil {
		return f, fault
	}
	if err := <-finished; err != nil {
		return f, err
	}
	f.PerSecond = float64(n) / time.Since(begin).Seconds()
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	f.P50, f.P99 = took[n/2].Seconds()*1000, took[n*99/100].Seconds()*1000
	return f, nil
}

// watch frees a slot for every instance whose end was committed, until all have ended.
func watch(e *runtime.Engine, n int, slots chan struct{}) <-chan error {
	done := make(chan error, 1)
	go func() {
		for ended := 0; ended < n; {
			list, err := e.Status()
			if err != nil {
				done <- err
				return
			}
			for ; ended < list[0].Finished; ended++ {
				<-slots
			}
			time.Sleep(200 * time.Microsecond)
		}
		done <- nil
	}()
	return done
}

func size(dir string) (total int64, err error) {
	err = filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			total += info.Size()
		}
		return err
	})
	return total, err
}
