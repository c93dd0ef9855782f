// Package slack posts messages and opens channels in a Slack workspace.
package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
)

// Sender sends the messages of the channel "slack". It is safe for concurrent use.
type Sender struct {
	Base      string // address of the API; "": Slack's own
	Installer string // e-mail address of who installed the app: invited to the channels it opens; "": nobody
	Token     func() (string, error)
	Client    *api.Client
}

// Send does what the field "method" says: "message" posts to a channel, "direct" to a person, "channel" opens a channel.
func (s *Sender) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	if len(m.To) != 1 {
		return schema.Sent{}, errors.New("a message to Slack has one recipient")
	}
	token, err := s.Token()
	if err != nil {
		return schema.Sent{}, s.Client.Missing(err)
	}
	c := &conversation{sender: s, token: token, key: m.Key}
	switch method := m.Fields["method"].Text(); method {
	case "message":
		return schema.Sent{}, c.post(ctx, m.To[0], m.Body)
	case "direct":
		member, err := c.member(ctx, m.To[0])
		if err != nil {
			return schema.Sent{}, err
		}
		return schema.Sent{}, c.post(ctx, member, m.Body)
	case "channel":
		return c.open(ctx, m)
	default:
		return schema.Sent{}, s.Client.Errorf("`%s` is nothing that can be done there", method)
	}
}

// conversation is the calls that one message takes.
type conversation struct {
	sender *Sender
	token  string
	key    string
}

// reply is what Slack answers: everything is 200, and ok says what came of it.
type reply struct {
	OK    bool   `json:"ok"`
	Error string `json:"error"`
}

// refusedError is an answer that names a fault.
type refusedError struct {
	code string
	error
}

func (e *refusedError) Unwrap() error { return e.error }

// call makes one call and reads its answer. write says that it changes something.
func (c *conversation) call(ctx context.Context, method string, write bool, fields url.Values, into any) error {
	r := &api.Request{Method: http.MethodPost, URL: cmp.Or(c.sender.Base, "https://slack.com/api") + "/" + method}
	if write {
		r.Key = c.key
	}
	answer, err := c.sender.Client.Do(ctx, r.Form(fields).Bearer(c.token))
	if err != nil {
		return err
	}
	var said reply
	if !answer.OK() {
		answer.Peek(&said)
		return answer.Judge(said.Error)
	}
	if err := answer.Read(&said); err != nil {
		return err
	}
	if !said.OK {
		return &refusedError{code: said.Error, error: refusal(answer, said.Error)}
	}
	return answer.Read(into)
}

// post posts a text to a channel or a person.
func (c *conversation) post(ctx context.Context, to, text string) error {
	var done struct{}
	return c.call(ctx, "chat.postMessage", true, url.Values{"channel": {to}, "text": {text}}, &done)
}

// member is the id of the account with that address.
func (c *conversation) member(ctx context.Context, email string) (string, error) {
	var found struct {
		User struct {
			ID string `json:"id"`
		} `json:"user"`
	}
	err := c.call(ctx, "users.lookupByEmail", false, url.Values{"email": {email}}, &found)
	var refused *refusedError
	if errors.As(err, &refused) && refused.code == "users_not_found" {
		return "", c.sender.Client.Errorf("`%s` has no account in the workspace", email)
	}
	return found.User.ID, err
}

// refusal puts Slack's code of a fault into words. Codes are those of its documentation of chat.postMessage,
// conversations.create and conversations.invite.
func refusal(answer *api.Answer, code string) error {
	switch {
	case slices.Contains([]string{"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}, code):
		return answer.Later(code)
	case slices.Contains([]string{"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}, code):
		return answer.RefuseAccount(code)
	}
	words := map[string]string{
		"channel_not_found": "there is no such channel, or the app is not in it",
		"not_in_channel":    "the app is not in the channel: somebody has to invite it",
		"is_archived":       "the channel is archived",
		"missing_scope":     "the app lacks a permission that this needs",
		"name_taken":        "there is a channel of that name already",
		"msg_too_long":      "the text is too long",
	}
	if said := words[code]; said != "" {
		return answer.Refuse(fmt.Sprintf("%s (%s)", said, code))
	}
	return answer.Refuse(code)
}
