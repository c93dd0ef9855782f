package wf_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
)

const sleeper = `workflow w on contact {
  enroll when contact.score > 1
  delay 1 day
}`

// What a program does wrong is told, in words and so that it can be told apart; nothing panics.
func TestMisuse(t *testing.T) {
	e, _ := opened(t, sleeper)
	put(t, e, wf.Props{"email": "ann@mill.example", "score": 2})
	ctx := t.Context()
	gone, cancel := context.WithCancel(ctx)
	cancel()
	history := func(object, id string) func() error {
		return func() (err error) {
			for _, err = range e.History(object, id) {
			}
			return err
		}
	}
	change := func(object string, props wf.Props) func() error {
		return func() error { _, err := e.Put(ctx, object, "ann@mill.example", props); return err }
	}
	unknown, refused := new(*runtime.UnknownError), new(*runtime.RefusedError)
	for _, c := range []struct {
		want string
		as   any // what errors.As finds in it
		is   error
		call func() error
	}{
		{"there is no project to open: Load or Compile make one", nil, nil, func() error { _, err := wf.Open(nil, wf.Options{}); return err }},
		{"there is no project to open: Load or Compile make one", nil, nil, func() error { _, err := wf.Open(&wf.Project{}, wf.Options{}); return err }},
		{"there is no file or folder nowhere", nil, fs.ErrNotExist, func() error { _, err := wf.Load("nowhere"); return err }},
		{"there is no object `planet`", unknown, nil, change("planet", nil)},
		{"there is no object `planet`", unknown, nil, func() error { _, _, err := e.Get("planet", "1"); return err }},
		{"there is no object `planet`", unknown, nil, history("planet", "1")},
		{"there is no object `planet`", unknown, nil, history("planet", "")},
		{"there is no object ``", unknown, nil, history("", "1")},
		{"there is no contact `bob`", unknown, nil, func() error { return e.Delete(ctx, "contact", "bob") }},
		{"there is no company `9`", unknown, nil, func() error {
			return e.Associate(ctx, schema.Ref{Object: "contact", ID: "ann@mill.example"}, schema.Ref{Object: "company", ID: "9"})
		}},
		{"there is no event `x`", unknown, nil, func() error { return e.Send(ctx, "x", "contact", "ann@mill.example", nil) }},
		{"there is no workflow `x`", unknown, nil, func() error { return e.Enroll(ctx, "x", "contact", "ann@mill.example") }},
		{"already inside", refused, nil, func() error { return e.Enroll(ctx, "w", "contact", "ann@mill.example") }},
		{"`scor` is no property of `contact`", nil, nil, change("contact", wf.Props{"scor": 1})},
		{"`score`: expected number, found the text `many`", nil, nil, change("contact", wf.Props{"score": "many"})},
		{"`score`: a Go chan int is no value of the language", nil, nil, change("contact", wf.Props{"score": make(chan int)})},
		{"`lifecycle_stage`: `Lead` is a label: the value is `lead`", nil, nil, change("contact", wf.Props{"lifecycle_stage": "Lead"})},
		{"`created_at` is readonly", nil, nil, change("contact", wf.Props{"created_at": time.Now()})},
		{"`uri` is no field of `page_viewed`", nil, nil, func() error {
			return e.Send(ctx, "page_viewed", "contact", "ann@mill.example", wf.Props{"uri": 1})
		}},
		{"context canceled", nil, context.Canceled, func() error { _, err := e.Put(gone, "contact", "", nil); return err }},
	} {
		err := c.call()
		if err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
			continue
		}
		if c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("%v is no %v", err, c.is)
		}
		if c.as != nil && !errors.As(err, c.as) {
			t.Errorf("%v is a %T", err, err)
		}
	}
	if props, there, err := e.Get("contact", "bob"); props != nil || there || err != nil {
		t.Error(props, there, err)
	}
	if err := errors.Join(e.Close(), e.Close()); err != nil {
		t.Error(err)
	}
	for name, call := range map[string]func() error{"Put": change("contact", nil), "History": history("contact", ""), "Run": func() error { return e.Run(ctx) },
		"Status": func() error { _, err := e.Status(); return err }, "Get": func() error { _, _, err := e.Get("contact", "1"); return err }} {
		if err := call(); !errors.Is(err, runtime.ErrClosed) {
			t.Errorf("%s of a closed engine: %v", name, err)
		}
	}
}

// A folder that is no project is not loaded as an empty one.
func TestLoadOfNoProject(t *testing.T) {
	dir := t.TempDir()
	if _, err := wf.Load(dir); err == nil || err.Error() != dir+" is no project: it has neither a .wf file nor a wf.yaml" {
		t.Error(err)
	}
	write(t, dir, "wf.yaml", "timezone: Europe/Vienna\n")
	if _, err := wf.Load(dir); err != nil {
		t.Error(err)
	}
}

// Warnings do not keep a project from running, and are told: those of wf.yaml too.
func TestWarnings(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "wf.yaml", "records:\n  contact: none.csv\n")
	write(t, dir, "w.wf", strings.Replace(sleeper, "  delay", "unused:\n  delay", 1))
	p, err := wf.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, d := range p.Warnings {
		codes = append(codes, d.Code)
	}
	if got := strings.Join(codes, " "); got != "unused-label config-file" {
		t.Errorf("warnings: %s", got)
	}
}

// Two engines cannot have one store.
func TestStoreInUse(t *testing.T) {
	p, err := wf.Compile(sleeper)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "crm.db")
	one, err := wf.Open(p, wf.Options{Store: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := wf.Open(p, wf.Options{Store: dir}); !errors.Is(err, store.ErrInUse) {
		t.Error(err)
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	two, err := wf.Open(p, wf.Options{Store: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := two.Close(); err != nil {
		t.Error(err)
	}
}

// The history of an object is that of its records alone.
func TestHistoryOfAnObject(t *testing.T) {
	e, _ := opened(t, sleeper+"\nworkflow v on deal {\n  enroll when deal.amount > 1\n  delay 1 day\n}")
	put(t, e, wf.Props{"email": "ann@mill.example", "score": 2})
	if _, err := e.Put(t.Context(), "deal", "1", wf.Props{"name": "One", "amount": 2}); err != nil {
		t.Fatal(err)
	}
	for object, want := range map[string]string{"contact": "contact contact", "deal": "deal deal", "": "contact contact deal deal", "company": ""} {
		var of []string
		for entry, err := range e.History(object, "") {
			if err != nil {
				t.Fatal(err)
			}
			of = append(of, entry.Record.Object)
		}
		if got := strings.Join(of, " "); got != want {
			t.Errorf("history of %q: %s, want %s", object, got, want)
		}
	}
}

// directory is a program's own source of users.
type directory struct{ asked atomic.Int32 }

func (d *directory) User(email string) (schema.Person, bool) {
	d.asked.Add(1)
	return schema.Person{Email: email, Name: "Ana", Active: true, PaidSeat: true}, true
}
func (d *directory) Team(string) ([]schema.Person, bool) { return nil, false }

// gauges count what an observer is told.
type gauges struct{ commits, messages atomic.Int32 }

func (c *gauges) Committed(runtime.BatchReport) { c.commits.Add(1) }
func (c *gauges) Handed(runtime.MessageReport)  { c.messages.Add(1) }

// A program brings its own users, and measures.
func TestOwnPeopleAndObserver(t *testing.T) {
	p, err := wf.Compile("workflow w on contact {\n  enroll when contact.score > 1\n  notify(to: user(\"ana@acme.example\"), text: \"hello\")\n}")
	if err != nil {
		t.Fatal(err)
	}
	people, seen := &directory{}, &gauges{}
	e, err := wf.Open(p, wf.Options{Clock: runtime.NewVirtualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)), People: people, Observer: seen})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	put(t, e, wf.Props{"email": "ann@mill.example", "score": 2})
	if _, err := e.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, err := e.Runtime().Unread("ana@acme.example"); n != 1 || err != nil || people.asked.Load() == 0 {
		t.Errorf("%d notifications, %v, asked %d times", n, err, people.asked.Load())
	}
	if seen.commits.Load() == 0 || seen.messages.Load() != 1 {
		t.Errorf("%d commits, %d messages", seen.commits.Load(), seen.messages.Load())
	}
}

// One condition serves many goroutines, each with a clone, and the records of a project all its conditions.
func TestConditionOfManyGoroutines(t *testing.T) {
	p, err := wf.Compile(sleeper)
	if err != nil {
		t.Fatal(err)
	}
	many, err := p.Condition("contact", "contact.score > 10")
	if err != nil {
		t.Fatal(err)
	}
	few, err := p.Condition("contact", "contact.score <= 10")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for n := range 8 {
		mine, other := many.Clone(), few.Clone()
		group.Go(func() {
			for i := range 200 {
				r, err := mine.Record(wf.Props{"score": i + n})
				if err != nil {
					t.Error(err)
					return
				}
				if yes, no := mine.MatchRecord(r, time.Now()), other.MatchRecord(r, time.Now()); yes != (i+n > 10) || no == yes {
					t.Errorf("score %d: %v and %v", i+n, yes, no)
				}
			}
		})
	}
	group.Wait()
	for want, props := range map[string]wf.Props{
		"`scor` is no property of `contact`":              {"scor": 1},
		"`score`: expected number, found the text `many`": {"score": "many"},
	} {
		if _, err := many.Record(props); err == nil || err.Error() != want || many.Match(props) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// A record of properties is matched without allocating.
func TestMatchRecordDoesNotAllocate(t *testing.T) {
	for _, text := range []string{
		`company.industry == "Accounting" and company.employees > 10`, `company.name contains "Led"`, `lower(company.name) contains "led"`,
		`company.industry in ["Accounting", "Banking"]`, `company.created_at > ago(days(3))`, `company.employees * 2 > 10`,
	} {
		c, err := wf.Condition("company", text)
		if err != nil {
			t.Fatal(err)
		}
		now := time.Now()
		r, err := c.Record(wf.Props{"industry": "Accounting", "employees": 42, "name": "Ledger", "created_at": now})
		if err != nil {
			t.Fatal(err)
		}
		if n := testing.AllocsPerRun(100, func() {
			if !c.MatchRecord(r, now) {
				t.Error("no match")
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations", text, n)
		}
	}
}

// What no program could call is refused where it is declared.
func TestExtensionsThatNobodyCouldCall(t *testing.T) {
	do := func(name string) wf.Extension {
		return wf.Do(name, "", func(*wf.Turn, struct{}) (struct{}, error) { return struct{}{}, nil })
	}
	function := func(name string) wf.Extension {
		return wf.Func(name, "", func(struct{}) string { return "" })
	}
	for _, c := range []struct {
		want string
		list []wf.Extension
	}{
		{"an extension is empty: Do, Send, Func, Declare and DeclareFunc make one", []wf.Extension{{}}},
		{"an action that is declared in Go has a name and a function Run", []wf.Extension{wf.Declare(nil, nil)}},
		{"an action that is declared in Go has a name and a function Run", []wf.Extension{wf.Declare(&schema.Action{Name: "a"}, nil).Titled("A")}},
		{"a function that is declared in Go has a name and a function Call", []wf.Extension{wf.DeclareFunc(nil)}},
		{"action a.b: the Go function is nil", []wf.Extension{wf.Do[struct{}, struct{}]("a.b", "", nil)}},
		{"action a.b: the Go function is nil", []wf.Extension{wf.Send[struct{}, struct{}]("a.b", "", nil)}},
		{"function f: the Go function is nil", []wf.Extension{wf.Func[struct{}, string]("f", "", nil)}},
		{`action "": the name of an action is one word, or words with points between them`, []wf.Extension{do("")}},
		{`action "a b": the name of an action is one word, or words with points between them`, []wf.Extension{do("a b")}},
		{"action if: the language has this word for itself", []wf.Extension{do("if")}},
		{"action then: the language has this word for itself", []wf.Extension{do("then")}},
		{`function "a.b": the name of a function is one word`, []wf.Extension{function("a.b")}},
		{"function in: the language has this word for itself", []wf.Extension{function("in")}},
		{"function count: the language has this word for itself", []wf.Extension{function("count")}},
		{"function user: the language has this word for itself", []wf.Extension{function("user")}},
		{"action a.b is declared twice", []wf.Extension{do("a.b"), function("ab"), do("a.b")}},
	} {
		if _, err := wf.Compile("", c.list...); err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	if _, err := wf.Compile("", do("ab"), function("ab"), do("set"), function("upper"), do("a.b.c")); err != nil {
		t.Error(err)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The primary record of another is chosen, and seen by its workflows.
func TestSetPrimary(t *testing.T) {
	e, _ := opened(t, `workflow w on contact {
  enroll when company.name == "Two"
  set contact.country = company.name
}`)
	ctx, ann := t.Context(), schema.Ref{Object: "contact", ID: "ann@mill.example"}
	put(t, e, wf.Props{"email": ann.ID})
	for _, name := range []string{"One", "Two"} {
		domain := strings.ToLower(name) + ".example"
		if _, err := e.Put(ctx, "company", "", wf.Props{"domain": domain, "name": name}); err != nil {
			t.Fatal(err)
		}
		if err := e.Associate(ctx, ann, schema.Ref{Object: "company", ID: domain}); err != nil {
			t.Fatal(err)
		}
	}
	country := func() any {
		props, _, err := e.Get("contact", ann.ID)
		if err != nil {
			t.Fatal(err)
		}
		return props["country"]
	}
	if got := country(); got != nil {
		t.Errorf("before: %v", got)
	}
	if err := e.SetPrimary(ctx, ann, schema.Ref{Object: "company", ID: "two.example"}); err != nil {
		t.Fatal(err)
	}
	if got := country(); got != "Two" {
		t.Errorf("after: %v", got)
	}
	var unknown *runtime.UnknownError
	if err := e.SetPrimary(ctx, ann, schema.Ref{Object: "company", ID: "three.example"}); !errors.As(err, &unknown) {
		t.Error(err)
	}
}
