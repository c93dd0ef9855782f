package webhook

import (
	"errors"

	"github.com/wflang/wf/lang/schema"
)

// declared reports whether a message is that of an action declared in the project.
func declared(m *schema.Message) bool { return !m.Fields["action"].IsNil() }

// later is what came of a request whose outcome the other side tells later.
func (s *Sender) later(m *schema.Message, sent schema.Sent) (schema.Sent, error) {
	if m.Callback == "" {
		return schema.Sent{}, errors.New("the other side answers later, and there is no address where it could: `url` is missing in wf.yaml")
	}
	return schema.Sent{Text: sent.Text, Later: true}, nil
}

// Hear reads the outcome of a declared action, told later: a JSON object. Its address alone shows that the other side was
// asked.
func (s *Sender) Hear(m *schema.Message, r *schema.Reply) (schema.Sent, error) {
	if !declared(m) {
		return schema.Sent{}, &schema.BadReply{Reason: "nothing is awaited from a webhook"}
	}
	answer, err := schema.FromJSON(r.Body, schema.Of(schema.Any), nil)
	if err != nil || answer.Kind() != schema.Map {
		return schema.Sent{}, &schema.BadReply{Reason: "the body is no JSON object"}
	}
	return schema.Sent{Text: "answered", Answer: answer}, nil
}
