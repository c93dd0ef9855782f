// Messages as the store keeps them, from the turn that wrote them to the answer.

package runtime

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// message is one entry of the outbox.
type message struct {
	seq        uint64
	enrollment uint64
	step       int
	turn, line int // of the history: where the action wrote its outcome
	at         int64
	done       int64 // 0 while it is pending
	took       int64 // when the other side took it over, to tell the outcome later; 0 otherwise
	late       bool  // the outcome was not told in time
	failed     bool
	text       string // the sender's words, or why it failed
	tries      int
	content    schema.Message
}

// call is the key of the action that wrote the message.
func (m *message) call() []byte { return keyCall(m.enrollment, m.turn, m.line) }

func (m *message) encode() []byte {
	buf := appendUint(make([]byte, 0, 256), m.enrollment)
	buf = appendUint(appendUint(appendUint(buf, uint64(m.step)), uint64(m.turn)), uint64(m.line))
	buf = appendInt(appendInt(buf, m.at), m.done)
	buf = appendBool(appendBool(appendInt(buf, m.took), m.late), m.failed)
	buf = appendText(buf, m.text)
	buf = appendUint(buf, uint64(m.tries))
	c := &m.content
	buf = appendTexts(appendText(buf, c.Channel), c.To)
	buf = appendText(appendText(buf, c.Subject), c.Body)
	buf = appendTexts(buf, c.Headers)
	buf = appendText(buf, c.Key)
	buf = appendUint(buf, uint64(len(c.Fields)))
	for _, name := range sortedKeys(c.Fields) {
		buf = schema.AppendValue(appendText(buf, name), c.Fields[name])
	}
	return buf
}

func decodeMessage(seq uint64, data []byte, s *schema.Schema) (*message, error) {
	d := &decoder{data: data}
	m := &message{seq: seq, enrollment: d.uint(), step: int(d.uint()), turn: int(d.uint()), line: int(d.uint()), at: d.int(), done: d.int(), took: d.int(), late: d.bool(), failed: d.bool(), text: d.text(), tries: int(d.uint())}
	m.content = schema.Message{Channel: d.text(), To: d.texts(), Subject: d.text(), Body: d.text(), Headers: d.texts(), Key: d.text()}
	for range d.count() {
		if m.content.Fields == nil {
			m.content.Fields = map[string]schema.Value{}
		}
		name := d.text()
		m.content.Fields[name] = d.value(s)
	}
	return m, d.err
}

func (s *state) message(seq uint64) *message {
	data, ok := s.get(keyMessage(seq))
	if !ok {
		return nil
	}
	m, err := decodeMessage(seq, data, s.model.schema)
	if err != nil {
		s.fail(err)
		return nil
	}
	return m
}

// sortedKeys are the names in a map, in order, so that nothing depends on the order in which Go walks over it.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
