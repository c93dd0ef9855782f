// Actions that another system answers over HTTP, through the engine, the sender of webhooks and the server that is called
// back: at once, later, slowly, wrongly, twice, too late, or not at all.

package wf_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/server"
)

// scorer is the other system, with an engine that asks it.
type scorer struct {
	t      *testing.T
	answer func(try int, w http.ResponseWriter, r *http.Request)
	engine *wf.Engine
	web    http.Handler
	open   func() // the engine, anew
	clock  *runtime.VirtualClock
	asked  *counted
	mu     sync.Mutex // of what follows
	keys   []string
	tokens []string // of the addresses to call back
}

const scoring = `action crm.score(model: text, depth: number = 1) -> { score: number, on: date, cold: bool }
  at "BASE/score"
  with secret("HOOK")
  up to 2 days

workflow w on contact {
  enroll when known(contact.lastname)

  let s = crm.score(model: "v2")
  set contact.city = s.ok ? "{{s.score}} {{s.on}} {{s.cold}}" : s.error
  increase contact.score
}
`

// newScorer has settings in wf.yaml, and a store in a folder or, with "", in memory.
func newScorer(t *testing.T, settings, folder string, answer func(try int, w http.ResponseWriter, r *http.Request)) *scorer {
	t.Helper()
	s := &scorer{t: t, answer: answer, clock: runtime.NewVirtualClock(begin)}
	other := httptest.NewServer(http.HandlerFunc(s.take))
	t.Cleanup(other.Close)
	dir := t.TempDir()
	for name, text := range map[string]string{"wf.yaml": settings, "w.wf": strings.ReplaceAll(scoring, "BASE", other.URL)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := wf.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	s.asked = countedSender(t, "webhook", "", s.clock, 0)
	s.open = func() {
		if s.engine != nil {
			if err := s.engine.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if s.engine, err = wf.Open(p, wf.Options{Store: folder, Clock: s.clock, Senders: map[string]schema.Sender{"webhook": s.asked}}); err != nil {
			t.Fatal(err)
		}
		s.web = server.New(s.engine.Runtime(), server.Options{})
	}
	s.open()
	t.Cleanup(func() { _ = s.engine.Close() })
	return s
}

// take is the other side's address. It wants the request signed, and the same each time.
func (s *scorer) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || string(body) != `{"model":"v2","depth":1}` || r.Method != http.MethodPost || r.URL.Path != "/score" {
		s.t.Errorf("%s %s %s, %v", r.Method, r.URL, body, err)
	}
	key := r.Header.Get("webhook-id")
	mac := hmac.New(sha256.New, []byte(secrets["HOOK"]))
	fmt.Fprintf(mac, "%s.%s.%s", key, r.Header.Get("webhook-timestamp"), body)
	if got, want := r.Header.Get("webhook-signature"), "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)); got != want || key == "" || r.Header.Get("Idempotency-Key") != key {
		s.t.Errorf("the request has the signature %q, want %q", got, want)
	}
	_, token, _ := strings.Cut(r.Header.Get("Callback-URL"), "https://wf.acme.example/callback/")
	s.mu.Lock()
	s.keys, s.tokens = append(s.keys, key), append(s.tokens, token)
	s.mu.Unlock()
	s.answer(len(s.tries()), w, r)
}

func (s *scorer) tries() []time.Duration { return s.asked.tries() }

func (s *scorer) enter() {
	s.t.Helper()
	if _, err := s.engine.Put(context.Background(), "contact", "1", wf.Props{"lastname": "Lee"}); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.engine.Drain(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scorer) advance(d time.Duration) {
	s.t.Helper()
	if err := s.engine.Advance(context.Background(), s.clock.Now().Add(d)); err != nil {
		s.t.Fatal(err)
	}
}

// call posts to an address to call back, and returns what the server says.
func (s *scorer) call(token, body string) string {
	w := httptest.NewRecorder()
	s.web.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "https://wf.acme.example/callback/"+token, strings.NewReader(body)))
	return fmt.Sprintf("%d %s", w.Code, strings.TrimSpace(w.Body.String()))
}

// expect demands one line about the action, what the record was told, and that it went on once.
func (s *scorer) expect(line, city string) {
	s.t.Helper()
	var got []string
	for entry, err := range s.engine.History("contact", "1") {
		if err != nil {
			s.t.Fatal(err)
		}
		untold(s.t, "history", fmt.Sprintf("%+v", entry))
		if entry.Action == "crm.score" {
			got = append(got, strings.TrimSuffix(fmt.Sprintf("%s: %s | %s", entry.Status, strings.Replace(entry.Text, "127.0.0.1", "", 1), entry.Reason), " | "))
		}
	}
	if len(got) != 1 || portless(got[0]) != line {
		s.t.Errorf("history %q, want %q", got, line)
	}
	props, _, err := s.engine.Get("contact", "1")
	if err != nil {
		s.t.Fatal(err)
	}
	told, _ := props["city"].(string)
	went, _ := props["score"].(float64)
	if told != city || (went == 1) != (city != "") {
		s.t.Errorf("the record has %q and went on %v times, want %q", told, went, city)
	}
	if len(slices.Compact(slices.Clone(s.keys))) > 1 || len(slices.Compact(slices.Clone(s.tokens))) > 1 {
		s.t.Errorf("keys %v, addresses to call back %v", s.keys, s.tokens)
	}
}

// portless is a line without the port of the other side.
func portless(line string) string {
	before, rest, ok := strings.Cut(line, "http://:")
	if !ok {
		return line
	}
	return before + rest[strings.Index(rest, "/"):]
}

func says(status int, body string) func(int, http.ResponseWriter, *http.Request) {
	return func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// after answers the first tries by one, and the others by another.
func after(n int, first, then func(int, http.ResponseWriter, *http.Request)) func(int, http.ResponseWriter, *http.Request) {
	return func(try int, w http.ResponseWriter, r *http.Request) {
		if try <= n {
			first(try, w, r)
			return
		}
		then(try, w, r)
	}
}

const reachable = "url: https://wf.acme.example\n"

func TestDeclaredActionAnsweredAtOnce(t *testing.T) {
	good := says(200, `{"score": 42, "on": "2026-03-05", "cold": true}`)
	cut := func(_ int, w http.ResponseWriter, r *http.Request) { halves["cut in the middle"](w, r) }
	slow := func(_ int, w http.ResponseWriter, r *http.Request) { halves["slower than the limit"](w, r) }
	aside := func(wait string) func(int, http.ResponseWriter, *http.Request) {
		return func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", wait)
			w.WriteHeader(http.StatusTooManyRequests)
		}
	}
	const done = "done: POST /score: 200 OK"
	for _, c := range []struct {
		name       string
		answer     func(int, http.ResponseWriter, *http.Request)
		tries      int // 0: until three days are over
		line, city string
	}{
		{"good", good, 1, done, "42 2026-03-05 true"},
		{"in part", says(201, `{"score": 0}`), 1, "done: POST /score: 201 Created", "0  "},
		{"empty", says(204, ""), 1, "done: POST /score: 204 No Content", "  "},
		{"more than declared", says(200, `{"score": 1, "cold": false, "else": [1]}`), 1, done, "1  false"},
		{"a failure", says(200, `{"error": "no such model", "score": 3}`), 1, "failed: POST /score | no such model", "no such model"},
		{"a wrong number", says(200, `{"score": "many"}`), 1, "failed: POST /score | `score` of the answer: `many` is no number: expected digits with at most a point, such as 1200.5", "`score` of the answer: `many` is no number: expected digits with at most a point, such as 1200.5"},
		{"a wrong date", says(200, `{"on": "tomorrow"}`), 1, "failed: POST /score | `on` of the answer: `tomorrow` is no date: expected a day such as 2026-12-24", "`on` of the answer: `tomorrow` is no date: expected a day such as 2026-12-24"},
		{"a wrong bool", says(200, `{"cold": 7}`), 1, "failed: POST /score | `cold` of the answer: expected true or false, found the number 7", "`cold` of the answer: expected true or false, found the number 7"},
		{"a list", says(200, `[1]`), 1, "failed: POST /score | the answer is no JSON object", "the answer is no JSON object"},
		{"no JSON", says(200, `{"score":`), 1, "failed: POST /score | the answer is no JSON object", "the answer is no JSON object"},
		{"refused", says(403, `{"score": 1}`), 1, "failed: POST /score | the other side answered 403 Forbidden", "the other side answered 403 Forbidden"},
		{"500 once", after(1, says(500, ""), good), 2, done, "42 2026-03-05 true"},
		{"reset once", after(1, func(int, http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, good), 2, done, "42 2026-03-05 true"},
		{"cut three times", after(3, cut, good), 4, done, "42 2026-03-05 true"},
		{"slow twice", after(2, slow, good), 3, done, "42 2026-03-05 true"},
		{"left alone for a day", after(1, aside("86400"), good), 2, done, "42 2026-03-05 true"},
		{"left alone for four days", aside("345600"), 1, "failed: POST /score | given up after 1 try: the other side answered 429 Too Many Requests, and wants to be left alone for 96h0m0s",
			"given up after 1 try: the other side answered 429 Too Many Requests, and wants to be left alone for 96h0m0s"},
		{"500 for three days", says(500, ""), 0, "failed: POST /score | given up after %d tries: the other side answered 500 Internal Server Error", "given up after %d tries: the other side answered 500 Internal Server Error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newScorer(t, reachable, "", c.answer)
			if c.name == "slow twice" {
				s.asked.late = 2
			}
			s.enter()
			s.advance(5 * 24 * time.Hour)
			tries := s.tries()
			if c.tries == 0 {
				wantExponential(t, tries)
				c.line, c.city = fmt.Sprintf(c.line, len(tries)), fmt.Sprintf(c.city, len(tries))
			} else if len(tries) != c.tries {
				t.Errorf("tries at %v", tries)
			}
			s.expect(c.line, c.city)
		})
	}
}

// An outcome that is told later counts once and in time, whatever else is posted; it is awaited over a restart, and from
// the moment at which the other side took the request over.
func TestDeclaredActionAnsweredLater(t *testing.T) {
	const waiting, answered = "waiting: POST /score: action started", "done: POST /score: answered"
	accepted := says(202, `{"queued": true}`)
	t.Run("in time", func(t *testing.T) {
		s := newScorer(t, reachable, filepath.Join(t.TempDir(), "store"), after(1, says(503, ""), accepted))
		s.enter()
		s.advance(2 * time.Minute)
		s.expect(waiting, "")
		token := s.tokens[1]
		forged := "x" + token[1:]
		if forged == token { // it is drawn at random
			forged = "y" + token[1:]
		}
		for _, c := range []struct{ token, body, want string }{
			{forged, `{"score": 1}`, "404 this address is not known here"},
			{token[:len(token)-1], `{"score": 1}`, "404 this address is not known here"},
			{token + "x", `{"score": 1}`, "404 this address is not known here"},
			{token, `{"score":`, "400 the body is no JSON object"},
			{token, `[1]`, "400 the body is no JSON object"},
			{token, "", "400 the body is no JSON object"},
			{token, `{"score": "many"}`, "400 `score` of the answer: `many` is no number: expected digits with at most a point, such as 1200.5"},
		} {
			if got := s.call(c.token, c.body); got != c.want {
				t.Errorf("%s: %s, want %s", c.body, got, c.want)
			}
		}
		s.open()
		s.expect(waiting, "")
		s.advance(40 * time.Hour)
		if got := s.call(token, `{"score": 7, "on": "2026-03-05"}`); got != "200 ok" {
			t.Error(got)
		}
		s.expect(answered, "7 2026-03-05 ")
		for _, body := range []string{`{"score": 7, "on": "2026-03-05"}`, `{"score": 8}`, `{"error": "no"}`} {
			if got := s.call(token, body); got != "409 this was answered already, on 2026-03-04 01:02:00 UTC" {
				t.Error(got)
			}
		}
		s.open()
		s.advance(10 * 24 * time.Hour)
		if got := s.call(token, `{"score": 8}`); !strings.HasPrefix(got, "409 ") {
			t.Error(got)
		}
		s.expect(answered, "7 2026-03-05 ")
		if len(s.tries()) != 2 {
			t.Errorf("tries at %v", s.tries())
		}
	})
	t.Run("a failure", func(t *testing.T) {
		s := newScorer(t, reachable, "", accepted)
		s.enter()
		if got := s.call(s.tokens[0], `{"error": "no such model"}`); got != "200 ok" {
			t.Error(got)
		}
		s.expect("failed: POST /score | no such model", "no such model")
	})
	t.Run("too late", func(t *testing.T) {
		const reason = "the outcome is not known: nobody told it within 2 days"
		s := newScorer(t, reachable, filepath.Join(t.TempDir(), "store"), after(1, func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "36000")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, accepted))
		s.enter()
		s.advance(10 * time.Hour)
		s.advance(48*time.Hour - time.Second)
		s.expect(waiting, "")
		s.open()
		s.advance(time.Second)
		s.expect("failed: POST /score | "+reason, reason)
		if got := s.call(s.tokens[1], `{"score": 7}`); got != "410 this answer comes too late: it was awaited until 2026-03-04 19:00:00 UTC" {
			t.Error(got)
		}
		s.advance(10 * 24 * time.Hour)
		s.expect("failed: POST /score | "+reason, reason)
		if tries := s.tries(); len(tries) != 2 || tries[1] != 10*time.Hour {
			t.Errorf("tries at %v", tries)
		}
	})
	t.Run("quicker than the answer itself", func(t *testing.T) {
		// The other side calls back, and then its answer to the request is lost: it is asked again, as it must be, and
		// what it told counts.
		s := newScorer(t, reachable, "", func(_ int, w http.ResponseWriter, r *http.Request) { halves["cut in the middle"](w, r) })
		s.enter()
		if got := s.call(s.tokens[0], `{"score": 7}`); got != "200 ok" {
			t.Error(got)
		}
		s.advance(5 * 24 * time.Hour)
		s.expect(answered, "7  ")
		if len(s.tries()) != 1 {
			t.Errorf("tries at %v", s.tries())
		}
	})
	t.Run("without an address", func(t *testing.T) {
		const reason = "the other side answers later, and there is no address where it could: `url` is missing in wf.yaml"
		s := newScorer(t, "", "", accepted)
		s.enter()
		s.expect("failed: POST /score | "+reason, reason)
	})
}
