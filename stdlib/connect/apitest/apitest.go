// Package apitest is the suite that every connector over HTTP must pass: what it makes of a provider that refuses, is
// busy, slow, broken or talks nonsense.
package apitest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
)

// Noon is what the clock of connectors under test shows.
var Noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// Subject is a connector under test.
type Subject struct {
	Provider string // its name in messages
	Settings string // its settings in wf.yaml
	Secret   string // what it authenticates with; must never be told
	// Sender is a new one that calls the server at base, with these options of its client.
	Sender  func(t *testing.T, base string, o api.Options) schema.Sender
	Message *schema.Message
	// Refusal is the body of an answer that refuses, in the provider's form, with these words.
	Refusal func(words string) string
}

// Options are those of a client that may reach this machine, in a hurry.
func Options() api.Options {
	return api.Options{Allow: []string{"127.0.0.1"}, PerSecond: 10000, Parallel: 4, Clock: func() time.Time { return Noon }}
}

// Serve answers on loopback until the test ends.
func Serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s.URL
}

// Run runs the suite.
func Run(t *testing.T, s Subject) {
	t.Run("answers", s.answers)
	t.Run("network", s.network)
}

func (s Subject) answers(t *testing.T) {
	for _, c := range []struct {
		status     int
		retryAfter string
		words      string // behind the provider's name; REFUSED stands for the words of the refusal
		again      bool
		after      time.Duration
	}{
		{status: 302, words: "answered 302 Found: REFUSED; redirects are not followed"},
		{status: 400, words: "answered 400 Bad Request: REFUSED"},
		{status: 401, words: "answered 401 Unauthorized: REFUSED; see `" + s.Settings + "` in wf.yaml"},
		{status: 403, words: "answered 403 Forbidden: REFUSED"},
		{status: 404, words: "answered 404 Not Found: REFUSED"},
		{status: 408, words: "answered 408 Request Timeout: REFUSED", again: true},
		{status: 429, words: "answered 429 Too Many Requests: REFUSED", again: true},
		{status: 429, retryAfter: "90", words: "answered 429 Too Many Requests: REFUSED", again: true, after: 90 * time.Second},
		{status: 429, retryAfter: "Mon, 02 Mar 2026 12:05:00 GMT", words: "answered 429 Too Many Requests: REFUSED", again: true, after: 5 * time.Minute},
		{status: 500, words: "answered 500 Internal Server Error: REFUSED", again: true},
		{status: 503, retryAfter: "3", words: "answered 503 Service Unavailable: REFUSED", again: true, after: 3 * time.Second},
	} {
		t.Run(strings.TrimSpace(fmt.Sprint(c.status, " ", c.retryAfter)), func(t *testing.T) {
			base := Serve(t, func(w http.ResponseWriter, r *http.Request) {
				if c.retryAfter != "" {
					w.Header().Set("Retry-After", c.retryAfter)
				}
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(c.status)
				// A careless provider that repeats what it was given.
				fmt.Fprint(w, s.Refusal("no, not with "+s.Secret))
			})
			want := s.Provider + " " + strings.ReplaceAll(c.words, "REFUSED", "no, not with ***")
			s.send(t, base, Options(), want, c.again, c.after)
		})
	}
	t.Run("a page instead of JSON", func(t *testing.T) {
		base := Serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
			fmt.Fprint(w, "<html>"+s.Secret+"</html>")
		})
		s.send(t, base, Options(), s.Provider+" answered 502 Bad Gateway", true, 0)
	})
	t.Run("wrong JSON", func(t *testing.T) {
		base := Serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"id": `+s.Secret) })
		s.send(t, base, Options(), s.Provider+" answered 200, but not in JSON that makes sense; whether it did what was asked is unknown", false, 0)
	})
}

func (s Subject) network(t *testing.T) {
	t.Run("truncated", func(t *testing.T) {
		base := Serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "{")
		})
		s.send(t, base, Options(), s.Provider+": the answer broke off: unexpected EOF", true, 0)
	})
	t.Run("slow body", func(t *testing.T) {
		over := make(chan struct{})
		base := Serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
			<-over
		})
		defer close(over)
		o := Options()
		o.Reply = 40 * time.Millisecond
		s.send(t, base, o, s.Provider+": no answer in time: 40ms", true, 0)
	})
	t.Run("reset", func(t *testing.T) {
		base := Serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
		s.send(t, base, Options(), s.Provider+": EOF", true, 0)
	})
	t.Run("refused", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		at := l.Addr().String()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		s.send(t, "http://"+at, Options(), s.Provider+": dial tcp "+at+": connect: connection refused", true, 0)
	})
	t.Run("private address", func(t *testing.T) {
		o := Options()
		o.Allow = nil
		s.send(t, "http://127.0.0.1:1", o, s.Provider+": `127.0.0.1` is an address of a private network; `webhooks: allow` in wf.yaml can permit it", false, 0)
	})
	t.Run("the engine ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		base := Serve(t, func(_ http.ResponseWriter, r *http.Request) {
			// A server sees that the caller left only when it read what was sent.
			_, _ = io.Copy(io.Discard, r.Body)
			cancel()
			<-r.Context().Done()
		})
		_, err := s.Sender(t, base, Options()).Send(ctx, s.Message)
		var later *schema.RetryLater
		if !errors.As(err, &later) || !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled, to be tried again", err)
		}
	})
}

func (s Subject) send(t *testing.T, base string, o api.Options, want string, again bool, after time.Duration) {
	t.Helper()
	sent, err := s.Sender(t, base, o).Send(context.Background(), s.Message)
	Want(t, err, want, again, after)
	for _, said := range []string{fmt.Sprintf("%+v", err), fmt.Sprintf("%+v", sent)} {
		if strings.Contains(said, s.Secret) {
			t.Errorf("it tells a secret: %s", said)
		}
	}
}

// Want demands a fault in these words, final or to be tried again, after that time.
func Want(t *testing.T, err error, want string, again bool, after time.Duration) {
	t.Helper()
	if err == nil {
		t.Fatalf("no fault, want %s", want)
	}
	var later *schema.RetryLater
	retried := errors.As(err, &later)
	if err.Error() != want || retried != again {
		t.Errorf("tried again %v: %v\nwant %v: %s", retried, err, again, want)
	}
	if retried && later.After != after {
		t.Errorf("again after %s, want %s", later.After, after)
	}
}
