// Text messages from hand-off to outcome: the engine, Twilio's sender, and the server that Twilio calls back.

package wf_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/server"
	"github.com/wflang/wf/stdlib/connect"
)

// phone is a project that sends texts through a counterpart of Twilio's, on a virtual clock.
type phone struct {
	t      *testing.T
	engine *wf.Engine
	web    http.Handler // of the engine
	texts  []url.Values // that Twilio took
	refuse string       // Twilio's answer instead
}

// newPhone has settings in wf.yaml beside those of Twilio. The address of the project is one behind a proxy that ends TLS.
func newPhone(t *testing.T, settings string) *phone {
	t.Helper()
	p := &phone{t: t}
	twilio := httptest.NewServer(http.HandlerFunc(p.take))
	t.Cleanup(twilio.Close)
	dir := t.TempDir()
	for name, text := range map[string]string{
		"wf.yaml": fmt.Sprintf("timezone: Europe/Paris\nurl: https://wf.acme.example\nwebhooks: { allow: [127.0.0.1] }\n"+
			"twilio: { account: AC1, token: { env: TWILIO }, from: \"+15017122661\", url: %q, per_second: 100000 }\n%s", twilio.URL, settings),
		"w.wf": `workflow call on contact {
  enroll when known(contact.phone)

  let s = notify.sms(to: contact.phone, text: "Call {{contact.lastname}}")
  set contact.city = s.ok ? "{{s.id}} {{s.status}}" : s.error
}
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	project, err := wf.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	senders, err := connect.Senders(project.Config, secretOf)
	if err != nil {
		t.Fatal(err)
	}
	if p.engine, err = wf.Open(project, wf.Options{Clock: runtime.NewVirtualClock(begin), Senders: senders}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.engine.Close() })
	p.web = server.New(p.engine.Runtime(), server.Options{})
	return p
}

// take is Twilio's resource for messages.
func (p *phone) take(w http.ResponseWriter, r *http.Request) {
	account, password, _ := r.BasicAuth()
	body, err := io.ReadAll(r.Body)
	form, fault := url.ParseQuery(string(body))
	if err != nil || fault != nil || r.URL.Path != "/2010-04-01/Accounts/AC1/Messages.json" || account != "AC1" || password != secrets["TWILIO"] {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if p.refuse != "" {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, p.refuse)
		return
	}
	p.texts = append(p.texts, form)
	w.WriteHeader(http.StatusCreated)
	fmt.Fprintf(w, `{"sid": "SM%d", "status": "queued"}`, len(p.texts))
}

func (p *phone) enter(id string) {
	p.t.Helper()
	if _, err := p.engine.Put(context.Background(), "contact", id, wf.Props{"lastname": "Lee", "phone": "+33612345678"}); err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.engine.Drain(context.Background()); err != nil {
		p.t.Fatal(err)
	}
}

func (p *phone) advance(to time.Time) {
	p.t.Helper()
	if err := p.engine.Advance(context.Background(), to); err != nil {
		p.t.Fatal(err)
	}
}

// call is Twilio telling the status of a text, signed with a token. It returns what the engine answers.
func (p *phone) call(text int, token, status string, more ...string) string {
	p.t.Helper()
	form := url.Values{"MessageSid": {fmt.Sprintf("SM%d", text)}, "MessageStatus": {status}, "AccountSid": {"AC1"}}
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	address := p.texts[text-1].Get("StatusCallback")
	mac := hmac.New(sha1.New, []byte(token))
	_, _ = io.WriteString(mac, address)
	for _, name := range slices.Sorted(maps.Keys(form)) {
		_, _ = io.WriteString(mac, name+form.Get(name))
	}
	return p.post(strings.Replace(address, "https://", "http://", 1), form, base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

func (p *phone) post(address string, form url.Values, signature string) string {
	p.t.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Twilio-Signature", signature)
	w := httptest.NewRecorder()
	p.web.ServeHTTP(w, r)
	return fmt.Sprintf("%d %s", w.Code, strings.TrimSpace(w.Body.String()))
}

func (p *phone) expect(id string, want ...string) {
	p.t.Helper()
	var got []string
	for line, err := range p.engine.History("contact", id) {
		if err != nil {
			p.t.Fatal(err)
		}
		untold(p.t, "history", fmt.Sprintf("%+v", line))
		if line.Action == "notify.sms" {
			got = append(got, strings.TrimSuffix(fmt.Sprintf("%s: %s | %s", line.Status, line.Text, line.Reason), " | "))
		}
	}
	props, _, err := p.engine.Get("contact", id)
	if err != nil {
		p.t.Fatal(err)
	}
	if city, _ := props["city"].(string); city != "" {
		got = append(got, city)
	}
	if !slices.Equal(got, want) {
		p.t.Errorf("contact %s:\n%q\nwant\n%q", id, got, want)
	}
}

func TestTextMessageIsDelivered(t *testing.T) {
	p := newPhone(t, "")
	p.enter("1")
	if len(p.texts) != 1 || p.texts[0].Get("To") != "+33612345678" || p.texts[0].Get("From") != "+15017122661" || p.texts[0].Get("Body") != "Call Lee" ||
		!strings.HasPrefix(p.texts[0].Get("StatusCallback"), "https://wf.acme.example/callback/") {
		t.Fatalf("Twilio got %v", p.texts)
	}
	const waits = "waiting: to +33612345678: action started"
	p.expect("1", waits)
	token := secrets["TWILIO"]
	for _, c := range []struct{ got, want string }{
		{p.call(1, "guessed", "delivered"), "403 the request is not signed by Twilio with the token of the account"},
		{p.post("http://wf.acme.example/callback/AAAA", url.Values{}, ""), "404 this address is not known here"},
		{p.call(1, token, "lost"), "400 `lost` is no status of a text message"},
		{p.call(1, token, "sending"), "200 ok"},
		{p.call(1, token, "sent"), "200 ok"},
	} {
		if c.got != c.want {
			t.Errorf("answered %s, want %s", c.got, c.want)
		}
	}
	p.advance(begin.Add(71 * time.Hour))
	p.expect("1", waits)
	if got := p.call(1, token, "delivered"); got != "200 ok" {
		t.Errorf("answered %s", got)
	}
	sent := []string{"done: to +33612345678: SMS notification sent, SM1", "SM1 delivered"}
	p.expect("1", sent...)
	if got := p.call(1, token, "failed"); got != "409 this was answered already, on 2026-03-05 08:00:00 UTC" {
		t.Errorf("answered %s", got)
	}
	p.advance(begin.Add(200 * time.Hour))
	p.expect("1", sent...)
	if len(p.texts) != 1 {
		t.Errorf("%d texts", len(p.texts))
	}
}

func TestTextMessageIsNotDelivered(t *testing.T) {
	p := newPhone(t, "")
	p.enter("1")
	if got := p.call(1, secrets["TWILIO"], "undelivered", "ErrorCode", "30003"); got != "200 ok" {
		t.Errorf("answered %s", got)
	}
	const fatal = "could not be sent: a fatal error occurred: undelivered (error 30003)"
	p.expect("1", "failed: to +33612345678 | "+fatal, fatal)

	p.refuse = `{"code": 21211, "message": "no such number", "status": 400}`
	p.enter("2")
	const refused = "Twilio answered 400 Bad Request: no such number (error 21211)"
	p.expect("2", "failed: to +33612345678 | "+refused, refused)
}

// Nobody tells the outcome: the record goes on after 72 hours, and what comes then is not heard.
func TestTextMessageNobodyTellsOf(t *testing.T) {
	p := newPhone(t, "")
	p.enter("1")
	p.advance(begin.Add(72*time.Hour - time.Second))
	p.expect("1", "waiting: to +33612345678: action started")
	p.advance(begin.Add(72 * time.Hour))
	const unknown = "the outcome is not known: nobody told it within 72 hours"
	want := []string{"failed: to +33612345678 | " + unknown, unknown}
	p.expect("1", want...)
	if got := p.call(1, secrets["TWILIO"], "delivered"); got != "410 this answer comes too late: it was awaited until 2026-03-05 09:00:00 UTC" {
		t.Errorf("answered %s", got)
	}
	p.expect("1", want...)
	if s, err := p.engine.Status(); err != nil || s[0].Finished != 1 || s[0].Failed != 1 {
		t.Errorf("%+v, %v", s, err)
	}
}

// What the month does not allow never reaches Twilio. The month is that of the project, in Paris.
func TestTextMessagesOfAMonthThroughTwilio(t *testing.T) {
	p := newPhone(t, "limits: { sms_per_month: 2 }\n")
	for _, id := range []string{"1", "2", "3"} {
		p.enter(id)
	}
	const full = "2 SMS were sent this month, and 2 is the most: no more until 2026-04-01"
	p.expect("3", "failed:  | "+full, full)
	p.advance(time.Date(2026, 3, 31, 21, 59, 0, 0, time.UTC)) // 23:59 there
	p.enter("4")
	p.expect("4", "failed:  | "+full, full)
	p.advance(time.Date(2026, 3, 31, 22, 0, 0, 0, time.UTC))
	p.enter("5")
	p.expect("5", "waiting: to +33612345678: action started")
	if len(p.texts) != 3 {
		t.Errorf("%d texts reached Twilio", len(p.texts))
	}
}
