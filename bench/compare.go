// The table: wf and its peers, in turns.

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// figures are what one run measured.
type figures struct {
	Peer      string  `json:"peer"`
	N         int     `json:"n"`
	InFlight  int     `json:"inflight"`
	PerSecond float64 `json:"per_second"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`

	// Of wf alone.
	Syncs  float64 `json:"syncs,omitempty"`  // fsyncs per second
	CPU    float64 `json:"cpu_us,omitempty"` // microseconds of all cores for each instance
	Bytes  int64   `json:"-"`                // on disk, for each instance
	Memory int64   `json:"-"`                // of the process at the end
}

func compare(n, peers int) error {
	dbos := ""
	if peers > 0 {
		var err error
		if dbos, err = build("dbos"); err != nil {
			return err
		}
		defer os.Remove(dbos)
	}
	fmt.Printf("%-32s %9s %10s %12s %9s %9s %8s\n", "", "instances", "in flight", "instances/s", "p50 ms", "p99 ms", "ratio")
	for _, inFlight := range []int{0, 64} {
		ours, err := measure(n, inFlight)
		if err != nil {
			return err
		}
		print(ours, 1)
		if dbos != "" {
			theirs, err := peer(dbos, peers, inFlight)
			if err != nil {
				return err
			}
			print(theirs, ours.PerSecond/theirs.PerSecond)
		}
	}
	alone, err := measure(min(n, 300), 1)
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
	if f.Bytes > 0 {
		fmt.Printf("  %.0f fsyncs/s, %.0f µs of CPU and %d bytes on disk for each instance, %d MB of memory\n", f.Syncs, f.CPU, f.Bytes, f.Memory>>20)
	}
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
