package twilio

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/wflang/wf/lang/schema"
)

// Hear reads a status callback: a form whose fields MessageSid and MessageStatus count. What is not signed with the
// account's token is forged.
func (s *Sender) Hear(_ *schema.Message, r *schema.Reply) (schema.Sent, error) {
	token, err := s.Token()
	if err != nil {
		return schema.Sent{}, &schema.BadReply{Reason: "Twilio: " + err.Error()}
	}
	form, err := url.ParseQuery(string(r.Body))
	if err != nil {
		return schema.Sent{}, &schema.BadReply{Reason: "the request holds no form"}
	}
	if !Signed(token, r.URL, form, http.Header(r.Header).Get("X-Twilio-Signature")) {
		return schema.Sent{}, &schema.BadReply{Forged: true, Reason: "the request is not signed by Twilio with the token of the account"}
	}
	id, status := form.Get("MessageSid"), form.Get("MessageStatus")
	sent := schema.Sent{Text: id, Outputs: outputs(id, status)}
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
	switch {
	case code != "" && words != "":
		return fmt.Errorf("%s: %s (error %s)", status, words, code)
	case code != "":
		return fmt.Errorf("%s (error %s)", status, code)
	}
	return fmt.Errorf("%s", status)
}
