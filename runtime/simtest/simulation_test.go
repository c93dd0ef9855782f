package simtest

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"path"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

var (
	lasts = flag.Duration("sim.for", 10*time.Second, "how long TestSimulation goes on with further worlds")
	talks = flag.Bool("sim.v", false, "tell what happens in the worlds")
)

// TestSimulation lets random projects live in random worlds, once undisturbed and once with crashes, lost answers of
// senders and repeated messages. Both must come to the same store, byte for byte, and each must be right by itself.
func TestSimulation(t *testing.T) {
	base := seedOf(t)
	end := time.Now().Add(*lasts)
	worlds, all := 0, tally{}
	for seed := base; worlds == 0 || *seedFlag == 0 && time.Now().Before(end); seed++ {
		worlds++
		onDisk := worlds%10 == 0
		n := simulate(t, seed, onDisk)
		all.crashes, all.enrolled, all.sent, all.lines = all.crashes+n.crashes, all.enrolled+n.enrolled, all.sent+n.sent, all.lines+n.lines
		if t.Failed() {
			t.Fatalf("seed %d fails; again with: go test ./runtime/simtest -run TestSimulation -sim.seed %d -sim.v", seed, seed)
		}
	}
	t.Logf("%d worlds: %d crashes, %d enrollments with %d lines of history, %d messages", worlds, all.crashes, all.enrolled, all.lines, all.sent)
}

// tally counts what was seen in worlds.
type tally struct{ crashes, enrolled, lines, sent int }

// simulate lets one project live twice.
func simulate(t *testing.T, seed uint64, onDisk bool) tally {
	r := rand.New(rand.NewPCG(seed, 1))
	first, firstText := randomBundle(t, r)
	second, secondText := randomBundle(t, r)
	list := inputs(r, 120, second)
	quiet := &sim{t: t, seed: seed, bundle: first, base: memory.New()}
	quiet.run(list, nil)
	kept := store.Store(memory.New())
	if onDisk {
		disk, err := badger.Open(t.TempDir(), badger.Options{Memory: 16 << 20, Lazy: true})
		if err != nil {
			t.Fatal(err)
		}
		defer disk.Close()
		kept = disk
	}
	faulty := &sim{t: t, seed: seed, bundle: first, base: kept}
	faulty.run(list, rand.New(rand.NewPCG(seed, 2)))
	if !t.Failed() {
		storetest.ExpectSame(t, "the life with faults", storetest.Content(t, faulty.base), storetest.Content(t, quiet.base))
	}
	if t.Failed() && *talks {
		t.Logf("the project:\n%s\nits second version:\n%s", firstText, secondText)
	}
	return tally{faulty.crashes, faulty.enrolled, faulty.lines, len(faulty.sent)}
}

// randomBundle compiles the next random project that may be deployed.
func randomBundle(t *testing.T, r *rand.Rand) (*vm.Bundle, string) {
	t.Helper()
	for {
		text := Project(r)
		a := analyze(text)
		if diag.HasErrors(a.Diagnostics) {
			continue // what its workflows do to each other is refused
		}
		return bundleOf(t, a, text), text
	}
}

func bundleOf(t *testing.T, a *lang.Analysis, text string) *vm.Bundle {
	t.Helper()
	bundle, err := compiler.Compile(a.Project, compiler.Options{Working: calendar.Office()})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return bundle
}

// sim is one life of a project.
type sim struct {
	t      *testing.T
	seed   uint64
	bundle *vm.Bundle
	base   store.Store // what outlives crashes
	disk   *crashing
	clock  *runtime.VirtualClock
	e      *runtime.Engine
	faults *rand.Rand // nil: nothing goes wrong by chance
	crash  *crash     // the one that is to come; nil for none

	sent    map[string]int    // by key: how often a message came to its receiver
	asked   map[string]string // by key: where its outcome is to be told
	jumped  bool              // the clock was set forward while nothing ran
	waits   map[string]wait
	crashes int
	commits int // of the processes that are over

	enrolled, lines int               // at the last check
	came            map[string]string // then, by workflow: how many were enrolled, finished, wait, left, failed
}

func (s *sim) run(list []input, faults *rand.Rand) {
	s.t.Helper()
	s.faults, s.sent, s.asked, s.waits = faults, map[string]int{}, map[string]string{}, map[string]wait{}
	s.came = map[string]string{}
	s.clock = runtime.NewVirtualClock(start)
	s.open()
	s.once(func(e *runtime.Engine) error {
		_, err := e.Deploy(ctx, s.bundle, runtime.DeployOptions{})
		return err
	})
	for i, in := range list {
		if *talks {
			s.t.Logf("%3d %s  %s %v", i, s.clock.Now().Format("01-02 15:04"), in.text, in.pass)
		}
		switch {
		case in.once != nil:
			s.once(in.once)
		case in.many != nil:
			s.many(in.many)
		case in.late > 0:
			s.once(func(e *runtime.Engine) error { return s.tell(e, in.late) })
		case in.jump != 0:
			s.close()
			s.clock = runtime.NewVirtualClock(s.clock.Now().Add(in.jump))
			s.jumped = s.jumped || in.jump > 0
			s.open()
		default:
			s.pass(in.pass)
		}
		if i%10 == 0 {
			s.pass(0)
			s.check()
		}
		if s.t.Failed() {
			break
		}
	}
	s.pass(24 * time.Hour)
	s.check()
	s.close()
}

// crash is the end of a process at the commit with this number, counted over all processes.
type crash struct {
	at   int
	keep bool // the commit reaches the disk
}

// open begins the next process. Some of them crash after some commits.
func (s *sim) open() {
	s.t.Helper()
	s.disk = &crashing{Store: s.base, left: -1}
	if s.faults != nil && s.faults.IntN(3) > 0 {
		s.disk.left, s.disk.keep = s.faults.IntN(40), s.faults.IntN(2) == 0
	}
	if s.crash != nil {
		s.disk.left, s.disk.keep = s.crash.at-s.commits, s.crash.keep
	}
	for {
		e, err := runtime.Open(runtime.Config{Store: s.disk, Catalog: stdlib.Catalog(), Clock: s.clock, People: people(), Outbox: s, Seed: s.seed, Identity: "sim", Secret: []byte("sim"), URL: "https://sim.example", SMSPerMonth: 6})
		if err == nil {
			s.e = e
			return
		}
		if !s.disk.dead() {
			s.t.Fatal(err)
		}
		s.crashes, s.crash = s.crashes+1, nil
		s.disk = &crashing{Store: s.base, left: -1}
	}
}

func (s *sim) close() {
	if err := s.e.Close(); err != nil && !s.disk.dead() {
		s.t.Errorf("closing: %v", err)
	}
	s.commits += s.disk.commits
}

// reopen follows on a crash.
func (s *sim) reopen() {
	s.crashes, s.crash = s.crashes+1, nil
	s.close()
	s.open()
}

// once does what is one commit, also when the process crashes at it. That an input is refused is as good as any outcome.
func (s *sim) once(do func(e *runtime.Engine) error) {
	for {
		err := do(s.e)
		if !s.disk.dead() {
			return
		}
		kept := s.disk.keep
		if err == nil {
			s.t.Error("an input was acknowledged by a process that had crashed")
		}
		s.reopen()
		if kept {
			return
		}
	}
}

// many does what goes on where it was after a crash.
func (s *sim) many(do func(e *runtime.Engine) error) {
	for {
		err := do(s.e)
		if !s.disk.dead() {
			if err != nil {
				s.t.Error(err)
			}
			return
		}
		s.reopen()
	}
}

// pass lets time go on.
func (s *sim) pass(d time.Duration) {
	to := s.clock.Now().Add(d)
	s.many(func(e *runtime.Engine) error { return e.Advance(ctx, to) })
}

// Send is the receiver of all messages. What it answers depends on nothing but the message and the moment, as a receiver
// that knows the key would.
func (s *sim) Send(_ context.Context, m *schema.Message) (schema.Sent, error) {
	s.sent[m.Key]++
	s.asked[m.Key] = m.Callback
	switch s.draw(m) % 8 {
	case 3, 4:
		if m.Callback != "" {
			return schema.Sent{Text: "taken over", Later: true}, nil
		}
	case 0:
		return schema.Sent{}, &schema.RetryLater{Err: errors.New("status 500")}
	case 1:
		return schema.Sent{}, &schema.RetryLater{Err: errors.New("status 429"), After: 3 * time.Hour}
	case 2:
		return schema.Sent{}, errors.New("status 404")
	}
	return schema.Sent{Text: "yes"}, nil
}

// draw is a number for a message at this moment.
func (s *sim) draw(m *schema.Message) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, s.seed, m.Key, s.clock.Now().UnixMicro())
	return h.Sum64()
}

// tell answers one of the messages whose outcome is not known yet.
func (s *sim) tell(e *runtime.Engine, which int) error {
	var open []string
	for m, err := range e.Messages() {
		if err != nil {
			return err
		}
		if at := s.asked[m.Message.Key]; m.State == "pending" && at != "" {
			open = append(open, at)
		}
	}
	if len(open) == 0 {
		return nil
	}
	at := open[which%len(open)]
	return e.Answer(ctx, path.Base(at), &schema.Reply{URL: at})
}

// Hear is what the receiver of a message tells later.
func (s *sim) Hear(m *schema.Message, _ *schema.Reply) (schema.Sent, error) {
	switch s.draw(m) % 5 {
	case 0:
		return schema.Sent{}, &schema.BadReply{Reason: "this tells nothing"}
	case 1:
		return schema.Sent{Later: true}, nil
	case 2:
		return schema.Sent{}, errors.New("undelivered")
	}
	v, err := schema.FromJSON([]byte(`{"total": 3}`), schema.Of(schema.Any), nil)
	return schema.Sent{Text: "told", Answer: v}, err
}

// people is a small company.
func people() schema.People {
	c := project.Config{}
	for _, name := range [...]string{"ana", "ben", "cyd"} {
		c.Users = append(c.Users, project.User{Email: project.Address{Value: name + "@acme.example"}, Name: project.Text{Value: name}, Teams: []project.Text{{Value: "Sales"}}, PaidSeat: true})
	}
	return c.People()
}
