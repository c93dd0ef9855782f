package server_test

import (
	"context"
	"fmt"
	"iter"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/server"
)

func (e *scripted) InboxUser(token string) (string, error) {
	if token != "ana" {
		return "", runtime.ErrNoSuchCallback
	}
	return "ana@acme.example", e.sick
}

func (e *scripted) Notifications(user string) iter.Seq2[runtime.Notification, error] {
	return func(yield func(runtime.Notification, error) bool) {
		for _, n := range e.told {
			if n.User == user && !yield(n, nil) {
				return
			}
		}
	}
}

func (e *scripted) MarkRead(_ context.Context, user string, ids ...string) (marked int, err error) {
	for _, id := range ids {
		if !slices.ContainsFunc(e.told, func(n runtime.Notification) bool { return n.ID == id }) {
			return 0, &runtime.UnknownNotificationError{User: user, ID: id}
		}
	}
	for i, n := range e.told {
		if n.Read.IsZero() && (len(ids) == 0 || slices.Contains(ids, n.ID)) {
			e.told[i].Read = n.At.Add(time.Hour)
			marked++
		}
	}
	return marked, nil
}

func (e *scripted) Get(schema.Ref) (*schema.Record, error) { return nil, nil }

// told are n notifications of ana, one a minute, the last one with a text that tries to be more than text.
func told(n int) *scripted {
	e := &scripted{}
	for i := range n {
		e.told = append(e.told, runtime.Notification{ID: fmt.Sprint("n", i+1), User: "ana@acme.example", At: time.Date(2026, 3, 2, 9, i, 0, 0, time.UTC),
			Title: "Hot", Text: fmt.Sprint("Call ", i+1), Workflow: "leads", Record: schema.Ref{Object: "contact", ID: "7"}})
	}
	e.told[n-1].Text = "<script>alert(1)</script>"
	return e
}

func TestInboxPage(t *testing.T) {
	e := told(3)
	w := httptest.NewRecorder()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	server.New(e, server.Options{Zone: paris}).ServeHTTP(w, httptest.NewRequest("GET", "/inbox/ana", nil))
	page := w.Body.String()
	for _, want := range []string{"Notifications · 3 unread", "ana@acme.example", "&lt;script&gt;alert(1)&lt;/script&gt;", "Mon 2026-03-02 10:02 · contact 7 · leads",
		`<button name="all" value="1">`, `<button name="read" value="n3">`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	if strings.Contains(page, "<script") || strings.Index(page, "Call 2") > strings.Index(page, "Call 1") {
		t.Errorf("the newest is not first, or a text is more than text:\n%s", page)
	}
	h := w.Header()
	if h.Get("Cache-Control") != "no-store" || h.Get("Referrer-Policy") != "no-referrer" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("headers %v", h)
	}
	if status, text := ask(t, &scripted{}, "GET", "/inbox/ana", ""); status != 200 || !strings.Contains(text, "Nothing yet.") {
		t.Errorf("%d %s", status, text)
	}
	if _, text := ask(t, told(120), "GET", "/inbox/ana", ""); !strings.Contains(text, "The newest 100 of 120.") || strings.Contains(text, "Call 20<") || !strings.Contains(text, "Call 21<") {
		t.Errorf("not the newest 100:\n%s", text)
	}
}

func TestInboxRequests(t *testing.T) {
	const form, program = "application/x-www-form-urlencoded", "application/json"
	for _, c := range []struct {
		method, path, kind, accept, body string
		status                           int
		text                             string
	}{
		{"GET", "/inbox/ana?limit=1", "", program, "", 200, `{"user":"ana@acme.example","unread":2,"all":2,"notifications":[{"id":"n2","at":"2026-03-02T09:01:00Z","title":"Hot","text":"\u003cscript\u003ealert(1)\u003c/script\u003e","object":"contact","record":"7","workflow":"leads"}]}`},
		{"GET", "/inbox/ana?limit=0", "", "", "", 400, "limit expects a whole number from 1 to 1000"},
		{"GET", "/inbox/eve", "", "", "", 404, "this link is not known here"},
		{"POST", "/inbox/eve", form, "", "all=1", 404, "this link is not known here"},
		{"POST", "/inbox/ana", form, "", "read=n1", 303, ""},
		{"POST", "/inbox/ana", form, program, "read=n1&read=n2", 200, `{"marked":2}`},
		{"POST", "/inbox/ana", program, program, `{"all": true}`, 200, `{"marked":2}`},
		{"POST", "/inbox/ana", program, program, `{"read": ["n1"]}`, 200, `{"marked":1}`},
		{"POST", "/inbox/ana", program, program, `{"read": ["n9"]}`, 404, "`ana@acme.example` has no notification `n9`"},
		{"POST", "/inbox/ana", program, program, `{"read": 1}`, 400, `the body is not as expected: {"read": ["n1"]} or {"all": true}`},
		{"POST", "/inbox/ana", form, "", "", 400, "nothing is named that was read: `read` with IDs, or `all`"},
		{"DELETE", "/inbox/ana", "", "", "", 405, "Method Not Allowed"},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
		r.Header.Set("Content-Type", c.kind)
		r.Header.Set("Accept", c.accept)
		server.New(told(2), server.Options{}).ServeHTTP(w, r)
		if got := strings.TrimSpace(w.Body.String()); w.Code != c.status || got != c.text {
			t.Errorf("%s %s %s: %d %s\nwant %d %s", c.method, c.path, c.body, w.Code, got, c.status, c.text)
		}
		if c.status == 303 && w.Header().Get("Location") != "ana" {
			t.Errorf("sent on to %q", w.Header().Get("Location"))
		}
	}
}
