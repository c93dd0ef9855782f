package audience

import (
	"context"
	"errors"
	"fmt"
	goruntime "runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

// slow is a network whose requests wait until they are let go.
type slow struct {
	begun, goOn chan struct{}
	refuse      func(people []Person) error

	mu       sync.Mutex
	requests []string
}

func newSlow() *slow { return &slow{begun: make(chan struct{}), goOn: make(chan struct{})} }

func (n *slow) Find(context.Context, string) (string, error)         { return "7", nil }
func (n *slow) Make(context.Context, string, string) (string, error) { return "7", nil }

func (n *slow) Change(_ context.Context, id string, remove bool, people []Person, key string) error {
	n.begun <- struct{}{}
	<-n.goOn
	n.mu.Lock()
	defer n.mu.Unlock()
	n.requests = append(n.requests, fmt.Sprintf("%s %v %d %s", id, remove, len(people), key))
	if n.refuse != nil {
		return n.refuse(people)
	}
	return nil
}

// sendBehind sends a person in the background, and returns once it has joined.
func sendBehind(t *testing.T, ctx context.Context, s *Sender, busy *sync.WaitGroup, method, person string, faults *sync.Map) {
	t.Helper()
	g := s.networks["meta"].gathering
	before := g.waiting(method)
	busy.Go(func() {
		_, err := s.Send(ctx, &schema.Message{Key: "k" + person, Fields: map[string]schema.Value{"network": schema.TextValue("meta"), "method": schema.TextValue(method),
			"audience": schema.TextValue("A"), "email_sha256": schema.TextValue(person)}})
		faults.Store(person, err)
	})
	for g.waiting(method) == before {
		goruntime.Gosched() // it takes a moment to join
	}
}

// waiting counts who joined in all and did not leave.
func (g *gathering) waiting(method string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := g.next[errand{"7", method == "remove"}]
	if c == nil {
		return 0
	}
	return len(c.people)
}

// Who comes while a request is under way leaves with the next, ten at most.
func TestPeopleLeaveTogether(t *testing.T) {
	n := newSlow()
	s := New(n, nil)
	var busy sync.WaitGroup
	var faults sync.Map
	busy.Go(func() {
		_, err := s.Send(context.Background(), &schema.Message{Key: "k0", Fields: map[string]schema.Value{"network": schema.TextValue("meta"), "method": schema.TextValue("add"),
			"audience": schema.TextValue("A"), "email_sha256": schema.TextValue("0")}})
		faults.Store("0", err)
	})
	<-n.begun
	for i := 1; i <= 13; i++ {
		sendBehind(t, context.Background(), s, &busy, "add", fmt.Sprint(i), &faults)
	}
	n.goOn <- struct{}{}
	for range 2 {
		<-n.begun
		n.goOn <- struct{}{}
	}
	busy.Wait()
	if want := []string{"7 false 1 k0", "7 false 10 k1", "7 false 3 k11"}; !slices.Equal(n.requests, want) && !slices.Equal(n.requests, []string{want[0], want[2], want[1]}) {
		t.Errorf("requests %q, want %q", n.requests, want)
	}
	for i := range 14 {
		if err, ok := faults.Load(fmt.Sprint(i)); !ok || err != nil {
			t.Errorf("person %d: %v", i, err)
		}
	}
}

// together sends three people in one crowd, behind one alone, and returns what came of each.
func together(t *testing.T, ctx context.Context, n *slow, requests int) map[string]string {
	t.Helper()
	s := New(n, nil)
	var busy sync.WaitGroup
	var faults sync.Map
	busy.Go(func() {
		_, err := s.Send(ctx, &schema.Message{Key: "k", Fields: map[string]schema.Value{"network": schema.TextValue("meta"), "method": schema.TextValue("remove"),
			"audience": schema.TextValue("A"), "email_sha256": schema.TextValue("first")}})
		faults.Store("first", err)
	})
	<-n.begun
	for _, person := range []string{"good", "bad", "better"} {
		sendBehind(t, ctx, s, &busy, "remove", person, &faults)
	}
	n.goOn <- struct{}{}
	for range requests - 1 {
		<-n.begun
		n.goOn <- struct{}{}
	}
	busy.Wait()
	out := map[string]string{}
	faults.Range(func(person, err any) bool {
		out[person.(string)] = fmt.Sprint(err)
		var later *schema.RetryLater
		if err != nil && errors.As(err.(error), &later) {
			out[person.(string)] = "later: " + out[person.(string)]
		}
		return true
	})
	return out
}

// One who is refused takes nobody along: each of the crowd is sent alone then.
func TestOneIsRefused(t *testing.T) {
	n := newSlow()
	n.refuse = func(people []Person) error {
		if slices.Contains(people, Person{Email: "bad"}) {
			return errors.New("Meta took 2 of 3")
		}
		return nil
	}
	got := together(t, context.Background(), n, 5)
	if got["first"] != "<nil>" || got["good"] != "<nil>" || got["better"] != "<nil>" || got["bad"] != "Meta took 2 of 3" {
		t.Errorf("%v", got)
	}
	if want := "7 true 1 k, 7 true 3 kgood, 7 true 1 kgood, 7 true 1 kgood, 7 true 1 kgood"; strings.Join(n.requests, ", ") != want {
		t.Errorf("requests %q", n.requests)
	}
}

// A network that is busy is left alone by all.
func TestAllComeAgain(t *testing.T) {
	n := newSlow()
	n.refuse = func(people []Person) error {
		if len(people) > 1 {
			return &schema.RetryLater{Err: errors.New("Meta answered 429")}
		}
		return nil
	}
	got := together(t, context.Background(), n, 2)
	for _, person := range []string{"good", "bad", "better"} {
		if got[person] != "later: Meta answered 429" {
			t.Errorf("%s: %s", person, got[person])
		}
	}
}

// Whoever is broken off leaves nobody waiting, and a panic of the connector neither.
func TestNobodyIsLeftWaiting(t *testing.T) {
	n := newSlow()
	s := New(n, nil)
	ctx, cancel := context.WithCancel(context.Background())
	var busy sync.WaitGroup
	var faults sync.Map
	busy.Go(func() {
		_, err := s.Send(context.Background(), &schema.Message{Key: "k", Fields: map[string]schema.Value{"network": schema.TextValue("meta"), "method": schema.TextValue("add"),
			"audience": schema.TextValue("A"), "email_sha256": schema.TextValue("first")}})
		faults.Store("first", err)
	})
	<-n.begun
	sendBehind(t, ctx, s, &busy, "add", "leader", &faults)
	sendBehind(t, context.Background(), s, &busy, "add", "follower", &faults)
	cancel()
	for loaded := false; !loaded; {
		_, loaded = faults.Load("follower")
	}
	for _, person := range []string{"leader", "follower"} {
		err, _ := faults.Load(person)
		var later *schema.RetryLater
		if fault, ok := err.(error); !ok || !errors.As(fault, &later) || !errors.Is(fault, context.Canceled) {
			t.Errorf("%s: %v", person, err)
		}
	}
	n.goOn <- struct{}{}
	busy.Wait()

	g := gather(panicking{n})
	func() {
		defer func() { _ = recover() }()
		_ = g.join(context.Background(), errand{id: "7"}, Person{}, "k")
	}()
	crowd, number, _ := g.enter(errand{id: "7"}, Person{}, "k")
	if number != 0 || len(crowd.people) != 1 {
		t.Errorf("%d, %v", number, crowd.people)
	}
	select {
	case g.turn[errand{id: "7"}] <- struct{}{}:
	default:
		t.Error("the turn is never given back")
	}
}

type panicking struct{ Network }

func (panicking) Change(context.Context, string, bool, []Person, string) error { panic("boom") }
