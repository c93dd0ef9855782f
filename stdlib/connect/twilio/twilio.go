// Package twilio sends text messages through Twilio, and hears what became of them.
package twilio

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
)

// Sender sends the messages of the channel "sms". With a Callback in the message Twilio tells the outcome there, and
// Sent.Later says so. Twilio knows no idempotency keys: a text whose answer got lost is sent twice. It is safe for
// concurrent use.
type Sender struct {
	Base    string // address of the API; "": Twilio's own
	Account string // SID
	From    string // number in international form, or the SID of a messaging service
	Token   func() (string, error)
	Client  *api.Client
}

// message is what Twilio says of a message; of a refusal it fills code and message.
type message struct {
	SID     string `json:"sid"`
	Status  string `json:"status"`
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// Send hands the text over. Outputs are those of the action `notify.sms`: id, status.
func (s *Sender) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	if len(m.To) != 1 {
		return schema.Sent{}, errors.New("a text message goes to one number")
	}
	token, err := s.Token()
	if err != nil {
		return schema.Sent{}, s.Client.Missing(err)
	}
	answer, err := s.Client.Do(ctx, s.request(m, token))
	if err != nil {
		return schema.Sent{}, err
	}
	var said message
	if !answer.OK() {
		answer.Peek(&said)
		return schema.Sent{}, answer.Judge(said.words())
	}
	if err := answer.Read(&said); err != nil {
		return schema.Sent{}, err
	}
	return schema.Sent{Text: said.SID, Outputs: outputs(said.SID, said.Status), Later: m.Callback != ""}, nil
}

func (s *Sender) request(m *schema.Message, token string) *api.Request {
	form := url.Values{"To": m.To, "Body": {m.Body}}
	if strings.HasPrefix(s.From, "MG") {
		form.Set("MessagingServiceSid", s.From)
	} else {
		form.Set("From", s.From)
	}
	if m.Callback != "" {
		form.Set("StatusCallback", m.Callback)
	}
	account := base64.StdEncoding.EncodeToString([]byte(s.Account + ":" + token))
	r := &api.Request{
		Method: http.MethodPost,
		URL:    cmp.Or(s.Base, "https://api.twilio.com") + "/2010-04-01/Accounts/" + url.PathEscape(s.Account) + "/Messages.json",
		Header: map[string]string{"Authorization": "Basic " + account},
		Key:    m.Key,
		Secret: []string{token, account},
	}
	return r.Form(form)
}

// words are Twilio's, with its number of the fault, by which its documentation explains it.
func (m *message) words() string {
	if m.Code == 0 {
		return m.Message
	}
	return fmt.Sprintf("%s (error %d)", m.Message, m.Code)
}

func outputs(id, status string) []schema.Value {
	return []schema.Value{schema.TextValue(id), schema.TextValue(status)}
}
