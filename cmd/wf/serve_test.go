package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// hang is how long a test waits for another process or server before it takes it for stuck. It is no measure of speed.
const hang = 4 * time.Minute

// A declared action whose answer comes later goes all the way: request out, callback in, record changed.
func TestServe(t *testing.T) {
	asked := make(chan http.Header, 1)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Header
		w.WriteHeader(http.StatusAccepted)
	}))
	defer other.Close()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"wf.yaml":    "url: https://wf.acme.example\nexisting: true\nwebhooks: { allow: [127.0.0.1] }\nrecords: { contact: people.csv }\n",
		"people.csv": "email,score\nann@ledger.example,5\n",
		"scoring.wf": "action crm.score(who: text) -> { score: number }\n  at \"" + other.URL + "\"\n  with secret(\"SCORE_KEY\")\n\n" +
			"workflow scoring on contact {\n  enroll when contact.score > 1\n\n  let s = crm.score(who: contact.email)\n  set contact.city = \"scored {{s.score}}\"\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said, says := io.Pipe()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: says, getenv: func(name string) (string, bool) { return "s3cret-key", name == "SCORE_KEY" }}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- a.serve(ctx, dir, serveOptions{listen: "127.0.0.1:0"}) }()
	line := make([]byte, 1024)
	n, err := said.Read(line)
	_, at, ok := strings.Cut(strings.TrimSpace(string(line[:n])), "wf: 1 workflow, listening on ")
	if err != nil || !ok {
		t.Fatalf("said %q, %v", line[:n], err)
	}
	header := <-asked
	token, ok := strings.CutPrefix(header.Get("Callback-URL"), "https://wf.acme.example/callback/")
	if !ok || header.Get("webhook-signature") == "" {
		t.Fatalf("asked with %v", header)
	}
	for _, want := range []int{http.StatusOK, http.StatusConflict} {
		answer, err := http.Post(at+"/callback/"+token, "application/json", strings.NewReader(`{"score": 42}`))
		if err != nil {
			t.Fatal(err)
		}
		if err := answer.Body.Close(); err != nil || answer.StatusCode != want {
			t.Errorf("answered %d, want %d, %v", answer.StatusCode, want, err)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if code, out, faults := wf(t, "records", "get", "contact", "ann@ledger.example", "-C", dir); code != 0 || !strings.Contains(out, "scored 42") {
		t.Errorf("%d %s%s", code, out, faults)
	}
}

// Metrics, traces and backups of a project that is being served.
func TestServeWatched(t *testing.T) {
	var mu sync.Mutex
	var traces strings.Builder
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = io.Copy(&traces, r.Body)
	}))
	defer collector.Close()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"wf.yaml":    "existing: true\nrecords: { contact: people.csv }\n",
		"people.csv": "email,score\nann@ledger.example,5\n",
		"w.wf":       "workflow w on contact {\n  enroll when contact.score > 1\n\n  delay 3 days\n  set contact.city = \"x\"\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said, says := io.Pipe()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: says, getenv: func(name string) (string, bool) {
		return collector.URL, name == "OTEL_EXPORTER_OTLP_ENDPOINT"
	}}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		err := a.serve(ctx, dir, serveOptions{listen: "127.0.0.1:0", metrics: "127.0.0.1:0"})
		says.CloseWithError(err) // whoever still listens hears of it
		done <- err
	}()
	lines := bufio.NewReader(said)
	first, err := lines.ReadString('\n')
	at, ok := strings.CutPrefix(strings.TrimSpace(first), "wf: metrics at ")
	if err != nil || !ok {
		t.Fatalf("said %q, %v", first, err)
	}
	if second, err := lines.ReadString('\n'); err != nil || !strings.Contains(second, "listening on") {
		t.Fatalf("said %q, %v", second, err)
	}
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		answer, err := http.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if strings.Contains(string(text), "wf_enrollments_inside{workflow=\"w\"} 1\n") {
			break
		}
		if err != nil || time.Since(begun) > hang {
			t.Fatalf("%v, %s", err, text)
		}
	}
	var copied bytes.Buffer
	info, err := a.backUp(ctx, filepath.Join(dir, ".wf"), &copied)
	if err != nil || info.Pairs == 0 {
		t.Fatalf("%+v, %v", info, err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if _, err := restore(filepath.Join(dir, "again"), &copied); err != nil {
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if !strings.Contains(traces.String(), "\"name\":\"commit\"") {
		t.Errorf("no spans: %s", traces.String())
	}
}
