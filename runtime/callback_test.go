package runtime_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

const scoring = `action crm.score(model: text, who: text, depth: number = 1) -> { score: number, on: date }
  at "https://scores.example/run"
  with secret("SCORE_KEY")
  up to 2 days

workflow scoring on contact {
  enroll when contact.score > 1
  let s = crm.score(model: "v2", who: "{{contact.id}}")
  if s.ok then set contact.city = "{{s.score}} {{s.on}}" else set contact.city = s.error
}`

// later answers as another system does that takes its time, and hears what it is told.
type later struct {
	recorder
}

func (l *later) Hear(_ *schema.Message, r *schema.Reply) (schema.Sent, error) {
	switch body := string(r.Body); {
	case body == "progress":
		return schema.Sent{Later: true}, nil
	case body == "forged":
		return schema.Sent{}, &schema.BadReply{Forged: true, Reason: "the signature is wrong"}
	case strings.HasPrefix(body, "failed: "):
		return schema.Sent{}, errors.New(body[len("failed: "):])
	default:
		v, err := schema.FromJSON(r.Body, schema.Of(schema.Any), nil)
		if err != nil {
			return schema.Sent{}, &schema.BadReply{Reason: err.Error()}
		}
		return schema.Sent{Text: "answered", Answer: v}, nil
	}
}

// scored is a world in which contact 1 waits for its score, and the token of the answer.
func scored(t *testing.T) (*world, *later, string) {
	t.Helper()
	l := &later{}
	l.answer = func(m *schema.Message) (schema.Sent, error) {
		return schema.Sent{Text: "202 Accepted", Later: true}, nil
	}
	w := newWorld(t, scoring, func(c *runtime.Config) {
		c.URL, c.Senders = "https://wf.acme.example/", map[string]schema.Sender{"webhook": l}
	})
	w.put("contact", "1", "score", 2)
	w.drain()
	sent := l.messages()
	if len(sent) != 1 {
		t.Fatalf("sent %+v", sent)
	}
	token, ok := strings.CutPrefix(sent[0].Callback, "https://wf.acme.example/callback/")
	if !ok {
		t.Fatalf("the callback is %q", sent[0].Callback)
	}
	return w, l, token
}

func (w *world) answer(token, body string) error {
	return w.e.Answer(context.Background(), token, &schema.Reply{URL: "https://wf.acme.example/callback/" + token, Body: []byte(body)})
}

func (w *world) refuses(token, body, want string) {
	w.t.Helper()
	if err := w.answer(token, body); err == nil || err.Error() != want {
		w.t.Errorf("%s: %v, want %s", body, err, want)
	}
}

func TestRequestOfDeclaredAction(t *testing.T) {
	_, l, _ := scored(t)
	m := l.messages()[0]
	if want := `{"model":"v2","who":"1","depth":1}`; m.Body != want || m.Fields["secret"].Text() != "SCORE_KEY" || m.Fields["secret"].Kind() != schema.Secret {
		t.Errorf("got %s, secret %v; want %s", m.Body, m.Fields["secret"], want)
	}
}

func TestAnswerAtOnce(t *testing.T) {
	for _, c := range []struct{ answer, city string }{
		{`{"score": 42, "on": "2026-03-05", "more": true}`, "42 2026-03-05"},
		{`{"score": null}`, ""},
		{`{"error": "no such model"}`, "no such model"},
		{`{"score": "many"}`, "`score` of the answer: `many` is no number: expected digits with at most a point, such as 1200.5"},
		{`[1]`, "the answer is no JSON object"},
	} {
		w := newWorld(t, scoring)
		w.sent.answer = func(m *schema.Message) (schema.Sent, error) {
			v, err := schema.FromJSON([]byte(c.answer), schema.Of(schema.Any), nil)
			return schema.Sent{Text: "200 OK", Answer: v}, err
		}
		w.put("contact", "1", "score", 2)
		w.drain()
		if got := strings.TrimSpace(w.get(ref("contact", "1"), "city")); got != c.city {
			t.Errorf("%s: %q, want %q", c.answer, got, c.city)
		}
	}
}

func TestAnswerLater(t *testing.T) {
	w, _, token := scored(t)
	w.expectHistory(runtime.Filter{},
		"enrolled | enroll when contact.score > 1", "acted | crm.score | POST https://scores.example/run: action started | waiting")
	forged := "x" + token[1:]
	if forged == token { // it is drawn at random
		forged = "y" + token[1:]
	}
	w.refuses(forged, `{"score": 1}`, "this address is not known here")
	w.refuses(token, "forged", "the signature is wrong")
	w.refuses(token, `{"score": "many"}`, "`score` of the answer: `many` is no number: expected digits with at most a point, such as 1200.5")
	if err := w.answer(token, "progress"); err != nil {
		t.Error(err)
	}
	w.advance(47 * time.Hour)
	w.expect(ref("contact", "1"), "city", "")
	if err := w.answer(token, `{"score": 7, "on": "2026-03-05"}`); err != nil {
		t.Fatal(err)
	}
	w.expect(ref("contact", "1"), "city", "7 2026-03-05")
	w.refuses(token, `{"score": 8}`, "this was answered already, on 2026-03-04 08:00:00 UTC")
	w.advance(48 * time.Hour)
	w.expectHistory(runtime.Filter{},
		"enrolled | enroll when contact.score > 1", "acted | crm.score | POST https://scores.example/run: answered",
		"branched | if | s.ok: yes", "acted | set | city: unknown → 7 2026-03-05", "finished")
	w.expectStatus("scoring", 1, 1, 0, 0, 0)
}

func TestFailureToldLater(t *testing.T) {
	w, _, token := scored(t)
	if err := w.answer(token, "failed: the model burned down"); err != nil {
		t.Fatal(err)
	}
	w.expect(ref("contact", "1"), "city", "the model burned down")
	w.expectStatus("scoring", 1, 1, 0, 0, 1)
}

func TestOutcomeNobodyTells(t *testing.T) {
	w, _, token := scored(t)
	w.advance(48*time.Hour - time.Second)
	w.expect(ref("contact", "1"), "city", "")
	w.advance(time.Second)
	w.expect(ref("contact", "1"), "city", "the outcome is not known: nobody told it within 2 days")
	w.refuses(token, `{"score": 7}`, "this answer comes too late: it was awaited until 2026-03-04 09:00:00 UTC")
	w.expectStatus("scoring", 1, 1, 0, 0, 1)
}

// The other side may be quicker than its own answer to the request.
func TestAnswerBeforeItWasTakenOver(t *testing.T) {
	l := &later{}
	w := newWorld(t, scoring, func(c *runtime.Config) {
		c.Clock, c.URL, c.Senders = runtime.RealClock{}, "https://wf.acme.example", map[string]schema.Sender{"webhook": l}
	})
	l.answer = func(m *schema.Message) (schema.Sent, error) {
		token := m.Callback[strings.LastIndexByte(m.Callback, '/')+1:]
		return schema.Sent{Later: true}, w.answer(token, `{"score": 3, "on": "2026-03-05"}`)
	}
	w.put("contact", "1", "score", 2)
	w.drain()
	w.expect(ref("contact", "1"), "city", "3 2026-03-05")
}

func TestUnsubscribe(t *testing.T) {
	w := newWorld(t, `workflow mail on contact {
  enroll when contact.score > 1
  reenroll always
  email(template: "welcome")
}
workflow left on contact {
  enroll on event subscription_changed where event.status == "unsubscribed"
  set contact.city = "left {{trigger.type}}"
}`, func(c *runtime.Config) { c.URL = "https://wf.acme.example" })
	w.put("contact", "1", "score", 2, "email", "ann@ledger.example")
	w.drain()
	m := w.sent.messages()[0]
	link, ok := strings.CutPrefix(m.Headers[0], "List-Unsubscribe: <https://wf.acme.example/unsubscribe/")
	token := strings.TrimSuffix(link, ">")
	if !ok || m.Headers[1] != "List-Unsubscribe-Post: List-Unsubscribe=One-Click" || !strings.HasSuffix(m.Body, "[Unsubscribe](https://wf.acme.example/unsubscribe/"+token+")\n") {
		t.Fatalf("mail %+v", m)
	}
	if _, err := w.e.Unsubscribe(context.Background(), token+"A"); !errors.Is(err, runtime.ErrNoSuchCallback) {
		t.Errorf("a token that was changed: %v", err)
	}
	for range 2 {
		u, err := w.e.Unsubscribe(context.Background(), token)
		if err != nil || u != (runtime.Unsubscription{Contact: ref("contact", "1"), Address: "ann@ledger.example", Type: "News"}) {
			t.Fatalf("%+v, %v", u, err)
		}
	}
	w.expect(ref("contact", "1"), "city", "left News")
	w.expectStatus("left", 1, 1, 0, 0, 0)
	w.put("contact", "1", "score", 1)
	w.put("contact", "1", "score", 2)
	w.drain()
	if n := len(w.sent.messages()); n != 1 {
		t.Errorf("%d mails", n)
	}
	lines := w.history(runtime.Filter{Workflow: "mail"})
	if want := "acted | email | skipped | `ann@ledger.example` unsubscribed from `News`"; lines[len(lines)-2] != want {
		t.Errorf("%s, want %s", lines[len(lines)-2], want)
	}
}
