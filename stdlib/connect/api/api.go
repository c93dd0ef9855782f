// Package api makes the requests of connectors to the HTTP interfaces of providers: at a bounded pace, a few at once,
// within a time, never into one's own network, and with their answers judged alike.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/guard"
	"github.com/wflang/wf/stdlib/connect/hide"
)

// Options say how a provider is called. PerSecond and Parallel must be positive.
type Options struct {
	Provider  string        // its name, in messages: "Slack"
	Settings  string        // where its account stands in wf.yaml, for messages about it: "slack"
	Allow     []string      // private addresses that may be reached; see guard.Client
	PerSecond int           // requests that leave in a second
	Parallel  int           // requests under way at once
	Connect   time.Duration // until connected; 0: 3 s
	Reply     time.Duration // of the whole request; 0: 30 s
	Clock     func() time.Time
}

// Client calls one provider. It is safe for concurrent use.
type Client struct {
	o     Options
	http  *http.Client
	pace  *rate.Limiter
	slots chan struct{}
}

// New returns a client. An entry of Allow that makes no sense is a fault.
func New(o Options) (*Client, error) {
	if o.Connect == 0 {
		o.Connect = 3 * time.Second
	}
	if o.Reply == 0 {
		o.Reply = 30 * time.Second
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	client, err := guard.Client(o.Allow, o.Connect)
	if err != nil {
		return nil, err
	}
	return &Client{o: o, pace: rate.NewLimiter(rate.Limit(o.PerSecond), 1), slots: make(chan struct{}, o.Parallel), http: client}, nil
}

// Request is one call.
type Request struct {
	Method string
	URL    string
	Header map[string]string
	Body   []byte
	Key    string   // idempotency key, sent as Idempotency-Key; "" for calls that change nothing
	Secret []string // taken out of whatever is said about the call
}

// JSON sets the body to a value as JSON.
func (r *Request) JSON(body any) *Request {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // structs, maps and texts of connectors always marshal
	}
	return r.content("application/json", text)
}

// Form sets the body to the fields of a form.
func (r *Request) Form(fields url.Values) *Request {
	return r.content("application/x-www-form-urlencoded", []byte(fields.Encode()))
}

func (r *Request) content(kind string, body []byte) *Request {
	if r.Header == nil {
		r.Header = map[string]string{}
	}
	r.Header["Content-Type"], r.Body = kind, body
	return r
}

// Bearer sets the token that the call goes by.
func (r *Request) Bearer(token string) *Request {
	if r.Header == nil {
		r.Header = map[string]string{}
	}
	r.Header["Authorization"], r.Secret = "Bearer "+token, append(r.Secret, token)
	return r
}

// bodyCap is how much of an answer is read, in bytes.
const bodyCap = 4 << 20

// Answer is what the provider said.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte // without the secrets of the request, should it repeat them

	client *Client
	secret []string
}

// Do makes the call. All errors are to be tried again, except an address that may not be reached; what an Answer of
// whatever status means is for Judge to say.
func (c *Client) Do(ctx context.Context, r *Request) (*Answer, error) {
	if err := c.wait(ctx); err != nil {
		return nil, &schema.RetryLater{Err: err}
	}
	defer func() { <-c.slots }()
	limited, cancel := context.WithTimeoutCause(ctx, c.o.Reply, errSlow)
	defer cancel()
	plain, err := http.NewRequestWithContext(limited, r.Method, r.URL, bytes.NewReader(r.Body))
	if err != nil {
		return nil, fmt.Errorf("the address of %s makes no sense", c.o.Provider)
	}
	for name, value := range r.Header {
		plain.Header.Set(name, value)
	}
	plain.Header.Set("User-Agent", "wf")
	plain.Header.Set("Accept", "application/json")
	if r.Key != "" {
		plain.Header.Set("Idempotency-Key", r.Key)
	}
	answer, err := c.http.Do(plain)
	if err != nil {
		return nil, c.fault(limited, err, r.Secret)
	}
	// Closing what was read to its end, or is given up, has no fault that matters.
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, bodyCap))
	if err != nil {
		return nil, c.fault(limited, fmt.Errorf("the answer broke off: %w", err), r.Secret)
	}
	return &Answer{Status: answer.StatusCode, Header: answer.Header, Body: []byte(hide.In(string(body), long(r.Secret)...)), client: c, secret: r.Secret}, nil
}

// long are the secrets that a whole answer can go without: a shorter one may be a part of anything.
func long(secrets []string) []string {
	return slices.DeleteFunc(slices.Clone(secrets), func(s string) bool { return len(s) < 8 })
}

// wait waits for the pace and for a slot.
func (c *Client) wait(ctx context.Context) error {
	if err := c.pace.Wait(ctx); err != nil {
		return err
	}
	select {
	case c.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Errorf is an error that is final, with the name of the provider before its words.
func (c *Client) Errorf(format string, args ...any) error {
	return fmt.Errorf(c.o.Provider+": "+format, args...)
}

// Missing is an error to try again after: a secret that may be there later.
func (c *Client) Missing(err error) error {
	return &schema.RetryLater{Err: c.Errorf("%w", err)}
}

// errSlow is why a request was broken off that took too long.
var errSlow = errors.New("no answer in time")

// fault is a fault of the way there and back, in words, without the address: a query may hold what is nobody's business.
func (c *Client) fault(ctx context.Context, err error, secret []string) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	var refused *guard.RefusedError
	if errors.As(err, &refused) {
		return fmt.Errorf("%s: %w", c.o.Provider, refused)
	}
	if ctx.Err() != nil && context.Cause(ctx) == errSlow {
		return &schema.RetryLater{Err: fmt.Errorf("%s: %w: %s", c.o.Provider, errSlow, c.o.Reply)}
	}
	if ctx.Err() != nil {
		// The engine asks whether it was broken off because it ends.
		return &schema.RetryLater{Err: fmt.Errorf("%s: %w", c.o.Provider, context.Cause(ctx))}
	}
	return &schema.RetryLater{Err: errors.New(hide.In(c.o.Provider+": "+err.Error(), secret...))}
}
