// Package webhook calls other systems over HTTP, signed, at a bounded pace, and never inside of one's own network.
package webhook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
	"github.com/wflang/wf/stdlib/connect/guard"
)

// Options say what webhooks may do. The zero value is the default.
type Options struct {
	Allow     []string      // private addresses that may be reached: host names, addresses, networks as 10.0.0.0/8
	PerSecond int           // requests that leave in a second; 0: 20
	Connect   time.Duration // until connected; 0: 3 s
	Reply     time.Duration // from connected to the last byte of the answer; 0: 30 s

	// Secret looks up the content of a secret by the name that programs use, at the time of sending.
	Secret func(name string) (string, error)
	Clock  func() time.Time // of signatures and Retry-After; nil: time.Now
}

// Sender sends the messages of the channel "webhook". An answer of 2xx is done, other answers have failed, except that
// 429, 5xx and all faults of the network are a *schema.RetryLater. The message's key travels as webhook-id and as
// Idempotency-Key. It is safe for concurrent use.
type Sender struct {
	options Options
	client  *http.Client
	pace    *rate.Limiter
}

// New returns a sender. An entry of Allow that is neither a name, an address nor a network is a fault.
func New(o Options) (*Sender, error) {
	if o.PerSecond == 0 {
		o.PerSecond = 20
	}
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
	return &Sender{options: o, pace: rate.NewLimiter(rate.Limit(o.PerSecond), 1), client: client}, nil
}

// errSlow is why a request was broken off that took longer than the reply limit.
var errSlow = errors.New("no answer in time")

// Send makes the request. Outputs are those of the action `webhook`: status, headers, body. The message of a declared
// action, told by its field "action", gets the body as its Answer; with 202 the outcome comes later.
func (s *Sender) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if err := s.pace.Wait(ctx); err != nil {
		return schema.Sent{}, &schema.RetryLater{Err: err}
	}
	q, err := s.request(ctx, m)
	if err != nil {
		return schema.Sent{}, err
	}
	connected := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {
		late := time.AfterFunc(s.options.Reply, func() { cancel(errSlow) })
		context.AfterFunc(ctx, func() { late.Stop() })
	}}
	answer, err := s.client.Do(q.WithContext(httptrace.WithClientTrace(ctx, connected)))
	if err != nil {
		return schema.Sent{}, q.hideError(s.fault(ctx, err))
	}
	// Closing what was read to its end, or is given up, has no fault that matters.
	defer func() { _ = answer.Body.Close() }()
	sent, err := s.read(answer, q)
	if declared(m) && len(sent.Outputs) > 0 {
		// A declared action has outputs of its own, which the runtime reads from the answer.
		sent.Answer, sent.Outputs = sent.Outputs[len(sent.Outputs)-1], nil
	}
	if verdict := s.judge(answer); verdict != nil {
		return sent, verdict
	}
	if err != nil {
		return sent, q.hideError(s.fault(ctx, err))
	}
	if declared(m) && answer.StatusCode == http.StatusAccepted {
		return s.later(m, sent)
	}
	return sent, nil
}

// judge says what an answer means.
func (s *Sender) judge(answer *http.Response) error {
	code := answer.StatusCode
	said := fmt.Errorf("the other side answered %s", status(code))
	switch {
	case code >= 200 && code < 300:
		return nil
	case code >= 300 && code < 400:
		return fmt.Errorf("%w; redirects are not followed", said)
	case code == http.StatusTooManyRequests || code >= 500:
		return &schema.RetryLater{Err: said, After: api.RetryAfter(answer.Header.Get("Retry-After"), s.options.Clock())}
	}
	return said
}

// status is a code with its name; what the other side calls it is not repeated.
func status(code int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", code, http.StatusText(code)))
}

// fault is a fault of the way there and back, in words. It leaves the address out: the history names it, and its query
// may hold what is nobody's business.
func (s *Sender) fault(ctx context.Context, err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	var refused *guard.RefusedError
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.Is(context.Cause(ctx), errSlow):
		err = fmt.Errorf("%w: %s", errSlow, s.options.Reply)
	}
	return &schema.RetryLater{Err: err}
}
