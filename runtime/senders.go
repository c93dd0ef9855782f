// The pool of senders: what is in the outbox leaves, a few messages of a channel at once.

package runtime

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// pool sends messages. The engine's loop alone calls feed and collect; the goroutines that send end with the pool.
type pool struct {
	e        *Engine
	parallel int // messages of one channel at once
	inline   bool

	ctx    context.Context
	cancel context.CancelFunc
	busy   sync.WaitGroup

	waiting map[string]bool   // channels that may have messages that are not being sent yet
	sent    map[string][]byte // by channel: the place in the queue behind the last message taken from it
	flying  map[string]int    // by channel: messages being sent

	mu      sync.Mutex
	answers []answer
	news    chan struct{} // has room for one: there are answers
}

func newPool(e *Engine, parallel int, inline bool) *pool {
	p := &pool{e: e, parallel: parallel, inline: inline, waiting: map[string]bool{},
		sent: map[string][]byte{}, flying: map[string]int{}, news: make(chan struct{}, 1)}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	return p
}

// expect says that a channel has messages.
func (p *pool) expect(channel string) { p.waiting[channel] = true }

// idle reports whether nothing is being sent, nothing is ready to be, and all answers were taken in.
func (p *pool) idle() bool { return len(p.waiting) == 0 && p.unanswered() == 0 }

func (p *pool) unanswered() (n int) {
	for _, flying := range p.flying {
		n += flying
	}
	return n
}

// feed starts as many messages as may be sent at once.
func (p *pool) feed(s *state) {
	for _, channel := range sortedKeys(p.waiting) {
		p.feedChannel(s, channel)
	}
}

func (p *pool) feedChannel(s *state, channel string) {
	prefix := keyQueue(channel)
	from := p.sent[channel]
	if from == nil {
		from = prefix
	}
	for k, v := range s.r.Scan(from, after(prefix), false) {
		if p.flying[channel] >= p.parallel {
			return
		}
		m := s.message(numberAt(v))
		if m == nil {
			continue
		}
		p.sent[channel] = append(bytes.Clone(k), 0)
		p.flying[channel]++
		a := answer{seq: m.seq, channel: channel, key: bytes.Clone(k)}
		if p.inline {
			p.send(a, &m.content)
			continue
		}
		p.busy.Go(func() { p.send(a, &m.content) })
	}
	delete(p.waiting, channel)
}

// send hands one message to the sender of its channel.
func (p *pool) send(a answer, m *schema.Message) {
	defer func() {
		if v := recover(); v != nil {
			a.err = fmt.Errorf("the connector of `%s` failed: %v", a.channel, v)
			p.deliver(a)
		}
	}()
	m.Callback = p.e.callbackOf(a.seq)
	began := time.Now()
	a.sent, a.err = p.e.sender(a.channel).Send(p.ctx, m)
	p.e.handed(began, &a, m.Key)
	p.deliver(a)
}

func (p *pool) deliver(a answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers = append(p.answers, a)
	select {
	case p.news <- struct{}{}:
	default:
	}
}

// collect takes the answers that came. What was broken off because the engine ends is no answer: it is sent again by
// the next one.
func (p *pool) collect() []answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.answers
	p.answers = nil
	kept := list[:0]
	for _, a := range list {
		if p.ctx.Err() != nil && errors.Is(a.err, context.Canceled) {
			continue
		}
		kept = append(kept, a)
	}
	return kept
}

// putBack keeps answers that could not be stored.
func (p *pool) putBack(list []answer) {
	if len(list) == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers = append(list, p.answers...)
}

// answersWait reports whether answers came.
func (p *pool) answersWait() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.answers) > 0
}

// landed counts answers that were stored.
func (p *pool) landed(list []answer) {
	for _, a := range list {
		p.flying[a.channel]--
	}
}

// close breaks off what is being sent and waits for it.
func (p *pool) close() {
	p.cancel()
	p.busy.Wait()
}

// noSender is the sender of channels that nothing is configured for.
type noSender struct{ channel string }

func (s noSender) Send(context.Context, *schema.Message) (schema.Sent, error) {
	return schema.Sent{}, fmt.Errorf("nothing is configured to send through `%s`", s.channel)
}
