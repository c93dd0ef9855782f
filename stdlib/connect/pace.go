package connect

import (
	"context"

	"golang.org/x/time/rate"

	"github.com/wflang/wf/lang/schema"
)

// paced is a sender with a bound on how many messages leave in a second, and how many are under way at once.
type paced struct {
	sender schema.Sender
	pace   *rate.Limiter
	slots  chan struct{}
}

func newPaced(s schema.Sender, perSecond, parallel int) *paced {
	return &paced{sender: s, pace: rate.NewLimiter(rate.Limit(perSecond), 1), slots: make(chan struct{}, parallel)}
}

// Send waits for its turn, then sends.
func (p *paced) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	if err := p.pace.Wait(ctx); err != nil {
		return schema.Sent{}, &schema.RetryLater{Err: err}
	}
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return schema.Sent{}, &schema.RetryLater{Err: context.Cause(ctx)}
	}
	defer func() { <-p.slots }()
	return p.sender.Send(ctx, m)
}
