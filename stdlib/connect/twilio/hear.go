package twilio

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/wflang/wf/lang/schema"
)

// Hear reads a status callback: a form whose fields MessageSid and MessageStatus count. What is not signed with the
// account's token is forged. Twilio signs the address that it was given, which is not the one that arrives behind a
// proxy that ends TLS.
func (s *Sender) Hear(m *schema.Message, r *schema.Reply) (schema.Sent, error) {
	token, err := s.Token()
	if err != nil {
		return schema.Sent{}, &schema.BadReply{Reason: "Twilio: " + err.Error()}
	}
	form, err := url.ParseQuery(string(r.Body))
	if err != nil {
		return schema.Sent{}, &schema.BadReply{Reason: "the request holds no form"}
	}
	signature := http.Header(r.Header).Get("X-Twilio-Signature")
	if !Signed(token, m.Callback, form, signature) && !Signed(token, r.URL, form, signature) {
		return schema.Sent{}, &schema.BadReply{Forged: true, Reason: "the request is not signed by Twilio with the token of the account"}
	}
	id, status := form.Get("MessageSid"), form.Get("MessageStatus")
	sent := schema.Sent{Text: "SMS notification sent, " + id, Outputs: outputs(id, status)}
	switch status {
	case "accepted", "scheduled", "queued", "sending", "sent":
		sent.Later = true
		return sent, nil
	case "delivered", "read":
		return sent, nil
	case "failed", "undelivered", "canceled":
		return sent, fault(status, form)
	}
	return schema.Sent{}, &schema.BadReply{Reason: fmt.Sprintf("`%s` is no status of a text message", status)}
}

// fault is why a text was not delivered, as far as Twilio says.
func fault(status string, form url.Values) error {
	code, words := form.Get("ErrorCode"), form.Get("ErrorMessage")
	if words != "" {
		status += ": " + words
	}
	if code != "" {
		status += fmt.Sprintf(" (error %s)", code)
	}
	return errors.New("could not be sent: a fatal error occurred: " + status)
}
