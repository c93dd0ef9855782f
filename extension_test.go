package wf_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/wftest"
)

type ring struct {
	Text string `wf:",required"`
}

// A message of the program's own is tried again with the same key.
func TestSendAgainWithTheSameKey(t *testing.T) {
	var keys []string
	pager := wf.Send("pager.ring", "Rings.", func(ctx context.Context, in ring) (struct{}, error) {
		keys = append(keys, wf.MessageKey(ctx))
		if len(keys) < 3 {
			return struct{}{}, &schema.RetryLater{Err: errors.New("busy")}
		}
		return struct{}{}, nil
	})
	e, clock := opened(t, `workflow w on contact {
  enroll when contact.score > 1

  pager.ring(text: "{{contact.email}}")
}`, pager)
	put(t, e, wf.Props{"email": "ann@mill.example", "score": 2})
	if err := e.Advance(t.Context(), clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if len(keys) != 3 || keys[0] == "" || keys[1] != keys[0] || keys[2] != keys[0] {
		t.Errorf("keys %q, want three that are the same", keys)
	}
	if key := wf.MessageKey(t.Context()); key != "" {
		t.Errorf("outside of a message the key is %q", key)
	}
}

type margin struct {
	Price float64 `wf:",required"`
	Cost  float64 `wf:",required"`
}

// A function of the program's own stands in conditions, also of triggers, and one of the library's name takes its place.
func TestFunc(t *testing.T) {
	e, _ := opened(t, `workflow w on deal {
  enroll when margin(deal.amount, 100) > 50

  set deal.description = "{{margin(deal.amount, 100)}} {{upper(deal.name)}}"
}`, wf.Func("margin", "What is left.", func(in margin) float64 { return in.Price - in.Cost }),
		wf.Func("upper", "Loud.", func(in struct{ Text string }) string { return in.Text + "!" }))
	for id, amount := range map[string]any{"rich": 200, "poor": 120, "unknown": nil} {
		if _, err := e.Put(t.Context(), "deal", id, wf.Props{"name": id, "amount": amount}); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string]any{"rich": "100 rich!", "poor": nil, "unknown": nil} {
		props, _, err := e.Get("deal", id)
		if err != nil {
			t.Fatal(err)
		}
		if props["description"] != want {
			t.Errorf("%s: %v, want %v", id, props["description"], want)
		}
	}
}

// An action declared in full is checked like those of the library, and listed beside them.
func TestDeclare(t *testing.T) {
	greet := &schema.Action{Name: "crm.greet", Doc: "Greets.", On: []string{"deal"}, Example: `crm.greet(word: "hello")`,
		Params: []*schema.Param{{Name: "word", Type: schema.Of(schema.Text), Required: true, Doc: "what is said", Check: func(v schema.Value) error {
			if v.Text() == "" {
				return errors.New("a greeting has a word")
			}
			return nil
		}}},
		Run: func(t *schema.Turn, c *schema.Call) schema.Result {
			return schema.Result{Text: c.Arg("word").Text() + " " + t.Enrolled.Name()}
		},
	}
	x := wf.Declare(greet, nil)
	for text, want := range map[string]string{
		`crm.greet(word: "")`: "action-not-allowed refused-argument",
		`crm.greet()`:         "action-not-allowed missing-argument",
	} {
		_, err := wf.Compile("workflow w on contact {\n  enroll when contact.score > 1\n  "+text+"\n}", x)
		var faults *wf.Faults
		if !errors.As(err, &faults) {
			t.Fatalf("%s: %v", text, err)
		}
		var codes []string
		for _, d := range faults.Diagnostics {
			codes = append(codes, d.Code)
		}
		slices.Sort(codes)
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	p, err := wf.Compile("workflow w on deal {\n  enroll when deal.amount > 1\n  crm.greet(word: \"hi\")\n}", x)
	if err != nil {
		t.Fatal(err)
	}
	page, err := p.Doc("crm.greet")
	if want := "  crm.greet(word: text)\n\nGreets.\n\nArguments\n  word  text, required  what is said\n\nOn workflows of deal only.\n\nExample\n  crm.greet(word: \"hello\")\n"; err != nil || page != want {
		t.Errorf("got  %q, %v\nwant %q", page, err, want)
	}
	if greet.Title != "" {
		t.Error("the declaration of the caller was changed")
	}
}

// Tests of the language run with what the program adds.
func TestWorkflowTestsWithExtensions(t *testing.T) {
	dir := t.TempDir()
	text := `workflow w on deal {
  enroll when margin(deal.amount, 100) > 50

  pager.ring(text: deal.name)
}

test "rings" of w {
  given deal one { name: "One" }

  set one.amount = 200
  expect pager.ring where text == "One"
}
`
	if err := os.WriteFile(filepath.Join(dir, "w.wf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := wf.Catalog(wf.Func("margin", "What is left.", func(in margin) float64 { return in.Price - in.Cost }),
		wf.Send("pager.ring", "Rings.", func(context.Context, ring) (struct{}, error) {
			return struct{}{}, errors.New("a test reached the world")
		}))
	if err != nil {
		t.Fatal(err)
	}
	wftest.Run(t, dir, c)
}

// What is wrong with a declaration is the error of Load and Compile.
func TestExtensionsThatCannotBeDeclared(t *testing.T) {
	for want, x := range map[string]wf.Extension{
		"function f: arguments are a struct, found string":                  wf.Func("f", "", func(string) string { return "" }).Example("f()").Gives("x"),
		"action a: arguments and outputs are structs, found string and int": wf.Do("a", "", func(*wf.Turn, string) (int, error) { return 0, nil }).Titled("A"),
	} {
		if _, err := wf.Compile("", x); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

func opened(t *testing.T, text string, extensions ...wf.Extension) (*wf.Engine, *runtime.VirtualClock) {
	t.Helper()
	p, err := wf.Compile(text, extensions...)
	if err != nil {
		t.Fatal(err)
	}
	clock := runtime.NewVirtualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	e, err := wf.Open(p, wf.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e, clock
}

func put(t *testing.T, e *wf.Engine, props wf.Props) {
	t.Helper()
	if _, err := e.Put(t.Context(), "contact", "", props); err != nil {
		t.Fatal(err)
	}
}
