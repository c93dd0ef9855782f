// Counterparts that are slow, break off, or say when they want to hear again: when the engine tries again, and what is told.

package wf_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/stdlib/connect/api"
	"github.com/wflang/wf/stdlib/connect/asana"
	"github.com/wflang/wf/stdlib/connect/webhook"
)

// When to try again is read from Retry-After in both forms. What is no such time, or is over, leaves the usual waits, and
// what lies beyond the three days ends the tries.
func TestRetryAfter(t *testing.T) {
	usual := [2]time.Duration{45 * time.Second, 75 * time.Second}
	in := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
	for _, c := range []struct {
		name, after string
		within      [2]time.Duration // when the second try comes; zero: never
		forSeconds  string           // that it wants to be left alone, in the reason
	}{
		{"nothing", "", usual, ""},
		{"seconds", "3600", [2]time.Duration{time.Hour, time.Hour}, ""},
		{"fewer seconds than usual", "30", usual, ""},
		{"no seconds", "0", usual, ""},
		{"a date", in(2 * time.Hour), [2]time.Duration{time.Hour, 2 * time.Hour}, ""},
		{"a date that is over", in(-2 * time.Hour), usual, ""},
		{"words", "in a while", usual, ""},
		{"less than nothing", "-5", usual, ""},
		{"a fraction", "3600.5", usual, ""},
		{"all the time there is", "259200", [2]time.Duration{72 * time.Hour, 72 * time.Hour}, ""},
		{"more than that", "259201", [2]time.Duration{}, "72h0m1s"},
		{"beyond all numbers", "99999999999999999999", [2]time.Duration{}, "8784h0m0s"},
		{"a date in years", "Thu, 02 Mar 2226 12:00:00 GMT", [2]time.Duration{}, "8784h0m0s"},
	} {
		for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
			for action, step := range map[string]string{"webhook": `webhook(url: "BASE/hook")`, "asana.task": `asana.task(project: "12", name: "x")`} {
				t.Run(fmt.Sprint(c.name, " ", status, " ", action), func(t *testing.T) {
					clock := runtime.NewVirtualClock(begin)
					var tries []time.Duration
					server := httptest.NewServer(&provider{fault: func(w http.ResponseWriter, _ *http.Request) bool {
						if tries = append(tries, clock.Now().Sub(begin)); len(tries) > 1 {
							return false
						}
						if c.after != "" {
							w.Header().Set("Retry-After", c.after)
						}
						w.WriteHeader(status)
						return true
					}})
					defer server.Close()
					lines := play(t, projectOf(t, "contact", step, server.URL, closed(t)), "contact", clock, 5)
					if len(lines) != 1 {
						t.Fatalf("history %+v", lines)
					}
					if c.forSeconds != "" {
						by := map[string]string{"webhook": "the other side", "asana.task": "Asana"}[action]
						want := fmt.Sprintf("given up after 1 try: %s answered %d %s, and wants to be left alone for %s", by, status, http.StatusText(status), c.forSeconds)
						if len(tries) != 1 || lines[0].Status != schema.Failed || lines[0].Reason != want {
							t.Errorf("tries at %v, %s: %s, want %s", tries, lines[0].Status, lines[0].Reason, want)
						}
						return
					}
					if len(tries) != 2 || tries[1] < c.within[0] || tries[1] > c.within[1] || lines[0].Status != schema.Done {
						t.Errorf("tries at %v, %s", tries, lines[0].Status)
					}
				})
			}
		}
	}
}

// halves are ways in which an answer comes in part only.
var halves = map[string]func(w http.ResponseWriter, r *http.Request){
	"cut in the middle": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"ok": true, "da`)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	},
	"slower than the limit": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for { // each byte comes soon after the last one, and the whole never
			if _, err := io.WriteString(w, " "); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	},
}

// counted sends on, and counts: what the other side sees of a try that nobody waits for may come at any time, or never. The
// first late tries wait no longer than a moment for the whole answer, and the others as long as the slowest machine needs.
type counted struct {
	clock          *runtime.VirtualClock
	late           int
	hasty, patient schema.Sender
	mu             sync.Mutex
	all            []time.Duration // since the begin
}

func (c *counted) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	c.mu.Lock()
	c.all = append(c.all, c.clock.Now().Sub(begin))
	hasty := len(c.all) <= c.late
	c.mu.Unlock()
	if hasty {
		return c.hasty.Send(ctx, m)
	}
	return c.patient.Send(ctx, m)
}

// Hear is that of a webhook; nobody tells an Asana anything later.
func (c *counted) Hear(m *schema.Message, r *schema.Reply) (schema.Sent, error) {
	return c.patient.(schema.Listener).Hear(m, r)
}

// tries are the times of all tries, the one under way too.
func (c *counted) tries() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.all)
}

const (
	moment   = 40 * time.Millisecond
	patience = 5 * time.Minute // half a minute outside of tests
)

// countedSender is the sender of a webhook or of asana, whose address is base.
func countedSender(t *testing.T, channel, base string, clock *runtime.VirtualClock, late int) *counted {
	t.Helper()
	open := func(limit time.Duration) schema.Sender {
		if channel == "webhook" {
			secret := func(string) (string, error) { return secrets["HOOK"], nil }
			hook, err := webhook.New(webhook.Options{Allow: []string{"127.0.0.1"}, PerSecond: 100000, Reply: limit, Secret: secret})
			if err != nil {
				t.Fatal(err)
			}
			return hook
		}
		client, err := api.New(api.Options{Provider: "Asana", Settings: "asana", Allow: []string{"127.0.0.1"}, PerSecond: 100000, Parallel: 1, Reply: limit})
		if err != nil {
			t.Fatal(err)
		}
		return &asana.Sender{Base: base, Token: func() (string, error) { return secrets["ASANA"], nil }, Client: client}
	}
	return &counted{clock: clock, late: late, hasty: open(moment), patient: open(patience)}
}

// An answer of which a part only came is no answer: the message is tried again, with the same key, until it is answered
// or three days are over, and the history has one line about it.
func TestHalfAnAnswer(t *testing.T) {
	for name, half := range halves {
		for action, step := range map[string]string{"webhook": `webhook(url: "BASE/hook")`, "asana.task": `asana.task(project: "12", name: "x")`} {
			for _, good := range []int{2, 3, 0} { // the try that is answered; 0: none
				t.Run(fmt.Sprint(name, " ", action, " ", good), func(t *testing.T) {
					t.Parallel()
					late := 0
					if name == "slower than the limit" {
						late = 1000
						if good > 0 {
							late = good - 1
						}
					}
					clock := runtime.NewVirtualClock(begin)
					server := httptest.NewUnstartedServer(nil)
					channel, _, _ := strings.Cut(action, ".")
					asked := countedSender(t, channel, "http://"+server.Listener.Addr().String(), clock, late)
					p := &provider{fault: func(w http.ResponseWriter, r *http.Request) bool {
						if good > 0 && len(asked.tries()) >= good {
							return false
						}
						half(w, r)
						return true
					}}
					server.Config.Handler = p
					server.Start()
					defer server.Close()
					project := projectOf(t, "contact", step, server.URL, closed(t))
					lines := playWith(t, project, map[string]schema.Sender{channel: asked}, "contact", clock, 5)
					tries := asked.tries()
					if len(lines) != 1 {
						t.Fatalf("history %+v", lines)
					}
					if good == 0 {
						wantExponential(t, tries)
						why := map[string]string{"cut in the middle": "the answer broke off: unexpected EOF", "slower than the limit": "no answer in time: 40ms"}[name]
						if want := fmt.Sprintf("given up after %d tries: ", len(tries)); lines[0].Status != schema.Failed || !strings.HasPrefix(lines[0].Reason, want) || !strings.HasSuffix(lines[0].Reason, why) {
							t.Errorf("%s: %s", lines[0].Status, lines[0].Reason)
						}
					} else if len(tries) != good || lines[0].Status != schema.Done || tries[1] < 45*time.Second || tries[1] > 75*time.Second {
						t.Errorf("tries at %v, %s: %s", tries, lines[0].Status, lines[0].Reason)
					}
					server.Close() // and all that is still answered is over
					if len(p.keys) != 1 {
						t.Errorf("keys %v", p.keys)
					}
				})
			}
		}
	}
}
