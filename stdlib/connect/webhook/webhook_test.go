package webhook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
)

const hookKey, token1 = "s3cr3t-hook-key", "t0p-s3cr3t-token"

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// sender may reach loopback, and knows two secrets.
func sender(t *testing.T, change func(*Options)) *Sender {
	t.Helper()
	o := Options{Allow: []string{"127.0.0.1", "::1/128"}, PerSecond: 10000, Clock: func() time.Time { return noon }, Secret: func(name string) (string, error) {
		content, ok := map[string]string{"HOOK_KEY": hookKey, "TOKEN": token1}[name]
		if !ok {
			return "", fmt.Errorf("the environment variable `%s` is not set", name)
		}
		return content, nil
	}}
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// serve answers on loopback until the test ends.
func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s.URL
}

func hook(url string, more ...any) *schema.Message {
	fields := map[string]schema.Value{"url": schema.TextValue(url), "method": schema.TextValue("POST"), "body": schema.MapValue(&schema.Pairs{}),
		"secret":  schema.SecretValue("HOOK_KEY"),
		"headers": schema.MapValue(&schema.Pairs{Keys: []string{"Authorization", "X-Team"}, Values: []schema.Value{schema.SecretValue("TOKEN"), schema.TextValue("sales")}})}
	for i := 0; i < len(more); i += 2 {
		fields[more[i].(string)] = more[i+1].(schema.Value)
	}
	return &schema.Message{Channel: "webhook", To: []string{url}, Body: `{"a":1}`, Key: "e1-4", Fields: fields}
}

func TestRequest(t *testing.T) {
	var got http.Header
	var method, body string
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got, method, body = r.Header, r.Method, string(text)
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusCreated)
		fmt.Fprintf(w, `{"id":7,"echo":%q}`, r.Header.Get("Authorization"))
	})
	sent, err := sender(t, nil).Send(context.Background(), hook(url, "signature", schema.TextValue("v1")))
	if err != nil {
		t.Fatal(err)
	}
	if method != "POST" || body != `{"a":1}` {
		t.Errorf("%s %s", method, body)
	}
	for name, want := range map[string]string{"Content-Type": "application/json", "Authorization": token1, "X-Team": "sales", "Webhook-Id": "e1-4",
		"Idempotency-Key": "e1-4", "Webhook-Timestamp": "1772452800", "X-Hubspot-Signature-Version": "v1", "X-Hubspot-Signature": hexSum(hookKey + `{"a":1}`)} {
		if got.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Get(name), want)
		}
	}
	want := http.Header{}
	if err := signStandard(want, hookKey, "e1-4", `{"a":1}`, noon); err != nil || got.Get("webhook-signature") != want.Get("webhook-signature") {
		t.Errorf("signature %q, %v", got.Get("webhook-signature"), err)
	}
	if sent.Text != "201 Created" || sent.Outputs[0].Number() != 201 {
		t.Errorf("sent %q, status %v", sent.Text, sent.Outputs[0])
	}
	if got := string(schema.ToJSON(sent.Outputs[2])); got != `{"id":7,"echo":"***"}` {
		t.Errorf("body %s", got)
	}
	if headers := string(schema.ToJSON(sent.Outputs[1])); !strings.Contains(headers, `"content-type":"application/json; charset=utf-8"`) {
		t.Errorf("headers %s", headers)
	}
}

func TestGetHasNoBody(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if text, err := io.ReadAll(r.Body); err != nil || len(text) > 0 || r.Method != "GET" || r.Header.Get("Content-Type") != "" {
			t.Errorf("%s %q %v", r.Method, text, err)
		}
	})
	m := hook(url, "method", schema.TextValue("GET"))
	delete(m.Fields, "body")
	m.Body = "null"
	if sent, err := sender(t, nil).Send(context.Background(), m); err != nil || !sent.Outputs[2].IsNil() {
		t.Errorf("%v %v", sent, err)
	}
}

func TestADeclaredActionHasItsOwnOutputs(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "x") })
	if sent, err := sender(t, nil).Send(context.Background(), hook(url, "action", schema.TextValue("score"))); err != nil || sent.Outputs != nil || sent.Text != "200 OK" {
		t.Errorf("%+v %v", sent, err)
	}
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		status     int
		retryAfter string
		words      string
		again      bool
		after      time.Duration
	}{
		{status: 301, words: "the other side answered 301 Moved Permanently; redirects are not followed"},
		{status: 400, words: "the other side answered 400 Bad Request"},
		{status: 401, words: "the other side answered 401 Unauthorized"},
		{status: 403, words: "the other side answered 403 Forbidden"},
		{status: 404, words: "the other side answered 404 Not Found", retryAfter: "60"},
		{status: 429, words: "the other side answered 429 Too Many Requests", again: true},
		{status: 429, words: "the other side answered 429 Too Many Requests", again: true, retryAfter: "90", after: 90 * time.Second},
		{status: 429, words: "the other side answered 429 Too Many Requests", again: true, retryAfter: "Mon, 02 Mar 2026 12:05:00 GMT", after: 5 * time.Minute},
		{status: 500, words: "the other side answered 500 Internal Server Error", again: true},
		{status: 503, words: "the other side answered 503 Service Unavailable", again: true, retryAfter: "3", after: 3 * time.Second},
		{status: 599, words: "the other side answered 599", again: true},
	} {
		t.Run(fmt.Sprint(c.status, c.retryAfter), func(t *testing.T) {
			asked := 0
			url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				asked++
				if c.retryAfter != "" {
					w.Header().Set("Retry-After", c.retryAfter)
				}
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(c.status)
				fmt.Fprint(w, r.Header.Get("Authorization"))
			})
			sent, err := sender(t, nil).Send(context.Background(), hook(url))
			wantFault(t, err, c.again, c.words)
			var later *schema.RetryLater
			if errors.As(err, &later) && later.After != c.after {
				t.Errorf("again after %s, want %s", later.After, c.after)
			}
			if asked != 1 || sent.Outputs[0].Number() != float64(c.status) || sent.Outputs[2].Text() != "***" {
				t.Errorf("asked %d times, outputs %v", asked, sent.Outputs)
			}
		})
	}
}

func TestBodies(t *testing.T) {
	for _, c := range []struct{ kind, body, want string }{
		{"application/json", `[1,"a",null]`, `[1,"a",null]`},
		{"application/problem+json", `{"a":{"b":2}}`, `{"a":{"b":2}}`},
		{"application/json", `{"a":`, `"{\"a\":"`},
		{"text/plain", `{"a":1}`, `"{\"a\":1}"`},
		{"", "\xff!", `"�!"`},
		{"application/json", " ", "null"},
	} {
		if got := string(schema.ToJSON(content(c.kind, strings.ToValidUTF8(c.body, "\uFFFD")))); got != c.want {
			t.Errorf("%s %q: %s, want %s", c.kind, c.body, got, c.want)
		}
	}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, strings.Repeat("x", bodyCap+5))
	})
	if sent, err := sender(t, nil).Send(context.Background(), hook(url)); err != nil || len(sent.Outputs[2].Text()) != bodyCap {
		t.Errorf("%d bytes, %v", len(sent.Outputs[2].Text()), err)
	}
}

func TestNetworkFaults(t *testing.T) {
	t.Run("truncated", func(t *testing.T) {
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "half")
		})
		_, err := sender(t, nil).Send(context.Background(), hook(url))
		wantFault(t, err, true, "the answer broke off: unexpected EOF")
	})
	t.Run("slow", func(t *testing.T) {
		over := make(chan struct{})
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
			<-over
		})
		defer close(over)
		_, err := sender(t, func(o *Options) { o.Reply = 30 * time.Millisecond }).Send(context.Background(), hook(url))
		wantFault(t, err, true, "no answer in time: 30ms")
	})
	t.Run("reset", func(t *testing.T) {
		url := serve(t, func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) })
		_, err := sender(t, nil).Send(context.Background(), hook(url))
		wantFault(t, err, true, "EOF")
	})
	t.Run("refused", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		url := "http://" + l.Addr().String() + "/?token=" + token1
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		_, err = sender(t, nil).Send(context.Background(), hook(url))
		wantFault(t, err, true, "connection refused")
	})
	t.Run("canceled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err := sender(t, nil).Send(ctx, hook("http://127.0.0.1:1/"))
		wantFault(t, err, true, "context canceled")
	})
}

func TestWhatCannotBeSent(t *testing.T) {
	send := func(more ...any) error {
		_, err := sender(t, nil).Send(context.Background(), hook("http://127.0.0.1:1/", more...))
		return err
	}
	wantFault(t, send("url", schema.TextValue("ftp://x.example/")), false, "the address of the webhook is not one of http or https")
	wantFault(t, send("secret", schema.SecretValue("OTHER")), true, "the environment variable `OTHER` is not set")
	split := schema.MapValue(&schema.Pairs{Keys: []string{"X-A"}, Values: []schema.Value{schema.TextValue("1\r\nX-B: 2")}})
	wantFault(t, send("headers", split), false, `the webhook's header "X-A" cannot be sent`)
}

func TestGuard(t *testing.T) {
	reached := false
	url := serve(t, func(http.ResponseWriter, *http.Request) { reached = true })
	port := url[strings.LastIndexByte(url, ':'):]
	closed := sender(t, func(o *Options) { o.Allow = nil })
	for host, named := range map[string]string{"127.0.0.1": "127.0.0.1", "localhost": "localhost", "[::1]": "::1", "10.0.0.1": "10.0.0.1", "192.168.1.1": "192.168.1.1",
		"169.254.169.254": "169.254.169.254", "[fd00:ec2::254]": "fd00:ec2::254", "[fe80::1]": "fe80::1", "[::ffff:127.0.0.1]": "::ffff:127.0.0.1", "0.0.0.0": "0.0.0.0"} {
		_, err := closed.Send(context.Background(), hook("http://"+host+port+"/"))
		wantFault(t, err, false, "`"+named+"` is an address of a private network; `webhooks: allow` in wf.yaml can permit it")
	}
	if reached {
		t.Fatal("a guarded address was reached")
	}
	for _, allow := range []string{"127.0.0.0/8", "127.0.0.1"} {
		if _, err := sender(t, func(o *Options) { o.Allow = []string{allow} }).Send(context.Background(), hook(url)); err != nil {
			t.Errorf("%s: %v", allow, err)
		}
	}
	if _, err := sender(t, func(o *Options) { o.Allow = []string{"LocalHost"} }).Send(context.Background(), hook("http://localhost"+port)); err != nil {
		t.Error(err)
	}
	if _, err := New(Options{Allow: []string{"10.0.0.0/99"}}); err == nil || err.Error() != `webhooks: allow: "10.0.0.0/99" is no host name, address or network` {
		t.Errorf("got %v", err)
	}
}

func TestPace(t *testing.T) {
	url := serve(t, func(http.ResponseWriter, *http.Request) {})
	s := sender(t, func(o *Options) { o.PerSecond = 0 })
	begin := time.Now()
	for range 4 {
		if _, err := s.Send(context.Background(), hook(url)); err != nil {
			t.Fatal(err)
		}
	}
	// Slowness can only make it longer.
	if took := time.Since(begin); took < 140*time.Millisecond {
		t.Errorf("four requests took %s at 20 a second", took)
	}
}

// wantFault demands a fault that ends in these words and holds no secret.
func wantFault(t *testing.T, err error, again bool, words string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no fault, want %s", words)
	}
	var later *schema.RetryLater
	if got := errors.As(err, &later); got != again || !strings.HasSuffix(err.Error(), words) {
		t.Errorf("tried again %v: %v\nwant %v: %s", got, err, again, words)
	}
	for _, secret := range []string{hookKey, token1} {
		if strings.Contains(fmt.Sprintf("%+v", err), secret) {
			t.Errorf("the fault tells a secret: %v", err)
		}
	}
}
