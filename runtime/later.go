// Messages that the other side took over and whose outcome it tells later, by a request to their callback.

package runtime

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// ClosedError is the error for an outcome that is not awaited any more.
type ClosedError struct {
	Late bool      // its time was over; otherwise it was told before
	At   time.Time // since when it is not awaited
}

func (e *ClosedError) Error() string {
	at := e.At.UTC().Format("2006-01-02 15:04:05 UTC")
	if e.Late {
		return "this answer comes too late: it was awaited until " + at
	}
	return "this was answered already, on " + at
}

// begun is what the history says of a message that the other side took over.
const begun = "action started"

// tookOver keeps a message waiting for an outcome that is told later.
func (b *batch) tookOver(m *message, sent schema.Sent) {
	m.took, m.text = b.now, sent.Text
	b.set(keyMessage(m.seq), m.encode())
	expires, _ := b.expiry(m)
	b.setTimer(append64(keyTimer(expires.UnixMicro(), timerAnswer), m.seq), nil)
	b.complete(m.enrollment, m.turn, m.line, func(l *line) {
		if l.text != "" {
			l.text += ": "
		}
		l.text += begun
	})
}

// expiry is until when the outcome of a message that was taken over now is awaited, and how long that is.
func (b *batch) expiry(m *message) (time.Time, calendar.Delay) {
	a := b.actionOf(m)
	if a == nil {
		a = &schema.Action{}
	}
	within, _ := a.Awaited()
	var hours calendar.Hours
	zone := b.e.config.Zone
	if en := b.enrollment(m.enrollment); en != nil {
		if p := b.e.programs[en.program]; p != nil {
			hours, zone = p.Working, p.zone
		}
	}
	return within.After(time.UnixMicro(b.now).In(zone), &hours), within
}

// giveUp ends the wait for an outcome that did not come in time.
func (b *batch) giveUp(seq uint64) {
	m := b.message(seq)
	if m == nil || m.done != 0 {
		return
	}
	_, within := b.expiry(m)
	m.late = true
	b.conclude(m, schema.Sent{}, fmt.Errorf("the outcome is not known: nobody told it within %s", within))
}

// Answer takes in a request to the callback of a message: token is the last part of its address. The error is
// ErrNoSuchCallback for a token that was made up, a *ClosedError when the outcome is not awaited any more, and a
// *schema.BadReply for a request that tells no outcome; then the message still waits.
func (e *Engine) Answer(ctx context.Context, token string, r *schema.Reply) error {
	payload, ok := e.open(useCallback, token)
	if !ok || len(payload) != 8 {
		return ErrNoSuchCallback
	}
	seq := numberAt(payload)
	reader := e.read()
	m := reader.message(seq)
	if err := reader.end(); err != nil {
		return err
	}
	if m == nil {
		return ErrNoSuchCallback
	}
	if m.done != 0 {
		return m.closed()
	}
	listener, ok := e.sender(m.content.Channel).(schema.Listener)
	if !ok {
		return &schema.BadReply{Reason: fmt.Sprintf("nothing is configured to hear of `%s`", m.content.Channel)}
	}
	m.content.Callback = e.callbackOf(seq)
	sent, fault := listener.Hear(&m.content, r)
	var bad *schema.BadReply
	if errors.As(fault, &bad) || fault == nil && sent.Later {
		return fault
	}
	return e.submit(ctx, e.live, func(b *batch) error { return b.heard(seq, sent, fault) })
}

// heard takes in an outcome that was told later.
func (b *batch) heard(seq uint64, sent schema.Sent, fault error) error {
	m := b.message(seq)
	switch {
	case m == nil:
		return ErrNoSuchCallback
	case m.done != 0:
		return m.closed()
	}
	if a := b.actionOf(m); fault == nil && a != nil && a.URL != "" {
		var wrong error
		if sent.Outputs, wrong, fault = answerOf(a, sent.Answer, b.e.config.Zone); wrong != nil {
			return &schema.BadReply{Reason: wrong.Error()}
		}
	}
	b.conclude(m, sent, fault)
	return b.fault
}

func (m *message) closed() error {
	return &ClosedError{Late: m.late, At: time.UnixMicro(m.done)}
}

// answerOf reads the answer of another system into the outputs of the action that it declares: wrong says why it is
// none, and failed what the other side says went wrong.
func answerOf(a *schema.Action, answer schema.Value, zone *time.Location) (outputs []schema.Value, wrong, failed error) {
	fields := answer.Pairs()
	if fields == nil {
		if len(a.Outputs) == 0 || answer.IsNil() {
			return nil, nil, nil
		}
		return nil, errors.New("the answer is no JSON object"), nil
	}
	given := map[string]schema.Value{}
	for i, name := range fields.Keys {
		given[name] = fields.Values[i]
	}
	if reason := given["error"]; !reason.IsNil() {
		return nil, nil, errors.New(schema.Plain(reason, zone))
	}
	outputs = make([]schema.Value, len(a.Outputs))
	for i, f := range a.Outputs {
		v, ok := given[f.Name]
		if !ok || v.IsNil() {
			continue
		}
		fitted, err := schema.FromJSON(schema.ToJSON(v), f.Type, zone)
		if err != nil {
			return nil, fmt.Errorf("`%s` of the answer: %w", f.Name, err), nil
		}
		outputs[i] = fitted
	}
	return outputs, nil, nil
}
