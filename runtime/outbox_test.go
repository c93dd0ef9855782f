package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
)

const hook = `workflow hook on contact {
  enroll when contact.score > 1
  let r = webhook(url: "https://hook.example/x", body: {n: contact.score})
  if r.ok then set contact.city = "ok {{r.status}}" else set contact.city = "failed: {{r.error}}"
}`

func TestOutcomeOfMessage(t *testing.T) {
	w := newWorld(t, hook)
	w.sent.answer = func(m *schema.Message) (schema.Sent, error) {
		return schema.Sent{Text: "200", Outputs: []schema.Value{schema.NumberValue(200)}}, nil
	}
	w.put("contact", "1", "score", 2)
	w.expectStatus("hook", 1, 0, 1, 0, 0) // it waits: nothing leaves before somebody runs the engine
	w.drain()
	w.expect(ref("contact", "1"), "city", "ok 200")
	w.expectStatus("hook", 1, 1, 0, 0, 0)
}

func TestFinalFailure(t *testing.T) {
	w := newWorld(t, hook)
	w.sent.answer = func(m *schema.Message) (schema.Sent, error) { return schema.Sent{}, errors.New("status 404") }
	w.put("contact", "1", "score", 2)
	w.drain()
	w.expect(ref("contact", "1"), "city", "failed: status 404")
	w.expectStatus("hook", 1, 1, 0, 0, 1)
	issues := 0
	for issue, err := range w.e.Issues() {
		if err != nil || issue.Reason != "status 404" || issue.Action != "webhook" || issue.Record != ref("contact", "1") {
			t.Errorf("issue: %+v, %v", issue, err)
		}
		issues++
	}
	if issues != 1 || len(w.sent.messages()) != 1 {
		t.Errorf("%d issues, %d tries", issues, len(w.sent.messages()))
	}
}

func TestRetriesForThreeDays(t *testing.T) {
	w := newWorld(t, hook)
	var at []time.Duration
	w.sent.answer = func(m *schema.Message) (schema.Sent, error) {
		at = append(at, w.clock.Now().Sub(monday))
		return schema.Sent{}, &schema.RetryLater{Err: errors.New("status 500")}
	}
	w.put("contact", "1", "score", 2)
	w.advance(4 * day)
	w.expect(ref("contact", "1"), "city", fmt.Sprintf("failed: given up after %d tries: status 500", len(at)))
	if len(at) < 14 || len(at) > 20 || at[len(at)-1] > 3*day {
		t.Errorf("%d tries at %v", len(at), at)
	}
	for i := 1; i < len(at); i++ {
		wait, base := at[i]-at[i-1], min(time.Minute<<(i-1), 8*time.Hour)
		if wait < base*3/4 || wait > base*5/4 {
			t.Errorf("wait %d is %v, want about %v", i, wait, base)
		}
	}
	keys := map[string]bool{}
	for _, m := range w.sent.messages() {
		keys[m.Key] = true
	}
	if len(keys) != 1 || !keys["test-e1-0-1"] {
		t.Errorf("keys: %v", keys)
	}
}

func TestRetryAfter(t *testing.T) {
	w := newWorld(t, hook)
	tries := 0
	w.sent.answer = func(m *schema.Message) (schema.Sent, error) {
		if tries++; tries == 1 {
			return schema.Sent{}, &schema.RetryLater{Err: errors.New("status 429"), After: 2 * time.Hour}
		}
		return schema.Sent{Outputs: []schema.Value{schema.NumberValue(201)}}, nil
	}
	w.put("contact", "1", "score", 2)
	w.advance(2*time.Hour - time.Second)
	if tries != 1 {
		t.Errorf("%d tries before the time that was asked for", tries)
	}
	w.advance(time.Second)
	w.expect(ref("contact", "1"), "city", "ok 201")
}

func TestOnFailure(t *testing.T) {
	w := newWorld(t, `workflow exits on contact {
  enroll when contact.score > 1
  notify(to: contact.owner, text: "x") on failure goto nobody
  set contact.city = "told"
  stop
nobody:
  set contact.city = "nobody"
}`)
	w.put("contact", "1", "score", 2)
	w.drain()
	w.expect(ref("contact", "1"), "city", "nobody")
	w.put("contact", "2", "score", 2, "owner", schema.UserValue("ana@acme.example"))
	w.drain()
	w.expect(ref("contact", "2"), "city", "told")
}

// A message that nobody waits for: the record goes on, and the line in the history is completed later.
func TestLineIsCompletedLater(t *testing.T) {
	w := newWorld(t, `workflow tell on contact {
  enroll when contact.score > 1
  notify(to: team("Sales"), text: "x")
  set contact.city = "after"
}`)
	w.sent.answer = func(m *schema.Message) (schema.Sent, error) { return schema.Sent{}, errors.New("no network") }
	w.put("contact", "1", "score", 2)
	w.expect(ref("contact", "1"), "city", "after")
	w.expectStatus("tell", 1, 1, 0, 0, 0)
	lines := w.history(runtime.Filter{})
	if want := "acted | notify | to ana@acme.example, ben@acme.example | waiting"; lines[1] != want {
		t.Errorf("before: %s, want %s", lines[1], want)
	}
	w.drain()
	lines = w.history(runtime.Filter{})
	if !strings.HasPrefix(lines[1], "acted | notify | to ana@acme.example, ben@acme.example | failed | no network") {
		t.Errorf("after: %s", lines[1])
	}
	w.expectStatus("tell", 1, 1, 0, 0, 1)
	for m, err := range w.e.Messages() {
		if err != nil || m.State != "failed" || m.Text != "no network" || m.Action != "notify" || m.Workflow != "tell" {
			t.Errorf("%+v, %v", m, err)
		}
	}
}

func TestNothingConfigured(t *testing.T) {
	w := newWorld(t, hook, func(c *runtime.Config) { c.Outbox = nil })
	w.put("contact", "1", "score", 2)
	w.drain()
	w.expect(ref("contact", "1"), "city", "failed: nothing is configured to send through `webhook`")
}

func TestSenderThatPanics(t *testing.T) {
	w := newWorld(t, hook)
	w.sent.answer = func(m *schema.Message) (schema.Sent, error) { panic("oops") }
	w.put("contact", "1", "score", 2)
	w.drain()
	w.expect(ref("contact", "1"), "city", "failed: the connector of `webhook` failed: oops")
}

// slowSender blocks until it is released, or until its context ends.
type slowSender struct {
	began   chan string
	release chan struct{}
	most    atomic.Int64
	now     atomic.Int64
}

func (s *slowSender) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	if n := s.now.Add(1); n > s.most.Load() {
		s.most.Store(n)
	}
	defer s.now.Add(-1)
	s.began <- m.Key
	select {
	case <-s.release:
		return schema.Sent{Outputs: []schema.Value{schema.NumberValue(200)}}, nil
	case <-ctx.Done():
		return schema.Sent{}, ctx.Err()
	}
}

func TestLimitOfChannel(t *testing.T) {
	slow := &slowSender{began: make(chan string, 100), release: make(chan struct{})}
	w := newWorld(t, hook, func(c *runtime.Config) {
		c.Clock, c.Parallel, c.Senders = runtime.RealClock{}, 3, map[string]schema.Sender{"webhook": slow}
	})
	for i := range 20 {
		w.put("contact", fmt.Sprint(i), "score", 2)
	}
	done := make(chan error)
	go func() {
		_, err := w.e.Drain(ctx)
		done <- err
	}()
	for range 3 {
		<-slow.began
	}
	close(slow.release)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if most := slow.most.Load(); most != 3 {
		t.Errorf("%d at once, want 3", most)
	}
	w.expectStatus("hook", 20, 20, 0, 0, 0)
}

// What was being sent when the engine was closed is sent again, with the same key.
func TestClosedWhileSending(t *testing.T) {
	kept := memory.New()
	slow := &slowSender{began: make(chan string, 100), release: make(chan struct{})}
	adapt := func(c *runtime.Config) {
		c.Store, c.Clock, c.Senders = kept, runtime.RealClock{}, map[string]schema.Sender{"webhook": slow}
	}
	w := newWorld(t, hook, adapt)
	w.put("contact", "1", "score", 2)
	go func() { _ = w.e.Run(ctx) }()
	first := <-slow.began
	if err := w.e.Close(); err != nil {
		t.Fatal(err)
	}
	again := openWorld(t, adapt)
	close(slow.release)
	again.drain()
	if second := <-slow.began; second != first {
		t.Errorf("keys %s and %s", first, second)
	}
	again.expect(ref("contact", "1"), "city", "ok 200")
	keys := []string{}
	for m, err := range again.e.Messages() {
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, m.Message.Key+" "+m.State)
	}
	if !slices.Equal(keys, []string{"test-e1-0-1 sent"}) {
		t.Errorf("messages: %v", keys)
	}
}
