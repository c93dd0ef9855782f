package server_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/server"
	"github.com/wflang/wf/runtime/store"
)

// scripted is an engine that answers by the token, and keeps what it was told.
type scripted struct {
	reply *schema.Reply
	left  []string
	sick  error
	told  []runtime.Notification
}

func (e *scripted) Answer(_ context.Context, token string, r *schema.Reply) error {
	e.reply = r
	return map[string]error{
		"unknown": runtime.ErrNoSuchCallback,
		"late":    &runtime.ClosedError{Late: true, At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)},
		"again":   &runtime.ClosedError{At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)},
		"forged":  &schema.BadReply{Forged: true, Reason: "the signature is wrong"},
		"bad":     &schema.BadReply{Reason: "the body is no JSON object"},
		"broken":  errors.New("disk /var/lib/x is full"),
	}[token]
}

func (e *scripted) Unsubscription(token string) (runtime.Unsubscription, error) {
	if token == "unknown" {
		return runtime.Unsubscription{}, runtime.ErrNoSuchCallback
	}
	return runtime.Unsubscription{Contact: schema.Ref{Object: "contact", ID: "1"}, Address: "<b>ann@x.example", Type: "News & more"}, nil
}

func (e *scripted) Unsubscribe(_ context.Context, token string) (runtime.Unsubscription, error) {
	u, err := e.Unsubscription(token)
	if err == nil {
		e.left = append(e.left, token)
	}
	return u, err
}

func (e *scripted) Alive() error {
	if errors.Is(e.sick, store.ErrFull) {
		return nil
	}
	return e.sick
}

func (e *scripted) Ready() error { return e.sick }

func ask(t *testing.T, e *scripted, method, path, body string) (status int, text string) {
	t.Helper()
	w := httptest.NewRecorder()
	server.New(e, server.Options{}).ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	answer := w.Result()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(data)
}

func TestCallback(t *testing.T) {
	for _, c := range []struct {
		token  string
		status int
		text   string
	}{
		{"fine", 200, "ok"},
		{"unknown", 404, "this address is not known here"},
		{"late", 410, "this answer comes too late: it was awaited until 2026-03-02 09:00:00 UTC"},
		{"again", 409, "this was answered already, on 2026-03-02 09:00:00 UTC"},
		{"forged", 403, "the signature is wrong"},
		{"bad", 400, "the body is no JSON object"},
		{"broken", 500, "the request could not be done; try again later"},
	} {
		e := &scripted{}
		status, text := ask(t, e, "POST", "/callback/"+c.token+"?a=b", `{"score": 1}`)
		if status != c.status || text != c.text+"\n" {
			t.Errorf("%s: %d %s", c.token, status, text)
		}
		if string(e.reply.Body) != `{"score": 1}` || e.reply.URL != "http://example.com/callback/"+c.token+"?a=b" {
			t.Errorf("%s: the engine got %+v", c.token, e.reply)
		}
	}
	e := &scripted{}
	if status, _ := ask(t, e, "POST", "/callback/fine", strings.Repeat("x", 1<<20+1)); status != http.StatusRequestEntityTooLarge || e.reply != nil {
		t.Errorf("a large answer: %d, %v", status, e.reply)
	}
	if status, _ := ask(t, e, "GET", "/callback/fine", ""); status != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", status)
	}
}

func TestUnsubscribing(t *testing.T) {
	e := &scripted{}
	status, page := ask(t, e, "GET", "/unsubscribe/ann", "")
	if status != 200 || !strings.Contains(page, "&lt;b&gt;ann@x.example will get no “News &amp; more” mail any more.") || !strings.Contains(page, `<form method="post">`) {
		t.Errorf("%d\n%s", status, page)
	}
	if e.left != nil {
		t.Error("looking at the page unsubscribed")
	}
	status, page = ask(t, e, "POST", "/unsubscribe/ann", "List-Unsubscribe=One-Click")
	if status != 200 || !strings.Contains(page, "gets no “News &amp; more” mail any more.") || strings.Contains(page, "<form") || len(e.left) != 1 {
		t.Errorf("%d %v\n%s", status, e.left, page)
	}
	for _, method := range []string{"GET", "POST"} {
		if status, text := ask(t, e, method, "/unsubscribe/unknown", ""); status != 404 || text != "this link is not known here\n" {
			t.Errorf("%s: %d %s", method, status, text)
		}
	}
}

// A full disk is no reason to start again, and no place of the machine is told.
func TestHealth(t *testing.T) {
	full := fmt.Errorf("/var/lib/x: %w: 99 MB are free", store.ErrFull)
	for _, test := range []struct {
		sick                 error
		alive, ready         int
		aliveWords, toldWhat string
	}{
		{nil, 200, 200, "ok\n", "ok\n"},
		{full, 200, 503, "ok\n", "the disk is full: changes are refused, timers and messages wait, and all goes on once there is room\n"},
		{runtime.ErrClosed, 503, 503, "the server is ending\n", "the server is ending\n"},
		{errors.New("/var/lib/x is gone"), 503, 503, "the store failed: the log of the server says how\n", "the store failed: the log of the server says how\n"},
	} {
		e := &scripted{sick: test.sick}
		if status, text := ask(t, e, "GET", "/livez", ""); status != test.alive || text != test.aliveWords {
			t.Errorf("%v: alive: %d %s", test.sick, status, text)
		}
		for _, path := range []string{"/healthz", "/readyz"} {
			if status, text := ask(t, e, "GET", path, ""); status != test.ready || text != test.toldWhat {
				t.Errorf("%v: %s: %d %s", test.sick, path, status, text)
			}
		}
	}
}
