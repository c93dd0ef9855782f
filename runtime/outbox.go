// The outbox: messages are written in the turn of their step, leave after it, and their answers come back as inputs.

package runtime

import (
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// pendingCall is an action whose messages are not all answered yet.
type pendingCall struct {
	action  string
	pending int
	failed  bool
	reason  string // of the first failure
	text    string
	outputs []schema.Value
	waits   bool // the record waits for the outcome
}

func (c *pendingCall) encode() []byte {
	buf := appendText(nil, c.action)
	buf = appendBool(appendUint(buf, uint64(c.pending)), c.failed)
	buf = appendText(appendText(buf, c.reason), c.text)
	return appendBool(appendValues(buf, c.outputs), c.waits)
}

func decodeCall(data []byte, s *schema.Schema) (*pendingCall, error) {
	d := &decoder{data: data}
	c := &pendingCall{action: d.text(), pending: int(d.uint()), failed: d.bool(), reason: d.text(), text: d.text(),
		outputs: d.values(s), waits: d.bool()}
	return c, d.err
}

// send hands the messages of an action to the outbox and reports whether the machine can go on at once.
func (r *running) send(call *schema.Call, step int, result schema.Result) bool {
	t := r.t
	r.en.paid = false
	waits := call.Wait || call.Action.Waits
	leaves := waits || t.e.keeps() // what nobody waits for need not leave where a witness is told of it
	for i, m := range result.Messages {
		m.Key = call.Key
		if len(result.Messages) > 1 {
			m.Key = fmt.Sprintf("%s-%d", call.Key, i+1)
		}
		entry := &message{seq: t.next(), enrollment: r.en.id, step: step, turn: r.en.turns, line: len(r.lines), at: t.batch.now, content: m}
		place := t.next()
		if leaves {
			t.set(keyMessage(entry.seq), entry.encode())
			t.makeReady(entry, place)
		}
		if !t.e.keeps() {
			t.tellMessage(r.p, r.en, entry)
		}
		if m.Channel == schema.ChannelNotification {
			r.notify(&m, step)
		}
	}
	if leaves {
		c := &pendingCall{action: call.Action.Name, pending: len(result.Messages), text: result.Text, outputs: result.Outputs,
			waits: waits}
		t.set(keyCall(r.en.id, r.en.turns, len(r.lines)), c.encode())
	}
	r.say(line{kind: lineActed, step: step, text: result.Text, status: schema.Waiting, reason: result.Reason, outputs: result.Outputs})
	if waits {
		r.pause(answering, 0, "the answer of "+call.Action.Name)
		return false
	}
	r.p.runner.Resume(false, outcome(call.Action, result))
	return true
}

// makeReady puts a message at a place of its channel's queue: at the end of it, when the place was given last.
func (b *batch) makeReady(m *message, place uint64) {
	b.set(keyReady(m.content.Channel, place), append64(nil, m.seq))
	if b.ready == nil {
		b.ready = map[string]bool{}
	}
	b.ready[m.content.Channel] = true
}

// retry puts a message back into the queue whose time has come again.
func (b *batch) retry(seq uint64) {
	if m := b.message(seq); m != nil && m.done == 0 && m.took == 0 {
		b.makeReady(m, b.next())
	}
}

// answer is what came of sending one message.
type answer struct {
	seq     uint64
	channel string
	key     []byte // of its place in the queue
	sent    schema.Sent
	err     error
}

// answered takes an answer in: the message is done, or it is tried again later.
func (b *batch) answered(a answer) {
	b.delete(a.key)
	m := b.message(a.seq)
	if m == nil || m.done != 0 { // its callback was quicker
		return
	}
	m.tries++
	var later *schema.RetryLater
	if errors.As(a.err, &later) {
		if due, ok := b.again(m, later.After); ok {
			m.text = a.err.Error()
			b.set(keyMessage(m.seq), m.encode())
			b.setTimer(append64(keyTimer(due, timerSend), m.seq), nil)
			return
		}
		a.err = givenUp(m.tries, later)
	}
	if a.err == nil && a.sent.Later {
		b.tookOver(m, a.sent)
		return
	}
	if action := b.actionOf(m); a.err == nil && !a.sent.Answer.IsNil() && action != nil {
		var wrong error
		if a.sent.Outputs, wrong, a.err = answerOf(action, a.sent.Answer, b.e.config.Zone); wrong != nil {
			a.err = wrong
		}
	}
	b.conclude(m, a.sent, a.err)
}

// givenUp says that a message is not tried again, and that the other side wanted to be left alone for long where it did.
func givenUp(tries int, later *schema.RetryLater) error {
	count := "1 try"
	if tries > 1 {
		count = fmt.Sprintf("%d tries", tries)
	}
	if later.After < time.Hour {
		return fmt.Errorf("given up after %s: %w", count, later.Err)
	}
	return fmt.Errorf("given up after %s: %w, and wants to be left alone for %s", count, later.Err, later.After.Round(time.Second))
}

// conclude ends a message: it is sent, or has failed for good.
func (b *batch) conclude(m *message, sent schema.Sent, err error) {
	m.done, m.text = b.now, sent.Text
	if err != nil {
		m.failed, m.text = true, err.Error()
	}
	if b.e.keeps() {
		b.set(keyMessage(m.seq), m.encode())
	} else {
		b.delete(keyMessage(m.seq))
	}
	b.settleCall(m, sent)
}

// again is when a message is tried next: exponential, with jitter so that what failed together does not come back
// together. ok is false when its time is over.
func (b *batch) again(m *message, after time.Duration) (due int64, ok bool) {
	policy := schema.DefaultRetry
	if a := b.actionOf(m); a != nil {
		policy = a.Tried()
	}
	wait := policy.Max
	if shift := m.tries - 1; shift < 32 && policy.First<<shift < policy.Max && policy.First<<shift > 0 {
		wait = policy.First << shift
	}
	h := fnv.New64a()
	h.Write(append64(append64(append64(nil, b.e.config.Seed), m.seq), uint64(m.tries)))
	wait = wait*3/4 + time.Duration(h.Sum64()%uint64(wait/2+1))
	wait = max(wait, after)
	due = b.now + wait.Microseconds()
	return due, due <= m.at+policy.Until.Microseconds()
}

// actionOf is the action that wrote a message.
func (b *batch) actionOf(m *message) *schema.Action {
	data, ok := b.get(m.call())
	if !ok {
		return nil
	}
	c, err := decodeCall(data, b.model.schema)
	if err != nil {
		b.fail(err)
		return nil
	}
	return b.model.schema.Action(c.action)
}

// settleCall counts an answer; with the last one the action is over.
func (b *batch) settleCall(m *message, sent schema.Sent) {
	k := m.call()
	data, ok := b.get(k)
	if !ok {
		return
	}
	c, err := decodeCall(data, b.model.schema)
	if err != nil {
		b.fail(err)
		return
	}
	c.pending--
	if m.failed && !c.failed {
		c.failed, c.reason = true, m.text
	}
	if !m.failed {
		c.text = withAnswer(c.text, sent.Text)
	}
	if len(sent.Outputs) > 0 {
		c.outputs = sent.Outputs
	}
	if c.pending > 0 {
		b.set(k, c.encode())
		return
	}
	b.delete(k)
	b.finishCall(m, c)
}

// withAnswer adds what the other side said to the text of an action, unless it said so of another message already, or so
// much of the others that the line is long enough.
func withAnswer(text, said string) string {
	const long = 600
	switch {
	case said == "":
		return text
	case text == "":
		return said
	case strings.Contains(text+": ", ": "+said+": "), len(text) > long:
		return text
	}
	return text + ": " + said
}

// finishCall completes the line in the history and lets the record go on that waited for it.
func (b *batch) finishCall(m *message, c *pendingCall) {
	if c.failed {
		c.outputs = nil // the action said what they would be if all went well
	}
	b.complete(m.enrollment, m.turn, m.line, func(l *line) {
		l.status, l.text, l.outputs = schema.Done, c.text, c.outputs
		if c.failed {
			l.status, l.reason = schema.Failed, c.reason
		}
	})
	if c.failed {
		b.markFailed(m.enrollment)
	}
	if !c.waits {
		return
	}
	b.resume(m.enrollment, 0, func(r *running) bool {
		if r.en.state != answering || r.en.step != m.step {
			return false
		}
		a := b.model.schema.Action(c.action)
		if a == nil {
			r.breakOff(fmt.Sprintf("the action `%s` is not declared any more", c.action))
			r.store()
			return false
		}
		result := schema.Result{Outputs: c.outputs}
		if c.failed {
			result.Status, result.Reason = schema.Failed, c.reason
		}
		r.p.runner.Resume(c.failed, outcome(a, result))
		return true
	})
}

// markFailed counts an enrollment among those in which an action failed.
func (b *batch) markFailed(id uint64) {
	en := b.enrollment(id)
	if en == nil || en.failed {
		return
	}
	en.failed = true
	b.save(en)
	b.count(en.workflow, tally{failed: 1})
}
