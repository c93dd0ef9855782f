// Every message action through the whole engine, against counterparts that fail.

package wf_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	smtp "github.com/emersion/go-smtp"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/stdlib/connect"
)

// outward are the message actions that leave the house, as a step on an object. `notify` stays inside.
var outward = []struct{ action, object, step string }{
	{"webhook", "contact", `webhook(url: "BASE/hook")`},
	{"notify.sms", "contact", `notify.sms(to: contact.owner, text: "x")`},
	{"slack.message", "contact", `slack.message(channel: "#deals", text: "x")`},
	{"slack.message to", "contact", `slack.message(to: contact.owner, text: "x")`},
	{"slack.channel", "deal", `slack.channel(name: "deal-3")`},
	{"asana.task", "contact", `asana.task(project: "12", name: "x")`},
	{"salesforce.task", "contact", `salesforce.task(subject: "x")`},
	{"salesforce.campaign", "contact", `salesforce.campaign(id: "701000000000001AAA", status: "Responded")`},
	{"audience.add", "contact", `audience.add(name: "A", network: "meta")`},
	{"audience.add google", "contact", `audience.add(name: "A", network: "google")`},
	{"notify.email", "contact", `notify.email(to: contact.owner, subject: "x", body: "x")`},
	{"email", "contact", `email(template: "welcome")`},
}

// secrets are the contents that must never be seen; by environment variable.
var secrets = map[string]string{"HOOK": "hook-s3cret", "SMTP": "smtp-s3cret", "SLACK": "xoxb-s3cret", "TWILIO": "tw-s3cret", "ASANA": "as-s3cret", "SF": "sf-s3cret", "META": "me-s3cret",
	"GDEV": "gd-s3cret", "GCLIENT": "gc-s3cret", "GREFRESH": "gr-s3cret"}

func secretOf(name string) (string, bool) {
	content, ok := secrets[name]
	return content, ok
}

// projectOf is a project with one step on an object, all of whose connectors lead to a provider and a mail server.
func projectOf(t *testing.T, object, step, base, mail string) *wf.Project {
	t.Helper()
	p, err := wf.Load(projectFolder(t, object, step, base, mail))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func projectFolder(t *testing.T, object, step, base, mail string) string {
	t.Helper()
	dir := t.TempDir()
	pace := "per_second: 100000"
	files := map[string]string{
		"wf.yaml": fmt.Sprintf(`webhooks: { allow: [127.0.0.1], %[2]s }
users: [{ email: ana@acme.example, phone: "+33100000000" }]
smtp: { url: "smtp://%[3]s", from: hello@acme.example, %[2]s }
slack: { token: { env: SLACK }, url: "%[1]s", %[2]s }
twilio: { account: AC1, token: { env: TWILIO }, from: "+15017122661", url: "%[1]s", %[2]s }
asana: { token: { env: ASANA }, url: "%[1]s", %[2]s }
salesforce: { url: "%[1]s", token: { env: SF }, %[2]s }
meta: { account: "12", token: { env: META }, url: "%[1]s", %[2]s }
google: { customer: "12", developer_token: { env: GDEV }, client_id: x, client_secret: { env: GCLIENT }, refresh_token: { env: GREFRESH }, url: "%[1]s", token_url: "%[1]s/token", %[2]s }
`, base, pace, mail),
		"emails/welcome.md": "---\nsubject: Hello\nkind: transactional\n---\nWelcome.\n",
		"w.wf": fmt.Sprintf("workflow w on %[1]s {\n  enroll when %[1]s.%[2]s != nil\n\n  %[3]s\n  set %[1]s.%[2]s = \"through\"\n}\n", object,
			map[string]string{"contact": "lastname", "deal": "name"}[object], strings.ReplaceAll(step, "BASE", base)),
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var begin = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// play runs one record through the project for some days, and returns the lines of the history about the action.
func play(t *testing.T, p *wf.Project, object string, clock *runtime.VirtualClock, days int) []wf.Entry {
	t.Helper()
	senders, err := connect.Senders(p.Config, secretOf)
	if err != nil {
		t.Fatal(err)
	}
	return playWith(t, p, senders, object, clock, days)
}

func playWith(t *testing.T, p *wf.Project, senders map[string]schema.Sender, object string, clock *runtime.VirtualClock, days int) []wf.Entry {
	t.Helper()
	e, err := wf.Open(p, wf.Options{Clock: clock, Senders: senders})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}()
	id := enter(t, e, object)
	if err := e.Advance(context.Background(), begin.AddDate(0, 0, days)); err != nil {
		t.Fatal(err)
	}
	props, _, err := e.Get(object, id)
	if err != nil {
		t.Fatal(err)
	}
	if props["lastname"] != "through" && props["name"] != "through" {
		t.Errorf("the record did not come through: %v", props)
	}
	var lines []wf.Entry
	for line, err := range e.History(object, id) {
		if err != nil {
			t.Fatal(err)
		}
		untold(t, "history", fmt.Sprintf("%+v", line))
		if line.Action != "" && line.Action != "set" {
			lines = append(lines, line)
		}
	}
	return lines
}

func enter(t *testing.T, e *wf.Engine, object string) string {
	t.Helper()
	props := wf.Props{"name": "Big", "owner": "ana@acme.example"}
	if object == "contact" {
		props = wf.Props{"email": "ann@ledger.example", "lastname": "Lee", "owner": "ana@acme.example"}
	}
	id, err := e.Put(context.Background(), object, "", props)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// untold demands that a text tells no secret.
func untold(t *testing.T, where, text string) {
	t.Helper()
	for name, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("%s tells the secret %s: %s", where, name, text)
		}
	}
}

// provider is all providers over HTTP at once. It answers well, unless fault says otherwise.
type provider struct {
	fault func(w http.ResponseWriter, r *http.Request) bool

	mu   sync.Mutex
	keys map[string]int // requests by idempotency key
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	if key := r.Header.Get("Idempotency-Key"); key != "" {
		p.mu.Lock()
		if p.keys == nil {
			p.keys = map[string]int{}
		}
		p.keys[key+" "+r.URL.Path]++
		p.mu.Unlock()
	}
	if r.URL.Path != "/token" && p.fault != nil && p.fault(w, r) {
		return
	}
	answer := map[string]any{"ok": true, "access_token": "t", "sid": "SM1", "status": "queued", "id": "1", "user": map[string]string{"id": "U1"},
		"channel": map[string]string{"id": "C1"}, "records": []any{map[string]string{"Id": "003A"}}, "data": map[string]string{"gid": "1"}}
	if strings.HasSuffix(r.URL.Path, "/customaudiences") {
		answer["data"] = []any{}
	}
	if strings.HasSuffix(r.URL.Path, "/userLists:mutate") {
		answer["results"] = []any{map[string]string{"resourceName": "customers/12/userLists/9"}}
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// mailServer takes mails unless fault says otherwise.
func mailServer(t *testing.T, fault func() error, taken func(text string)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &mailSession{fault, taken}, nil }))
	s.Domain, s.ErrorLog = "mx.test", log.New(io.Discard, "", 0)
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	t.Cleanup(func() {
		_ = s.Close()
		<-done
	})
	return l.Addr().String()
}

type mailSession struct {
	fault func() error
	taken func(text string)
}

func (s *mailSession) Reset()        {}
func (s *mailSession) Logout() error { return nil }
func (s *mailSession) Mail(string, *smtp.MailOptions) error {
	if s.fault != nil {
		return s.fault()
	}
	return nil
}
func (s *mailSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s *mailSession) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if s.taken != nil {
		s.taken(string(text))
	}
	return err
}

// closed is an address where nobody listens.
func closed(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// Three days of faults: tries at the right times, then one line that says so, and the record goes on.
func TestThreeDaysOfFaults(t *testing.T) {
	for _, fault := range []string{"500", "429", "reset", "refused"} {
		for _, c := range outward {
			t.Run(fault+" "+c.action, func(t *testing.T) {
				clock := runtime.NewVirtualClock(begin)
				var mu sync.Mutex // each connection is served by a goroutine of its own
				var noted []time.Duration
				note := func() {
					mu.Lock()
					defer mu.Unlock()
					noted = append(noted, clock.Now().Sub(begin))
				}
				server := httptest.NewServer(&provider{fault: func(w http.ResponseWriter, _ *http.Request) bool {
					note()
					switch fault {
					case "reset":
						panic(http.ErrAbortHandler)
					case "429":
						w.WriteHeader(http.StatusTooManyRequests)
					default:
						w.WriteHeader(http.StatusInternalServerError)
					}
					return true
				}})
				defer server.Close()
				base, mail := server.URL, mailServer(t, func() error {
					note()
					return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
				}, nil)
				if fault == "refused" {
					mail = closed(t)
					base = "http://" + mail
				}
				lines := play(t, projectOf(t, c.object, c.step, base, mail), c.object, clock, 5)
				if len(lines) != 1 || lines[0].Status != schema.Failed || !strings.HasPrefix(lines[0].Reason, "given up after ") {
					t.Fatalf("history %+v", lines)
				}
				if fault == "refused" {
					if !strings.Contains(lines[0].Reason, "connection refused") {
						t.Errorf("reason %s", lines[0].Reason)
					}
					return
				}
				mu.Lock()
				tries := noted
				mu.Unlock()
				if want := fmt.Sprintf("given up after %d tries: ", len(tries)); !strings.HasPrefix(lines[0].Reason, want) {
					t.Errorf("reason %s, want %s", lines[0].Reason, want)
				}
				wantExponential(t, tries)
			})
		}
	}
}

// wantExponential demands tries after 1, 2, 4 … minutes and 8 hours at most, each a quarter more or less, for 3 days.
func wantExponential(t *testing.T, tries []time.Duration) {
	t.Helper()
	if len(tries) < 14 || len(tries) > 20 || tries[0] != 0 || tries[len(tries)-1] > 72*time.Hour || tries[len(tries)-1] < 60*time.Hour {
		t.Fatalf("%d tries at %v", len(tries), tries)
	}
	for i := 1; i < len(tries); i++ {
		wait, usual := tries[i]-tries[i-1], min(time.Minute<<(i-1), 8*time.Hour)
		if wait < usual*3/4 || wait > usual*5/4 {
			t.Errorf("wait %d is %v, want about %v", i, wait, usual)
		}
	}
}

// A provider that wants to be left alone is, and then gets the message with the same key.
func TestLeftAlone(t *testing.T) {
	for _, c := range outward {
		if strings.HasSuffix(c.action, "email") {
			continue // SMTP knows no Retry-After
		}
		t.Run(c.action, func(t *testing.T) {
			clock := runtime.NewVirtualClock(begin)
			var tries []time.Duration
			p := &provider{fault: func(w http.ResponseWriter, _ *http.Request) bool {
				if len(tries) > 0 && tries[len(tries)-1] == clock.Now().Sub(begin) {
					return false // a further request of the same try
				}
				if tries = append(tries, clock.Now().Sub(begin)); len(tries) > 1 {
					return false
				}
				w.Header().Set("Retry-After", "7200")
				w.WriteHeader(http.StatusTooManyRequests)
				return true
			}}
			server := httptest.NewServer(p)
			defer server.Close()
			lines := play(t, projectOf(t, c.object, c.step, server.URL, closed(t)), c.object, clock, 1)
			if len(lines) != 1 || lines[0].Status != schema.Done {
				t.Fatalf("history %+v", lines)
			}
			if len(tries) != 2 || tries[1] < 2*time.Hour || tries[1] > 2*time.Hour+time.Minute {
				t.Errorf("tries at %v", tries)
			}
			keys := map[string]bool{}
			for at := range p.keys {
				key, _, _ := strings.Cut(at, " ")
				keys[key] = true
			}
			if len(keys) != 1 {
				t.Errorf("keys %v", p.keys)
			}
		})
	}
}

// What is refused for good fails at once, with the provider's secret kept even when it repeats what it was sent.
func TestRefusedForGood(t *testing.T) {
	for _, c := range outward {
		t.Run(c.action, func(t *testing.T) {
			tries := 0
			server := httptest.NewServer(&provider{fault: func(w http.ResponseWriter, r *http.Request) bool {
				tries++
				w.WriteHeader(http.StatusForbidden)
				all := r.Header.Get("Authorization") + " " + r.Header.Get("developer-token")
				fmt.Fprintf(w, `{"ok": false, "error": %q, "message": %q}`, all, all)
				return true
			}})
			defer server.Close()
			mail := mailServer(t, func() error {
				tries++
				return &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 2, 2}, Message: "mailbox full"}
			}, nil)
			lines := play(t, projectOf(t, c.object, c.step, server.URL, mail), c.object, runtime.NewVirtualClock(begin), 5)
			if len(lines) != 1 || lines[0].Status != schema.Failed || tries != 1 {
				t.Errorf("%d tries, history %+v", tries, lines)
			}
		})
	}
}
