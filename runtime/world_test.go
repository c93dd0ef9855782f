package runtime_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// monday is the morning on which the tests' virtual clocks begin.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// compile makes a bundle of a project's text.
func compile(t testing.TB, text string, catalog *schema.Catalog) *vm.Bundle {
	t.Helper()
	var files []*ast.File
	var faults []diag.Diagnostic
	for _, f := range append(slices.Clone(catalog.Prelude), source.NewFile("test.wf", text)) {
		tree, found := parse.File(f)
		files, faults = append(files, tree), append(faults, found...)
	}
	mail, found := parse.Template(source.NewFile("emails/welcome.md", "---\nsubject: Welcome\nsubscription: News\n---\nHello\n"))
	faults = append(faults, found...)
	named, bad := parse.Template(source.NewFile("emails/named.html", "---\nsubject: For {{contact.firstname}}\nsubscription: News\n---\n<p>{{contact.firstname}} &amp; co</p>\n"))
	faults = append(faults, bad...)
	project, found := check.Project(files, []*ast.TemplateFile{mail, named}, catalog, nil)
	for _, d := range append(faults, found...) {
		if d.Level == diag.Error {
			t.Fatalf("%s: %s [%s] at %q", d.Level, d.Message, d.Code, d.Span.Text())
		}
	}
	bundle, err := compiler.Compile(project, compiler.Options{Working: calendar.Office()})
	if err != nil {
		t.Fatal(err)
	}
	return bundle
}

// world is an engine under test.
type world struct {
	t       testing.TB
	e       *runtime.Engine
	clock   *runtime.VirtualClock
	store   store.Store
	catalog *schema.Catalog
	sent    *recorder
}

// newWorld opens an engine on a virtual clock, with the project deployed.
func newWorld(t testing.TB, text string, adapt ...func(*runtime.Config)) *world {
	t.Helper()
	w := openWorld(t, adapt...)
	w.deploy(text)
	return w
}

func openWorld(t testing.TB, adapt ...func(*runtime.Config)) *world {
	t.Helper()
	w := &world{t: t, clock: runtime.NewVirtualClock(monday), store: memory.New(), catalog: stdlib.Catalog(), sent: &recorder{}}
	c := runtime.Config{Store: w.store, Clock: w.clock, Catalog: w.catalog, People: people{}, Outbox: w.sent, Identity: "test", Secret: []byte("test")}
	for _, f := range adapt {
		f(&c)
	}
	w.store = c.Store
	e, err := runtime.Open(c)
	if err != nil {
		t.Fatal(err)
	}
	w.e = e
	t.Cleanup(func() { e.Close() })
	return w
}

func (w *world) deploy(text string) runtime.DeployReport {
	return w.deployWith(text, runtime.DeployOptions{})
}

func (w *world) deployWith(text string, o runtime.DeployOptions) runtime.DeployReport {
	w.t.Helper()
	report, err := w.e.Deploy(context.Background(), compile(w.t, text, w.catalog), o)
	if err != nil {
		w.t.Fatal(err)
	}
	return report
}

// put creates or changes a record; props are name, value, name, value.
func (w *world) put(object, id string, props ...any) runtime.PutResult {
	w.t.Helper()
	result, err := w.e.Put(context.Background(), object, id, properties(props...))
	if err != nil {
		w.t.Fatal(err)
	}
	return result
}

func properties(props ...any) map[string]schema.Value {
	m := map[string]schema.Value{}
	for i := 0; i < len(props); i += 2 {
		m[props[i].(string)] = value(props[i+1])
	}
	return m
}

func value(v any) schema.Value {
	switch v := v.(type) {
	case nil:
		return schema.Value{}
	case string:
		return schema.TextValue(v)
	case int:
		return schema.NumberValue(float64(v))
	case float64:
		return schema.NumberValue(v)
	case bool:
		return schema.BoolValue(v)
	case time.Time:
		return schema.TimeValue(v)
	case schema.Value:
		return v
	}
	panic(fmt.Sprintf("no value for a %T", v))
}

func (w *world) associate(a, b schema.Ref) {
	w.t.Helper()
	if _, err := w.e.Associate(context.Background(), a, b); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) send(event string, on schema.Ref, fields ...any) {
	w.t.Helper()
	if err := w.e.Send(context.Background(), event, on, properties(fields...)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) drain() {
	w.t.Helper()
	if _, err := w.e.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) advance(d time.Duration) {
	w.t.Helper()
	if err := w.e.Advance(context.Background(), w.clock.Now().Add(d)); err != nil {
		w.t.Fatal(err)
	}
}

func ref(object, id string) schema.Ref { return schema.Ref{Object: object, ID: id} }

// get is a property of a record, as text.
func (w *world) get(r schema.Ref, property string) string {
	w.t.Helper()
	record, err := w.e.Get(r)
	if err != nil {
		w.t.Fatal(err)
	}
	if record == nil {
		return "no record"
	}
	return schema.Plain(record.Get(record.Object.Property(property).Number), nil)
}

func (w *world) expect(r schema.Ref, property, want string) {
	w.t.Helper()
	if got := w.get(r, property); got != want {
		w.t.Errorf("%s.%s is %q, want %q", r, property, got, want)
	}
}

// history is the history as lines: kind, action, text, status and reason, those that are there.
func (w *world) history(f runtime.Filter) []string {
	w.t.Helper()
	var lines []string
	for entry, err := range w.e.History(f) {
		if err != nil {
			w.t.Fatal(err)
		}
		parts := []string{entry.Kind}
		if entry.Action != "" {
			parts = append(parts, entry.Action)
		}
		if entry.Text != "" {
			parts = append(parts, entry.Text)
		}
		if entry.Status != schema.Done {
			parts = append(parts, entry.Status.String())
		}
		if entry.Reason != "" {
			parts = append(parts, entry.Reason)
		}
		lines = append(lines, strings.Join(parts, " | "))
	}
	return lines
}

func (w *world) expectHistory(f runtime.Filter, want ...string) {
	w.t.Helper()
	got := w.history(f)
	if !slices.Equal(got, want) {
		w.t.Errorf("history:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// status is the status of one workflow.
func (w *world) status(workflow string) runtime.WorkflowStatus {
	w.t.Helper()
	list, err := w.e.Status()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range list {
		if s.Workflow == workflow {
			return s
		}
	}
	return runtime.WorkflowStatus{}
}

func (w *world) expectStatus(workflow string, enrolled, finished, waiting, left, failed int) {
	w.t.Helper()
	s := w.status(workflow)
	got := [...]int{s.Enrolled, s.Finished, s.Waiting, s.Left, s.Failed}
	if want := [...]int{enrolled, finished, waiting, left, failed}; got != want {
		w.t.Errorf("%s: enrolled, finished, waiting, left, failed are %v, want %v\n  %s", workflow, got, want,
			strings.Join(w.history(runtime.Filter{Workflow: workflow}), "\n  "))
	}
}

// recorder is a sender that keeps what it is given and answers as it is told.
type recorder struct {
	mu     sync.Mutex
	list   []schema.Message
	answer func(m *schema.Message) (schema.Sent, error)
}

func (r *recorder) Send(_ context.Context, m *schema.Message) (schema.Sent, error) {
	r.mu.Lock()
	r.list = append(r.list, *m)
	answer := r.answer
	r.mu.Unlock()
	if answer != nil {
		return answer(m)
	}
	return schema.Sent{Text: "kept"}, nil
}

func (r *recorder) messages() []schema.Message {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.list)
}

// people is a small company.
type people struct{}

func (people) User(email string) (schema.Person, bool) {
	if email != "ana@acme.example" && email != "ben@acme.example" {
		return schema.Person{}, false
	}
	return schema.Person{Email: email, Name: strings.ToUpper(email[:1]) + email[1:3], Teams: []string{"Sales"}, PaidSeat: true, Active: true}, true
}

func (p people) Team(name string) ([]schema.Person, bool) {
	if name != "Sales" {
		return nil, false
	}
	a, _ := p.User("ana@acme.example")
	b, _ := p.User("ben@acme.example")
	return []schema.Person{a, b}, true
}
