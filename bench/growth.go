// Growth: the same instances on stores of several sizes, in turns, so that a noisy machine is as noisy for each.

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/runtime"
)

// rounds is how often each store has its turn.
const rounds = 9

// growth compares stores of 10 000 records, of ten times as many, and so on. Each is in a process of its own, because the
// heap of a large one would change how often the garbage of a small one is collected.
func growth(most, n int) (err error) {
	var stores []*grown
	defer func() {
		for _, s := range stores {
			err = errors.Join(err, s.close())
		}
	}()
	for records := min(10_000, most); ; records = min(records*10, most) {
		s, err := startGrown(records, n)
		if err != nil {
			return err
		}
		stores = append(stores, s)
		if records == most {
			break
		}
	}
	fmt.Printf("%10s %10s %12s %12s %12s %12s %8s\n", "records", "in flight", "instances/s", "best", "fsyncs/s", "CPU µs each", "ratio")
	for _, inFlight := range []int{0, 64} {
		taken := make([][]figures, len(stores))
		for range rounds {
			for i, s := range stores {
				f, err := s.round(inFlight)
				if err != nil {
					return err
				}
				taken[i] = append(taken[i], f)
			}
		}
		for i, s := range stores {
			flight := "all"
			if inFlight > 0 {
				flight = fmt.Sprint(inFlight)
			}
			rate := func(f figures) float64 { return f.PerSecond }
			fmt.Printf("%10d %10s %12.0f %12.0f %12.0f %12.0f %8.2f\n", s.records, flight,
				median(taken[i], rate), slices.MaxFunc(taken[i], func(a, b figures) int { return int(a.PerSecond - b.PerSecond) }).PerSecond,
				median(taken[i], func(f figures) float64 { return f.Syncs }), median(taken[i], func(f figures) float64 { return f.CPU }),
				medianRatio(taken[i], taken[0]))
		}
	}
	return nil
}

func median(list []figures, of func(figures) float64) float64 {
	var values []float64
	for _, f := range list {
		values = append(values, of(f))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// medianRatio compares the rates of the same rounds.
func medianRatio(list, with []figures) float64 {
	var values []float64
	for i := range list {
		values = append(values, list[i].PerSecond/with[i].PerSecond)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// grown is a process with a store of so many records: each line that it reads makes it run a round.
type grown struct {
	records int
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
}

func startGrown(records, n int) (*grown, error) {
	c := exec.Command(os.Args[0], "-growth-store", fmt.Sprint(records), "-n", fmt.Sprint(n))
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	s := &grown{records, c, in, bufio.NewScanner(out)}
	if !s.out.Scan() { // the line that says that it is filled
		return nil, errors.Join(fmt.Errorf("the store of %d records did not start", records), s.close())
	}
	return s, nil
}

func (s *grown) round(inFlight int) (f figures, err error) {
	if _, err := fmt.Fprintln(s.in, inFlight); err != nil {
		return f, err
	}
	if !s.out.Scan() {
		return f, fmt.Errorf("the store of %d records ended: %w", s.records, errors.Join(s.out.Err(), io.ErrUnexpectedEOF))
	}
	return f, json.Unmarshal(s.out.Bytes(), &f)
}

func (s *grown) close() error {
	return errors.Join(s.in.Close(), s.process.Wait())
}

// growthStore is that process: it fills a store and answers each line of in with the figures of n instances.
func growthStore(records, n int, in io.Reader, out io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "wf-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	// A record has a turn in several rounds.
	e, err := open(dir, strings.Replace(instance, "on contact {\n", "on contact {\n  reenroll always\n", 1), runtime.RealClock{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.close()) }()
	e.run()
	if err := fill(e, 0, records); err != nil {
		return err
	}
	quiet()
	fmt.Fprintln(out, "filled")
	r := rand.New(rand.NewPCG(1, 2))
	answers := json.NewEncoder(out)
	for lines := bufio.NewScanner(in); lines.Scan(); {
		var inFlight int
		if _, err := fmt.Sscan(lines.Text(), &inFlight); err != nil {
			return err
		}
		f, err := instances(e, chosen(r, records, n), inFlight)
		if err != nil {
			return err
		}
		if err := answers.Encode(f); err != nil {
			return err
		}
	}
	return nil
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

// chosen are n different records at random places and in random order.
func chosen(r *rand.Rand, records, n int) []string {
	ids := make([]string, n)
	for i, place := range r.Perm(records)[:n] {
		ids[i] = fmt.Sprint(place)
	}
	return ids
}
