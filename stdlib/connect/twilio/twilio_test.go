package twilio

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
	"github.com/wflang/wf/stdlib/connect/apitest"
)

const token = "aut4-t0ken"

func sender(t *testing.T, base string, o api.Options) *Sender {
	t.Helper()
	o.Provider, o.Settings = "Twilio", "twilio"
	client, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &Sender{Base: base, Account: "AC1", From: "+15017122661", Token: func() (string, error) { return token, nil }, Client: client}
}

func text(callback string) *schema.Message {
	return &schema.Message{Channel: "sms", To: []string{"+15558675310"}, Body: "Zoë asked for a call", Key: "e1-4", Callback: callback}
}

func TestFaults(t *testing.T) {
	apitest.Run(t, apitest.Subject{Provider: "Twilio", Settings: "twilio", Secret: token, Message: text(""),
		Sender: func(t *testing.T, base string, o api.Options) schema.Sender { return sender(t, base, o) },
		Refusal: func(words string) string {
			return fmt.Sprintf(`{"message": %q, "more_info": "https://x", "status": 400}`, words)
		}})
}

func TestSend(t *testing.T) {
	var got url.Values
	base := apitest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if got, err = url.ParseQuery(string(body)); err != nil {
			t.Error(err)
		}
		account, password, _ := r.BasicAuth()
		if r.Method != "POST" || r.URL.Path != "/2010-04-01/Accounts/AC1/Messages.json" || account != "AC1" || password != token ||
			r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.Header.Get("Idempotency-Key") != "e1-4" {
			t.Errorf("%s %s %v", r.Method, r.URL, r.Header)
		}
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"sid": "SM7", "status": "queued", "to": "+15558675310", "error_code": null, "error_message": null}`)
	})
	s := sender(t, base, apitest.Options())
	sent, err := s.Send(context.Background(), text(""))
	if err != nil || sent.Text != "SM7" || sent.Outputs[0].Text() != "SM7" || sent.Outputs[1].Text() != "queued" || sent.Later {
		t.Errorf("%+v %v", sent, err)
	}
	want := url.Values{"To": {"+15558675310"}, "From": {"+15017122661"}, "Body": {"Zoë asked for a call"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// With an address of one's own, the outcome is told there; a messaging service picks the number itself.
	s.From = "MG1"
	if sent, err = s.Send(context.Background(), text("https://wf.acme.example/callback/x")); err != nil || !sent.Later {
		t.Errorf("%+v %v", sent, err)
	}
	if got.Get("StatusCallback") != "https://wf.acme.example/callback/x" || got.Get("MessagingServiceSid") != "MG1" || got.Has("From") {
		t.Errorf("form %v", got)
	}
}

func TestRefusals(t *testing.T) {
	base := apitest.Serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"code": 21211, "message": "The 'To' number +1 is not a valid phone number.", "status": 400}`)
	})
	_, err := sender(t, base, apitest.Options()).Send(context.Background(), text(""))
	apitest.Want(t, err, "Twilio answered 400 Bad Request: The 'To' number +1 is not a valid phone number. (error 21211)", false, 0)
	s := sender(t, base, apitest.Options())
	s.Token = func() (string, error) { return "", errors.New("the environment variable `TWILIO_TOKEN` is not set") }
	_, err = s.Send(context.Background(), text(""))
	apitest.Want(t, err, "Twilio: the environment variable `TWILIO_TOKEN` is not set", true, 0)
}

// The example of Twilio's documentation and the one of its libraries' tests.
func TestPublishedSignature(t *testing.T) {
	const address, signature = "https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8="
	form := url.Values{"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+14158675309"}, "Digits": {"1234"}, "From": {"+14158675309"}, "To": {"+18005551212"}}
	if !Signed("12345", address, form, signature) {
		t.Error("the signature of the libraries is refused")
	}
	documented := url.Values{"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+14158675310"}, "Digits": {"1234"}, "From": {"+14158675310"}, "To": {"+18005551212"}}
	if !Signed("12345", address, documented, "GvWf1cFY/Q7PnoempGyD5oXAezc=") {
		t.Error("the signature of the documentation is refused")
	}
	// With and without the default port the request is the same.
	if !Signed("12345", "https://mycompany.com:443/myapp.php?foo=1&bar=2", form, signature) {
		t.Error("refused with the port")
	}
	with := base64.StdEncoding.EncodeToString(sum("12345", "https://mycompany.com:443/myapp.php?foo=1&bar=2", form))
	if !Signed("12345", address, form, with) {
		t.Error("refused when the port was signed")
	}
	changed := url.Values{"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+14158675309"}, "Digits": {"1235"}, "From": {"+14158675309"}, "To": {"+18005551212"}}
	for name, forged := range map[string]bool{
		"another token":   Signed("12346", address, form, signature),
		"another address": Signed("12345", "https://mycompany.com/myapp.php?foo=1", form, signature),
		"another field":   Signed("12345", address, changed, signature),
		"no signature":    Signed("12345", address, form, ""),
		"no base64":       Signed("12345", address, form, "%"),
		"no token":        Signed("", address, form, base64.StdEncoding.EncodeToString(sum("", address, form))),
	} {
		if forged {
			t.Errorf("%s passes", name)
		}
	}
}

func TestHear(t *testing.T) {
	const address = "https://wf.acme.example/callback/e1?token=abc"
	s := sender(t, "", apitest.Options())
	hear := func(form url.Values, signature string) (schema.Sent, error) {
		if signature == "" {
			signature = base64.StdEncoding.EncodeToString(sum(token, address, form))
		}
		return s.Hear(text(address), &schema.Reply{URL: address, Header: map[string][]string{"X-Twilio-Signature": {signature}}, Body: []byte(form.Encode())})
	}
	status := func(status string, more ...string) url.Values {
		form := url.Values{"MessageSid": {"SM7"}, "MessageStatus": {status}, "AccountSid": {"AC1"}}
		for i := 0; i < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return form
	}
	for _, early := range []string{"queued", "sending", "sent"} {
		if sent, err := hear(status(early), ""); err != nil || !sent.Later {
			t.Errorf("%s: %+v %v", early, sent, err)
		}
	}
	if sent, err := hear(status("delivered"), ""); err != nil || sent.Later || sent.Text != "SMS notification sent, SM7" || sent.Outputs[1].Text() != "delivered" {
		t.Errorf("%+v %v", sent, err)
	}
	for want, form := range map[string]url.Values{
		"could not be sent: a fatal error occurred: undelivered (error 30003)":                             status("undelivered", "ErrorCode", "30003"),
		"could not be sent: a fatal error occurred: failed: Unreachable destination handset (error 30003)": status("failed", "ErrorCode", "30003", "ErrorMessage", "Unreachable destination handset"),
		"could not be sent: a fatal error occurred: canceled":                                              status("canceled"),
	} {
		_, err := hear(form, "")
		apitest.Want(t, err, want, false, 0)
		var bad *schema.BadReply
		if errors.As(err, &bad) {
			t.Errorf("%s is a bad reply", want)
		}
	}
	for want, answer := range map[string]func() (schema.Sent, error){
		"the request is not signed by Twilio with the token of the account": func() (schema.Sent, error) { return hear(status("delivered"), "RSOYDt4T1cUTdK1PDd93/VVr8B8=") },
		"`lost` is no status of a text message":                             func() (schema.Sent, error) { return hear(status("lost"), "") },
		"`` is no status of a text message":                                 func() (schema.Sent, error) { return hear(url.Values{}, "") },
		"the request holds no form": func() (schema.Sent, error) {
			return s.Hear(text(address), &schema.Reply{URL: address, Body: []byte("%zz")})
		},
	} {
		_, err := answer()
		var bad *schema.BadReply
		if !errors.As(err, &bad) || bad.Reason != want || bad.Forged != (want[:11] == "the request" && want[12] == 'i') {
			t.Errorf("got %+v, want %s", err, want)
		}
	}
}
