package telemetry_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/telemetry"
	"github.com/wflang/wf/stdlib"
)

const text = `workflow hook on contact {
  enroll when contact.score > 1
  webhook(url: "https://hook.example/secret-path")
  delay 1 day
}`

// sender lets every message fail, with words that nobody may see.
type sender struct{}

func (sender) Send(context.Context, *schema.Message) (schema.Sent, error) {
	return schema.Sent{}, errors.New("secret words")
}

// live lets two records go through the workflow and tells an observer.
func live(t *testing.T, o runtime.Observer) *runtime.Engine {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("w.wf", text)}}, stdlib.Catalog())
	if diag.HasErrors(a.Diagnostics) {
		t.Fatal(a.Diagnostics)
	}
	bundle, err := compiler.Compile(a.Project, compiler.Options{Working: calendar.Office()})
	if err != nil {
		t.Fatal(err)
	}
	e, err := runtime.Open(runtime.Config{Store: memory.New(), Catalog: stdlib.Catalog(), Outbox: sender{}, Observer: o,
		Clock: runtime.NewVirtualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	ctx := context.Background()
	if _, err := e.Deploy(ctx, bundle, runtime.DeployOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"1", "2"} {
		if _, err := e.Put(ctx, "contact", id, map[string]schema.Value{"score": schema.NumberValue(2)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestMetrics(t *testing.T) {
	m := telemetry.NewMetrics()
	m.Watch(live(t, m))
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatal(w.Body.String())
	}
	for _, want := range []string{
		`wf_enrollments_inside{workflow="hook"} 2`,
		`wf_enrollments_total{outcome="enrolled",workflow="hook"} 2`,
		`wf_enrollments_total{outcome="failed",workflow="hook"} 2`,
		`wf_inputs_total 3`,
		`wf_messages_total{channel="webhook",outcome="failed"} 2`,
		`wf_message_seconds_count{channel="webhook"} 2`,
		`wf_queue_inputs{lane="live"} 0`,
		`wf_ready 1`,
		`wf_workflow_on{workflow="hook"} 1`,
		`wf_commit_failures_total 0`,
		`go_goroutines `,
	} {
		if !strings.Contains(w.Body.String(), "\n"+want) {
			t.Errorf("no line %s", want)
		}
	}
	if strings.Contains(w.Body.String(), "secret") {
		t.Error("the metrics hold the text of a message")
	}
}

// collector is what a collector of traces is asked.
type collector struct {
	mu     sync.Mutex
	bodies []string
	token  string
}

func (c *collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	c.bodies = append(c.bodies, r.Method+" "+r.URL.Path+" "+string(body))
	c.token = r.Header.Get("X-Token")
}

func TestTraces(t *testing.T) {
	c := &collector{}
	server := httptest.NewServer(c)
	defer server.Close()
	p, err := telemetry.Provider(server.URL, "X-Token=abc, X-Other = d")
	if err != nil {
		t.Fatal(err)
	}
	live(t, telemetry.Observers{telemetry.NewTraces(p)})
	if err := p.Shutdown(context.Background()); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(c.bodies, "\n")
	text, ok := strings.CutPrefix(all, "POST /v1/traces ")
	var got struct {
		ResourceSpans []struct {
			ScopeSpans []struct {
				Spans []struct {
					Name, TraceID, SpanID, ParentSpanID, StartTimeUnixNano, EndTimeUnixNano string
					Status                                                                  struct{ Code int }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &got); !ok || err != nil || c.token != "abc" {
		t.Fatalf("%v, token %q, %s", err, c.token, all)
	}
	names, parents := map[string]int{}, map[string]string{}
	for _, s := range got.ResourceSpans[0].ScopeSpans[0].Spans {
		names[s.Name]++
		if s.Name == "batch" {
			parents[s.SpanID] = s.TraceID
		}
		if len(s.TraceID) != 32 || len(s.SpanID) != 16 || s.EndTimeUnixNano < s.StartTimeUnixNano {
			t.Errorf("%+v", s)
		}
		if s.Name == "message webhook" && s.Status.Code != 2 {
			t.Errorf("a failed message is no error: %+v", s)
		}
	}
	for _, s := range got.ResourceSpans[0].ScopeSpans[0].Spans {
		if s.Name == "commit" && parents[s.ParentSpanID] != s.TraceID {
			t.Errorf("the commit belongs to no batch: %+v", s)
		}
	}
	if names["message webhook"] != 2 || names["batch"] < 4 || names["commit"] != names["batch"] {
		t.Errorf("%v", names)
	}
	if strings.Contains(all, "secret") {
		t.Error("the traces hold the text of a message")
	}
}

// What is wrong with a variable is told, and not what it holds.
func TestWrongVariables(t *testing.T) {
	for _, headers := range []string{"s3cret", "authorization: Bearer s3cret=", "a=b,s3cret"} {
		if _, err := telemetry.Provider("http://localhost", headers); err == nil || err.Error() != "OTEL_EXPORTER_OTLP_HEADERS is not NAME=VALUE, separated by commas" {
			t.Error(err)
		}
	}
	for _, endpoint := range []string{"http://wf:s3cret@local host", "s3cret@localhost", "wf:s3cret@localhost"} {
		if _, err := telemetry.Provider(endpoint, ""); err == nil || err.Error() != "OTEL_EXPORTER_OTLP_ENDPOINT is no address such as http://localhost:4318" {
			t.Error(err)
		}
	}
}
